"""A database: its transactions, and how its schema is brought up to date.

All statements are SQLAlchemy Core; what engines do in ways of their own is in `retrieval.storage.engines`, and how
they write a few statements in `retrieval.storage.statements`.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Engine, MetaData
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from retrieval.errors import LibraryError, LibraryLocked, SchemaMismatch
from retrieval.storage.engines.place import Claim, Place, Presence

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""

Step = Callable[[Connection, Progress], None]
"""Changes a database from one schema version to the next, in a transaction that it does not end. It writes the tables
as they were then: it must not use those of the schema, which later steps change. PostgreSQL came when the library was
at version 7 and the bot's database at 5: steps from there on are for both engines."""


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

    def __init__(self, place: Place, schema: Schema, progress: Progress = silent) -> None:
        """Open the database at `place`, made when it is not there and brought up to date when it is older than the
        program, of which `progress` is told.

        Raises SchemaMismatch for one of a newer version, and LibraryError, here and whenever it is used, for one that
        cannot be read or written: DatabaseUnreachable where it may be later.
        """
        self.place = place
        self._schema = schema
        self._engine = place.engine()
        self._writing = self._engine.execution_options(writes="fast")
        self._writing_durably = self._engine.execution_options(writes="durable")
        self._writer = threading.Lock()
        self._claim: Claim | None = None
        with self.explained(OSError):
            place.prepare(lambda version: self._bring_up_to_date(version, progress))

    def close(self) -> None:
        """Let go of it. What reads or writes afterwards opens it anew."""
        self._engine.dispose()

    def compact(self) -> None:
        """Give back to the disk what is free in the database, so that nothing of what was deleted is left in its files
        and in SQLite's log: it is written anew, which takes as much room again meanwhile. Raises LibraryError where
        there is none, or where another program keeps reading what was there before."""
        with self._writer, self.explained():
            clean = self.place.compact()
        if not clean:
            raise LibraryError(
                f"What was deleted from {self.place.name} still stands in its log, because another program has been "
                "reading it all the while. It goes with the next change once that program has ended."
            )

    def presence(self) -> Presence:
        """That this process works with the database, from now until it ends or until that is closed."""
        return self.place.presence()

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """This process alone changes what is stored while the block runs, on whatever machine the others are. Raises
        LibraryLocked where another has that right, and from `writing` where it was lost to another meanwhile."""
        with self.explained():
            claim = self.place.claim()
        if claim is None:
            raise LibraryLocked(
                f"Another process is writing to the library in {self.place.name}. Try again when it has finished."
            )
        self._claim = claim
        try:
            yield
        finally:
            self._claim = None
            claim.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever is committed meanwhile."""
        with self.explained(), self._engine.connect() as db:
            db.begin()
            self._check_version(db)
            yield db

    @contextmanager
    def writing(self, durable: bool = False) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end, or not at all when the block raises. What is
        committed outlives the process however it ends and, if `durable`, a power cut, for which the disk is waited for
        (some 10 ms). Writers of this process wait for each other; never write inside a block that writes."""
        engine = self._writing_durably if durable else self._writing
        with self._writer, self.explained(), engine.begin() as db:
            self._check_version(db)
            if self._claim is not None and not self._claim.holds(db):
                raise LibraryLocked(
                    f"The connection to {self.place.name} that kept others from writing was lost, and what was about "
                    "to be written was not. Try again."
                )
            yield db

    def _check_version(self, db: Connection) -> None:
        version = self.place.schema_version(db)
        if version != self._schema.version:
            raise SchemaMismatch(
                f"{self.place.name} was brought to schema version {version} while this program was running, which "
                f"knows version {self._schema.version}: start it again."
            )

    def _bring_up_to_date(self, version: int, progress: Progress) -> None:
        schema = self._schema
        if version == schema.version:
            return
        if version > schema.version:
            raise SchemaMismatch(
                f"{self.place.name} has schema version {version}, this program knows no later one than "
                f"{schema.version}: a newer Yuanwen has written it. Use that one, or another "
                f"{'database' if self.place.shared else 'data directory'}."
            )
        if 0 < version < schema.first:
            raise SchemaMismatch(
                f"{self.place.name} has schema version {version}, of which this program knows no more: {schema.advice}."
            )
        engine = self.place.changing_engine().execution_options(writes="durable")
        if version == 0:
            with engine.begin() as db:
                self.place.create(db, schema.tables)
                self.place.set_schema_version(db, schema.version)
        else:
            self._migrate(engine, version, progress)

    def _migrate(self, engine: Engine, version: int, progress: Progress) -> None:
        """Take the steps from `version` on, each with its number in one transaction: a kill leaves the old or the
        new."""
        steps = self._schema.steps[version - self._schema.first :]
        for number, step in enumerate(steps):
            progress("updating", number, len(steps))
            with engine.begin() as db:
                step(db, progress)
                self.place.set_schema_version(db, version + number + 1)
        progress("updating", len(steps), len(steps))

    @contextmanager
    def explained(self, *also: type[Exception]) -> Iterator[None]:
        """What goes wrong with the database in the block, and what is named `also`, is raised as LibraryError."""
        failures: tuple[type[Exception], ...] = (SQLAlchemyError, *self.place.failures, *also)
        try:
            yield
        except failures as error:
            raise self.place.explained(error, self._schema.advice) from error


def add_column(db: Connection, table: str, column: "Column[object]") -> None:
    """For a step: add a column to a table. One that is never null needs a `server_default`."""
    declared = CreateColumn(column).compile(dialect=db.dialect)
    db.exec_driver_sql(f"ALTER TABLE {db.dialect.identifier_preparer.quote(table)} ADD COLUMN {declared}")
