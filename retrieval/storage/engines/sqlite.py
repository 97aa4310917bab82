"""How a SQLite file is opened: made once, brought up to date, and set up the same for every connection."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from retrieval.errors import LibraryError
from retrieval.storage.files.private import close_to_others, make_private_folder, private_lock

DriverError = sqlite3.Error
"""What the driver raises where SQLAlchemy does not stand between."""

BUSY_SECONDS = 30
"""How long a connection waits for another process's transaction to end."""

CACHE = 16_384
"""KiB of the file that a connection keeps at most. With SQLite's 2,000, what a question reads of a library of 100,000
passages costs twice as much."""


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A file of SQLite's (`retrieval.storage.engines.place.Place`). Other users of the machine are kept from it."""

    path: Path

    shared = False
    failures = (DriverError,)

    @property
    def name(self) -> str:
        """The file's path."""
        return str(self.path)

    def exists(self) -> bool:
        """Whether there is such a file."""
        return self.path.is_file()

    def engine(self) -> Engine:
        """An engine over the file. A connection is kept when it is given back: without one, SQLite would tidy its log
        away, with a wait for the disk, after every use. The one that was given back last is used next, so that its
        cache is warm and those of the others stay small."""
        return _engine(self.path, poolclass=QueuePool, max_overflow=-1, pool_use_lifo=True)

    def changing_engine(self) -> Engine:
        """An engine whose connections do not hold to foreign keys, so that a table can be made anew under its name."""
        return _engine(self.path, foreign_keys="OFF", poolclass=NullPool)

    def prepare(self, change: Callable[[int], None]) -> None:
        """Make the file when it is not there, give it its write-ahead log, and have `change` bring it up to date.

        One process at a time: where two turn on the log of a new file at once, SQLite fails without waiting.
        """
        path = self.path
        make_private_folder(path.parent)
        with private_lock(path.with_suffix(".opening.lock")):
            path.touch(mode=0o600)
            for file in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
                close_to_others(file)  # before SQLite opens it, which gives a new log the mode of its database
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = WAL")
                change(int(db.execute("PRAGMA user_version").fetchone()[0]))

    def create(self, db: Connection, tables: MetaData) -> None:
        """Make all tables."""
        tables.create_all(db)

    def compact(self) -> bool:
        """Write the file anew, so that nothing of what was deleted is left in it, and empty its log. Gives whether that
        could be done: who reads an earlier state all the while keeps the log from being emptied.

        To delete with `secure_delete` is not enough by itself: when SQLite moves rows between pages it leaves copies
        behind, of which one of three databases of random rows had some.
        """
        with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
            db.execute("VACUUM")
            return bool(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    def size(self) -> int:
        """None: the file stands in a data directory."""
        return 0

    @contextmanager
    def reading_only(self) -> Iterator[Connection]:
        """A connection that reads the file as it is, and neither makes nor changes anything."""
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
        with engine.connect() as db:
            yield db

    def schema_version(self, db: Connection) -> int:
        """The schema version of the file that a connection is to."""
        return int(_driver(db).execute("PRAGMA user_version").fetchone()[0])

    def set_schema_version(self, db: Connection, version: int) -> None:
        """Record the schema version, within the connection's transaction."""
        _driver(db).execute(f"PRAGMA user_version = {version}")

    def presence(self) -> "Alone":
        """Nobody else works with the file at the same time."""
        return Alone()

    def claim(self) -> "Alone":
        """Everybody may: who writes to a library's data directory has its lock."""
        return Alone()

    def explained(self, error: Exception, advice: str) -> LibraryError:
        """That the file cannot be used, and why."""
        reason = error.orig if isinstance(error, DBAPIError) else error
        return LibraryError(
            f"{self.path} cannot be used ({reason}). See that its disk has room and that you may write to it; "
            f"if it is damaged, {advice}."
        )


def damage(path: Path) -> list[str]:
    """What SQLite finds wrong with the file at `path`, a line each; nothing where it is whole. It is read through, and
    not changed. One that cannot be opened is a finding, too."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", BUSY_SECONDS, uri=True)) as db:
            found = [str(line) for (line,) in db.execute("PRAGMA quick_check(5)")]
    except DriverError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def copy(path: Path, to: Path) -> None:
    """Write the database at `path`, as it is at one moment, to the new file `to`; whoever uses it goes on. Raises
    sqlite3.Error."""
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", BUSY_SECONDS, uri=True)
    with closing(source), closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def version_of(path: Path) -> int:
    """The schema version of a file that nobody has open. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def tables_of(path: Path) -> set[str]:
    """The names of the tables in a file that nobody has open. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return {str(name) for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def settle(path: Path) -> None:
    """Bring what stands in the log of a file that nobody has open into the file itself. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path, BUSY_SECONDS)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def change(path: Path, statements: Sequence[tuple[str, Sequence[object]]]) -> None:
    """Carry out statements in a file that nobody has open, together, and write it anew so that nothing of what they
    deleted is left. Foreign keys are not held to meanwhile. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        for statement, values in statements:
            db.execute(statement, values)
        db.execute("COMMIT")
        db.execute("VACUUM")


class Alone:
    """The presence of the only process, and its right to write."""

    number = 0

    def holds(self, db: Connection) -> bool:
        """Always."""
        return True

    def others(self) -> list[int]:
        """Nobody."""
        return []

    def close(self) -> None:
        """Nothing to do."""


def _engine(path: Path, foreign_keys: str = "ON", **options: Any) -> Engine:
    arguments = {"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False}
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args=arguments, **options)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA foreign_keys = {foreign_keys}")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = {-CACHE}")

    # With isolation_level None the driver begins no transaction by itself, so that each begins as it should.
    event.listen(engine, "begin", _begin)
    return engine


def _begin(db: Connection) -> None:
    """Begin a transaction: one that sees one state, or with the option `writes` one that nobody else can write beside,
    whose commit waits for the disk if that is "durable"."""
    writes = db.get_execution_options().get("writes")
    if writes:
        _driver(db).execute(f"PRAGMA synchronous = {'FULL' if writes == 'durable' else 'NORMAL'}")
    _driver(db).execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _driver(db: Connection) -> sqlite3.Connection:
    connection = db.connection.dbapi_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection
