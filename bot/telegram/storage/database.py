"""What the bot must remember across restarts, in one SQLite file: `telegram.sqlite` in the data directory."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retrieval.errors import LibraryError, SchemaMismatch

FILE_NAME = "telegram.sqlite"
"""Below the data directory."""

SCHEMA_VERSION = 1
"""Of all tables in the file, whichever module makes them."""


_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"


class Database:
    """The file. Each reading or writing takes a connection of its own, so threads do not meet. One further connection
    stays open until `close`: without it SQLite would tidy its log away, with a wait for the disk, after every use."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, made when it is not there. Raises SchemaMismatch for another version's file, and
        LibraryError, here and whenever it is used, for a file that SQLite cannot read or write."""
        self.path = path
        self._writer = threading.Lock()
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.chmod(0o600)  # before SQLite opens it, which gives its log the same mode
            self._kept = self._connect()
            self._kept.execute("PRAGMA journal_mode = WAL")
            version = self._kept.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, SCHEMA_VERSION):
                self._kept.close()
                raise SchemaMismatch(
                    f"{path} has schema version {version}, this program writes {SCHEMA_VERSION}: move the file away; "
                    "questions that were waiting in it are not answered then"
                )
            self._kept.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self.ensure(_SCHEMA)

    def close(self) -> None:
        """Close the file; nothing may be read or written after."""
        self._kept.close()

    def ensure(self, schema: str) -> None:
        """Make what a schema names and the file does not have yet: `CREATE … IF NOT EXISTS` statements."""
        with self._writer, self._explained(), closing(self._connect()) as db:
            db.executescript(f"BEGIN IMMEDIATE; {schema} COMMIT;")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file, whatever is committed meanwhile."""
        with self._explained(), closing(self._connect()) as db:
            db.execute("BEGIN")
            yield db

    @contextmanager
    def writing(self, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are committed together at the end, or not at all when the block raises. What is
        committed outlives the process however it ends and, if `durable`, a power cut, for which the disk is waited for
        (some 10 ms). Writers of this process wait for each other; never write inside a block that writes."""
        with self._writer, self._explained(), closing(self._connect()) as db:
            db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def keep(self, key: str, value: str) -> None:
        """Remember one value under a name, in place of an earlier one."""
        with self.writing() as db:
            db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", [key, value])

    def kept(self, key: str) -> str | None:
        """What is remembered under a name."""
        with self.reading() as db:
            row = db.execute("SELECT value FROM kept WHERE key = ?", [key]).fetchone()
        return None if row is None else str(row[0])

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(
                f"{self.path} cannot be used ({error}). See that its disk has room and that you may write to it; "
                "if it is damaged, move it away."
            ) from error
