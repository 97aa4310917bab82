"""What is recognised on the pages of a PDF: whole ones that are pictures, and the pictures on the others."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.document import Box
from retrieval.readers.ocr.embedded import LEAST_HEIGHT, LEAST_WIDTH
from retrieval.readers.ocr.reader import HARD_TO_READ
from retrieval.readers.ocr.recognition import RecognisedLine
from retrieval.readers.ocr.rules import recognised_page
from retrieval.readers.print import PrintedLine
from retrieval.readers.process.heartbeat import page_done

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PICTURES = 200
"""Pictures of one file that are looked at, as of a Word file."""

_Found = tuple[list[RecognisedLine], list[Box]]
"""Lines and rules."""


class Recognition:
    """Recognises what a file shows in pictures; a picture that is shown again is not recognised anew.

    Where `wanted` is false, pictures on pages of text are left alone. `left_alone` and `hard` are the pages with
    pictures that were not looked at, and with some that were hard to read.
    """

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._known: dict[bytes, _Found] = {}
        self.left_alone: list[int] = []
        self.hard: list[int] = []

    def page(self, picture: "Image", width: float) -> _Found:
        """The lines and rules of a page's picture, in points of the page, which is `width` wide."""
        return _placed(recognised_page(picture), width / picture.width, (0, 0))

    def pictures(self, number: int, shown: Iterable[tuple[Box, "Image"]], lines: Sequence[PrintedLine]) -> _Found:
        """The lines and rules of the pictures on page `number`, in points of it. What the page itself has written over
        a picture, among `lines`, is not taken again."""
        found: list[RecognisedLine] = []
        rules: list[Box] = []
        for box, picture in shown:
            key = hashlib.sha256(picture.tobytes()).digest()
            if key not in self._known:
                if not self._wanted or len(self._known) >= MOST_PICTURES:
                    self.left_alone.append(number)
                    continue
                self._known[key] = recognised_page(picture)
                page_done()
            some, drawn = _placed(self._known[key], (box[2] - box[0]) / picture.width, box[:2])
            fresh = [line for line in some if not any(_is_over(line.printed, other) for other in lines)]
            if fresh and sum(line.printed.confidence or 0 for line in fresh) < HARD_TO_READ * len(fresh):
                self.hard.append(number)
            found += fresh
            rules += drawn if fresh else []
        return found, rules


def worth_reading(width: float, height: float) -> bool:
    """Whether a picture of so many pixels may hold a line of text."""
    return width >= LEAST_WIDTH and height >= LEAST_HEIGHT


def _placed(found: _Found, points: float, corner: Sequence[float]) -> _Found:
    """What was found in a picture of so many points a pixel whose upper left corner is at `corner`."""

    def box_of(box: Box) -> Box:
        x0, y0, x1, y1 = (points * value + corner[index % 2] for index, value in enumerate(box))
        return x0, y0, x1, y1

    def placed(lines: Iterable[RecognisedLine]) -> Iterator[RecognisedLine]:
        for line in lines:
            printed = replace(line.printed, box=box_of(line.printed.box), size=points * line.printed.size)
            yield RecognisedLine(printed, line.figures)

    return list(placed(found[0])), [box_of(rule) for rule in found[1]]


def _is_over(line: PrintedLine, other: PrintedLine) -> bool:
    """Whether two lines stand in the same place."""
    x0, y0, x1, y1 = line.box
    left, top, right, bottom = other.box
    is_level = top < (y0 + y1) / 2 < bottom or y0 < (top + bottom) / 2 < y1
    return is_level and 2 * (min(x1, right) - max(x0, left)) > min(x1 - x0, right - left)
