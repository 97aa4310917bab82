"""What a file becomes on its way to the index: Document -> Article -> Passage. Positions count code points of the
text."""

from dataclasses import dataclass

Span = tuple[int, int]
"""`[start, end)` in characters (code points) of a document's text."""


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


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader took out of one file.

    `text` is what all positions count in. `reader` and `reader_version` name the code that made it, so that a changed
    reader can be told from a changed file. `encoding` is the recognised encoding of a text file, else None. `title`,
    `author` and `date` are only what the file's own properties or front matter declare.
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
    `date` is ISO 8601, as precise as the text is (`2025-01-14`, `2024-10`, `2023`).
    """

    headline: str | None
    organizations: tuple[str, ...]
    author: str | None
    date: str | None
    paragraphs: tuple[Paragraph, ...]


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
