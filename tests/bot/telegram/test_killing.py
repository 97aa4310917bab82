"""kill -9 at any point: after restarts every question is answered, and none twice that need not be."""

import random
import signal
import time
from collections import Counter

from api_server import BotApi, Sent

QUESTIONS = (
    "海城经济开发区去年出口额达到多少？",
    "云溪产业园的 R&D 平台的设备利用率是多少？",
    "海城经济开发区哪一项增长了 77.7%？",
)
USERS, KILLS = 10, 4

WINDOW = 1.0
"""Seconds around a kill in which a message may be taken by Telegram and not be recorded by the bot: a call's
way back and a commit, some milliseconds on an idle machine."""


class TimedApi(BotApi):
    """Remembers when each message was taken."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[int, float] = {}

    def _send_message(self, *call):
        answer = super()._send_message(*call)
        self.taken[answer["message_id"]] = time.monotonic()
        return answer


def question_of(message: Sent) -> int:
    return int(message.parameters["reply_parameters"]["message_id"])


def test_every_question_is_answered_and_none_twice_without_need(start):
    chance = random.Random(1)
    kills: list[float] = []
    with TimedApi() as api:
        asked = [api.say(chance.choice(QUESTIONS), user=n % USERS + 1) for n in range(60)]
        for kill in range(KILLS):
            bot = start(api.url)
            enough = len(api.sent) + chance.randint(1, 10)
            api.until(lambda enough=enough: len(api.sent) >= enough, "answers")
            time.sleep(chance.random() * 0.1)
            bot.signal(signal.SIGKILL)
            kills.append(time.monotonic())
            bot.ends()
            asked += [api.say(chance.choice(QUESTIONS), user=n % USERS + 1) for n in range(kill)]
        bot = start(api.url)
        api.until(lambda: set(asked) <= set(map(question_of, api.sent)), "answers to all", 60)
        bot.signal(signal.SIGTERM)
        assert bot.ends() == 0
        answers = Counter(map(question_of, api.sent))
        assert answers.keys() == set(asked)
        for question, times in answers.items():
            taken = sorted(api.taken[sent.message_id] for sent in api.sent if question_of(sent) == question)
            for moment in taken[:-1]:
                assert any(abs(kill - moment) < WINDOW for kill in kills), (question, times, taken, kills)
        twice = sum(answers.values()) - len(answers)
        assert twice <= KILLS * USERS
        print(f"{len(asked)} questions, {KILLS} kills, {twice} answered twice")
