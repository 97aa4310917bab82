"""kill -9 at any point: after restarts every question is answered, and no answer comes twice."""

import random
import signal
from collections import Counter

from api_server import BotApi, Refused, Sent

QUESTIONS = (
    "海城经济开发区去年出口额达到多少？",
    "云溪产业园的 R&D 平台的设备利用率是多少？",
    "海城经济开发区哪一项增长了 77.7%？",
)
USERS, KILLS = 10, 2


def question_of(message: Sent) -> int:
    return int(message.parameters["reply_parameters"]["message_id"])


def in_doubt(message: Sent) -> bool:
    """Whether a message says that its answer may have come already."""
    return "interrupted" in message.text or "中断" in message.text


def test_every_question_is_answered_and_no_answer_comes_twice(start):
    chance = random.Random(1)
    with BotApi() as api:
        asked = [api.say(chance.choice(QUESTIONS), user=n % USERS + 1) for n in range(20)]
        for kill in range(KILLS):
            bot = start(api.url)
            api.fail("sendMessage", times=3, slow=0.3)
            enough = len(api.sent) + chance.randint(1, 10)
            api.until(lambda enough=enough: len(api.sent) >= enough, "answers")
            bot.signal(signal.SIGKILL)
            bot.ends()
            asked += [api.say(chance.choice(QUESTIONS), user=n % USERS + 1) for n in range(kill)]
        bot = start(api.url)
        api.until(lambda: set(asked) <= set(map(question_of, api.sent)), "answers to all")
        bot.signal(signal.SIGTERM)
        assert bot.ends() == 0
        answers = Counter(question_of(message) for message in api.sent if not in_doubt(message))
        assert answers <= Counter(asked), "none twice"
        doubted = Counter(question_of(message) for message in api.sent if in_doubt(message))
        assert set(answers) | set(doubted) == set(asked)
        assert sum(doubted.values()) <= KILLS * USERS, "at most those in hand at a kill"


def test_an_answer_that_may_have_come_is_a_button_away(start):
    with BotApi() as api:
        api.fail("sendMessage", slow=3600.0)
        api.say(QUESTIONS[0])
        bot = start(api.url)
        (answer,) = api.heard(1)
        bot.signal(signal.SIGKILL)
        bot.ends()
        bot = start(api.url)
        _, doubt = api.heard(2)
        assert in_doubt(doubt)
        assert question_of(doubt) == question_of(answer)
        (button,) = doubt.buttons
        api.press(doubt, button["callback_data"])
        shown = api.until(lambda: next((message for message in api.sent if message.edits), None), "the answer")
        assert (shown.text, shown.message_id) == (answer.text, doubt.message_id)
        assert [one["text"] for one in shown.buttons] == [one["text"] for one in answer.buttons]


def test_what_telegram_has_surely_not_taken_is_answered_in_full(start):
    with BotApi() as api:
        api.fail("sendMessage", refusal=Refused(429, "Too Many Requests: retry after 600", retry_after=600))
        api.say(QUESTIONS[0])
        bot = start(api.url)
        bot.says("Telegram asks to wait")
        bot.signal(signal.SIGKILL)
        bot.ends()
        start(api.url)
        (answer,) = api.heard(1)
        assert "12.5" in answer.text
