"""The steps that bring a library of an earlier version up to date, in order.

A new step goes to the end of `LIBRARY.steps`, with what it changes made the same in `retrieval.storage.schema`; a test
holds the two together. What was released is never changed.
"""

from sqlalchemy import REAL, Column, Connection, Integer, MetaData, Table

from retrieval.storage.column_types import NUMBER, SERIAL, TEXT
from retrieval.storage.database import Progress, Schema, add_column
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


def _graphs(db: Connection, progress: Progress) -> None:
    """5 -> 6: large files of the vector index have graphs."""
    add_column(db, "segments", Column("width", Integer()))
    add_column(db, "segments", Column("recall", REAL()))


def _texts_in_pieces(db: Connection, progress: Progress) -> None:
    """6 -> 7: the texts of documents stand in pieces of 4096 characters."""
    add_column(db, "documents", Column("characters", Integer(), nullable=False, server_default="0"))
    numbers = [row[0] for row in db.exec_driver_sql("SELECT id FROM documents")]
    columns = (
        "document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, "
        "text TEXT NOT NULL, PRIMARY KEY (document, ordinal)"
    )
    db.exec_driver_sql(f"CREATE TABLE texts ({columns}) WITHOUT ROWID")
    for done, number in enumerate(numbers):
        progress("updating", done, len(numbers))
        (text,) = db.exec_driver_sql("SELECT text FROM documents WHERE id = ?", (number,)).one()
        for start in range(0, len(text), 4096):
            piece = (number, start // 4096, text[start : start + 4096])
            db.exec_driver_sql("INSERT INTO texts VALUES (?, ?, ?)", piece)
        db.exec_driver_sql("UPDATE documents SET characters = ? WHERE id = ?", (len(text), number))
    db.exec_driver_sql("ALTER TABLE documents DROP COLUMN text")


def _terms(db: Connection, progress: Progress) -> None:
    """7 -> 8: the tokens of a full-text index that is kept elsewhere."""
    table = Table(
        "terms",
        MetaData(),
        Column("id", SERIAL, primary_key=True),
        Column("token", TEXT, nullable=False, unique=True),
        Column("count", NUMBER, nullable=False),
        sqlite_autoincrement=True,
    )
    table.create(db)


LIBRARY = Schema(
    tables=TABLES,
    first=2,
    steps=(_tombstones_and_index_format, _words, _stamps, _graphs, _texts_in_pieces, _terms),
    advice="move its folder away and index again",
)
"""The database of a library."""
