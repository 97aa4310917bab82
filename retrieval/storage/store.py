"""The one truth: documents, passages, citations and the cache of vectors in one database.

A transaction is the moment of commit, and each commit that changes documents makes a new generation. The full-text and
the vector index are derived from what stands here (`retrieval.indexes.lexical`, `retrieval.indexes.dense`).
"""

import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, select

from retrieval.storage.database import Database, Progress, silent
from retrieval.storage.engines import sqlite
from retrieval.storage.engines.place import Place, place
from retrieval.storage.engines.sqlite import SqliteFile
from retrieval.storage.migrations import LIBRARY
from retrieval.storage.schema import aliases, meta, readings, words
from retrieval.storage.segments import StoredSegment, gone_passages, stored_segments
from retrieval.storage.statements import upsert

NAME = "library"
"""What the database is called: the file of SQLite's is named for it, and the schema of PostgreSQL's."""

UNCLEAN = "unclean"
"""The entry of `meta` that stands while what was erased may still be found in the file's free pages or its log."""

_META = select(*meta.c["key", "value"])
_GENERATION = select(meta.c.value).where(meta.c.key == "generation")
_FORGET_UNCLEAN = delete(meta).where(meta.c.key == UNCLEAN)
_READING = select(readings.c.document).where(readings.c.sha256 == bindparam("sha256"))
_WORDS = select(words.c.line).order_by(*words.primary_key)
_ALIASES = select(*aliases.c["organization", "alias"]).order_by(*aliases.primary_key)


@dataclass(frozen=True, slots=True)
class State:
    """What a library holds at a generation: the number, the encoder (its identity and its name), the vector files, the
    passages that are gone but still stand in those, in what format the indexes are written, and whether what was erased
    may still be found in the file. What nothing was ever indexed with is None. `build` names where another engine than
    the embedded one holds the indexes, and `library` this library among others there. `history` are the generations
    that the indexes of a machine can go on from, where each has its own (`retrieval.indexes.following`)."""

    generation: int
    encoder: str | None
    model: str | None
    segments: tuple[StoredSegment, ...]
    gone: tuple[int, ...]
    index_format: int | None
    unclean: bool
    build: str | None
    library: str | None
    history: tuple[str, ...] = ()


def place_of_library(folder: Path, address: str | None) -> Place:
    """Where the truth of the library with the data directory `folder` is: in PostgreSQL at `address`, or without one in
    a file there. Raises SettingsError where there is no driver for PostgreSQL."""
    return place(folder, NAME, address)


def open_library_store(folder: Path, address: str | None, progress: Progress = silent) -> Database:
    """The database of the library with the data directory `folder`, as `open_store` opens it."""
    return Database(place_of_library(folder, address), LIBRARY, progress)


def open_store(path: Path, progress: Progress = silent) -> Database:
    """The database of a library at `path`, made when it is not there, brought up to date when it is older than the
    program. Raises SchemaMismatch for one of a newer version, LibraryError for one that cannot be used."""
    return Database(SqliteFile(path), LIBRARY, progress)


KEPT_EVERY = 1.0
"""Seconds between two transactions that keep what was read: an interrupted run reads so much again at most."""


class KeptReadings:
    """What was read out of files in this run, or in one that did not come to its end, by the hash of their bytes."""

    def __init__(self, store: Database) -> None:
        self._store = store
        self._given: dict[str, str] = {}
        self._kept_at = time.monotonic()

    def kept(self, sha256: str) -> str | None:
        """The document read from these bytes, as JSON."""
        with self._store.reading() as db:
            return db.scalar(_READING, {"sha256": sha256})

    def keep(self, sha256: str, document: str) -> None:
        """Keep a document, as JSON, until a change is committed: at once, unless others were within KEPT_EVERY."""
        self._given[sha256] = document
        if time.monotonic() >= self._kept_at + KEPT_EVERY:
            self.flush()

    def flush(self) -> None:
        """Keep all that was given."""
        if self._given:
            with self._store.writing() as db:
                upsert(db, readings, [{"sha256": sha256, "document": given} for sha256, given in self._given.items()])
        self._given.clear()
        self._kept_at = time.monotonic()


def generation_of(db: Connection) -> int:
    """The generation that `db` sees, 0 where nothing was ever indexed: of `state` what costs nothing to read."""
    return int(db.scalar(_GENERATION) or 0)


def state(db: Connection) -> State:
    """What the library holds, as `db` sees it."""
    record: dict[str, str] = {key: value for key, value in db.execute(_META)}
    return State(
        generation=int(record.get("generation", 0)),
        encoder=record.get("encoder"),
        model=record.get("model"),
        segments=stored_segments(db),
        gone=gone_passages(db),
        index_format=int(record["index_format"]) if "index_format" in record else None,
        unclean=UNCLEAN in record,
        build=record.get("build") or None,
        library=record.get("library"),
        history=tuple(record.get("history", "").split()),
    )


def set_meta(db: Connection, **values: object) -> None:
    """Set entries of the library's record of itself: `generation`, `encoder`, `model`, `index_format`, `unclean`,
    `build`, `library`, `history`."""
    upsert(db, meta, [{"key": key, "value": str(value)} for key, value in values.items()])


def forget_unclean(db: Connection) -> None:
    """Record that nothing of what was erased is left in the file."""
    db.execute(_FORGET_UNCLEAN)


PATHS = (
    ("folders", "path"), ("sources", "path"), ("sources", "folder"), ("aliases", "path"), ("words", "path"),
    ("versions", "source"),
)  # fmt: skip
"""Where the places of files stand."""


def move_sources(path: Path, old: str, new: str) -> None:
    """Record in the database at `path`, which nobody has open, that what lay below the folder `old` lies below `new`.
    One of an earlier version may lack some of the tables. Raises sqlite3.Error."""
    if old != new:
        there = sqlite.tables_of(path)
        sqlite.change(path, [
            (
                f'UPDATE {table} SET "{column}" = ? || substr("{column}", ?) WHERE substr("{column}", 1, ?) = ?',
                (f"{new}/", len(old) + 2, len(old) + 1, f"{old}/"),
            )
            for table, column in PATHS
            if table in there
        ])  # fmt: skip


def user_aliases(db: Connection) -> dict[str, tuple[str, ...]]:
    """The names that users give organizations, by any name of theirs."""
    found: dict[str, list[str]] = {}
    for organization, alias in db.execute(_ALIASES):
        found.setdefault(organization, []).append(alias)
    return {organization: tuple(further) for organization, further in found.items()}


def user_words(db: Connection) -> list[str]:
    """The lines with words of the field that users give."""
    return list(db.scalars(_WORDS))
