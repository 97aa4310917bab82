"""Webhook mode: who may call, what is refused, and that all is well only once an update is recorded."""

import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from api_server import BotApi, Refused, call_webhook, serials
from test_bot import free_port

from bot.settings import WebhookSettings
from bot.telegram.app import webhook_secret
from bot.telegram.storage.database import open_database
from retrieval.errors import SettingsError
from retrieval.settings import Settings

PATIENT_BOT = Path(__file__).with_name("patient_bot.py")
EXPORTS = "海城经济开发区去年出口额达到多少？"
SECRET = "a_secret-1"


def update(text: str = "/help", user: int = 7) -> dict:
    message = {
        "message_id": next(serials),
        "date": int(time.time()),
        "chat": {"id": user, "type": "private"},
        "from": {"id": user, "is_bot": False, "first_name": "Asker", "language_code": "en"},
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return {"update_id": next(serials), "message": message}


@pytest.fixture
def webhook(api, start):
    """Starts the bot in webhook mode, with a program and settings; gives it, and the address to call."""

    def run(*program, secret: str | None = SECRET, **settings):
        port = free_port()
        own = {
            "YUANWEN_TELEGRAM__MODE": "webhook",
            "YUANWEN_TELEGRAM__WEBHOOK__URL": "https://bot.example.org/telegram/x",
            "YUANWEN_TELEGRAM__WEBHOOK__PORT": str(port),
            **({"YUANWEN_TELEGRAM__WEBHOOK__SECRET": secret} if secret else {}),
        }
        bot = start(api.url, *program, **own, **settings)
        bot.says("Answering as")
        return bot, f"http://127.0.0.1:{port}/telegram/x"

    return run


def test_telegram_is_told_where_to_call_and_its_calls_are_answered(api, webhook):
    bot, url = webhook()
    (told,) = api.called("setWebhook")
    assert told["url"] == "https://bot.example.org/telegram/x"
    assert told["secret_token"] == SECRET
    assert "callback_query" in told["allowed_updates"]
    first = update(EXPORTS)
    assert call_webhook(url, first, SECRET) == 200
    assert "12.5 亿元" in api.heard(1)[0].text
    assert call_webhook(url, first, SECRET, "application/json; charset=utf-8") == 200
    assert call_webhook(url, update(), "another") == 403
    assert call_webhook(url, update(), None) == 403
    assert call_webhook(url, update(), SECRET, "text/plain") == 415
    assert call_webhook(url, b"{", SECRET) == 400
    assert call_webhook(url, [1], SECRET) == 400
    assert call_webhook(url, {"message": {}}, SECRET) == 400
    assert call_webhook(url + "/more", update(), SECRET) == 404
    assert call_webhook(url, {}, SECRET, method="GET") == 405
    assert call_webhook(url, {"update_id": next(serials), "message": "odd"}, SECRET) == 200
    assert call_webhook(url, update(), SECRET) == 200
    assert len(api.heard(2)) == 2
    bot.signal(signal.SIGTERM)
    assert bot.ends() == 0
    assert SECRET not in bot.said
    assert not [name for name, _ in api.calls if name in ("getUpdates", "deleteWebhook")]


def test_what_was_taken_is_answered_after_a_kill(api, webhook, tmp_path):
    program = [str(PATIENT_BOT), str(tmp_path / "gate")]
    bot, url = webhook(program, secret=None)
    secret = api.called("setWebhook")[0]["secret_token"]
    assert len(secret) >= 32
    for user in (1, 2):
        assert call_webhook(url, update(EXPORTS, user), secret) == 200
    bot.signal(signal.SIGKILL)
    bot.ends()
    (tmp_path / "gate").touch()
    webhook(program, secret=None)
    assert sorted(sent.chat_id for sent in api.heard(2)) == [1, 2]
    assert api.called("setWebhook", 2)[1]["secret_token"] == secret


def test_what_cannot_be_recorded_is_not_taken(api, webhook, tmp_path):
    bot, url = webhook()
    with closing(sqlite3.connect(tmp_path / "data" / "telegram.sqlite", isolation_level=None)) as db:
        db.execute("ALTER TABLE inbox RENAME TO elsewhere")
        assert call_webhook(url, update(), SECRET) == 500
        db.execute("ALTER TABLE elsewhere RENAME TO inbox")
    assert call_webhook(url, update(), SECRET) == 200
    api.heard(1)
    assert "bring it again" in bot.said


def test_many_calls_at_once_are_all_answered(api, webhook):
    _, url = webhook()
    statuses = []
    threads = [
        threading.Thread(target=lambda u=user: statuses.append(call_webhook(url, update(EXPORTS, u), SECRET)))
        for user in range(1, 21)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 20
    assert sorted(sent.chat_id for sent in api.heard(20)) == list(range(1, 21))


def test_settings_that_cannot_work_are_named(api, start):
    def said(**settings):
        own = {"MODE": "webhook", "WEBHOOK__URL": "https://bot.example.org", "WEBHOOK__PORT": str(free_port())}
        bot = start(api.url, **{f"YUANWEN_TELEGRAM__{name}": value for name, value in (own | settings).items()})
        assert bot.ends() == 2
        assert "Traceback" not in bot.said
        return bot.said

    with BotApi() as other:
        taken = other.url.rpartition(":")[2]
        assert "telegram.webhook.port" in said(WEBHOOK__PORT=taken)
        assert "telegram.health_port" in said(HEALTH_PORT=taken)
    api.fail("setWebhook", refusal=Refused(400, "Bad Request: bad webhook: HTTPS url must be provided"))
    refused = said()
    assert "telegram.webhook.url" in refused
    assert "url must be provided" in refused


def test_a_secret_is_given_or_made_up_and_kept(tmp_path):
    database = open_database(Settings(data_dir=tmp_path))
    file = tmp_path / "secret"
    file.write_text("from_a_file\n", encoding="utf-8")
    assert webhook_secret(WebhookSettings(secret=SECRET, secret_file=file), database) == SECRET
    assert webhook_secret(WebhookSettings(secret_file=file), database) == "from_a_file"
    made_up = webhook_secret(WebhookSettings(), database)
    assert webhook_secret(WebhookSettings(), database) == made_up
    for settings, key in (
        (WebhookSettings(secret="with spaces"), "YUANWEN_TELEGRAM__WEBHOOK__SECRET"),
        (WebhookSettings(secret_file=tmp_path / "none"), r"telegram\.webhook\.secret_file"),
    ):
        with pytest.raises(SettingsError, match=key):
            webhook_secret(settings, database)
    database.close()
