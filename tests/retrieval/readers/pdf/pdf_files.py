"""PDFs made by reportlab or byte by byte, and where on their pages the text was drawn."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from retrieval.document import Box, Document

FONT = "STSong-Light"
"""Comes with every PDF reader: nothing is embedded, and any Chinese character can be set."""

A4 = (595.0, 842.0)

_NO_LINE_BEGINS = "，。、；：！？）》”’%"

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass
class Drawn:
    """A PDF in the making. `lines` are the lines drawn so far: page, text, box from the top left."""

    size: tuple[float, float] = A4
    encrypt: str | None = None
    lines: list[tuple[int, str, Box]] = field(default_factory=list)
    page: int = 1

    def __post_init__(self) -> None:
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=self.size, invariant=1, encrypt=self.encrypt)

    def line(self, text: str, x: float, y: float, size: float = 12, width: float | None = None) -> None:
        """A line whose baseline is `y` below the top of the page; spread to `width` when that is given."""
        natural = pdfmetrics.stringWidth(text, FONT, size)
        pen = self.canvas.beginText(x, self.size[1] - y)
        pen.setFont(FONT, size)
        is_spread = width is not None and len(text) > 1
        pen.setCharSpace((width - natural) / (len(text) - 1) if is_spread else 0)
        pen.textOut(text)
        self.canvas.drawText(pen)
        self.lines.append((self.page, text, (x, y - 0.75 * size, x + (width or natural), y + 0.25 * size)))

    def centred(self, text: str, y: float, size: float) -> None:
        """A line in the middle of the page."""
        self.line(text, (self.size[0] - pdfmetrics.stringWidth(text, FONT, size)) / 2, y, size)

    def column(
        self, lines: Sequence["SetLine"], x: float, y: float, width: float, size: float = 12, leading: float = 1.6
    ) -> float:
        """Lines set one below the other; gives the baseline below the last one."""
        for text, start, is_last in lines:
            self.line(text, x + start, y, size, None if is_last else width - start)
            y += leading * size
        return y

    def next_page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()
        self.page += 1

    def data(self) -> bytes:
        """The bytes of the file; nothing can be drawn after."""
        self.canvas.save()
        return self._buffer.getvalue()


SetLine = tuple[str, float, bool]
"""A line's text, how far it is set in, and whether it is the last of its paragraph."""


def set_lines(paragraphs: Sequence[str], width: float, size: float = 12) -> list[SetLine]:
    """The lines of paragraphs whose first one is set in two characters.

    No line begins with a closing mark, and figures and Latin words are not broken.
    """
    return list(_set_lines(paragraphs, width, size))


def _set_lines(paragraphs: Sequence[str], width: float, size: float) -> Iterator[SetLine]:
    for paragraph in paragraphs:
        start, rest = 2 * size, paragraph
        while rest:
            end = _line_end(rest, width - start, size)
            yield rest[:end].rstrip(), start, end == len(rest)
            rest, start = rest[end:].lstrip(), 0


def _line_end(text: str, width: float, size: float) -> int:
    end = 1
    while end < len(text) and pdfmetrics.stringWidth(text[: end + 1], FONT, size) <= width:
        end += 1
    while 1 < end < len(text) and (text[end] in _NO_LINE_BEGINS or _is_word(text[end - 1 : end + 1])):
        end -= 1
    return end


def _is_word(text: str) -> bool:
    return all(character.isascii() and not character.isspace() for character in text)


def in_columns(lines: Sequence[SetLine], columns: int) -> list[Sequence[SetLine]]:
    """Lines dealt out to columns of equal length, the last one as long as what is left."""
    length = -(-len(lines) // columns)
    return [lines[start : start + length] for start in range(0, len(lines), length)]


def file_of(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of numbered objects, the first its catalog."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places.get(number, 0))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table))
    return out.getvalue()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), entries, content)


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 8 0 R/Resources<</Font<</F 9 0 R>>>>>>"
"""A page with the content of object 8 in the font of object 9."""

HELLO: dict[int, bytes] = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: PAGE,
    8: stream(b"BT /F 12 Tf 20 100 Td (Hello world) Tj ET"),
    9: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
}
"""The objects of a PDF with one page, which says `Hello world`."""


def texts(document: Document) -> list[str]:
    """The text of each block."""
    return [document.text[block.start : block.end] for block in document.blocks]


def headings(document: Document) -> list[tuple[str, int]]:
    """The blocks that are headings, with their levels."""
    return [(document.text[block.start : block.end], block.level) for block in document.blocks if block.level]


def draw_grid(drawn: Drawn, rows: Sequence[Sequence[str]], xs: Sequence[float], y: float, height: float = 20) -> float:
    """A table with a rule around each cell, from `y` down; `xs` are the edges of its columns. Gives where it ends."""
    bottom = y + height * len(rows)
    for at in xs:
        drawn.canvas.line(at, drawn.size[1] - y, at, drawn.size[1] - bottom)
    for number in range(len(rows) + 1):
        drawn.canvas.line(xs[0], drawn.size[1] - y - number * height, xs[-1], drawn.size[1] - y - number * height)
    for number, row in enumerate(rows):
        for x, cell in zip(xs, row, strict=False):
            if cell:
                drawn.line(cell, x + 4, y + number * height + 0.7 * height, 10)
    return bottom
