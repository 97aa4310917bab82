"""The bot's database: what it keeps, and that one of an earlier version loses nothing."""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from database_schema import schema

from bot.telegram.links import BOT_NAME, bot_name
from bot.telegram.queue.inbox import Inbox
from bot.telegram.storage.answers import Memory
from bot.telegram.storage.database import NAME, keep_value, kept_value, open_database
from bot.telegram.storage.ratings import read_ratings
from bot.telegram.storage.schema import TELEGRAM
from bot.telegram.storage.uploaded_files import Uploaded
from retrieval.errors import LibraryError, SchemaMismatch
from retrieval.settings import Settings
from retrieval.storage.database import Database

FILE = f"{NAME}.sqlite"

STORED = sorted(Path(__file__).with_name("data").glob("version-*.zip"))
"""Databases of the versions that were released, each with an open update, an answer to it that its asker likes, the
language that they chose, a hint they were given, and a file that was sent."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new database."""
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data directory with a database as an earlier version left it."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def test_values_are_kept_and_replaced(database: Database, tmp_path: Path) -> None:
    assert kept_value(database, "name") is None
    keep_value(database, "name", "a")
    keep_value(database, "name", "b")
    assert kept_value(database, "name") == "b"
    again = open_database(Settings(data_dir=tmp_path / "data"))
    assert kept_value(again, "name") == "b"
    again.close()


def test_only_the_owner_may_read_the_file(database: Database, tmp_path: Path) -> None:
    assert (tmp_path / "data" / FILE).stat().st_mode & 0o777 == 0o600


def test_the_name_of_the_bot_is_read_without_touching_the_file(database: Database, tmp_path: Path) -> None:
    assert bot_name(Settings(data_dir=tmp_path / "data")) is None
    keep_value(database, BOT_NAME, "reports_bot")
    assert bot_name(Settings(data_dir=tmp_path / "data")) == "reports_bot"
    assert bot_name(Settings(data_dir=tmp_path)) is None
    assert not (tmp_path / FILE).exists()
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    assert bot_name(Settings(data_dir=tmp_path)) is None


def test_a_later_versions_file_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(SchemaMismatch, match=r"telegram\.sqlite has schema version 99"):
        open_database(Settings(data_dir=tmp_path))


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to look like one" * 100)
    with pytest.raises(LibraryError, match=r"telegram\.sqlite cannot be used"):
        open_database(Settings(data_dir=tmp_path))


def test_there_is_one_of_the_first_version_that_can_be_brought_up_to_date() -> None:
    assert STORED[0].stem == f"version-{TELEGRAM.first}"


def test_one_of_an_earlier_version_loses_nothing(stored: Path) -> None:
    assert bot_name(Settings(data_dir=stored)) == "reports_bot", "also before it is brought up to date"
    opened = open_database(Settings(data_dir=stored))
    memory, uploaded = Memory(opened, keep_days=30), Uploaded(opened, stored / "uploads")
    answer = memory.answer("key-of-answer")
    assert answer is not None
    assert (answer.chat, answer.asked, answer.message, answer.asker) == (-100, 7, 8, 42)
    assert (answer.answered, answer.short, answer.page) == (True, "37.5%", 1)
    assert answer.passages == (("b0e6da0e1043", "审批时限压缩 37.5%"),)
    assert memory.answer_to(-100, 7) == memory.answer_in(-100, 8) == answer
    assert memory.language(42) == "en"
    assert not memory.first_hint(42, "groups")
    assert uploaded.shown_name(f"{'ab' * 32}/document.txt") == "简报.txt"
    [update] = Inbox(opened, "1 at https://example.org").claim(10, (), ())
    assert (update.update_id, update.chat) == (1, -100)
    [rating] = read_ratings(Settings(data_dir=stored))
    assert (rating.key, rating.evidence, rating.balance) == ("key-of-answer", "审批时限压缩 37.5%", 1)
    opened.close()


def test_it_comes_to_the_schema_of_a_new_one(stored: Path, tmp_path: Path) -> None:
    for folder in (stored, tmp_path / "new"):
        open_database(Settings(data_dir=folder)).close()
    old, new = schema(stored / FILE), schema(tmp_path / "new" / FILE)
    assert len(new) > 8
    assert old == new


def test_what_a_chat_that_moves_has_there_already_is_replaced(database: Database) -> None:
    with database.writing() as db:
        for key, chat, asked in (("old", 1, 7), ("new", 2, 7), ("other", 2, 8)):
            db.exec_driver_sql(
                "INSERT INTO answers VALUES (?, ?, ?, NULL, 5, 'zh', '?', 1, NULL, NULL, NULL, '[]', 1, 0, 0)",
                (key, chat, asked),
            )
    memory = Memory(database, keep_days=30)
    memory.move(1, 2)
    found = [memory.answer_to(2, 7), memory.answer_to(2, 8)]
    assert [answer and answer.key for answer in found] == ["old", "other"]
    assert memory.answers() == 2
