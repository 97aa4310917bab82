"""Two bot processes over one PostgreSQL database, which share the library there, one of them killed again and again
(kill -9).

    python -m benchmarks.telegram_shared [KILLS]

Telegram brings its updates to the two webhooks in turn, and to the other where one does not take it. Prints how many
questions were answered, how many twice, of how many the bot said that they may have been, and whether each chat's were
answered in order.
"""

import itertools
import queue
import random
import signal
import socket
import sys
import tempfile
import threading
import time
import urllib.error
from collections import Counter
from pathlib import Path

from benchmarks.telegram_load import PROJECT, WatchedApi
from retrieval.library import Library
from retrieval.settings import Settings

sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "tests" / "bot" / "telegram")]

from api_server import TOKEN, call_webhook  # noqa: E402 (found by the line above)
from bot_process import BotProcess  # noqa: E402
from postgresql_server import PostgresqlServer  # noqa: E402

KILLS, CHATS, AT_A_TIME = 50, 20, 8
"""Kills; chats that ask; questions that are asked before each kill."""

SLOW = (0.0, 0.5)
"""Seconds between Telegram's acceptance of a message and its answer."""

PATIENCE = 600.0
"""Seconds for the last of the questions to be answered."""

SECRET = "a-secret"


class WebhookApi(WatchedApi):
    """Brings what is said to one webhook after the other, until one has taken it, and remembers who asked what."""

    def __init__(self, ports: list[int]) -> None:
        super().__init__()
        self._waiting: queue.SimpleQueue[dict[str, object]] = queue.SimpleQueue()
        self._turns = itertools.cycle(f"http://127.0.0.1:{port}/" for port in ports)
        self.of_chat: dict[int, list[int]] = {}
        self.heard_at: dict[int, float] = {}
        threading.Thread(target=self._bring, daemon=True).start()

    def push(self, update_id: int | None = None, **content: object) -> int:
        number = super().push(update_id, **content)
        self._waiting.put({"update_id": number, **content})
        return number

    def ask(self, user: int, number: int) -> int:
        message = super().ask(user, number)
        self.of_chat.setdefault(user, []).append(message)
        return message

    def _send_message(self, *call: object) -> object:
        answer = super()._send_message(*call)
        for message in self.heard_of - self.heard_at.keys():
            self.heard_at[message] = time.monotonic()
        return answer

    def _bring(self) -> None:
        while True:
            update = self._waiting.get()
            while not self._taken(update):
                time.sleep(0.05)

    def _taken(self, update: dict[str, object]) -> bool:
        try:
            return call_webhook(next(self._turns), update, SECRET) == 200
        except (urllib.error.URLError, OSError):
            return False

    @property
    def in_order(self) -> int:
        """In how many chats every question was heard of after those before it."""
        times = ([self.heard_at[message] for message in asked] for asked in self.of_chat.values())
        return sum(heard == sorted(heard) for heard in times)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def share(folder: Path, address: str, kills: int) -> None:
    """Prints what came of the questions over so many kills."""
    chance = random.Random(1)
    ports = [free_port(), free_port()]
    numbers = itertools.count()
    with WebhookApi(ports) as api:

        def bot(which: int) -> BotProcess:
            settings = {
                "YUANWEN_DATA_DIR": str(folder / f"data-{which}"),
                "YUANWEN_DATABASE": address,
                "YUANWEN_TELEGRAM__TOKEN": TOKEN,
                "YUANWEN_TELEGRAM__BASE_URL": f"{api.url}/bot",
                "YUANWEN_TELEGRAM__BASE_FILE_URL": f"{api.url}/file/bot",
                "YUANWEN_TELEGRAM__QUESTIONS_A_MINUTE": "1000000",
                "YUANWEN_TELEGRAM__MODE": "webhook",
                "YUANWEN_TELEGRAM__WEBHOOK__URL": "https://bot.example.org/",
                "YUANWEN_TELEGRAM__WEBHOOK__PORT": str(ports[which]),
                "YUANWEN_TELEGRAM__WEBHOOK__SECRET": SECRET,
            }
            process = BotProcess(folder / f"bot-{which}.log", ["bot"], settings)
            process.says("Answering as")
            return process

        bots = [bot(0), bot(1)]
        for _ in range(kills):
            for _ in range(AT_A_TIME):
                api.fail("sendMessage", slow=chance.uniform(*SLOW))
                api.ask(chance.randint(1, CHATS), next(numbers))
            enough = min(len(api.asked), len(api.heard_of) + chance.randint(1, AT_A_TIME))
            api.until(lambda enough=enough: len(api.heard_of) >= enough, "answers", PATIENCE)
            time.sleep(chance.random() * 0.3)
            killed = chance.randrange(2)
            bots[killed].signal(signal.SIGKILL)
            bots[killed].ends()
            bots[killed] = bot(killed)
        api.until(lambda: api.asked.keys() <= api.heard_of, "answer to each", PATIENCE)
        for process in bots:
            process.signal(signal.SIGTERM)
        ended = [process.ends() for process in bots]
        times = Counter(len(answers) for answers in api.answered.values())
        print(f"{len(api.asked)} questions, {kills} kills, {len(api.answered)} answered, ended with {ended}")
        print("; ".join(f"{count} answered {number} times" for number, count in sorted(times.items())))
        alone = len(api.in_doubt - api.answered.keys())
        print(f"{len(api.in_doubt)} said to be in doubt, {alone} of them with the answer behind the button only")
        print(f"in order in {api.in_order} of {len(api.of_chat)} chats")


def main() -> None:
    """Runs it with the number of kills of the command line."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    server = PostgresqlServer()
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            address = server.new_database()
            with Library.open(Settings(data_dir=folder / "indexing", database=address)) as library:
                library.index([PROJECT / "retrieval" / "sample"])
            share(folder, address, kills)
    finally:
        server.close()


if __name__ == "__main__":
    main()
