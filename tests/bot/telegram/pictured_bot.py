"""The bot over a library whose passages all stand on a page: run as a program, the picture of the page as its argument;
without one there is none."""

import sys
from dataclasses import replace
from pathlib import Path

from bot.settings import load_settings
from bot.telegram import run
from retrieval.answer import Answer
from retrieval.citation import Shown
from retrieval.errors import DocumentError
from retrieval.library import Library

BOXES = ((1, 10.0, 10.0, 20.0, 12.0),)


class PicturedLibrary:
    """A library of printed pages."""

    def __init__(self, library: Library, page: Path | None) -> None:
        self._library = library
        self._page = page

    def ask(self, question: str, k: int = 5) -> Answer:
        answer = self._library.ask(question, k)
        placed = (replace(p, citation=replace(p.citation, page=1, boxes=BOXES)) for p in answer.passages)
        return replace(answer, passages=tuple(placed))

    def show(self, citation: str) -> Shown:
        shown = self._library.show(citation)
        return replace(shown, citation=shown.citation and replace(shown.citation, page=1, boxes=BOXES))

    def picture(self, citation: str) -> bytes:
        if self._page is None:
            raise DocumentError("the file is gone")
        return self._page.read_bytes()


if __name__ == "__main__":
    settings = load_settings(None, {})
    with Library.open(settings) as library:
        run(settings, PicturedLibrary(library, Path(sys.argv[1]) if len(sys.argv) > 1 else None))
