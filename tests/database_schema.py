"""The schema of a SQLite file, to be compared with that of another."""

import sqlite3
from contextlib import closing
from pathlib import Path


def schema(path: Path) -> dict[str, object]:
    """Tables with their columns, keys and indexes, and triggers, as SQLite understands them."""
    with closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, object] = {
            name: sql for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        }
        for table in tables:
            # That a primary key is not null goes without saying: it was not always said.
            columns = 'name, type, "notnull" OR pk, dflt_value, pk'
            indexes = 'i."unique", i.origin, i.partial, (SELECT GROUP_CONCAT(name) FROM PRAGMA_INDEX_INFO(i.name))'
            found[table] = [
                sorted(db.execute(query, [table]), key=repr)
                for query in (
                    f"SELECT {columns} FROM PRAGMA_TABLE_INFO(?)",
                    'SELECT "table", "from", on_delete FROM PRAGMA_FOREIGN_KEY_LIST(?)',
                    f"SELECT {indexes} FROM PRAGMA_INDEX_LIST(?) i",
                )
            ]
    return found
