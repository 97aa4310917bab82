"""The bot over a library whose searches last until a file appears: run as a program, the file as its argument."""

import sys
import time
from pathlib import Path

from bot.settings import load_settings
from bot.telegram.app import serve
from retrieval.answer import Answer
from retrieval.citation.lookup import Shown
from retrieval.library import Library
from retrieval.question.organization_index import OrganizationIndex


class PatientLibrary:
    """A library that searches no sooner than it may."""

    def __init__(self, library: Library, gate: Path) -> None:
        self._library = library
        self._gate = gate

    def ask(self, question: str, k: int = 5) -> Answer:
        while not self._gate.exists():
            time.sleep(0.02)
        return self._library.ask(question, k)

    def names(self) -> OrganizationIndex:
        return self._library.names()

    def show(self, citation: str) -> Shown:
        return self._library.show(citation)


if __name__ == "__main__":
    settings = load_settings(None, {})
    with Library.open(settings) as library:
        serve(settings, PatientLibrary(library, Path(sys.argv[1])))
