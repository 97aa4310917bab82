"""The Telegram bot under load and under fire, against the tests' Bot API server on loopback.

    python -m benchmarks.telegram_load load
    python -m benchmarks.telegram_load kill
    python -m benchmarks.telegram_load kill-slow

`load`: one person asks for a while, then fifty do for a minute; how long each waited, and how the bot's memory grew.
`kill`: kill -9 again and again while two hundred questions are in flight; what was answered, what twice, and of what
the bot said that it may have been answered. `kill-slow`: the same with forty people, each with a question, while
Telegram takes seconds to say that it has taken a message. `benchmarks.telegram_shared` has two bots share the work.
"""

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bot.messages import messages
from retrieval.library import Library
from retrieval.settings import Settings

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "tests" / "bot" / "telegram")]

from api_server import TOKEN, BotApi  # noqa: E402 (found by the line above)

QUESTIONS = (
    "哪个开发区的审批时限压减 62.6%？",
    "石桥高新区的研发投入强度达到多少？",
    "which zone cut approval time by 62.6%",
    "望川经济开发区党工委书记是谁？",
    "临汾经济开发区有多少家高新技术企业？",
    "谁设立了微短剧基金？",
    "海城的出口额达到多少？",
)
PEOPLE, SECONDS, PAUSE = 50, 60, (1.5, 3.0)
"""How many ask for how long, and how long a person waits after an answer: with the limits of Telegram (30 messages a
second for a bot) and of the bot (30 questions a minute for a person), not more than 25 questions a second can come."""

ASKED, CHATS, KILLS = 200, 20, 20
SLOW_ASKED, SLOW_KILLS, SLOW = 40, 10, (0.5, 3.0)
"""Questions of as many people; kills; seconds between Telegram's acceptance and its answer."""

ALL_ANSWERED = 120.0
"""Seconds for the last of the questions to be answered."""


class WatchedApi(BotApi):
    """Knows when each question was asked and answered: seconds of a monotonic clock by the question's message id."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[int, float] = {}
        self.answered: dict[int, list[float]] = {}
        self.in_doubt: set[int] = set()

    def ask(self, user: int, number: int) -> int:
        now = time.monotonic()
        message = self.say(QUESTIONS[number % len(QUESTIONS)], user=user)
        self.asked[message] = now
        return message

    def _send_message(self, *call: object) -> object:
        answer = super()._send_message(*call)
        replied = self.sent[-1].parameters["reply_parameters"]["message_id"]
        if any(messages(language)["in_doubt"] == self.sent[-1].text for language in ("zh", "en")):
            self.in_doubt.add(replied)
        else:
            self.answered.setdefault(replied, []).append(time.monotonic())
        self.sent.clear()
        return answer

    @property
    def heard_of(self) -> set[int]:
        """The questions that were answered, or of which it was said that they may have been."""
        return self.in_doubt | self.answered.keys()

    def wait(self, message: int) -> float:
        """Seconds that an asker waited."""
        self.until(lambda: message in self.answered, "answer", ALL_ANSWERED)
        return self.answered[message][0] - self.asked[message]


def start(api: BotApi, data: Path) -> subprocess.Popen[bytes]:
    """The bot over a library, with no limit on one person's questions."""
    settings = {
        "YUANWEN_DATA_DIR": str(data),
        "YUANWEN_TELEGRAM__TOKEN": TOKEN,
        "YUANWEN_TELEGRAM__BASE_URL": f"{api.url}/bot",
        "YUANWEN_TELEGRAM__BASE_FILE_URL": f"{api.url}/file/bot",
        "YUANWEN_TELEGRAM__QUESTIONS_A_MINUTE": "1000000",
    }
    program = [sys.executable, "-c", "from bot.main import main; main()", "bot"]
    return subprocess.Popen(program, cwd=PROJECT, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)


def megabytes(process: subprocess.Popen[bytes]) -> float:
    """The memory that a process holds."""
    lines = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def load(data: Path) -> None:
    """Prints waiting times alone and together, and memory before and after."""
    chance = random.Random(1)
    with WatchedApi() as api:
        bot = start(api, data)
        for number in range(len(QUESTIONS) * 2):
            api.wait(api.ask(1, number))
        alone = [api.wait(api.ask(1, number)) for number in range(60)]
        waits: list[float] = []
        memory = [megabytes(bot)]
        end = time.monotonic() + SECONDS

        def person(user: int, pauses: random.Random) -> None:
            time.sleep(pauses.uniform(0, PAUSE[1]))
            while time.monotonic() < end:
                waits.append(api.wait(api.ask(user, pauses.randrange(1000))))
                time.sleep(pauses.uniform(*PAUSE))

        people = [
            threading.Thread(target=person, args=(user + 2, random.Random(chance.random()))) for user in range(PEOPLE)
        ]
        for one in people:
            one.start()
        while time.monotonic() < end:
            time.sleep(SECONDS / 6)
            memory.append(megabytes(bot))
        for one in people:
            one.join()
        bot.send_signal(signal.SIGTERM)
        ended = bot.wait(30)
    print(f"alone: median {statistics.median(alone) * 1e3:.0f} ms, p95 {percentile(alone, 0.95) * 1e3:.0f} ms")
    print(
        f"{PEOPLE} people for {SECONDS} s: {len(waits)} questions, {len(waits) / SECONDS:.1f} a second, median "
        f"{statistics.median(waits) * 1e3:.0f} ms, p95 {percentile(waits, 0.95) * 1e3:.0f} ms, "
        f"longest {max(waits) * 1e3:.0f} ms"
    )
    print("memory in MB, every ten seconds:", *(f"{value:.0f}" for value in memory))
    print(f"asked {len(api.asked)}, answered {len(api.answered)}, ended with {ended}")


def kill(
    data: Path,
    asked: int = ASKED,
    chats: int = CHATS,
    kills: int = KILLS,
    slow: tuple[float, float] = (0.0, 0.0),
) -> None:
    """Prints how many questions were answered, and how many twice, over kills at random points, with a Telegram that
    answers so many seconds after it has taken a message."""
    chance, slowness = random.Random(1), random.Random(2)
    with WatchedApi() as api:
        for _ in range(2 * asked):  # an answer to each, and that it may have come
            api.fail("sendMessage", slow=slowness.uniform(*slow))
        for number in range(asked):
            api.ask(number % chats + 1, number)
        killed = 0
        while killed < kills and len(api.heard_of) < asked:
            bot = start(api, data)
            enough = min(asked, len(api.heard_of) + chance.randint(1, max(1, 2 * asked // kills - 2)))
            api.until(lambda enough=enough: len(api.heard_of) >= enough, "answers", ALL_ANSWERED)
            time.sleep(chance.random() * 0.2)
            bot.kill()
            bot.wait()
            killed += 1
        bot = start(api, data)
        api.ask(chats + 1, 0)
        api.until(lambda: api.asked.keys() <= api.heard_of, "answer to each", ALL_ANSWERED)
        bot.send_signal(signal.SIGTERM)
        ended = bot.wait(30)
        times = Counter(len(answers) for answers in api.answered.values())
    print(f"{len(api.asked)} questions, {killed} kills, {len(api.answered)} answered, ended with {ended}")
    print("; ".join(f"{count} answered {number} times" for number, count in sorted(times.items())))
    alone = len(api.in_doubt - api.answered.keys())
    print(f"{len(api.in_doubt)} said to be in doubt, {alone} of them with the answer behind the button only")


def kill_slow(data: Path) -> None:
    """`kill` with few questions, and a Telegram that is slow to say that it has taken a message."""
    kill(data, SLOW_ASKED, SLOW_ASKED, SLOW_KILLS, SLOW)


def main() -> None:
    """Runs the part that the command line names."""
    part = {"load": load, "kill": kill, "kill-slow": kill_slow}[sys.argv[1]]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with Library.open(Settings(data_dir=data)) as library:
            library.index([PROJECT / "retrieval" / "sample"])
        part(data)


if __name__ == "__main__":
    main()
