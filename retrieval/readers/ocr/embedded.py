"""A picture inside another document -> the text that is recognised in it."""

from dataclasses import dataclass, replace

from retrieval.document import Place
from retrieval.readers.ocr.deskewing import upright
from retrieval.readers.ocr.doubtful_figures import with_doubtful_figures
from retrieval.readers.ocr.images import picture
from retrieval.readers.ocr.reader import HARD_TO_READ
from retrieval.readers.ocr.rules import recognised_page
from retrieval.readers.print import PrintedPage, compose

LEAST_WIDTH, LEAST_HEIGHT = 60, 20
"""Pixels of the smallest picture that is looked at: less has no room for a line of Chinese, and is a bullet or a
rule."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a picture in reading order, a paragraph a line, empty where there is none.

    `places` count in it and have the confidence of their lines, but no page: the picture stands on none of its own.
    `is_hard` says that it should be checked before it is quoted.
    """

    text: str
    places: tuple[Place, ...] = ()
    is_hard: bool = False


def recognised(data: bytes, name: str) -> Recognised:
    """The text of the picture file `data`. Raises DocumentTooLarge, DamagedDocument as `ocr.images.picture` does."""
    image = picture(data, name, 1)
    if image.width < LEAST_WIDTH or image.height < LEAST_HEIGHT:
        return Recognised("")
    image = upright(image)
    lines, rules = recognised_page(image)
    page = PrintedPage(1, image.width, image.height, tuple(line.printed for line in lines), tuple(rules))
    composed = compose([page])
    places = with_doubtful_figures(composed.text, composed.places, [(1, lines)])
    characters = sum(len(line.printed.text) for line in lines)
    sure = sum(len(line.printed.text) * (line.printed.confidence or 0) for line in lines)
    return Recognised(
        composed.text,
        tuple(replace(place, page=None, box=None) for place in places),
        is_hard=sure < HARD_TO_READ * characters,
    )
