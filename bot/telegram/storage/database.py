"""What the bot must remember across restarts, in one SQLite file: `telegram.sqlite` in the data directory."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Table, bindparam, delete, select, tuple_, update
from sqlalchemy.exc import SQLAlchemyError

from bot.telegram.storage.schema import TELEGRAM, kept
from retrieval.storage import sqlite
from retrieval.storage.database import Database
from retrieval.storage.statements import upsert

FILE_NAME = "telegram.sqlite"
"""Below the data directory."""

WEBHOOK_SECRET = "webhook_secret"
"""Under which a secret of the webhook that was made up is kept."""

_VALUE = select(kept.c.value).where(kept.c.key == bindparam("key"))


def open_database(data_dir: Path) -> Database:
    """The bot's database in a data directory, made when it is not there, for nobody else on this machine to read.
    Raises SchemaMismatch for one that a later version wrote, LibraryError for one that cannot be used."""
    return Database(data_dir / FILE_NAME, TELEGRAM)


def keep_value(database: Database, key: str, value: str) -> None:
    """Remember one value under a name, in place of an earlier one."""
    with database.writing() as db:
        upsert(db, kept, [{"key": key, "value": value}])


def kept_value(database: Database, key: str) -> str | None:
    """What is remembered under a name."""
    with database.reading() as db:
        return db.scalar(_VALUE, {"key": key})


def peek_at_value(data_dir: Path, key: str) -> str | None:
    """What is remembered under a name in a data directory's database as it is: nothing is made, changed or brought up
    to date. None also for a database that is not there or cannot be read."""
    try:
        with sqlite.reading_only(data_dir / FILE_NAME) as db:
            return db.scalar(_VALUE, {"key": key})
    except SQLAlchemyError:
        return None


def forget_secrets(path: Path) -> None:
    """Take out of a copy of the database what lets others speak as Telegram. Raises sqlite3.Error."""
    sqlite.change(path, [("DELETE FROM kept WHERE key = ?", [WEBHOOK_SECRET])])


def move_chat(db: Connection, table: Table, within: Sequence[str], old: int, new: int) -> None:
    """Give a chat's rows to its new id, in place of those that have the same values in the columns `within` there."""
    columns = [table.c[name] for name in within]
    moving = select(*columns).where(table.c.chat == old)
    db.execute(delete(table).where(table.c.chat == new, tuple_(*columns).in_(moving)))
    db.execute(update(table).where(table.c.chat == old).values(chat=new))
