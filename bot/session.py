"""What every verb begins with: the settings of this run and their library, open."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.faults import keep_log
from retrieval.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.ingestion.planning import Progress
    from retrieval.library import Library


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line: `--config` and `--data-dir`, None where they were not given, whether errors are
    shown whole, and what other flags say, by sections of the settings."""

    config: Path | None
    data_dir: Path | None
    debug: bool = False
    flags: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def with_flags(self, **sections: Mapping[str, Any]) -> "Session":
        """The same run with what a verb's flags say of sections of the settings; None for a flag not given."""
        return replace(self, flags=sections)

    def settings(self) -> "Settings":
        """The settings of this run; from here on its errors are kept in their data directory. Raises SettingsError."""
        from bot.settings import load_settings

        settings = load_settings(self.config, {"data_dir": self.data_dir, **self.flags})
        keep_log(settings.data_dir, self.debug)
        return settings

    @contextmanager
    def library(self, patience: float | None = None) -> "Iterator[tuple[Settings, Library]]":
        """The settings and their library; `patience` is how many seconds a question waits for a repair of its indexes,
        None for as long as it takes. Raises SettingsError, LibraryError."""
        from retrieval.library import Library

        settings = self.settings()
        with _bringing_up_to_date() as progress, Library.open(settings, progress, patience) as library:
            unused = settings.data_dir / "library.sqlite"
            if settings.database is not None and unused.is_file() and library.empty:
                from bot.terminal.streams import notice

                notice(f"{unused} is not used: `database` is set. The library there is new; `yuanwen index` fills it.")
            yield settings, library

    @contextmanager
    def indexed_library(self) -> "Iterator[tuple[Settings, Library]]":
        """The settings and their library, ready to be asked: when nothing was ever indexed, the documents of the
        settings are now.

        Raises UsageError when the settings name none, LibraryError when none of them can be read.
        """
        with self.library() as (settings, library):
            if library.empty:
                _fill(library, settings)
            yield settings, library


@contextmanager
def _bringing_up_to_date() -> "Iterator[Progress]":
    """Says so when the library is brought up to date, and how far that has come, by a bar until each step is done.
    Nothing is loaded for it before."""
    with ExitStack() as shown:
        bars: list[Progress] = []
        told: list[str] = []

        def progress(step: str, done: int, total: int) -> None:
            from bot.terminal.progress import progress_bars
            from bot.terminal.streams import notice

            if not told:
                told.append(step)
                notice("Bringing the library up to date")
            if not bars:
                bars.append(shown.enter_context(progress_bars()))
            bars[0](step, done, total)
            if done >= total:
                shown.pop_all().close()
                bars.clear()

        yield progress


def _fill(library: "Library", settings: "Settings") -> None:
    if not settings.documents:
        raise UsageError(
            "Nothing has been indexed yet: run `yuanwen index PATH`, or list files under `documents` in config.yaml"
        )
    from bot.telegram.storage.sent_names import peek_at_names
    from bot.terminal.progress import index_paths

    if not index_paths(library, settings.documents, peek_at_names(settings)):
        raise LibraryError("None of the documents that the settings name could be read")
