"""How updates come in by polling: none is lost, none is handled twice, and no odd one stops those behind it."""

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from api_server import TOKEN, BotApi, Refused

from bot.messages import messages
from bot.telegram.queue.inbox import Inbox
from bot.telegram.storage.database import open_database
from retrieval.settings import Settings

PATIENT_BOT = Path(__file__).with_name("patient_bot.py")
EXPORTS = "海城经济开发区去年出口额达到多少？"


def replied(api: BotApi) -> list[int]:
    """The messages that were replied to, in order."""
    replies = [sent.parameters.get("reply_parameters") for sent in api.sent]
    return [reply["message_id"] for reply in replies if reply]


def test_what_was_confirmed_but_not_answered_is_answered_after_a_kill(api, start, tmp_path):
    program = [str(PATIENT_BOT), str(tmp_path / "gate")]
    bot = start(api.url, program)
    asked = [api.say(EXPORTS, user=user) for user in (1, 2, 3)]
    api.called("sendChatAction", 3)
    api.until(lambda: api.confirmed > 0, "confirmation")
    bot.signal(signal.SIGKILL)
    bot.ends()
    assert not api.sent
    (tmp_path / "gate").touch()
    start(api.url, program)
    api.heard(3)
    api.say("/help", user=4)
    api.heard(4)
    assert sorted(replied(api)[:3]) == asked


def test_the_same_update_is_answered_once(api, start):
    start(api.url)
    api.say("/help")
    api.heard(1)
    api.give_again()
    api.say("/start")
    assert len(api.heard(2)) == 2
    assert messages("en")["start"].partition("\n")[0] in api.sent[1].text


def test_an_update_that_cannot_be_understood_does_not_stop_the_others(api, start):
    api.fail("getUpdates", instead={"odd": "list"})
    api.push(update_id="not a number", message={})  # type: ignore[arg-type]
    bot = start(api.url)
    bot.says("its list of updates is no list")
    bot.says("nothing but updates without a number")
    api.push(message={"message_id": "no number", "chat": 5})
    api.push(callback_query=[])
    api.push(a_kind_of_next_year={"x": 1})
    api.say("/help")
    api.heard(1)
    assert "cannot be understood" in bot.said
    assert "without a number" in bot.said
    assert "Traceback" not in bot.said


def test_a_chat_is_answered_in_order(api, start):
    start(api.url)
    asked = [api.say(text) for text in (EXPORTS, "/help", EXPORTS, "/start", "/help", EXPORTS)]
    api.heard(6)
    assert replied(api) == asked


def test_another_poller_is_told_of_and_outlived(api, start):
    api.fail("getUpdates", refusal=Refused(409, "Conflict: terminated by other getUpdates request"))
    bot = start(api.url)
    bot.says("Another program is listening with this token")
    api.say("/help")
    api.heard(1)


def test_telegram_may_ask_to_wait(api, start):
    api.fail("getUpdates", refusal=Refused(429, "Too Many Requests: retry after 1", retry_after=1))
    api.fail("getUpdates", drop_before=True)
    api.fail("getUpdates", drop_after=True)
    api.fail("getUpdates", refusal=Refused(502, "Bad Gateway"))
    api.fail("getUpdates", refusal=Refused(401, "Unauthorized"))
    api.fail("sendMessage", chat=8, refusal=Refused(401, "Unauthorized"))
    api.say("/help")
    start(api.url)
    api.heard(1)
    api.say("/start")
    assert len(api.heard(2)) == 2
    api.say(EXPORTS, user=8)
    assert api.heard(3)[2].text == messages("en")["sorry"], "the token is good: getMe says so"


def test_a_token_that_is_revoked_ends_the_bot_and_costs_no_answer(api, start, tmp_path):
    bot = start(api.url)
    api.say("/help")
    api.heard(1)
    api.token = "another:token"
    api.say("/help")
    assert bot.ends() == 2
    assert "Telegram refuses the bot's token" in bot.said
    assert "YUANWEN_TELEGRAM__TOKEN" in bot.said
    assert "Traceback" not in bot.said
    api.token = TOKEN
    second = start(api.url, [str(PATIENT_BOT), str(tmp_path / "gate")])
    assert len(api.heard(2)) == 2
    asked = api.say(EXPORTS)
    api.called("sendChatAction")
    api.token = "another:token"
    (tmp_path / "gate").touch()
    second.ends()
    assert "Telegram refuses the bot's token" in second.said
    assert len(api.sent) == 2
    api.token = TOKEN
    start(api.url)
    assert "12.5 亿元" in api.heard(3)[2].text
    assert replied(api)[2] == asked


def test_what_is_too_old_gets_one_apology_a_chat(api, start):
    long_ago = int(time.time()) - 2 * 3600
    group = -1001234
    for _ in range(3):
        api.say(EXPORTS, date=long_ago)
        api.say(EXPORTS, date=long_ago, chat=group)
        api.say("/ask x", date=long_ago, chat=group, language="zh")
    start(api.url)
    api.say("/help", user=8)
    said = {(sent.chat_id, sent.text) for sent in api.heard(3)}
    api.say("/help", user=9)
    assert len(api.heard(4)) == 4
    assert (7, messages("en")["late"]) in said
    assert (group, messages("zh")["late"]) in said


def test_how_old_is_a_setting(api, start):
    api.say("/help", date=int(time.time()) - 2 * 3600)
    start(api.url, YUANWEN_TELEGRAM__OLDEST_QUESTION_MINUTES="180")
    assert api.heard(1)[0].text != messages("en")["late"]


def test_when_too_many_wait_each_is_told_once_and_answered_later(api, start, tmp_path):
    program = [str(PATIENT_BOT), str(tmp_path / "gate")]
    limits = {"YUANWEN_TELEGRAM__CHATS_AT_ONCE": "2", "YUANWEN_TELEGRAM__BUSY_AFTER": "1"}
    start(api.url, program, **limits)
    for user in (1, 2):
        api.say(EXPORTS, user=user)
    api.called("sendChatAction", 2)
    asked = [api.say(EXPORTS, user=user) for user in (3, 4, 4, 5)]
    api.heard(2)
    assert {sent.text for sent in api.sent} == {messages("en")["busy"]}
    assert {sent.chat_id for sent in api.sent} <= {4, 5}
    (tmp_path / "gate").touch()
    api.until(lambda: set(asked) <= set(replied(api)) and len(api.sent) >= 8, "answers")
    answers = [sent for sent in api.sent if sent.text != messages("en")["busy"]]
    assert sorted(sent.chat_id for sent in answers) == [1, 2, 3, 4, 4, 5]


def test_sigterm_leaves_what_takes_too_long_for_the_next_start(api, start, tmp_path):
    program = [str(PATIENT_BOT), str(tmp_path / "gate")]
    bot = start(api.url, program)
    asked = api.say(EXPORTS)
    api.called("sendChatAction")
    bot.signal(signal.SIGTERM)
    assert bot.ends() == 0
    assert "after the next start" in bot.said
    (tmp_path / "gate").touch()
    start(api.url, program)
    api.heard(1)
    assert replied(api) == [asked]


def test_a_second_bot_over_the_same_data_waits_for_the_first(api, start):
    first = start(api.url)
    api.say("/help")
    api.heard(1)
    second = start(api.url)
    second.says("waiting until it ends")
    first.signal(signal.SIGTERM)
    assert first.ends() == 0
    second.says("Answering as")


def test_what_cannot_be_deleted_now_does_not_end_the_bot(api, start, tmp_path):
    with closing(open_database(Settings(data_dir=tmp_path / "data"))) as database:
        inbox = Inbox(database, "a bot")
        for entry in inbox.record([{"update_id": 1, "message": {"chat": {"id": 1}, "date": 100}}]):
            inbox.close(entry, "broken")
    with closing(sqlite3.connect(tmp_path / "data" / "telegram.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE inbox SET received = 1")
        db.execute("CREATE TRIGGER no_room BEFORE DELETE ON inbox BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    bot = start(api.url)
    bot.says("is deleted later")
    api.say("/start")
    api.heard(1)
