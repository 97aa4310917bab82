"""Who is on no list learns nothing, whatever way they take; and the bot reaches nothing but Telegram."""

import json
import re
import signal
import time
import urllib.request
from pathlib import Path
from typing import Any

from chat_server import ChatApi, buttons, person
from command_line import PATIENCE
from test_bot import free_port

from bot.telegram.handlers.commands import FOR_ADMINISTRATORS

WATCHED_BOT = Path(__file__).with_name("watched_bot.py")
MEMBER, ADMINISTRATOR, STRANGER, GROUP, ELSEWHERE = 5, 6, 66, -100777, -100666
EXPORTS = "海城经济开发区去年出口额达到多少？"
SILENT = {"callback_query_id", "show_alert", "inline_query_id", "is_personal", "cache_time"}
"""What an answer to a stranger may hold besides an empty list of results."""


def told(api: ChatApi, members: set[int]) -> list[tuple[str, dict[str, Any]]]:
    """The calls that reach others than these chats, but for those that ask for updates or set menus."""
    quiet = {"getMe", "getUpdates", "deleteWebhook", "setMyCommands"}
    return [(name, given) for name, given in api.calls if name not in quiet and given.get("chat_id") not in members]


def everything(api: ChatApi, answer: Any, citation: str) -> None:
    """A stranger tries every handler: in private, in a group on no list, as a channel, with buttons and links."""
    carried = [*buttons(answer).values(), "d:1", "d:2", "lang:zh", "t:made-up:1", f"p:{citation}:1", "forged"]
    with api.together():
        said = [
            EXPORTS,
            f"/start {citation}",
            f"/start {citation[:6]}",
            f"/show {citation}",
            "外贸简报.txt",
            "/lang zh",
        ]
        said += [f"/{name}" for name in (*FOR_ADMINISTRATORS, "ask " + EXPORTS, "remove 外贸简报.txt", "nothing")]
        for text in said:
            api.say(text, user=STRANGER)
            api.say(text, user=STRANGER, chat=ELSEWHERE)
            api.say(text, user=MEMBER, chat=ELSEWHERE, sender_chat={"id": -9, "type": "channel", "title": "Channel"})
        api.say(EXPORTS, user=STRANGER, date=int(time.time()) - 10**6)
        api.edit(api.say("?", user=STRANGER), EXPORTS, user=STRANGER)
        for more in (
            {"document": api.document("外贸简报.txt", "海城".encode())},
            {"document": api.document("a.pdf", b"%PDF"), "caption": EXPORTS},
            {"photo": api.photo(b"\xff\xd8\xff")},
            {"sticker": {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9}
             | {"is_animated": False, "is_video": False}},
            {"migrate_to_chat_id": GROUP},
        ):  # fmt: skip
            api.say(None, user=STRANGER, **more)
        for data in carried:
            api.press(answer, data, user=STRANGER)
            api.push(
                callback_query={
                    "id": f"inline-{data}"[:60], "from": person(STRANGER), "chat_instance": "1", "data": data,
                    "inline_message_id": "forged",
                }
            )  # fmt: skip
        api.react(answer, "👍", user=STRANGER)
        for number, query in enumerate((EXPORTS, "外贸简报", citation)):
            asked = {"id": f"stranger-{number}", "from": person(STRANGER), "query": query, "offset": ""}
            api.push(inline_query=asked)


def until_idle(port: int) -> None:
    """Waits until the bot has done with all that it was told."""
    deadline = time.monotonic() + PATIENCE
    waiting = 1
    while waiting:
        assert time.monotonic() < deadline
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=PATIENCE) as answer:
            waiting = json.load(answer)["waiting"]


def test_a_stranger_learns_nothing_and_the_bot_reaches_telegram_only(start, tmp_path):
    log, port = tmp_path / "addresses", free_port()
    with ChatApi() as api:
        bot = start(
            api.url,
            [str(WATCHED_BOT), str(log)],
            YUANWEN_TELEGRAM__ALLOWED_USERS=f"[{MEMBER}]",
            YUANWEN_TELEGRAM__ALLOWED_CHATS=f"[{GROUP}]",
            YUANWEN_TELEGRAM__ADMINISTRATORS=f"[{ADMINISTRATOR}]",
            YUANWEN_TELEGRAM__SEND_ORIGINALS="true",
            YUANWEN_TELEGRAM__HEALTH_PORT=str(port),
        )
        answer = api.ask(EXPORTS, user=MEMBER)
        citation = answer.parsed.marked("code")[1]
        assert re.fullmatch("[0-9a-f]+", citation) and "12.5 亿元" in answer.text
        everything(api, answer, citation)
        last = api.push(my_chat_member={})
        api.until(lambda: api.confirmed >= last, "all updates fetched")
        until_idle(port)
        bot.signal(signal.SIGTERM)
        assert bot.ends() == 0
        assert api.now(answer) == answer, "a stranger's button changed what a member sees"
        found = told(api, {MEMBER, ADMINISTRATOR, GROUP})
        assert {name for name, _ in found} == {"answerCallbackQuery", "answerInlineQuery"}
        for _, given in found:
            assert not given.get("results") and given.keys() - {"results"} <= SILENT
    address = ("127.0.0.1", int(api.url.rpartition(":")[2]))
    reached = log.read_text(encoding="utf-8").splitlines()
    assert f"socket.connect {address}" in reached
    assert all(
        line == f"socket.connect {address}" or re.match(r"socket\.get\w+ \(b?'127\.0\.0\.1'", line) for line in reached
    )
