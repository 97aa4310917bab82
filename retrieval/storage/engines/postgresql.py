"""How a database in PostgreSQL is opened: its tables in a schema of their own, set up the same for every connection."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import pq
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from retrieval.errors import DatabaseRefused, DatabaseUnreachable, LibraryError

WRITING, OPENING, PRESENT, CLAIMED = 0x79770001, 0x79770002, 0x79770003, 0x79770004
"""The first keys of our advisory locks: for who writes to a schema, who opens it, who is there, and who alone may
change what it holds, in many transactions."""

CONNECTING = {
    "application_name": "yuanwen",
    "client_encoding": "utf8",
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How libpq connects, unless the address says otherwise: what is gone is noticed within a minute."""

SESSION = "-c lock_timeout=30s -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""The same on the server's side, so that the locks of a machine that is gone come free; and how long a transaction
waits for another's."""

_BEGIN_WRITING = "SELECT pg_advisory_xact_lock(%s, hashtext(%s)), set_config('synchronous_commit', %s, true)"

_CLAIM_HOLDS = (
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = %s AND pid = %s AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class WithoutNul(StrDumperUnknown):
    """Texts on their way into PostgreSQL, which takes no NUL: U+FFFD stands for each, so that positions stay as they
    are. The readers give none; names of files and what people ask for may hold it."""

    def dump(self, obj: str) -> Buffer | None:
        """The text as it is sent."""
        return super().dump(obj.replace("\0", "\ufffd"))


@dataclass(frozen=True, slots=True)
class PostgresSchema:
    """A schema in a database of PostgreSQL's (`retrieval.storage.engines.place.Place`)."""

    url: URL
    schema: str

    shared = True
    failures = (psycopg.Error,)

    @classmethod
    def at(cls, address: str, name: str) -> "PostgresSchema":
        """The schema `yuanwen_<name>` in the database at an address as libpq takes it: `postgresql://…`."""
        return cls(make_url(address).set(drivername="postgresql+psycopg"), f"yuanwen_{name}")

    @property
    def name(self) -> str:
        """Where the database is, without a user and a password."""
        host, port = self.url.host or self.url.query.get("host") or "", self.url.port
        return f"postgresql://{host}{f':{port}' if port else ''}/{self.url.database or ''}"

    def exists(self) -> bool:
        """Whether there is such a schema."""
        try:
            with self._connected() as db:
                return bool(db.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (self.schema,)).fetchone())
        except psycopg.Error as error:
            raise self.explained(error, "") from error

    def engine(self) -> Engine:
        """An engine that finds out, before a connection is used again, whether it still holds."""
        return self._engine(poolclass=QueuePool, max_overflow=-1, pool_pre_ping=True)

    def changing_engine(self) -> Engine:
        """An engine for steps that change the schema."""
        return self._engine(poolclass=NullPool)

    def prepare(self, change: Callable[[int], None]) -> None:
        """Make the schema when it is not there, and have `change` bring it up to date; one process at a time, for which
        the others wait as long as that takes."""
        with self._connected() as db:
            db.execute("SET lock_timeout = 0")
            db.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (OPENING, self.schema))
            if not self.exists():  # asked first: who may not make schemas can still use one that was made for them
                db.execute(f"CREATE SCHEMA {self.schema}".encode())
            db.execute("CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)")
            row = db.execute("SELECT max(version) FROM schema_version").fetchone()
            change(int(row[0] or 0) if row else 0)

    def create(self, db: Connection, tables: MetaData) -> None:
        """Make all tables. Indexes are declared once: what SQLite's are restricted to, PostgreSQL's are, too."""
        for table in tables.tables.values():
            for index in table.indexes:
                index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
        tables.create_all(db)

    def compact(self) -> bool:
        """Write the tables anew, so that nothing of what was deleted is left in their files."""
        with self._connected() as db:
            for (table,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (self.schema,)):
                db.execute(f"VACUUM (FULL) {table}".encode())
        return True

    def size(self) -> int:
        """What the tables take with their indexes. Raises LibraryError."""
        try:
            with self._connected() as db:
                row = db.execute(
                    "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                    "(SELECT oid FROM pg_namespace WHERE nspname = %s)",
                    (self.schema,),
                ).fetchone()
        except psycopg.Error as error:
            raise self.explained(error, "") from error
        return int(row[0] or 0) if row else 0

    @contextmanager
    def reading_only(self) -> Iterator[Connection]:
        """A connection that reads what is there, and neither makes nor changes anything."""
        with self._engine(poolclass=NullPool).connect() as db:
            yield db

    def schema_version(self, db: Connection) -> int:
        """The schema version of the schema that a connection is to."""
        return int(db.exec_driver_sql("SELECT version FROM schema_version").scalar_one())

    def set_schema_version(self, db: Connection, version: int) -> None:
        """Record the schema version, within the connection's transaction."""
        db.exec_driver_sql("DELETE FROM schema_version")
        db.exec_driver_sql("INSERT INTO schema_version VALUES (%s)", (version,))

    def presence(self) -> "SessionPresence":
        """That this process works with the database: a lock that ends with its session."""
        return SessionPresence(self.connect)

    def claim(self) -> "SessionClaim | None":
        """The right to change what the schema holds: a lock that ends with its session."""
        connection = self.connect()
        try:
            row = connection.execute(
                "SELECT pg_try_advisory_lock(%s, hashtext(%s)), pg_backend_pid()", (CLAIMED, self.schema)
            ).fetchone()
            if row is not None and row[0]:
                return SessionClaim(connection, int(row[1]))
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection without transactions. Raises psycopg's errors."""
        return psycopg.connect(self._conninfo(), autocommit=True, **self._arguments())

    def explained(self, error: Exception, advice: str) -> LibraryError:
        """That the database cannot be reached, does not let us in, or has a fault."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        reason = self._without_password(str(cause).strip().splitlines()[0] if str(cause).strip() else repr(cause))
        state = getattr(cause, "sqlstate", None) or ""
        if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) or state[:2] not in (
            "",
            "08",
            "57",
        ):
            return LibraryError(f"The database {self.name} cannot be used ({reason}).")
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        if not state and not lost and pq.PGconn.ping(self._conninfo().encode()) == pq.Ping.OK:
            return DatabaseRefused(
                f"PostgreSQL at {self.name} is there and does not let us in ({reason}). Check the user, the password "
                "and the name of the database: in YUANWEN_DATABASE or `database` of config.yaml, PGPASSWORD, ~/.pgpass."
            )
        return DatabaseUnreachable(
            f"PostgreSQL at {self.name} cannot be reached ({reason}). See that it runs, and that `database` names it."
        )

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        db = self.connect()
        try:
            yield db
        finally:
            db.close()

    def _conninfo(self) -> str:
        return self.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def _arguments(self) -> dict[str, Any]:
        query = self.url.query
        options = f"-c search_path={self.schema} {SESSION} {query.get('options', '')}"
        return {key: value for key, value in CONNECTING.items() if key not in query} | {"options": options}

    def _without_password(self, text: str) -> str:
        return text.replace(str(self.url.password), "***") if self.url.password else text

    def _engine(self, **options: Any) -> Engine:
        engine = create_engine(self.url, connect_args=self._arguments(), **options)

        @event.listens_for(engine, "connect")
        def _set_up(connection: psycopg.Connection[Any], record: object) -> None:
            connection.adapters.register_dumper(str, WithoutNul)

        @event.listens_for(engine, "begin")
        def _begin(db: Connection) -> None:
            """Begin a transaction: one that sees one state, or with the option `writes` one that nobody else can write
            beside, whose commit waits for the disk if that is "durable"."""
            driver = db.connection.dbapi_connection
            assert isinstance(driver, psycopg.Connection)
            writes = db.get_execution_options().get("writes")
            level = psycopg.IsolationLevel.READ_COMMITTED if writes else psycopg.IsolationLevel.REPEATABLE_READ
            driver.isolation_level, driver.read_only = level, not writes
            if writes:
                commit = "on" if writes == "durable" else "off"
                driver.execute(_BEGIN_WRITING, (WRITING, self.schema, commit))

        return engine


@dataclass(frozen=True, slots=True)
class SessionClaim:
    """A right to write: an advisory lock that a `connection` holds which does nothing else, of the server's process
    `pid`."""

    connection: psycopg.Connection[tuple[Any, ...]]
    pid: int

    def holds(self, db: Connection) -> bool:
        """Whether that process has it still."""
        return db.exec_driver_sql(_CLAIM_HOLDS, (CLAIMED, self.pid)).first() is not None

    def close(self) -> None:
        """Give it up."""
        self.connection.close()


class SessionPresence:
    """The presence of a process: an advisory lock on its number, held by a connection that does nothing else. Any
    thread may use it."""

    def __init__(self, connect: Callable[[], psycopg.Connection[tuple[Any, ...]]]) -> None:
        self.number = secrets.randbelow(2**31 - 1) + 1
        self._connect = connect
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._held = False
        self._turn = threading.Lock()

    def others(self) -> list[int]:
        """The numbers of the other processes that are present now. Where the connection was lost, it is made anew.
        Raises psycopg's errors."""
        with self._turn:
            try:
                return self._others()
            except psycopg.Error:
                self._drop()
                return self._others()

    def close(self) -> None:
        """Be present no more, from now on: that a connection is closed PostgreSQL notices a little later."""
        with self._turn:
            if self._connection is not None and self._held:
                with suppress(psycopg.Error):
                    self._connection.execute("SELECT pg_advisory_unlock(%s, %s)", (PRESENT, self.number))
            self._drop()

    def _others(self) -> list[int]:
        if self._connection is None:
            self._connection = self._connect()
        if not self._held:  # or still held by a session that is lost, until PostgreSQL notices
            row = self._connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (PRESENT, self.number)).fetchone()
            self._held = bool(row and row[0])
        found = self._connection.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = %s AND granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            (PRESENT,),
        )
        return [number for (number,) in found if number != self.number]

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._held = None, False
