"""Pictures of pages -> Document: recognised line by line, put in reading order by `printed`."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from retrieval.document import Document
from retrieval.readers.ocr.deskewing import upright
from retrieval.readers.ocr.doubtful_figures import with_doubtful_figures
from retrieval.readers.ocr.images import picture, pictures
from retrieval.readers.ocr.recognition import RecognisedLine
from retrieval.readers.ocr.rules import recognised_page
from retrieval.readers.print import PrintedPage, compose
from retrieval.readers.process.heartbeat import page_done

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["VERSION", "read", "read_pages", "render"]

VERSION = 2

HARD_TO_READ = 0.9
"""Mean confidence of a page's characters below which its document warns. Of pages that were made ever worse, one with
.99 had .997 of its characters right, one with .78 had .76."""


def read(data: bytes, name: str) -> Document:
    """The Document of a picture, or of a TIFF with a page in each of its pictures.

    Boxes are in pixels of the page as `render` gives it. Places have the confidence of their line; figures with less
    than `retrieval.document.DOUBTFUL` have a place and a confidence of their own. Pages without text, or hard to read,
    are named in the warnings; there are no blocks when no page has text. Raises DocumentTooLarge, DamagedDocument.
    """
    return _document(pictures(data, name), [])


def read_pages(parts: Sequence[bytes], name: str) -> Document:
    """The Document whose pages are the pictures `parts`, one after another. Raises as `read`.

    Of a TIFF with several pages only the first is read, and a warning says so.
    """
    more: list[str] = []

    def first(number: int, data: bytes) -> "Image":
        found = list(islice(pictures(data, f"{name}, page {number}"), 2))
        if len(found) > 1:
            more.append(f"page {number}: a file of several pages, of which only the first was read; add it by itself")
        return found[0]

    return _document((first(number, data) for number, data in enumerate(parts, 1)), more)


def render(data: bytes, name: str, page: int, scale: float = 1.0) -> "Image":
    """The page, counted from 1, of a picture file as it was recognised: upright and level, `scale` times as large.

    The boxes of its Document, times `scale`, hold in it. Raises DocumentTooLarge, DamagedDocument, and ValueError where
    there is no such page.
    """
    found = upright(picture(data, name, page))
    if scale == 1.0:
        return found
    return found.resize((max(1, round(found.width * scale)), max(1, round(found.height * scale))))


def _document(images: "Iterable[Image]", warnings: list[str]) -> Document:
    pages: list[PrintedPage] = []
    recognised: list[tuple[int, list[RecognisedLine]]] = []
    for number, image in enumerate(map(upright, images), 1):
        lines, rules = recognised_page(image)
        page_done()
        recognised.append((number, lines))
        pages.append(
            PrintedPage(number, image.width, image.height, tuple(line.printed for line in lines), tuple(rules))
        )
        warnings.extend(_warnings(number, lines))
    composed = compose(pages)
    return Document(
        composed.text,
        composed.blocks,
        reader="scan",
        reader_version=VERSION,
        warnings=tuple(warnings),
        pages=len(pages),
        places=with_doubtful_figures(composed.text, composed.places, recognised),
    )


def _warnings(number: int, lines: Sequence[RecognisedLine]) -> list[str]:
    if not lines:
        return [f"page {number}: no text was recognised"]
    characters = sum(len(line.printed.text) for line in lines)
    confidence = sum(len(line.printed.text) * (line.printed.confidence or 0) for line in lines) / characters
    return [f"page {number} was hard to read; check what is quoted from it"] if confidence < HARD_TO_READ else []
