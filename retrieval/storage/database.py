"""A database: its transactions, and how its schema is brought up to date.

All statements are SQLAlchemy Core, so another engine needs another `retrieval.storage.sqlite` and no more.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from retrieval.errors import LibraryError, SchemaMismatch
from retrieval.storage import sqlite
from retrieval.storage.files.private import make_private_folder

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""

Step = Callable[[Connection, Progress], None]
"""Changes a database from one schema version to the next, in a transaction that it does not end. It writes the tables
as they were then: it must not use those of the schema, which later steps change."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database is to hold, and how an older one comes to it.

    `steps` are in order, the first of which changes a database of version `first`: there is none for an older one.
    `advice` is what a person can do about a file that is older than that or damaged.
    """

    tables: MetaData
    first: int
    steps: tuple[Step, ...]
    advice: str

    @property
    def version(self) -> int:
        """Of a database that has taken all steps."""
        return self.first + len(self.steps)


def silent(step: str, done: int, total: int) -> None:
    """No progress shown."""


class Database:
    """An open database. Each reading or writing has a connection to itself, so threads do not meet."""

    def __init__(self, path: Path, schema: Schema, progress: Progress = silent) -> None:
        """Open the SQLite file at `path`, made when it is not there and brought up to date when it is older than the
        program, of which `progress` is told. Other users of the machine are kept from it.

        Raises SchemaMismatch for a file of a newer version, and LibraryError, here and whenever it is used, for one
        that cannot be read or written.
        """
        self.path = path
        self._schema = schema
        self._engine = sqlite.engine_of(path)
        self._writing = self._engine.execution_options(writes="fast")
        self._writing_durably = self._engine.execution_options(writes="durable")
        self._writer = threading.Lock()
        with self._explained(OSError):
            make_private_folder(path.parent)
            sqlite.prepare(path, lambda version: self._bring_up_to_date(version, progress))

    def close(self) -> None:
        """Let go of the file. What reads or writes afterwards opens it anew."""
        self._engine.dispose()

    def compact(self) -> None:
        """Give back to the disk what is free in the file, so that nothing of what was deleted is left in it or in its
        log: it is written anew, which takes as much room again meanwhile. Raises LibraryError where there is none, or
        where another program keeps reading what was there before."""
        with self._writer, self._explained():
            clean = sqlite.compact(self.path)
        if not clean:
            raise LibraryError(
                f"What was deleted from {self.path} still stands in its log, because another program has been reading "
                "it all the while. It goes with the next change once that program has ended."
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever is committed meanwhile."""
        with self._explained(), self._engine.connect() as db:
            db.begin()
            self._check_version(db)
            yield db

    @contextmanager
    def writing(self, durable: bool = False) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end, or not at all when the block raises. What is
        committed outlives the process however it ends and, if `durable`, a power cut, for which the disk is waited for
        (some 10 ms). Writers of this process wait for each other; never write inside a block that writes."""
        engine = self._writing_durably if durable else self._writing
        with self._writer, self._explained(), engine.begin() as db:
            self._check_version(db)
            yield db

    def _check_version(self, db: Connection) -> None:
        version = sqlite.schema_version(db)
        if version != self._schema.version:
            raise SchemaMismatch(
                f"{self.path} was brought to schema version {version} while this program was running, which knows "
                f"version {self._schema.version}: start it again."
            )

    def _bring_up_to_date(self, version: int, progress: Progress) -> None:
        schema = self._schema
        if version == schema.version:
            return
        if version > schema.version:
            raise SchemaMismatch(
                f"{self.path} has schema version {version}, this program knows no later one than {schema.version}: "
                "a newer Yuanwen has written it. Use that one, or another data directory."
            )
        if 0 < version < schema.first:
            raise SchemaMismatch(
                f"{self.path} has schema version {version}, of which this program knows no more: {schema.advice}."
            )
        engine = sqlite.changing_engine_of(self.path).execution_options(writes="durable")
        if version == 0:
            _create(engine, schema)
        else:
            _migrate(engine, schema, version, progress)

    @contextmanager
    def _explained(self, *also: type[Exception]) -> Iterator[None]:
        failures: tuple[type[Exception], ...] = (SQLAlchemyError, sqlite.DriverError, *also)
        try:
            yield
        except failures as error:
            reason = error.orig if isinstance(error, DBAPIError) else error
            raise LibraryError(
                f"{self.path} cannot be used ({reason}). See that its disk has room and that you may write to it; "
                f"if it is damaged, {self._schema.advice}."
            ) from error


def _create(engine: Engine, schema: Schema) -> None:
    with engine.begin() as db:
        schema.tables.create_all(db)
        sqlite.set_schema_version(db, schema.version)


def _migrate(engine: Engine, schema: Schema, version: int, progress: Progress) -> None:
    """Take the steps from `version` on, each with its number in one transaction: a kill leaves the old or the new."""
    steps = schema.steps[version - schema.first :]
    for number, step in enumerate(steps):
        progress("updating", number, len(steps))
        with engine.begin() as db:
            step(db, progress)
            sqlite.set_schema_version(db, version + number + 1)
    progress("updating", len(steps), len(steps))


def add_column(db: Connection, table: str, column: "Column[object]") -> None:
    """For a step: add a column to a table. One that is never null needs a `server_default`."""
    declared = CreateColumn(column).compile(dialect=db.dialect)
    db.exec_driver_sql(f"ALTER TABLE {db.dialect.identifier_preparer.quote(table)} ADD COLUMN {declared}")
