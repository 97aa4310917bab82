"""Passages as they are stored, and how they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from retrieval.document import Span
from retrieval.passages.context import context
from retrieval.storage.schema import articles, documents, passages, sources


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


_NAME = select(func.min(sources.c.name)).where(sources.c.document == passages.c.document).scalar_subquery()

_ALL = (
    select(
        *passages.c["id", "citation", "document"],
        _NAME,
        documents.c.title,
        *articles.c["ordinal", "headline", "organizations", "author", "date", "publication"],
        *passages.c["headings", "text", "spans", "sentences", "first_line", "last_line", "page"],
    )
    .join(documents, documents.c.id == passages.c.document)
    .join(articles, (articles.c.document == passages.c.document) & (articles.c.ordinal == passages.c.article))
    .order_by(passages.c.id)
)
_WITH_ID = _ALL.where(passages.c.id.in_(bindparam("ids", expanding=True, literal_execute=True)))
_CITED = _ALL.where(passages.c.citation == bindparam("citation"))
_OF_DOCUMENT = _ALL.where(passages.c.document == bindparam("document"))
_INDEXED: Select[Any] = (
    select(
        *passages.c["id", "text"], articles.c.organizations, articles.c.headline, documents.c.title, passages.c.headings
    )
    .join(documents, documents.c.id == passages.c.document)
    .join(articles, (articles.c.document == passages.c.document) & (articles.c.ordinal == passages.c.article))
    .order_by(passages.c.id)
    .execution_options(stream_results=True)
)
FIRST_OF_GENERATION: Select[Any] = (
    select(passages.c.id)
    .where(passages.c.generation >= bindparam("generation"))
    .order_by(passages.c.generation, passages.c.id)
    .limit(1)
)
"""The lowest id of the passages that came with a generation or a later one: the index of generations has it first.
Asked for the least of the ids, SQLite would look at every passage before it."""

_INDEXED_FROM = _INDEXED.where(passages.c.id >= FIRST_OF_GENERATION.scalar_subquery())
_IDS = select(passages.c.id)
_EXTENT = select(func.count(), func.max(passages.c.id))
_AFTER = _ALL.where(passages.c.id > bindparam("last")).limit(bindparam("most"))


def _read(db: Connection, statement: Select[Any], **values: object) -> Iterator[StoredPassage]:
    for *fields, first, last, page in db.execute(statement, values):
        read: list[Any] = [*fields, (first, last), page]
        yield StoredPassage(*read)


def indexed_passages(db: Connection, generation: int | None = None) -> Iterator[tuple[int, str, str]]:
    """What is put into the full-text index, in order of id: the id of each passage, its text and its context; of those
    alone that came with a generation or a later one, where one is given."""
    found = db.execute(_INDEXED) if generation is None else db.execute(_INDEXED_FROM, {"generation": generation})
    for number, text, organizations, headline, title, headings in found:
        yield number, text, context(organizations, headline, title, headings)


def extent(db: Connection) -> tuple[int, int]:
    """How many passages there are, and the highest of their ids; 0 without any."""
    number, last = db.execute(_EXTENT).one()
    return int(number), int(last or 0)


def passage_ids(db: Connection) -> list[int]:
    """The id of every passage, in no order."""
    return list(db.scalars(_IDS))


def all_passages(db: Connection) -> Iterator[StoredPassage]:
    """Every passage, in order of id."""
    return _read(db, _ALL)


def passages_after(db: Connection, last: int, most: int) -> list[StoredPassage]:
    """At most so many passages, in order of id, whose ids are above `last`."""
    return list(_read(db, _AFTER, last=last, most=most))


def passages_by_id(db: Connection, ids: Iterable[int]) -> dict[int, StoredPassage]:
    """The passages with these ids; ids that this generation does not have are left out."""
    return {passage.id: passage for passage in _read(db, _WITH_ID, ids=list(ids))}


def passages_of_document(db: Connection, document: int) -> list[StoredPassage]:
    """The passages of a document, in order of id."""
    return list(_read(db, _OF_DOCUMENT, document=document))


def passage_cited(db: Connection, citation: str) -> StoredPassage | None:
    """The passage with a citation's id, None when no document has it now."""
    return next(_read(db, _CITED, citation=citation), None)
