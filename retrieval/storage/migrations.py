"""The steps that bring a library of an earlier version up to date, in order.

A new step goes to the end of `LIBRARY.steps`, with what it changes made the same in `retrieval.storage.schema`; a test
holds the two together. What was released is never changed.
"""

from sqlalchemy import Connection

from retrieval.storage.database import Progress, Schema
from retrieval.storage.schema import TABLES


def _tombstones_and_index_format(db: Connection, progress: Progress) -> None:
    """2 -> 3: what is gone is recorded by `retrieval.storage.changes`, no longer by a trigger of SQLite's own; and the
    format of the indexes is recorded, which was the first until now."""
    db.exec_driver_sql("DROP TRIGGER IF EXISTS passages_tombstone")
    db.exec_driver_sql("INSERT INTO meta SELECT 'index_format', '1' FROM meta WHERE key = 'generation'")


def _words(db: Connection, progress: Progress) -> None:
    """3 -> 4: words of the field that users give."""
    columns = "path TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (path, line)"
    db.exec_driver_sql(f"CREATE TABLE words ({columns}) WITHOUT ROWID")


def _stamps(db: Connection, progress: Progress) -> None:
    """4 -> 5: the stamp of a source's file, by which it is known again without reading it."""
    db.exec_driver_sql("ALTER TABLE sources ADD COLUMN stamp TEXT")


LIBRARY = Schema(
    tables=TABLES,
    first=2,
    steps=(_tombstones_and_index_format, _words, _stamps),
    advice="move its folder away and index again",
)
"""The database of a library."""
