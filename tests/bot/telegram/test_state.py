"""The bot's database: what is committed is there, what is not is not, and threads do not get into each other's way."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from bot.telegram.storage.database import Database
from retrieval.errors import LibraryError, SchemaMismatch

NUMBERS = "CREATE TABLE IF NOT EXISTS numbers (number INTEGER PRIMARY KEY);"


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "data" / "telegram.sqlite")
    opened.ensure(NUMBERS)
    yield opened
    opened.close()


def numbers(database):
    with database.reading() as db:
        return [number for (number,) in db.execute("SELECT number FROM numbers ORDER BY number")]


def test_what_raises_is_not_committed(database):
    with database.writing() as db:
        db.execute("INSERT INTO numbers VALUES (1)")
    with pytest.raises(ZeroDivisionError), database.writing() as db:
        db.execute("INSERT INTO numbers VALUES (2)")
        _ = 1 / 0
    assert numbers(database) == [1]


def test_a_reader_sees_one_state(database):
    with database.reading() as before:
        assert before.execute("SELECT COUNT(*) FROM numbers").fetchone() == (0,)
        with database.writing(durable=True) as db:
            db.execute("INSERT INTO numbers VALUES (1)")
        assert before.execute("SELECT COUNT(*) FROM numbers").fetchone() == (0,)
    assert numbers(database) == [1]


def test_threads_write_at_the_same_time(database):
    def write(number):
        with database.writing() as db:
            db.execute("INSERT INTO numbers VALUES (?)", [number])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(100)))
    assert numbers(database) == list(range(100))


def test_values_are_kept_and_replaced(database):
    assert database.kept("name") is None
    database.keep("name", "a")
    database.keep("name", "b")
    assert database.kept("name") == "b"
    database.ensure(NUMBERS)
    again = Database(database.path)
    assert again.kept("name") == "b"
    again.close()


def test_only_the_owner_may_read_the_file(database):
    assert database.path.stat().st_mode & 0o777 == 0o600


def test_another_versions_file_is_refused(tmp_path):
    path = tmp_path / "telegram.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(SchemaMismatch, match=r"telegram\.sqlite has schema version 99"):
        Database(path)


def test_a_file_that_is_no_database_is_explained(tmp_path):
    path = tmp_path / "telegram.sqlite"
    path.write_bytes(b"no database at all, but long enough to look like one" * 100)
    with pytest.raises(LibraryError, match=r"telegram\.sqlite cannot be used"):
        Database(path)
