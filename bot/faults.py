"""What is said and kept of an error that should not have happened.

A line for a person, and in the data directory a log of tracebacks. Nothing of what was asked, of a document or of a
token stands in either: errors are named by their kind and the places in the code that they came through, never by their
own words, which may quote anything.
"""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.version import VERSION

LOG = "log"
"""The folder of the log below the data directory."""

FILE = "yuanwen.log"

MOST_BYTES, EARLIER = 500_000, 3
"""Of a file of the log, and how many earlier files are kept beside it: yuanwen.log.1 is the latest of those."""

BETWEEN = "\n\n"
"""Entries of the log: none has an empty line in it."""


@dataclass
class _Keeping:
    """Where errors are kept, None for nowhere, and whether they are shown as they are, too."""

    data_dir: Path | None = None
    debug: bool = False


_keeping = _Keeping()


def keep_log(data_dir: Path, debug: bool = False) -> None:
    """Keep the errors of this process in a data directory from now on; `debug` shows them whole on standard error, with
    their own words."""
    _keeping.data_dir, _keeping.debug = data_dir, debug


def fault(error: BaseException) -> str:
    """One line for a person to report: what was raised, and where. The traceback goes to the log."""
    record(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} in {place.name}, {Path(place.filename).name} line {place.lineno}"
    return f"something went wrong that should not have; please report it: {what}"


def where_kept() -> str:
    """A sentence, after a space, about where the log is; nothing where none is kept."""
    if _keeping.data_dir is None:
        return ""
    return f". The traceback is in {log_file(_keeping.data_dir)}; `yuanwen doctor --report FILE` packs what to send"


def log_file(data_dir: Path) -> Path:
    """The log of a data directory."""
    return data_dir / LOG / FILE


def record(error: BaseException) -> None:
    """Write an error to the log; what keeps that from being done is no matter. With `debug` it is shown, too."""
    if _keeping.debug:
        traceback.print_exception(error, file=sys.stderr)
    if _keeping.data_dir is not None:
        with suppress(OSError):
            _append(log_file(_keeping.data_dir), "\n".join(_entry(error)) + BETWEEN)


def last_errors(data_dir: Path, most: int) -> list[str]:
    """The latest entries of the log, the newest last."""
    kept = log_file(data_dir)
    entries: list[str] = []
    for path in (*(kept.with_name(f"{FILE}.{number}") for number in range(EARLIER, 0, -1)), kept):
        with suppress(OSError):
            entries += path.read_text(encoding="utf-8", errors="replace").split(BETWEEN)
    return [entry for entry in entries if entry.strip()][-most:]


def _entry(error: BaseException) -> Iterator[str]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    yield f"{now} Yuanwen {VERSION}, process {os.getpid()}, Python {sys.version.split()[0]} on {sys.platform}"
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield f"{type(found).__module__}.{type(found).__qualname__}{_number(found)}"
        for frame in traceback.extract_tb(found.__traceback__):
            yield f"  {_module(frame.filename)}:{frame.lineno} {frame.name}: {frame.line}"
        found = found.__cause__ or found.__context__


def _module(filename: str) -> str:
    """A file of code as it is imported, without the folder that it is installed in, which may be named for somebody."""
    path = Path(filename)
    below = [path.relative_to(folder) for folder in sys.path if folder and path.is_relative_to(folder)]
    return min(below, key=lambda module: len(module.parts), default=Path(path.name)).as_posix()


def _number(error: BaseException) -> str:
    return f" {error.errno}" if isinstance(error, OSError) and error.errno is not None else ""


def _append(path: Path, entry: str) -> None:
    """Add an entry to the log, one process at a time. Raises OSError."""
    from retrieval.storage.files.private import make_private_folder, private_lock

    make_private_folder(path.parent)
    with private_lock(path.with_name("log.lock"), timeout=5):
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            for number in range(EARLIER, 0, -1):
                before = path.with_name(f"{FILE}.{number - 1}") if number > 1 else path
                with suppress(FileNotFoundError):
                    before.replace(path.with_name(f"{FILE}.{number}"))
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(entry)
