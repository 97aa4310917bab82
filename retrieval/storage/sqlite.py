"""How a SQLite file is opened: made once, brought up to date, and set up the same for every connection."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool

from retrieval.storage.files.private import close_to_others, private_lock

DriverError = sqlite3.Error
"""What the driver raises where SQLAlchemy does not stand between."""

BUSY_SECONDS = 30
"""How long a connection waits for another process's transaction to end."""

CACHE = 16_384
"""KiB of the file that a connection keeps at most. With SQLite's 2,000, what a question reads of a library of 100,000
passages costs twice as much."""


def engine_of(path: Path) -> Engine:
    """An engine over the SQLite file at `path`, for any number of threads. A connection is kept when it is given back:
    without one, SQLite would tidy its log away, with a wait for the disk, after every use."""
    return _engine(path, poolclass=QueuePool, max_overflow=-1)


def changing_engine_of(path: Path) -> Engine:
    """An engine whose connections do not hold to foreign keys, so that a table can be made anew under its name."""
    return _engine(path, foreign_keys="OFF", poolclass=NullPool)


def prepare(path: Path, change: Callable[[int], None]) -> None:
    """Make the file at `path` when it is not there, give it its write-ahead log, and have `change` bring it up to date
    from its schema version, 0 for a new one. Other users are kept from it.

    One process at a time: where two turn on the log of a new file at once, SQLite fails without waiting.
    """
    with private_lock(path.with_suffix(".opening.lock")):
        path.touch(mode=0o600)
        for file in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
            close_to_others(file)  # before SQLite opens it, which gives a new log the mode of its database
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            change(int(db.execute("PRAGMA user_version").fetchone()[0]))


def compact(path: Path) -> bool:
    """Write the file at `path` anew, so that nothing of what was deleted is left in it, and empty its log. Gives
    whether that could be done: who reads an earlier state all the while keeps the log from being emptied.

    To delete with `secure_delete` is not enough by itself: when SQLite moves rows between pages it leaves copies
    behind, of which one of three databases of random rows had some.
    """
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
        db.execute("VACUUM")
        return bool(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)


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


def change(path: Path, statements: Sequence[tuple[str, Sequence[object]]]) -> None:
    """Carry out statements in a file that nobody has open, together, and write it anew so that nothing of what they
    deleted is left. Foreign keys are not held to meanwhile. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        for statement, values in statements:
            db.execute(statement, values)
        db.execute("COMMIT")
        db.execute("VACUUM")


@contextmanager
def reading_only(path: Path) -> Iterator[Connection]:
    """A connection that reads the file at `path` as it is, and neither makes nor changes anything. Raises SQLAlchemy's
    errors."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
    with engine.connect() as db:
        yield db


def schema_version(db: Connection) -> int:
    """The schema version of the file that a connection is to."""
    return int(_driver(db).execute("PRAGMA user_version").fetchone()[0])


def set_schema_version(db: Connection, version: int) -> None:
    """Record the schema version, within the connection's transaction."""
    _driver(db).execute(f"PRAGMA user_version = {version}")


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
