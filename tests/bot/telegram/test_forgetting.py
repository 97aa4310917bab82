"""What is forgotten is gone from every table that holds anything of it, and from the bytes of the file."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import Settings, TelegramSettings
from bot.telegram.answer_record import AnswerRecord
from bot.telegram.handlers.context import Desk
from bot.telegram.handlers.routing import Handlers
from bot.telegram.queue.inbox import Inbox
from bot.telegram.storage.database import NAME, open_database
from bot.telegram.storage.erasing import fitting, remove_document_from
from bot.telegram.storage.schema import TABLES
from retrieval.answering.conversation import Conversation
from retrieval.library import Library
from retrieval.question.rewriting import Previous
from retrieval.storage.database import Database

FILE = f"{NAME}.sqlite"

ANN, BO = 7_000_000_001, 7_000_000_002
OF_NOBODY = {"kept", "uploads", "sent"}
"""Tables that hold nothing of who asks: the bot's name, files of the library, and for the time of one update what was
sent for it."""

QUOTE = "园区的食堂每天供应两百份午餐。"
TEXT = f"银杏坪产业园食堂简报\n\n{QUOTE}\n职工的孩子放学后可以在这里写作业。\n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new database."""
    opened = open_database(Settings(data_dir=tmp_path))
    yield opened
    opened.close()


def answer(key: str, asker: int, question: str, citation: str = "c1", quote: str = QUOTE) -> AnswerRecord:
    """An answer to a question in a group."""
    asked = int(key, 36)
    return AnswerRecord(
        key, -5, asked, asked + 1, asker, "zh", question, True, None, None, None, ((citation, quote),), 1
    )


def leave_traces(desk: Desk, inbox: Inbox, who: int, secret: str, number: int) -> None:
    """Everything a person leaves: a handled question, updates of and with them that could not be understood, an answer,
    what they and another think of it, a language, a hint, and what they asked last."""
    sender = {"id": who, "first_name": secret}
    message = {"chat": {"id": -5}, "date": time.time(), "from": sender, "text": secret}
    of_them = {"chat": {"id": -5}, "from": {"id": 9}, "entities": [{"type": "text_mention", "user": sender}]}
    updates = enumerate((message, message, of_them), number)
    entries = inbox.record({"update_id": update, "message": content} for update, content in updates)
    inbox.record_sent(entries[0].serial, 0, {"text": secret})
    inbox.close(entries[0], "done", asker=who)
    for entry in entries[1:]:
        inbox.close(entry, "broken")
    record = answer(f"k{number}", who, secret)
    desk.memory.keep(record)
    for rater in (who, ANN + BO - who):
        desk.ratings.rate(record, number, rater, liked=True)
    desk.memory.choose_language(who, "zh")
    desk.memory.first_hint(who, "sticker")
    conversation = Conversation(desk.library, time.time, (Previous(secret, None, None), time.time()))
    desk.conversations.keep(-5, who, conversation)


def mentions(folder: Path, who: int, *secrets: str) -> list[tuple[str, object]]:
    """The rows, by table, that have the number of a person, and the secrets that stand in the bytes of a file."""
    found: list[tuple[str, object]] = []
    with closing(sqlite3.connect(folder / FILE)) as db:
        for table in TABLES.tables:
            found += [(table, row) for row in db.execute(f"SELECT * FROM {table}") if str(who) in str(row)]
        for path in folder.rglob("telegram.sqlite*"):
            found += [(path.name, secret) for secret in secrets if secret.encode() in path.read_bytes()]
    return found


def test_forget_covers_every_table_and_every_byte(database: Database, tmp_path: Path, data_dir: Path) -> None:
    with Library.open(Settings(data_dir=data_dir)) as library:
        desk, inbox = Desk(library, Settings(data_dir=tmp_path), database), Inbox(database, "a bot")
        leave_traces(desk, inbox, ANN, "AnnsSecretQuestion", 100)
        leave_traces(desk, inbox, BO, "BosSecretQuestion", 200)
        assert {table for table, _ in mentions(tmp_path, ANN)} == set(TABLES.tables) - OF_NOBODY
        assert mentions(tmp_path, 0, "AnnsSecretQuestion")
        asyncio.run(desk.forget(ANN))
        left = mentions(tmp_path, ANN, "AnnsSecretQuestion")
        assert [table for table, _ in left] == ["inbox"], "that one question counts for the limit of the day"
        assert inbox.asked_since(ANN, 0) == (1, False)
        assert desk.memory.language(ANN) is None
        assert {table for table, _ in mentions(tmp_path, BO)} >= {"answers", "languages", "hints", "inbox"}


def test_what_has_been_kept_long_enough_is_gone_from_every_table(
    database: Database, tmp_path: Path, data_dir: Path
) -> None:
    settings = Settings(data_dir=tmp_path, telegram=TelegramSettings(keep_days=30))
    with Library.open(Settings(data_dir=data_dir)) as library:
        desk, inbox = Desk(library, settings, database), Inbox(database, "a bot")
        leave_traces(desk, inbox, ANN, "AnnsSecretQuestion", 100)
        with database.writing() as db:
            for table in TABLES.tables.values():
                for column in {"given", "received", "asked", "closed"} & set(table.c.keys()):
                    if table.name != "answers" or column != "asked":
                        db.exec_driver_sql(f"UPDATE {table.name} SET {column} = {column} - 31 * 86400")
        leave_traces(desk, inbox, BO, "BosSecretQuestion", 200)
        inbox.tidy(30)
        Handlers(library, settings, database).tidy()
        assert [table for table, _ in mentions(tmp_path, ANN, "AnnsSecretQuestion")] == ["feedback"], "Ann's of Bo's"
        assert mentions(tmp_path, BO, "BosSecretQuestion")


def test_a_language_stays_while_its_user_asks(database: Database, tmp_path: Path, data_dir: Path) -> None:
    with Library.open(Settings(data_dir=data_dir)) as library:
        desk = Desk(library, Settings(), database)
    for who in (ANN, BO):
        desk.memory.choose_language(who, "zh")
    with database.writing() as db:
        db.exec_driver_sql("UPDATE languages SET given = given - 31 * 86400")
    desk.memory.keep(answer("k1", ANN, "?"))
    desk.memory.tidy()
    assert [desk.memory.language(who) for who in (ANN, BO)] == ["zh", None]


@pytest.mark.parametrize("keep_citations", [False, True])
def test_a_document_that_is_removed_goes_from_the_bots_memory(tmp_path: Path, keep_citations: bool) -> None:
    database = open_database(Settings(data_dir=tmp_path))
    with Library.open(Settings(data_dir=tmp_path)) as library:
        desk = Desk(library, Settings(data_dir=tmp_path), database)
        sha256 = desk.uploaded.store("食堂简报.txt", ".txt", [TEXT.encode()], library.holds)
        library.index([desk.uploaded.folder])
        citation = library.ask("园区的食堂每天供应多少份午餐？").passages[0].citation.id
        records = [
            answer("k1", ANN, "午餐？", citation),
            answer("k2", ANN, "forgotten already", "no such id"),
            answer("k3", ANN, "another", "no such id", "另一份文件里的话。"),
        ]
        for record in records:
            desk.memory.keep(record)
            desk.ratings.rate(record, record.asked, BO, liked=True)
        (found,) = fitting(library, desk.uploaded, "食堂简报.txt")
        remove_document_from(Settings(data_dir=tmp_path), library, found.path, keep_citations)
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        left = [db.execute(f"SELECT key FROM {table} ORDER BY key").fetchall() for table in ("answers", "feedback")]
    assert left == ([[("k1",), ("k2",), ("k3",)]] * 2 if keep_citations else [[("k3",)]] * 2)
    assert not (tmp_path / "uploads" / sha256).exists()
    held = {path.name for path in tmp_path.rglob("*") if path.is_file() and QUOTE.encode() in path.read_bytes()}
    assert bool(held) == keep_citations
    database.close()
