"""PDF -> Document: its lines with their boxes, put in reading order by `printed`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.document import Box, Document, Place
from retrieval.errors import DocumentTooLarge
from retrieval.readers.declared_properties import declared_author, declared_title
from retrieval.readers.ocr.doubtful_figures import with_doubtful_figures
from retrieval.readers.ocr.recognition import RecognisedLine
from retrieval.readers.pdf.frame import PageFrame, turned_back
from retrieval.readers.pdf.pages import PageContent, damaged, opened
from retrieval.readers.pdf.recognised import MOST_PICTURES, Recognition
from retrieval.readers.print import PrintedPage, compose
from retrieval.readers.process.heartbeat import page_done

if TYPE_CHECKING:
    from PIL.Image import Image

VERSION = 3

WITHOUT_PICTURES = "pdf without pictures"
"""The name that documents carry whose pictures were left alone, so that they are read anew when these are wanted."""

MOST_PAGES = 2000
"""Pages of a file; a statistical yearbook has a thousand."""

MOST_CHARACTERS = 5_000_000
"""Characters of a file: MOST_PAGES full ones."""

_MOST_NAMED = 5
"""Pages that one warning names."""


def read(data: bytes, name: str, pictures: bool = True) -> Document:
    """The Document of a PDF.

    Pages that are only pictures, or whose characters the file gives no meaning to, are recognised, and so are the
    pictures on the others where `pictures` says so. Pages that are broken, and what was left out or is hard to read,
    are named in the warnings. Raises DamagedDocument when it is encrypted or nothing of it can be read,
    DocumentTooLarge when it has more than MOST_PAGES pages or MOST_CHARACTERS characters.
    """
    pages = _Pages(pictures)
    with opened(data, name) as pdf:
        count = len(pdf)
        if count > MOST_PAGES:
            raise DocumentTooLarge(f"{name}: {count:,} pages; at most {MOST_PAGES:,} are read. Split it and try again.")
        properties = pdf.properties()
        for number in range(1, count + 1):
            content = pdf.content(number, MOST_CHARACTERS - pages.characters)
            page_done()
            if content is not None:
                pages.add(number, content)
    if not pages.printed:
        raise damaged(name)
    composed = compose(pages.printed)
    places = with_doubtful_figures(composed.text, composed.places, pages.recognised)
    return Document(
        composed.text,
        composed.blocks,
        reader="pdf" if pictures or not pages.recognition.left_alone else WITHOUT_PICTURES,
        reader_version=VERSION,
        title=declared_title(properties.get("Title")),
        author=declared_author(properties.get("Author")),
        warnings=tuple(pages.warnings(count)),
        pages=count,
        places=tuple(_shown(place, pages.frames) for place in places),
    )


class _Pages:
    """The pages of a PDF, put together one by one: their lines in `printed`, those that were `recognised`, and how
    each stands (`frames`)."""

    def __init__(self, pictures: bool) -> None:
        self.recognition = Recognition(pictures)
        self.printed: list[PrintedPage] = []
        self.recognised: list[tuple[int, list[RecognisedLine]]] = []
        self.frames: dict[int, tuple[PageFrame, int]] = {}
        self.characters = 0
        self._hidden: list[int] = []
        self._sideways: list[int] = []
        self._empty: list[int] = []
        self._has_pictures_off = not pictures

    def add(self, number: int, content: PageContent) -> None:
        """Adds a page, what is recognised on it included."""
        frame = content.frame.turned(content.turns)
        if content.picture is not None:
            found, rules = self.recognition.page(content.picture, frame.width)
        else:
            found, rules = self.recognition.pictures(number, content.pictures, content.lines)
        if found:
            self.recognised.append((number, found))
        lines = (*content.lines, *(line.printed for line in found))
        self.printed.append(PrintedPage(number, frame.width, frame.height, lines, (*content.rules, *rules)))
        self.frames[number] = content.frame, content.turns
        self.characters += sum(len(line.text) for line in lines)
        self._hidden += [number] * content.hidden
        self._sideways += [number] * bool(content.sideways)
        self._empty += [number] * (content.picture is not None and not lines)

    def warnings(self, count: int) -> Iterator[str]:
        """What is to be said of a file of `count` pages."""
        recognition = self.recognition
        why = "reading.pictures is off" if self._has_pictures_off else f"only {MOST_PICTURES} are read"
        yield from _warning(
            [number for number in range(1, count + 1) if number not in self.frames], "could not be read"
        )
        yield from _warning(self._empty, "no text was recognised")
        yield from _warning(recognition.left_alone, f"pictures were not read, as {why}")
        yield from _warning(recognition.hard, "a picture was hard to read; check what is quoted from it")
        yield from _warning(self._hidden, f"text that cannot be seen was left out ({len(self._hidden)} characters)")
        yield from _warning(self._sideways, "text that stands sideways was left out")


def render(data: bytes, name: str, page: int, scale: float = 2.0) -> "Image":
    """Page `page`, counted from 1, as a picture with `scale` pixels per point: boxes of Places times `scale` fit it.

    Raises DamagedDocument when there is no such page or it is broken, DocumentTooLarge when the picture would have
    more pixels than memory should hold.
    """
    with opened(data, name) as pdf:
        return pdf.picture(page, scale)


def _shown(place: Place, frames: dict[int, tuple[PageFrame, int]]) -> Place:
    """A place on the page as shown, however `compose` had it turned; to a tenth of a point."""
    assert place.page is not None and place.box is not None
    return replace(place, box=_rounded(turned_back(place.box, *frames[place.page])))


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def _warning(numbers: Sequence[int], what: str) -> Iterator[str]:
    """A warning that names pages, the first ones of them when they are many."""
    numbers = list(dict.fromkeys(numbers))
    if numbers:
        more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
        yield f"page {', '.join(map(str, numbers[:_MOST_NAMED]))}{more}: {what}"
