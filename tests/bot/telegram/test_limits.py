"""How much one person may ask, and who may ask and give."""

import asyncio

import pytest
from telegram import Update

from bot.messages import messages
from bot.settings import TelegramSettings
from bot.telegram.audience.access import Heard, asker, may_upload
from bot.telegram.queue.inbox import Inbox
from bot.telegram.queue.limits import Limits, Refusal
from bot.telegram.storage.database import open_database
from retrieval.settings import Settings

NOON = 1_699_963_200.0
ADMINISTRATOR, USER, GROUP, CHANNEL = 1, 7, -100, -200


@pytest.fixture
def inbox(tmp_path):
    database = open_database(Settings(data_dir=tmp_path))
    yield Inbox(database, "a bot")
    database.close()


def limits(inbox, minute=2, day=100):
    settings = TelegramSettings(questions_a_minute=minute, questions_a_day=day, administrators=(ADMINISTRATOR,))
    counted = Limits(settings, inbox)

    def ask(asked, asker=USER, inline=False):
        refusal = asyncio.run(counted.refusal(asker, asked, inline))
        entry = inbox.record([{"update_id": ask.number, "message": {"date": int(asked)}}])[0]
        ask.number += 1
        if not inline:
            inbox.close(entry, "limited" if refusal else "done", asker)
        return refusal

    ask.number = 0
    return ask


def test_too_many_in_a_minute_are_refused_and_told_once(inbox):
    ask = limits(inbox)
    answers = [ask(NOON + second) for second in (0, 1, 2, 3, 59, 60, 61, 62, 63)]
    told, silent = Refusal("minute", tell=True), Refusal("minute", tell=False)
    assert answers == [None, None, told, silent, silent, None, None, told, silent]


def test_people_are_counted_each_for_themselves(inbox):
    ask = limits(inbox, minute=1)
    assert [ask(NOON, asker) for asker in (USER, 8, USER)] == [None, None, Refusal("minute", tell=True)]


def test_administrators_ask_as_much_as_they_like(inbox):
    ask = limits(inbox, minute=1, day=1)
    assert [ask(NOON, ADMINISTRATOR) for _ in range(5)] == [None] * 5


def test_inline_queries_have_a_minute_of_their_own_and_do_not_count_for_the_day(inbox):
    ask = limits(inbox, minute=2, day=3)
    assert [ask(NOON, inline=True) for _ in range(3)] == [None, None, Refusal("minute", tell=True)]
    assert [ask(NOON + minute * 60) for minute in range(4)] == [None, None, None, Refusal("day", tell=True)]


def test_however_many_ask_each_is_counted(inbox):
    counted = Limits(TelegramSettings(questions_a_minute=1), inbox)

    async def refused(askers, asked):
        return [await counted.refusal(asker, asked, inline=True) is not None for asker in askers]

    assert not any(asyncio.run(refused(range(10, 1000), NOON - 60)))
    assert asyncio.run(refused([USER, *range(2000, 2300), USER], NOON)) == [False] * 301 + [True]


def test_a_day_is_counted_over_restarts_and_told_once(inbox):
    ask = limits(inbox, minute=1, day=2)
    assert ask(NOON) is None
    assert ask(NOON + 1) == Refusal("minute", tell=True)
    assert ask(NOON + 60) is None
    told, silent = Refusal("day", tell=True), Refusal("day", tell=False)
    assert ask(NOON + 120) == told
    again = limits(Inbox(inbox._database, "a bot"), minute=1, day=2)
    again.number = 99
    assert again(NOON + 180) == silent
    assert again(NOON + 86_400) is None


def test_who_asks_too_much_is_told_once_and_others_are_answered(api, start):
    start(api.url, YUANWEN_TELEGRAM__QUESTIONS_A_MINUTE="2", YUANWEN_TELEGRAM__ADMINISTRATORS="[1]")
    for _ in range(5):
        api.say("/help", user=7, language="zh")
    for _ in range(3):
        api.say("/help", user=1)
    api.say("/start", user=8)
    sent = api.heard(7)
    assert [message.text for message in sent if message.chat_id == 7][2:] == [
        messages("zh")["limit_minute"].format(minute=2)
    ]
    assert sorted(message.chat_id for message in sent) == [1, 1, 1, 7, 7, 7, 8]


def update(kind="message", user=ADMINISTRATOR, chat=USER, **content):
    people = {"from": {"id": user, "is_bot": False, "first_name": "x"}}
    place = {"id": chat, "type": "private" if chat > 0 else "supergroup"}
    message = {"message_id": 1, "date": 1, "chat": place, **people, **content}
    if kind == "callback_query":
        pressed = {"id": "1", "chat_instance": "1", "data": "x", **people, "message": message}
        return Update.de_json({"update_id": 1, kind: pressed}, None)
    return Update.de_json({"update_id": 1, kind: message}, None)


AS_CHANNEL = {"sender_chat": {"id": CHANNEL, "type": "channel", "title": "x"}}
AS_GROUP = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "x"}}


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({}, True),
        ({"chat": GROUP}, True),
        ({"kind": "callback_query"}, True),
        ({"kind": "callback_query", **AS_CHANNEL}, True),
        ({"user": USER}, False),
        ({"kind": "callback_query", "user": USER}, False),
        ({"kind": "edited_message"}, False),
        ({"kind": "channel_post"}, False),
        ({"chat": GROUP, **AS_GROUP}, False),
        ({"chat": GROUP, **AS_CHANNEL}, False),
    ],
)
def test_only_an_administrator_under_their_own_name_may_upload(change, allowed):
    assert may_upload(update(**change), TelegramSettings(administrators=(ADMINISTRATOR,))) is allowed
    assert not may_upload(update(**change), TelegramSettings())


def test_who_posts_as_a_chat_counts_as_that_chat():
    assert asker(update()) == ADMINISTRATOR
    assert asker(update(chat=GROUP, **AS_GROUP)) == GROUP
    assert asker(update(kind="callback_query", **AS_CHANNEL)) == ADMINISTRATOR
    heard = Heard(TelegramSettings(allowed_users=(USER,), allowed_chats=(CHANNEL,)))
    assert heard.filter(update(user=USER))
    assert heard.filter(update(user=USER, kind="callback_query", **AS_GROUP))
    assert heard.filter(update(user=9, chat=GROUP, **AS_CHANNEL))
    assert not heard.filter(update(user=USER, chat=GROUP, **AS_GROUP))
