"""What a file becomes on its way to the index: Document -> Article -> Passage. Positions count code points of the
text."""

from dataclasses import dataclass

Span = tuple[int, int]
"""`[start, end)` in characters (code points) of a document's text."""

Box = tuple[float, float, float, float]
"""`x0, y0, x1, y1` of a rectangle on a page, from its top left corner: PDF points, or pixels of a picture."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it stands in the file: white space at its ends left out, never empty.

    `level` is the heading level that the format itself declares (1 is the title), 0 for body text. `page` counts from
    1, None where the format has no pages.
    """

    start: int
    end: int
    level: int = 0
    page: int | None = None


DOUBTFUL = 0.9
"""Confidence of recognition below which a figure is called doubtful. On pages of print at 72 to 300 dpi, degraded until
a seventh of their digits were read wrong, 92 % of the wrong figures had less and 8 % of the right ones; on clean pages
none. The confidence of whole lines tells them apart worse (area under the curve .88, of single digits .97)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of a document's text stands in its file: in a box on a page, or in the cells of a sheet.

    `page` counts from 1. `confidence` (0..1) is how sure the recognition of a scanned line is, None for text that the
    file itself holds. `cells` are the first and last column and the row of a sheet that the stretch was taken from,
    `(row, first column, last column)`, counted from 1.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None
    sheet: str | None = None
    cells: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader took out of one file.

    `text` is what all positions count in. `reader` and `reader_version` name the code that made it, so that a changed
    reader can be told from a changed file. `encoding` is the recognised encoding of a text file, else None. `pages` is
    how many there are, None where the format has none. `places` are in order of `start` and do not overlap; what of the
    text is in none has no position in the file. `title`, `author`, `date`, `publication` and `organizations` are only
    what the file's own properties or front matter declare.
    """

    text: str
    blocks: tuple[Block, ...]
    reader: str
    reader_version: int
    encoding: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    warnings: tuple[str, ...] = ()
    publication: str | None = None
    organizations: tuple[str, ...] = ()
    pages: int | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph made whole again: its spans in reading order, and the section headings above it, outermost first."""

    spans: tuple[Span, ...]
    headings: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One headlined piece in a document.

    `headline` is None where the text gives none. `organizations` names whose statements these are, the main one first.
    `date` is ISO 8601, as precise as the text is (`2025-01-14`, `2024-10`, `2023`). `publication` is the paper, agency
    or site that it was taken from.
    """

    headline: str | None
    organizations: tuple[str, ...]
    author: str | None
    date: str | None
    paragraphs: tuple[Paragraph, ...]
    publication: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed and shown: whole sentences of one article, at most 400 characters.

    `text` is exactly the join of `spans`. `sentences` are spans into `text`. `lines` count from 1, inclusive.
    `article` is the index of its article in the document, `headings` the section headings above it.
    """

    text: str
    spans: tuple[Span, ...]
    sentences: tuple[Span, ...]
    lines: tuple[int, int]
    article: int
    headings: tuple[str, ...] = ()
    page: int | None = None
