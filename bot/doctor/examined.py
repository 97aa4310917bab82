"""What the checks of a library look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from embeddings import Encoder
from retrieval.library import Library


@dataclass(frozen=True, slots=True)
class Examined:
    """An open library with something in it, its settings, and their model, None where that cannot be used."""

    settings: Settings
    library: Library
    encoder: Encoder | None

    @property
    def data_dir(self) -> Path:
        """Where the library is."""
        return self.settings.data_dir


def some(names: Sequence[object]) -> str:
    """The first few of many names."""
    return ", ".join(map(str, names[:3])) + (", …" if len(names) > 3 else "")
