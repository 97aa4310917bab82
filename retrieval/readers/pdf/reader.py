"""PDF -> Document: its lines with their boxes, put in reading order by `printed`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.document import Box, Document, Place
from retrieval.errors import DocumentTooLarge
from retrieval.readers.declared_properties import declared_author, declared_title
from retrieval.readers.ocr.doubtful_figures import with_doubtful_figures
from retrieval.readers.ocr.recognition import RecognisedLine, recognised_lines
from retrieval.readers.pdf.frame import PageFrame, turned_back
from retrieval.readers.pdf.pages import damaged, opened
from retrieval.readers.print import PrintedPage, compose
from retrieval.readers.process.heartbeat import page_done

if TYPE_CHECKING:
    from PIL.Image import Image

VERSION = 2

MOST_PAGES = 2000
"""Pages of a file; a statistical yearbook has a thousand."""

MOST_CHARACTERS = 5_000_000
"""Characters of a file: MOST_PAGES full ones."""

_MOST_NAMED = 5
"""Pages that one warning names."""


def read(data: bytes, name: str) -> Document:
    """The Document of a PDF.

    Pages that are only pictures, or whose characters the file gives no meaning to, are read by `scan`. Pages that are
    broken are named in the warnings. Raises DamagedDocument when it is encrypted or nothing of it can be read,
    DocumentTooLarge when it has more than MOST_PAGES pages or MOST_CHARACTERS characters.
    """
    frames: dict[int, tuple[PageFrame, int]] = {}
    printed: list[PrintedPage] = []
    recognised: list[tuple[int, list[RecognisedLine]]] = []
    hidden: list[int] = []
    sideways: list[int] = []
    empty: list[int] = []
    characters = 0
    with opened(data, name) as pdf:
        count = len(pdf)
        if count > MOST_PAGES:
            raise DocumentTooLarge(f"{name}: {count:,} pages; at most {MOST_PAGES:,} are read. Split it and try again.")
        properties = pdf.properties()
        for number in range(1, count + 1):
            content = pdf.content(number, MOST_CHARACTERS - characters)
            page_done()
            if content is None:
                continue
            frame = content.frame.turned(content.turns)
            lines = content.lines
            if content.picture is not None:
                found = list(_recognised(content.picture, frame.width))
                recognised.append((number, found))
                lines = tuple(line.printed for line in found)
            printed.append(PrintedPage(number, frame.width, frame.height, lines, content.rules))
            frames[number] = content.frame, content.turns
            characters += sum(len(line.text) for line in lines)
            if content.hidden:
                hidden.append(number)
            if content.sideways:
                sideways.append(number)
            if content.picture is not None and not lines:
                empty.append(number)
    if not printed:
        raise damaged(name)
    composed = compose(printed)
    places = with_doubtful_figures(composed.text, composed.places, recognised)
    return Document(
        composed.text,
        composed.blocks,
        reader="pdf",
        reader_version=VERSION,
        title=declared_title(properties.get("Title")),
        author=declared_author(properties.get("Author")),
        warnings=(
            *_warning([number for number in range(1, count + 1) if number not in frames], "could not be read"),
            *_warning(empty, "no text was recognised"),
            *_warning(hidden, "text that cannot be seen was left out"),
            *_warning(sideways, "text that stands sideways was left out"),
        ),
        pages=count,
        places=tuple(_shown(place, frames) for place in places),
    )


def render(data: bytes, name: str, page: int, scale: float = 2.0) -> "Image":
    """Page `page`, counted from 1, as a picture with `scale` pixels per point: boxes of Places times `scale` fit it.

    Raises DamagedDocument when there is no such page or it is broken, DocumentTooLarge when the picture would have
    more pixels than memory should hold.
    """
    with opened(data, name) as pdf:
        return pdf.picture(page, scale)


def _recognised(picture: "Image", width: float) -> Iterator[RecognisedLine]:
    """The lines of a page's picture, in points of the page, which is `width` wide."""
    points = width / picture.width
    for line in recognised_lines(picture):
        x0, y0, x1, y1 = (points * value for value in line.printed.box)
        placed = replace(line.printed, box=(x0, y0, x1, y1), size=points * line.printed.size)
        yield RecognisedLine(placed, line.figures)


def _shown(place: Place, frames: dict[int, tuple[PageFrame, int]]) -> Place:
    """A place on the page as shown, however `compose` had it turned; to a tenth of a point."""
    assert place.page is not None and place.box is not None
    return replace(place, box=_rounded(turned_back(place.box, *frames[place.page])))


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def _warning(numbers: Sequence[int], what: str) -> Iterator[str]:
    """A warning that names pages, the first ones of them when they are many."""
    if numbers:
        more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
        yield f"page {', '.join(map(str, numbers[:_MOST_NAMED]))}{more}: {what}"
