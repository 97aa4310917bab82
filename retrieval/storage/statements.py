"""Statements that engines write differently."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

Row = Mapping[str, Any]


@cache
def _insert(table: Table) -> sqlite.Insert:
    return sqlite.insert(table)


@cache
def _upsert(table: Table) -> sqlite.Insert:
    statement = sqlite.insert(table)
    keys = {column.name for column in table.primary_key}
    others = {column.name: column for column in statement.excluded if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=sorted(keys), set_=others)


@cache
def _insert_new(table: Table) -> sqlite.Insert:
    return sqlite.insert(table).on_conflict_do_nothing()


def insert(db: Connection, table: Table, **values: Any) -> int:
    """Insert a row, and give its number where the table numbers its rows."""
    return int(db.execute(_insert(table), values).lastrowid or 0)


def insert_numbered(db: Connection, table: Table, rows: Sequence[Row]) -> list[int]:
    """Insert rows of a table that numbers its rows, and give their numbers, which follow one another."""
    if not rows:
        return []
    first = insert(db, table, **rows[0])
    insert_all(db, table, [{**row, "id": first + place} for place, row in enumerate(rows[1:], 1)])
    return list(range(first, first + len(rows)))


def insert_all(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows."""
    if rows:
        db.execute(_insert(table), rows)


def upsert(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, in place of those that have their primary keys."""
    if rows:
        db.execute(_upsert(table), rows)


def insert_if_new(db: Connection, table: Table, **values: Any) -> int | None:
    """Insert a row, unless the table has one by any of its keys; gives its number, None when it was there."""
    done = db.execute(_insert_new(table), values)
    return int(done.lastrowid) if done.rowcount else None


def insert_new(db: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert the rows that the table does not have by any of its keys; gives how many that were."""
    return db.execute(_insert_new(table), rows).rowcount if rows else 0
