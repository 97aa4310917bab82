"""Documents and their sources as they are stored, and how they are read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from retrieval.storage.schema import articles, documents, folders, passages, places, sources


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source and the document it holds: its number, the hash of its bytes, and the reader that made its text; `stamp`
    is the file's when it was read, where it is known."""

    name: str
    path: str
    folder: str | None
    document: int
    stamp: str | None
    title: str | None
    sha256: str
    reader: str
    reader_version: int


_SOURCES = (
    select(
        *sources.c["name", "path", "folder", "document", "stamp"],
        *documents.c["title", "sha256", "reader", "reader_version"],
    )
    .join(documents, documents.c.id == sources.c.document)
    .order_by(sources.c.name, sources.c.path)
)
_OF_DOCUMENT = _SOURCES.where(sources.c.document == bindparam("document"))
_NAMES = select(sources.c.document, sources.c.name).where(
    sources.c.document.in_(bindparam("documents", expanding=True, literal_execute=True))
)

ONLY_HEADLINE = (
    select(func.min(articles.c.headline))
    .where(articles.c.document == documents.c.id)
    .having(func.count() == 1)
    .scalar_subquery()
)
"""The headline of a document's only article, NULL when it has several."""

TITLE = func.coalesce(documents.c.title, ONLY_HEADLINE)
"""A document's own title, or the headline of its only article."""

_HELD = (
    select(documents.c.id, func.min(sources.c.name), TITLE)
    .join(sources, sources.c.document == documents.c.id)
    .group_by(documents.c.id)
    .order_by(func.min(sources.c.name))
)
_PASSAGES = select(*passages.c["document", "id"]).order_by(passages.c.id)
_CALLED = (
    select(documents.c.id, sources.c.name, documents.c.title, ONLY_HEADLINE)
    .join(sources, sources.c.document == documents.c.id)
    .where(select(articles.c.ordinal).where(articles.c.document == documents.c.id).exists())
)
_FOLDERS = select(folders.c.path)
_FACTS: Select[Any] = select(
    *documents.c["id", "reader", "declared"], select(places.c.start).where(places.c.document == documents.c.id).exists()
).where(documents.c.id.in_(bindparam("documents", expanding=True, literal_execute=True)))
_HOLDS = select(documents.c.id).where(documents.c.sha256 == bindparam("sha256"))
_MADE = select(*documents.c["sha256", "reader", "reader_version", "layout", "declared"])


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What citations say of a document: the `reader` that made its text, whether a documents.yaml says what it is
    called, whether it is known where its text stands in its file, and the names of the sources that hold it, in
    order."""

    reader: str
    title_declared: bool
    placed: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document by the name of its first source and its title, with the ids of its passages in order."""

    name: str
    title: str | None
    passages: tuple[int, ...]


def stored_sources(db: Connection) -> list[StoredSource]:
    """Every source, by name and path."""
    return [StoredSource(*row) for row in db.execute(_SOURCES)]


def sources_of(db: Connection, document: int) -> list[StoredSource]:
    """The sources that hold a document, by name and path."""
    return [StoredSource(*row) for row in db.execute(_OF_DOCUMENT, {"document": document})]


def facts_of(db: Connection, held: Iterable[int]) -> dict[int, DocumentFacts]:
    """What citations say of these documents."""
    wanted = {"documents": list(held)}
    names: dict[int, list[str]] = {}
    for document, name in db.execute(_NAMES, wanted):
        names.setdefault(document, []).append(name)
    return {
        number: DocumentFacts(
            reader, "title" in json.loads(declared or "{}"), placed, tuple(sorted(names.get(number, ())))
        )
        for number, reader, declared, placed in db.execute(_FACTS, wanted)
    }


def held_documents(db: Connection) -> list[HeldDocument]:
    """Every document that has passages, by name."""
    ids: dict[int, list[int]] = {}
    for document, passage in db.execute(_PASSAGES):
        ids.setdefault(document, []).append(passage)
    return [HeldDocument(name, title, tuple(ids[number])) for number, name, title in db.execute(_HELD) if number in ids]


def called(db: Connection) -> list[tuple[int, str, str | None, str | None]]:
    """What each source's document goes by: its number, the source's name, its title, its only article's headline.
    Documents without articles are left out."""
    return [(number, name, title, headline) for number, name, title, headline in db.execute(_CALLED)]


def holds(db: Connection, sha256: str) -> bool:
    """Whether there is a document whose bytes have this hash."""
    return db.scalar(_HOLDS, {"sha256": sha256}) is not None


def indexed_folders(db: Connection) -> list[str]:
    """The folders that `index` was given."""
    return list(db.scalars(_FOLDERS))


def how_made(db: Connection) -> dict[str, tuple[str, int, int, str]]:
    """By the hash of its bytes, what each document was made with: the reader's name and version, the layout's version,
    and what a documents.yaml says of it, as JSON."""
    return {sha256: (reader, read_by, layout, said) for sha256, reader, read_by, layout, said in db.execute(_MADE)}
