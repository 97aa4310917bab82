"""The bot over a library whose searches last until a file appears: run as a program, the file as its argument."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.settings import load_settings
from bot.telegram.app import serve
from retrieval.answer import Answer
from retrieval.library import Library


class PatientLibrary:
    """A library that searches no sooner than it may; everything else is the library's own."""

    def __init__(self, library: Library, gate: Path) -> None:
        self._library = library
        self._gate = gate

    def ask(self, question: str, k: int = 5) -> Answer:
        while not self._gate.exists():
            time.sleep(0.02)
        return self._library.ask(question, k)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)


if __name__ == "__main__":
    settings = load_settings(None, {})

    @contextmanager
    def opening() -> Iterator[PatientLibrary]:
        with Library.open(settings) as library:
            yield PatientLibrary(library, Path(sys.argv[1]))

    serve(settings, opening)
