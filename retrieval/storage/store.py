"""The one truth: documents, passages, citations and the cache of vectors in one SQLite file.

A transaction is the moment of commit, and each commit that changes documents makes a new generation. The full-text and
the vector index are derived from what stands here (`retrieval.indexes.lexical`, `retrieval.indexes.dense`).
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from retrieval.errors import LibraryError, SchemaMismatch
from retrieval.storage.schema import SCHEMA, VERSION


@dataclass(frozen=True, slots=True)
class State:
    """What a library holds at a generation: the number, the encoder (its identity and its name), the vector files, and
    the passages that are gone but still stand in those."""

    generation: int
    encoder: str | None
    model: str | None
    segments: tuple[str, ...]
    gone: tuple[int, ...]


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            yield db
    except sqlite3.Error as error:
        raise LibraryError(
            f"{path} cannot be used ({error}). See that its disk has room and that you may write to it; "
            f"if it is damaged, move {path.parent} away and index again."
        ) from error


class Store:
    """The SQLite file of a library. Each reading or writing takes a connection of its own, so threads do not meet."""

    def __init__(self, path: Path) -> None:
        """Open the store at `path`, made when it is not there. Raises SchemaMismatch for another version's file, and
        LibraryError, here and whenever it is used, for a file that SQLite cannot read or write."""
        self.path = path
        # One at a time: where two turn on the write-ahead log of a new file at once, SQLite fails without waiting.
        with filelock.FileLock(path.with_suffix(".opening.lock")), _connection(path) as db:
            db.execute("PRAGMA journal_mode = WAL")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
            elif version != VERSION:
                raise SchemaMismatch(
                    f"{path} has schema version {version}, this program writes {VERSION}: "
                    f"move {path.parent} away and index again"
                )

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one generation, whatever is committed meanwhile."""
        with _connection(self.path) as db:
            db.execute("BEGIN")
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are committed together at the end, or not at all when the block raises."""
        with _connection(self.path) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")


class KeptReadings:
    """What was read out of files in this run, or in one that did not come to its end, by the hash of their bytes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def kept(self, sha256: str) -> str | None:
        """The document read from these bytes, as JSON."""
        with self._store.reading() as db:
            row = db.execute("SELECT document FROM readings WHERE sha256 = ?", [sha256]).fetchone()
        return str(row[0]) if row else None

    def keep(self, sha256: str, document: str) -> None:
        """Keep a document, as JSON, until a change is committed."""
        with self._store.writing() as db:
            db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", [sha256, document])


def state(db: sqlite3.Connection) -> State:
    """What the library holds, as `db` sees it."""
    meta = dict(db.execute("SELECT key, value FROM meta"))
    return State(
        generation=int(meta.get("generation", 0)),
        encoder=meta.get("encoder"),
        model=meta.get("model"),
        segments=tuple(name for (name,) in db.execute("SELECT name FROM segments ORDER BY first")),
        gone=tuple(number for (number,) in db.execute("SELECT passage FROM tombstones")),
    )


def set_meta(db: sqlite3.Connection, **values: object) -> None:
    """Set entries of the library's record of itself: `generation`, `encoder`, `model`."""
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(key, str(value)) for key, value in values.items()])


def insert(db: sqlite3.Connection, table: str, **values: object) -> int:
    """Insert a row and give its id; sequences are stored as JSON."""
    stored = [json.dumps(value) if isinstance(value, tuple | list) else value for value in values.values()]
    marks = ", ".join("?" * len(stored))
    return db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", stored).lastrowid or 0


def source_names(db: sqlite3.Connection, document: int) -> list[str]:
    """The names of the sources that hold a document."""
    return [name for (name,) in db.execute("SELECT name FROM sources WHERE document = ? ORDER BY name", [document])]


def organizations(db: sqlite3.Connection) -> dict[str, tuple[int, ...]]:
    """Every organization that an article of the library is about, with the ids of its passages."""
    rows = db.execute(
        "SELECT o.value, p.id FROM articles a, json_each(a.organizations) o "
        "JOIN passages p ON p.document = a.document AND p.article = a.ordinal ORDER BY o.value, p.id"
    )
    found: dict[str, list[int]] = {}
    for name, number in rows:
        found.setdefault(name, []).append(number)
    return {name: tuple(numbers) for name, numbers in found.items()}


def user_aliases(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The names that users give organizations, by any name of theirs."""
    found: dict[str, list[str]] = {}
    for organization, alias in db.execute("SELECT organization, alias FROM aliases ORDER BY path, organization, alias"):
        found.setdefault(organization, []).append(alias)
    return {organization: tuple(further) for organization, further in found.items()}
