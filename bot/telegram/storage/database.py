"""What the bot must remember across restarts, in one SQLite file: `telegram.sqlite` in the data directory, or in the
PostgreSQL database that the settings name."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, bindparam, delete, select, tuple_, update
from sqlalchemy.exc import SQLAlchemyError

from bot.telegram.storage.schema import TELEGRAM, kept
from retrieval.settings import Settings
from retrieval.storage.database import Database
from retrieval.storage.engines import sqlite
from retrieval.storage.engines.place import Place, place
from retrieval.storage.statements import insert_new, upsert

NAME = "telegram"
"""What the database is called: the file of SQLite's is named for it, and the schema of PostgreSQL's."""

WEBHOOK_SECRET = "webhook_secret"
"""Under which a secret of the webhook that was made up is kept."""

_VALUE = select(kept.c.value).where(kept.c.key == bindparam("key"))


def place_of(settings: Settings) -> Place:
    """Where the bot's database is."""
    return place(settings.data_dir, NAME, settings.database_address)


def open_database(settings: Settings) -> Database:
    """The bot's database, made when it is not there. Raises SchemaMismatch for one that a later version wrote,
    LibraryError for one that cannot be used."""
    return Database(place_of(settings), TELEGRAM)


@contextmanager
def database_there(settings: Settings) -> Iterator[Database | None]:
    """The bot's database, opened for the block; None where there is none, because no bot has run. Raises LibraryError
    where it cannot be used."""
    if not place_of(settings).exists():
        yield None
        return
    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()


def keep_value(database: Database, key: str, value: str) -> None:
    """Remember one value under a name, in place of an earlier one."""
    with database.writing() as db:
        upsert(db, kept, [{"key": key, "value": value}])


def value_once_kept(database: Database, key: str, value: str) -> str:
    """Remember one value under a name unless there is one already; gives what is remembered."""
    with database.writing(durable=True) as db:
        insert_new(db, kept, [{"key": key, "value": value}])
        return str(db.execute(_VALUE, {"key": key}).scalar_one())


def kept_value(database: Database, key: str) -> str | None:
    """What is remembered under a name."""
    with database.reading() as db:
        return db.scalar(_VALUE, {"key": key})


def peek_at_value(settings: Settings, key: str) -> str | None:
    """What is remembered under a name in the bot's database as it is: nothing is made, changed or brought up to date.
    None also for a database that is not there or cannot be read."""
    try:
        with place_of(settings).reading_only() as db:
            return db.scalar(_VALUE, {"key": key})
    except SQLAlchemyError:
        return None


def forget_secrets(path: Path) -> None:
    """Take out of a copy of the database what lets others speak as Telegram: one that is older than its tables holds
    none. Raises sqlite3.Error."""
    if kept.name in sqlite.tables_of(path):
        sqlite.change(path, [(f"DELETE FROM {kept.name} WHERE key = ?", [WEBHOOK_SECRET])])


def move_chat(db: Connection, table: Table, within: Sequence[str], old: int, new: int) -> None:
    """Give a chat's rows to its new id, in place of those that have the same values in the columns `within` there."""
    columns = [table.c[name] for name in within]
    moving = select(*columns).where(table.c.chat == old)
    db.execute(delete(table).where(table.c.chat == new, tuple_(*columns).in_(moving)))
    db.execute(update(table).where(table.c.chat == old).values(chat=new))
