"""The pages of a PDF, by way of pdfium: their lines, or a picture of those that have none.

pdfium takes one caller at a time in a process; every call to it is made here, under one lock.
"""

import math
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from retrieval.document import Box
from retrieval.errors import DamagedDocument, DocumentTooLarge
from retrieval.readers.pdf.characters import Glyphs, glyphs, without_watermarks
from retrieval.readers.pdf.drawings import Drawings, drawings, struck_out
from retrieval.readers.pdf.form_fields import fields, ticked, with_fields
from retrieval.readers.pdf.frame import PageFrame, turned_back
from retrieval.readers.pdf.lines import printed_lines
from retrieval.readers.pdf.recognised import worth_reading
from retrieval.readers.pdf.substitute_fonts import use_machine_fonts
from retrieval.readers.pdf.vertical import QUARTERS, is_vertical, laid_down
from retrieval.readers.pdf.visibility import Visibility
from retrieval.readers.print import PrintedLine

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

MOST_PIXELS = 100_000_000
"""Pixels of a page's picture: a newspaper's page at 600 dpi, 300 MB."""

_SCAN_SCALE, _MOST_SCAN_PIXELS = 200 / 72, 30_000_000
"""Pixels per point at which pages that are only pictures are drawn for recognition (200 dpi, body text 30 pixels high),
and how many at the most: larger pages, A2 and up, are drawn coarser."""

_FEWEST_CHARACTERS = 10
"""Visible characters up to which a page that a picture covers is a scan: a stamp may have been set over it."""

_COVERED = 0.5
"""The share of a page's area that pictures take on a scan; one picture, or strips of it."""

_BACKGROUND, _PAGE_OF_TEXT = 0.8, 100
"""The share of a page that its background takes, and the characters of a page that is text on one, or is a scan with
its text laid over it."""

_MOST_PICTURES = 40
"""Of one page: strips and tiles of more are a drawing."""

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds. `lines` stand on the page turned by `turns` quarters clockwise, which has their text upright;
    `frame` is that of the page as shown.

    `rules` are the boxes of the thin lines on it.
    `picture`, where there is one, is the page to be recognised: there are no lines then.
    `pictures` are those on a page of text, with their boxes.
    `sideways` counts characters that are turned otherwise than most, `hidden` those that no one sees and those of
    watermarks.
    """

    frame: PageFrame
    lines: tuple[PrintedLine, ...]
    turns: int
    rules: tuple[Box, ...] = ()
    sideways: int = 0
    hidden: int = 0
    picture: "Image | None" = None
    pictures: tuple[tuple[Box, "Image"], ...] = ()


class OpenPdf:
    """A PDF that is open; made by `opened`."""

    def __init__(self, pdf: "PdfDocument", name: str) -> None:
        self._pdf = pdf
        self._name = name

    def __len__(self) -> int:
        """How many pages it says it has."""
        with _LOCK:
            return len(self._pdf)

    def properties(self) -> dict[str, str]:
        """Its information dictionary."""
        with _LOCK:
            properties: dict[str, str] = self._pdf.get_metadata_dict()
            return properties

    def content(self, number: int, most: int) -> PageContent | None:
        """What page `number`, counted from 1, holds; None when it is broken.

        Raises DocumentTooLarge when it has more than `most` characters.
        """
        import pypdfium2 as pdfium

        with _LOCK:
            use_machine_fonts(False)
            try:
                with closing(self._pdf[number - 1]) as page:
                    return self._content(page, number, most)
            except pdfium.PdfiumError:
                return None

    def picture(self, number: int, scale: float) -> "Image":
        """Page `number`, counted from 1, drawn with `scale` pixels per point.

        Raises DamagedDocument when there is no such page or it is broken, DocumentTooLarge above MOST_PIXELS.
        """
        import pypdfium2 as pdfium

        with _LOCK:
            use_machine_fonts(True)
            try:
                with closing(self._pdf[number - 1]) as page:
                    return self._drawn(page, number, scale)
            except (pdfium.PdfiumError, IndexError) as error:
                raise DamagedDocument(f"{self._name}: it has no page {number} that can be shown.") from error

    def _content(self, page: "PdfPage", number: int, most: int) -> PageContent:
        frame = _frame(page)
        with closing(page.get_textpage()) as textpage:
            count = textpage.count_chars()
            if count > most:
                raise DocumentTooLarge(f"{self._name}: more characters than any report has; left alone.")
            drawn, found = _seen(page, textpage.raw, count, frame)
            turns = _turns(found)
            if turns:
                drawn, found = _seen(page, textpage.raw, count, frame.turned(turns))
        if _is_unreadable(found) or (len(found.glyphs) < _FEWEST_CHARACTERS and _is_covered(drawn, frame)):
            scale = min(_SCAN_SCALE, math.sqrt(_MOST_SCAN_PIXELS / (frame.width * frame.height)))
            return PageContent(frame, (), 0, picture=self._drawn(page, number, scale))
        upright = [glyph for glyph in found.glyphs if glyph.turns == 0]
        sideways = len(found.glyphs) - len(upright)
        if turns == 0 and is_vertical(upright):
            turns, upright = QUARTERS, laid_down(upright, frame.width)
            drawn = drawings(page.raw, frame.turned(turns))
        filled = fields(page.raw, self._pdf.formenv, frame.turned(turns))
        text = without_watermarks(upright)
        lines = printed_lines([*text, *ticked(filled, text)], drawn.rules)
        return PageContent(
            frame,
            with_fields(lines, filled, drawn.rules),
            turns,
            tuple(drawn.rules),
            pictures=() if found.is_layer else tuple(self._pictures(page, drawn, frame, turns, len(text))),
            sideways=sideways,
            hidden=found.hidden + len(upright) - len(text),
        )

    def _pictures(
        self, page: "PdfPage", drawn: Drawings, frame: PageFrame, turns: int, characters: int
    ) -> Iterator[tuple[Box, "Image"]]:
        """The pictures on a page as it is read, turned by `turns` quarters, each as it is shown there; not what lies
        behind all of a page of so many characters."""
        turned = frame.turned(turns)
        most = turned.width * turned.height * (_BACKGROUND if characters >= _PAGE_OF_TEXT else 1.1)
        for x0, y0, x1, y1 in drawn.pictures[:_MOST_PICTURES]:
            box = max(x0, 0.0), max(y0, 0.0), min(x1, turned.width), min(y1, turned.height)
            width, height = box[2] - box[0], box[3] - box[1]
            if width * height > most or not worth_reading(_SCAN_SCALE * width, _SCAN_SCALE * height):
                continue
            left, top, right, bottom = turned_back(box, frame, turns)
            scale = min(_SCAN_SCALE, math.sqrt(_MOST_SCAN_PIXELS / (width * height)))
            margins = (left, frame.height - bottom, frame.width - right, top)
            with closing(page.render(scale=scale, crop=margins)) as bitmap:
                yield box, bitmap.to_pil().convert("RGB").rotate(-90 * turns, expand=True)

    def _drawn(self, page: "PdfPage", number: int, scale: float) -> "Image":
        width, height = page.get_size()
        if width * height * scale**2 > MOST_PIXELS:
            raise DocumentTooLarge(f"{self._name}: page {number} is too large for a picture.")
        with closing(page.render(scale=scale)) as bitmap:
            picture: Image = bitmap.to_pil().convert("RGB")
            return picture


@contextmanager
def opened(data: bytes, name: str) -> Iterator[OpenPdf]:
    """The PDF with the bytes `data`, open. Raises DamagedDocument when it is encrypted or broken."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    with _LOCK:
        use_machine_fonts(False)
        try:
            pdf = pdfium.PdfDocument(data)
            pdf.init_forms()
        except pdfium.PdfiumError as error:
            if error.err_code == raw.FPDF_ERR_PASSWORD:
                raise DamagedDocument(f"{name}: protected by a password. Remove it and try again.") from error
            raise damaged(name) from error
    try:
        yield OpenPdf(pdf, name)
    finally:
        with _LOCK:
            pdf.close()


def damaged(name: str) -> DamagedDocument:
    """The error for a PDF of which nothing can be read."""
    return DamagedDocument(f"{name}: not a whole PDF. Get it again, or open it and print it to a new PDF.")


def _frame(page: "PdfPage") -> PageFrame:
    return PageFrame(page.get_bbox(), page.get_rotation() // 90)


def _turns(found: Glyphs) -> int:
    """By how many quarters clockwise the page has to be turned for most of its text to be upright."""
    counts = [0, 0, 0, 0]
    for glyph in found.glyphs:
        counts[glyph.turns] += 1
    return -counts.index(max(counts)) % 4


def _is_unreadable(found: Glyphs) -> bool:
    return found.unreadable >= _FEWEST_CHARACTERS and 2 * found.unreadable > len(found.glyphs)


def _seen(page: "PdfPage", textpage: Any, count: int, frame: PageFrame) -> tuple[Drawings, Glyphs]:
    """What is drawn on a page and which characters of it can be seen; all of them where they lie over or under the
    picture of a page, as the text layer of a scan."""
    drawn = drawings(page.raw, frame)
    sight = Visibility(drawn, struck_out(page.raw, frame), lambda: _small(page))
    found = glyphs(textpage, count, frame, sight)
    if found.hidden > len(found.glyphs) and _is_covered(drawn, frame):
        found = replace(glyphs(textpage, count, frame), is_layer=True)
    return drawn, found


def _small(page: "PdfPage") -> "Image | None":
    """The page, a pixel a point; None where that is too large a picture."""
    width, height = page.get_size()
    if width * height > MOST_PIXELS:
        return None
    with closing(page.render(scale=1)) as bitmap:
        picture: Image = bitmap.to_pil().convert("RGB")
        return picture


def _is_covered(drawn: Drawings, frame: PageFrame) -> bool:
    area = sum(
        max(0, min(x1, frame.width) - max(x0, 0)) * max(0, min(y1, frame.height) - max(y0, 0))
        for x0, y0, x1, y1 in drawn.pictures
    )
    return area >= _COVERED * frame.width * frame.height
