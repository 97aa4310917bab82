"""What an indexing run writes. Everything here is part of the caller's transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from retrieval.document import Article, Document, Passage
from retrieval.passages.windows import Window
from retrieval.storage import statements
from retrieval.storage.contents.places import insert_places
from retrieval.storage.contents.texts import insert_text
from retrieval.storage.schema import (
    aliases,
    articles,
    documents,
    folders,
    passages,
    readings,
    sources,
    tombstones,
    versions,
    windows,
    words,
)

_NUMBER = select(documents.c.id).where(documents.c.sha256 == bindparam("sha256"))
_NUMBERS = select(documents.c.sha256, documents.c.id).where(documents.c.sha256.in_(bindparam("hashes", expanding=True)))
_SET_ASIDE = (
    update(documents).where(documents.c.id == bindparam("older")).values(sha256=documents.c.sha256.concat(" before"))
)
_MOVE_SOURCES = update(sources).where(sources.c.document == bindparam("older")).values(document=bindparam("newer"))
_DROP_SOURCE = delete(sources).where(sources.c.path == bindparam("gone"))
_GONE = ~exists().where(sources.c.document == documents.c.id)
_BURY = insert(tombstones).from_select(
    ["passage", "generation", "windows"],
    select(passages.c.id, passages.c.generation, func.count(windows.c.passage))
    .outerjoin(windows, windows.c.passage == passages.c.id)
    .where(passages.c.document.in_(select(documents.c.id).where(_GONE)))
    .group_by(passages.c.id, passages.c.generation),
)
_DROP_DOCUMENTS = delete(documents).where(_GONE)
_ALIASES = select(*aliases.c["path", "organization", "alias"])

_WORDS = select(*words.c["path", "line"])


AT_ONCE = 500
"""Sources that are recorded with one statement."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A source that holds the document of a hash: its path, the document's name, the folder it was found below, and
    the stamp of its file."""

    path: str
    name: str
    folder: str | None
    sha256: str
    stamp: str


def insert_document(db: Connection, stored: Mapping[str, Any], document: Document, found: Iterable[Article]) -> int:
    """Insert a document with its articles, in place of an earlier reading of the same bytes, whose sources it gets.
    `stored` are the columns that the document does not say itself. Gives its number."""
    older = db.scalar(_NUMBER, {"sha256": stored["sha256"]})
    if older is not None:
        db.execute(_SET_ASIDE, {"older": older})
    number = statements.insert(
        db,
        documents,
        **stored,
        encoding=document.encoding,
        title=document.title,
        pages=document.pages,
        characters=len(document.text),
        warnings=document.warnings,
    )
    insert_text(db, number, document.text)
    if older is not None:
        db.execute(_MOVE_SOURCES, {"older": older, "newer": number})
    insert_places(db, number, document.places)
    rows = [
        {
            "document": number,
            "ordinal": ordinal,
            "headline": article.headline,
            "organizations": article.organizations,
            "author": article.author or document.author,
            "date": article.date or document.date,
            "publication": article.publication or document.publication,
        }
        for ordinal, article in enumerate(found)
    ]
    statements.insert_all(db, articles, rows)
    return number


def insert_passages(db: Connection, document: int, generation: int, found: Sequence[tuple[Passage, str]]) -> list[int]:
    """Insert the passages of a document, each with the id of its citation; gives their ids, in order."""
    rows = [
        {
            "document": document,
            "article": passage.article,
            "citation": citation,
            "text": passage.text,
            "spans": passage.spans,
            "sentences": passage.sentences,
            "first_line": passage.lines[0],
            "last_line": passage.lines[1],
            "page": passage.page,
            "headings": passage.headings,
            "generation": generation,
        }
        for passage, citation in found
    ]
    return statements.insert_numbered(db, passages, rows)


def insert_windows(db: Connection, cut: Iterable[tuple[int, Sequence[Window]]]) -> None:
    """Insert the windows of passages, by the ids of those."""
    rows = [{"passage": passage, "start": w.start, "end": w.end, "vector": w.key} for passage, of in cut for w in of]
    statements.insert_all(db, windows, rows)


def forget_windows(db: Connection) -> None:
    """Forget the windows of all passages."""
    db.execute(delete(windows))


def place(db: Connection, placed: Iterable[Placed], indexed: Iterable[str]) -> None:
    """Record which source holds which document now, and the folders that were indexed."""
    statements.insert_new(db, folders, [{"path": path} for path in indexed])
    waiting = list(placed)
    for first in range(0, len(waiting), AT_ONCE):
        some = waiting[first : first + AT_ONCE]
        numbers = {sha256: number for sha256, number in db.execute(_NUMBERS, {"hashes": [one.sha256 for one in some]})}
        held = [
            {"path": p.path, "name": p.name, "folder": p.folder, "stamp": p.stamp, "document": numbers[p.sha256]}
            for p in some
        ]
        statements.upsert(db, sources, held)
        statements.upsert(db, versions, [{"sha256": p.sha256, "source": p.path, "name": p.name} for p in some])


def drop_sources(db: Connection, gone: Collection[str]) -> None:
    """Drop the sources at these paths, and the documents that no source holds any more."""
    if gone:
        db.execute(_DROP_SOURCE, [{"gone": path} for path in gone])
    db.execute(_BURY)
    db.execute(_DROP_DOCUMENTS)


def known_aliases(db: Connection) -> set[tuple[str, str, str]]:
    """The names that users give: path of the file that says so, organization, alias."""
    return {(path, organization, alias) for path, organization, alias in db.execute(_ALIASES)}


def replace_aliases(db: Connection, named: Set[tuple[str, str, str]]) -> None:
    """Put other names that users give in place of all there are."""
    db.execute(delete(aliases))
    rows = [{"path": path, "organization": name, "alias": alias} for path, name, alias in sorted(named)]
    statements.insert_all(db, aliases, rows)


def known_words(db: Connection) -> set[tuple[str, str]]:
    """The words of the field that users give: path of the file that says so, and the line."""
    return {(path, line) for path, line in db.execute(_WORDS)}


def replace_words(db: Connection, given: Set[tuple[str, str]]) -> None:
    """Put other words of the field that users give in place of all there are."""
    db.execute(delete(words))
    statements.insert_all(db, words, [{"path": path, "line": line} for path, line in sorted(given)])


def forget_readings(db: Connection) -> None:
    """Forget what was read out of files: it is committed now."""
    db.execute(delete(readings))
