"""kill -9 at any point: after restarts every question is answered, and none twice that need not be."""

import random
import signal
from itertools import groupby

from api_server import BotApi, Sent

QUESTIONS = (
    "海城经济开发区去年出口额达到多少？",
    "云溪产业园的 R&D 平台的设备利用率是多少？",
    "海城经济开发区哪一项增长了 77.7%？",
)
USERS, KILLS = 10, 4


def question_of(message: Sent) -> int:
    return int(message.parameters["reply_parameters"]["message_id"])


def chat_of(message: Sent) -> int:
    return int(message.chat_id)


def test_every_question_is_answered_and_none_twice_without_need(start):
    chance = random.Random(1)
    with BotApi() as api:
        asked = [api.say(chance.choice(QUESTIONS), user=n % USERS + 1) for n in range(60)]
        for kill in range(KILLS):
            bot = start(api.url)
            enough = len(api.sent) + chance.randint(1, 10)
            api.until(lambda enough=enough: len(api.sent) >= enough, "answers")
            bot.signal(signal.SIGKILL)
            bot.ends()
            asked += [api.say(chance.choice(QUESTIONS), user=n % USERS + 1) for n in range(kill)]
        bot = start(api.url)
        api.until(lambda: set(asked) <= set(map(question_of, api.sent)), "answers to all")
        bot.signal(signal.SIGTERM)
        assert bot.ends() == 0
        assert set(map(question_of, api.sent)) == set(asked)
        for _, messages in groupby(sorted(api.sent, key=chat_of), key=chat_of):
            answered = [question_of(message) for message in messages]
            once = [question for question, _ in groupby(answered)]
            assert len(once) == len(set(once)), "only the last message before a kill may not have been recorded"
            assert len(answered) - len(once) <= KILLS
