"""Where a database stands, and what its engine does in a way of its own."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, MetaData

from retrieval.errors import LibraryError, SettingsError
from retrieval.storage.engines.sqlite import SqliteFile


class Place(Protocol):
    """A file of SQLite's, or a schema in a database of PostgreSQL's."""

    @property
    def name(self) -> str:
        """What messages call it; no password is in it."""

    @property
    def shared(self) -> bool:
        """Whether other processes, here or elsewhere, work with it at the same time as a matter of course."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What the driver raises where SQLAlchemy does not stand between."""

    def exists(self) -> bool:
        """Whether there is a database. Raises LibraryError where that cannot be found out."""

    def engine(self) -> Engine:
        """An engine for any number of threads. A transaction of its connections sees one state; one with the option
        `writes` ("fast", or "durable" where the commit is to wait for the disk) is alone in writing."""

    def changing_engine(self) -> Engine:
        """An engine for steps that change the schema."""

    def prepare(self, change: Callable[[int], None]) -> None:
        """Make the place where it is not there, and have `change` bring it up to date from its schema version, 0 for a
        new one; one process at a time."""

    def create(self, db: Connection, tables: MetaData) -> None:
        """Make all tables."""

    def schema_version(self, db: Connection) -> int:
        """The schema version of the place that a connection is to."""

    def set_schema_version(self, db: Connection, version: int) -> None:
        """Record the schema version, within the connection's transaction."""

    def compact(self) -> bool:
        """Write what is stored anew, so that nothing of what was deleted is left. Gives whether that could be done."""

    def size(self) -> int:
        """How many bytes the database takes that are in no data directory."""

    def reading_only(self) -> AbstractContextManager[Connection]:
        """A connection that reads what is there, and neither makes nor changes anything. Raises SQLAlchemy's errors."""

    def presence(self) -> "Presence":
        """That this process works with the place, from now until it ends."""

    def claim(self) -> "Claim | None":
        """The right to change what is stored as the only process, on whatever machine others are; None where another
        process has it."""

    def explained(self, error: Exception, advice: str) -> LibraryError:
        """An error of the engine as a person understands it; `advice` is what to do about a damaged database."""


class Presence(Protocol):
    """That a process works with a place. It ends with the process, however that ends."""

    @property
    def number(self) -> int:
        """The process by a number that no other which is present has."""

    def others(self) -> list[int]:
        """The numbers of the other processes that are present now. Raises the engine's errors."""

    def close(self) -> None:
        """Be present no more."""


class Claim(Protocol):
    """The right to change what is stored as the only process. It ends with the process, however that ends."""

    def holds(self, db: Connection) -> bool:
        """Whether the process has it still, as a transaction that writes finds out."""

    def close(self) -> None:
        """Give it up."""


def place(folder: Path, name: str, address: str | None) -> Place:
    """Where the database of a name stands: in PostgreSQL at `address`, or without one in a file of SQLite's in
    `folder`. Raises SettingsError where there is no driver for PostgreSQL."""
    if address is None:
        return SqliteFile(folder / f"{name}.sqlite")
    try:
        from retrieval.storage.engines.postgresql import PostgresSchema
    except ImportError as error:
        raise SettingsError(
            f"database: there is no driver for PostgreSQL ({error}): pip install 'yuanwen[postgresql]'"
        ) from None
    return PostgresSchema.at(address, name)
