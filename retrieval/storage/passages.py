"""Passages as they are stored, and how they are read."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.passages.context import context


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with what surrounds it: its article's and document's fields. Lines and page count from 1."""

    id: int
    citation: str
    document: int
    document_name: str
    document_title: str | None
    article: int
    headline: str | None
    organizations: tuple[str, ...]
    author: str | None
    date: str | None
    publication: str | None
    headings: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]
    sentences: tuple[Span, ...]
    lines: tuple[int, int]
    page: int | None

    @property
    def context(self) -> str:
        """Whose statement it is and of what, in one line."""
        return context(self.organizations, self.headline, self.document_title, self.headings)


_PASSAGES = """
SELECT p.id, p.citation, p.document, p.article, p.text, p.spans, p.sentences, p.first_line, p.last_line, p.page,
       p.headings, a.headline, a.organizations, a.author, a.date, a.publication, d.title AS document_title,
       (SELECT MIN(name) FROM sources s WHERE s.document = p.document) AS document_name
FROM passages p JOIN documents d ON d.id = p.document
                JOIN articles a ON a.document = p.document AND a.ordinal = p.article
"""


def _passage(row: sqlite3.Row) -> StoredPassage:
    fields = dict(row)
    lines = fields.pop("first_line"), fields.pop("last_line")
    for name in ("organizations", "headings"):
        fields[name] = tuple(json.loads(fields[name]))
    for name in ("spans", "sentences"):
        fields[name] = tuple((start, end) for start, end in json.loads(fields[name]))
    return StoredPassage(**fields, lines=lines)


def passages_where(db: sqlite3.Connection, condition: str, *values: object) -> list[StoredPassage]:
    """The passages for which a condition of SQL holds, in order of id; `p`, `d` and `a` are passage, document,
    article."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return [_passage(row) for row in cursor.execute(f"{_PASSAGES} WHERE {condition} ORDER BY p.id", values)]


def passages_by_id(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, StoredPassage]:
    """The passages with these ids; ids that this generation does not have are left out."""
    marks = ",".join(str(int(number)) for number in ids)
    return {passage.id: passage for passage in passages_where(db, f"p.id IN ({marks})")}


def document_text(db: sqlite3.Connection, document: int) -> str:
    """The text that the spans of a document's passages count in."""
    return str(db.execute("SELECT text FROM documents WHERE id = ?", [document]).fetchone()[0])
