"""Several bots over one database of PostgreSQL's: they share the work, and outlive each other and the database."""

import asyncio
import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import filelock
import pytest
from api_server import BotApi, call_webhook
from bot_process import BotProcess
from postgresql_server import PostgresqlServer
from test_bot import free_port
from test_webhook import EXPORTS, PATIENT_BOT, SECRET, update
from typer.testing import Result

from bot.doctor.examining import examine
from bot.doctor.reach import unused_library
from bot.exit_codes import BAD_USAGE
from bot.settings import Settings
from bot.telegram.handlers.context import Desk
from bot.telegram.storage.database import open_database
from bot.telegram.storage.uploaded_files import UPLOADS
from retrieval.errors import DatabaseRefused, DatabaseUnreachable, LibraryError, SchemaMismatch
from retrieval.library import Library
from retrieval.storage.database import silent
from retrieval.storage.files.private import private_lock

PASSWORD = "geheim-4711"
Join = Callable[..., tuple[BotProcess, str]]


@pytest.fixture(scope="module")
def reports(data_dir: Path, postgresql: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with a library of what the data directory holds, to be copied."""
    address = postgresql.new_database()
    with Library.open(Settings(data_dir=data_dir)) as held:
        paths = [Path(one.path) for one in held.documents()]
    with Library.open(Settings(data_dir=tmp_path_factory.mktemp("shared"), database=address)) as library:
        library.index(paths)
    return address.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def join(api: BotApi, start: Callable[..., BotProcess], postgresql: PostgresqlServer, reports: str) -> Join:
    """Starts a bot, with a program and settings, over a database that all of a test share; gives it, and the address to
    call."""
    user = postgresql.user_with_password(PASSWORD)
    address = postgresql.new_database(reports).replace("postgres@", f"{user}:{PASSWORD}@")

    def run(*program: object, **more: str) -> tuple[BotProcess, str]:
        port = free_port()
        settings = {
            "YUANWEN_DATABASE": address,
            "YUANWEN_TELEGRAM__MODE": "webhook",
            "YUANWEN_TELEGRAM__WEBHOOK__URL": "https://bot.example.org/x",
            "YUANWEN_TELEGRAM__WEBHOOK__PORT": str(port),
            "YUANWEN_TELEGRAM__WEBHOOK__SECRET": SECRET,
            **more,
        }
        return start(api.url, *program, **settings), f"http://127.0.0.1:{port}/x"

    return run


def test_what_one_that_is_killed_had_in_hand_is_answered_by_the_other(api: BotApi, join: Join, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    one, first = join([str(PATIENT_BOT), str(gate)], YUANWEN_TELEGRAM__CHATS_AT_ONCE="1")
    other, second = join()
    for bot in (one, other):
        bot.says("Answering as")
    for name in ("telegram.1.lock", "telegram.2.lock"):  # which a restore waits for none of
        with pytest.raises(filelock.Timeout):
            private_lock(tmp_path / "data" / name, timeout=0).acquire()
    assert call_webhook(first, update(EXPORTS, 1), SECRET) == 200
    api.called("sendChatAction")
    assert call_webhook(second, update("/lang zh", 1), SECRET) == 200
    assert call_webhook(second, update(EXPORTS, 2), SECRET) == 200
    assert [sent.chat_id for sent in api.heard(1)] == [2], "who has asked one bot waits for it, others do not"
    one.signal(signal.SIGKILL)
    one.ends()
    _, answer, chosen = api.heard(3)
    assert "12.5 亿元" in answer.text
    assert (answer.chat_id, chosen.chat_id) == (1, 1), "in order"
    one, first = join()
    one.says("Answering as")
    assert call_webhook(first, update("/help", 1), SECRET) == 200
    assert "提问" in api.heard(4)[3].text, "the language that was chosen in another process"
    for bot in (one, other):
        bot.signal(signal.SIGTERM)
        assert bot.ends() == 0
        assert PASSWORD not in bot.said


def test_it_waits_for_the_database_and_comes_back_with_it(
    api: BotApi, join: Join, postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    postgresql.stop()
    try:
        bot, url = join([str(PATIENT_BOT), str(tmp_path / "gate")])
        bot.says("cannot be reached")
    finally:
        postgresql.start()
    bot.says("Answering as")
    assert call_webhook(url, update(EXPORTS, 1), SECRET) == 200
    api.called("sendChatAction")
    postgresql.stop()
    try:
        (tmp_path / "gate").touch()
        bot.says("has to wait")
        lost = update(EXPORTS, 2)
        assert call_webhook(url, lost, SECRET) == 500
    finally:
        postgresql.start()
    assert "12.5 亿元" in api.heard(1)[0].text
    assert call_webhook(url, lost, SECRET) == 200
    assert sorted(sent.chat_id for sent in api.heard(2)) == [1, 2]
    bot.signal(signal.SIGTERM)
    assert bot.ends() == 0
    assert "Traceback" not in bot.said
    assert PASSWORD not in bot.said


def test_what_is_wrong_with_the_database_is_said(postgresql: PostgresqlServer, tmp_path: Path) -> None:
    user, database = postgresql.user_with_password(PASSWORD), postgresql.new_database()

    def told(address: str, error: type[LibraryError]) -> str:
        with pytest.raises(error) as raised:
            open_database(Settings(data_dir=tmp_path, database=address))
        assert PASSWORD not in str(raised.value)
        assert raised.type is error
        return str(raised.value)

    wrong = database.replace("postgres@", f"{user}:{PASSWORD}x@")
    assert "password authentication failed" in told(wrong, DatabaseRefused)
    assert "does not exist" in told(postgresql.address("nothing", f"{user}:{PASSWORD}"), DatabaseRefused)
    assert "cannot be reached" in told(f"postgresql://{user}:{PASSWORD}@127.0.0.1:1/x", DatabaseUnreachable)
    open_database(Settings(data_dir=tmp_path, database=database)).close()
    postgresql.run("UPDATE yuanwen_telegram.schema_version SET version = 99", database)
    assert "a newer Yuanwen" in told(database, SchemaMismatch)
    checked = [one for one in examine(lambda: Settings(data_dir=tmp_path, database=wrong)) if one.name == "database"]
    assert [one.severity for one in checked] == ["error"]


def test_what_was_sent_to_another_machine_stays_until_it_is_removed(
    postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    """Machines whose data directories have the same path, played by putting one's files in the place of the other's."""
    settings = Settings(data_dir=tmp_path / "data", database=postgresql.new_database())
    sent = settings.data_dir / UPLOADS
    database = open_database(settings)
    with closing(database), Library.open(settings) as library:
        desk = Desk(library, settings, database)

        async def send(name: str) -> None:
            desk.uploaded.store(name, ".txt", [f"{name}的港口吞吐量是 51 万吨。".encode()], library.holds)
            await desk.index_sent(silent)

        def known() -> list[str]:
            return sorted(desk.uploaded.shown_name(held.name) for held in library.documents())

        asyncio.run(send("一.txt"))
        sent.rename(tmp_path / "of the first")
        asyncio.run(send("二.txt"))
        assert known() == ["一.txt", "二.txt"]
        (first,) = [held.path for held in library.documents() if desk.uploaded.shown_name(held.name) == "一.txt"]
        asyncio.run(desk.remove(first))
        sent.rename(tmp_path / "of the second")
        (tmp_path / "of the first").rename(sent)
        asyncio.run(desk.reload([], silent))
        assert known() == ["二.txt"]
        assert list(sent.iterdir()) == []


def test_backup_and_restore_name_what_the_database_has_for_that(
    cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, data_dir: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUANWEN_DATABASE", "postgresql:///nowhere")
    for verb in ("backup", "restore"):
        told = cli("--data-dir", data_dir, verb, tmp_path / "a.backup")
        assert told.exit_code == BAD_USAGE
        assert "pg_dump" in told.stderr
    assert not (tmp_path / "a.backup").exists()


def test_a_library_in_a_file_that_is_not_asked_is_named(
    postgresql: PostgresqlServer,
    cli: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    data_dir: Path,
    tmp_path: Path,
) -> None:
    data = shutil.copytree(data_dir, tmp_path / "data")
    monkeypatch.setenv("YUANWEN_DATABASE", postgresql.new_database())
    listed = cli("--data-dir", data, "documents", "--json")
    assert (listed.stdout.strip(), "library.sqlite is not used" in listed.stderr) == ("[]", True)
    settings = Settings(data_dir=data, database=os.environ["YUANWEN_DATABASE"])
    found = unused_library(settings)
    assert found is not None
    assert (found.severity, "yuanwen index" in str(found.remedy)) == ("info", True)
    assert unused_library(Settings(data_dir=data)) is None
