"""The text of a document put together line by line, with its blocks and places: for formats that are not text."""

from collections.abc import Iterable
from dataclasses import replace

from retrieval.document import Block, Place
from retrieval.readers.base import line_blocks
from retrieval.readers.tables.rows import Line


class Assembly:
    """Lines in reading order. Afterwards `text()`, `blocks` and `places` are what a Document is made of."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.places: list[Place] = []
        self._lines: list[str] = []
        self._length = 0

    def add(self, text: str, level: int = 0) -> None:
        """Appends a paragraph, which may have line breaks in it: each of its lines is a block of this level."""
        for block in line_blocks(text):
            self.blocks.append(Block(self._length + block.start, self._length + block.end, level))
        self._lines.append(text)
        self._length += len(text) + 1

    def add_table(self, lines: Iterable[Line], sheet: str | None = None, placed: bool = False) -> None:
        """Appends what a table says, a line each; with their places in `sheet` where these are `placed`."""
        for line in lines:
            if placed:
                for start, end, *cells in line.places:
                    row, first, last = cells
                    begin, stop = self._length + start, self._length + end
                    self.places.append(Place(begin, stop, sheet=sheet, cells=(row, first, last)))
            self.add(line.text)

    def add_recognised(self, text: str, places: Iterable[Place]) -> None:
        """Appends what was recognised in a picture, whose `places` count in it."""
        self.places.extend(
            replace(place, start=self._length + place.start, end=self._length + place.end) for place in places
        )
        self.add(text)

    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(self._lines)
