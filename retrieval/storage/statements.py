"""Statements that engines write differently."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Connection, Table, exists, select

if TYPE_CHECKING:
    from sqlalchemy.dialects import sqlite

Row = Mapping[str, Any]


@cache
def _insert(engine: str, table: Table) -> "sqlite.Insert":
    """An insertion as an engine writes it: SQLite's and PostgreSQL's are made with the same methods."""
    statement: sqlite.Insert = import_module(f"sqlalchemy.dialects.{engine}").insert(table)
    return statement


@cache
def _upsert(engine: str, table: Table) -> "sqlite.Insert":
    statement = _insert(engine, table)
    keys = {column.name for column in table.primary_key}
    others = {column.name: column for column in statement.excluded if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=sorted(keys), set_=others)


@cache
def _add_to(engine: str, table: Table, column: str) -> "sqlite.Insert":
    statement = _insert(engine, table)
    unique = [one.name for one in table.columns if one.unique]
    added = {column: table.c[column] + statement.excluded[column]}
    return statement.on_conflict_do_update(index_elements=unique, set_=added)


@cache
def _insert_new(engine: str, table: Table) -> "sqlite.Insert":
    return _insert(engine, table).on_conflict_do_nothing()


def insert(db: Connection, table: Table, **values: Any) -> int:
    """Insert a row, and give its number where the table numbers its rows."""
    done = db.execute(_insert(db.dialect.name, table), values)
    numbering = table.autoincrement_column
    return 0 if numbering is None else int(getattr(done.inserted_primary_key, numbering.name))


def insert_numbered(db: Connection, table: Table, rows: Sequence[Row]) -> list[int]:
    """Insert rows of a table that numbers its rows, and give their numbers, which follow one another."""
    numbering = table.autoincrement_column
    assert numbering is not None
    if not rows:
        return []
    if db.dialect.name == "sqlite":  # which is quicker when it need not tell each number
        first = insert(db, table, **rows[0])
        insert_all(db, table, [{**row, numbering.name: first + place} for place, row in enumerate(rows[1:], 1)])
        return list(range(first, first + len(rows)))
    statement = _insert(db.dialect.name, table).returning(numbering, sort_by_parameter_order=True)
    return list(db.scalars(statement, rows))


def insert_all(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows."""
    if rows:
        db.execute(_insert(db.dialect.name, table), rows)


def upsert(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, in place of those that have their primary keys."""
    if rows:
        db.execute(_upsert(db.dialect.name, table), rows)


def add_to(db: Connection, table: Table, column: str, rows: Sequence[Row]) -> None:
    """Insert rows; where the table has one by its unique key, add to its `column` instead."""
    if rows:
        db.execute(_add_to(db.dialect.name, table, column), rows)


def insert_if_new(db: Connection, table: Table, **values: Any) -> int | None:
    """Insert a row of a table that numbers its rows, unless it has one by any of its keys; gives its number, None when
    it was there."""
    numbering = table.autoincrement_column
    assert numbering is not None
    number = db.scalar(_insert_new(db.dialect.name, table).returning(numbering), values)
    return None if number is None else int(number)


def insert_new(db: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert the rows that the table does not have by any of its keys; gives how many that were."""
    if not rows:
        return 0
    statement = _insert_new(db.dialect.name, table)
    if db.dialect.name == "sqlite":
        return db.execute(statement, rows).rowcount
    return len(db.execute(statement.returning(*table.primary_key), rows).all())


def absent(db: Connection, column: Column[Any], other: Column[Any]) -> ColumnElement[bool]:
    """That the value of a column is in no row of another table's column, which holds no NULL and need not be indexed.
    Each engine reads that table once; written as the other wants it, either would read it for every row."""
    if db.dialect.name == "sqlite":
        return column.not_in(select(other))
    return ~exists().where(other == column)
