"""What people and an administrator do with the bot in a run, and what has to come of it."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from api_server import TOKEN, Refused, Sent
from chat_server import ChatApi
from many_zones import names_of

from bot.messages import LANGUAGES, messages

PROJECT = Path(__file__).parents[2]
ADMINISTRATOR, PEOPLE = 1, (7, 8, 9, 10, 11)
ZONES = 24
MOST_SENT = 3
"""Files that lie in the library at a time, of those that were sent: so that it does not grow with the run."""

SAMPLE_QUESTIONS = {
    "哪个开发区的审批时限压减 62.6%？": "62.6%",
    "石桥高新区的研发投入强度达到多少？": "",
    "which zone cut approval time by 62.6%": "62.6%",
    "who set up the micro-drama fund?": "",
    "谁设立了微短剧基金？": "",
    "石桥高新区有多少家火锅店？": "",
}
"""Questions for the bundled sample, and what has to stand in the answer."""

FAULTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("sendMessage", {"refusal": Refused(429, "Too Many Requests: retry after 1", retry_after=1)}),
    ("sendMessage", {"refusal": Refused(502, "Bad Gateway")}),
    ("sendMessage", {"drop_before": True}),
    ("sendMessage", {"drop_after": True}),
    ("sendMessage", {"slow": 2.0}),
    ("sendChatAction", {"refusal": Refused(500, "Internal Server Error")}),
    ("editMessageText", {"refusal": Refused(429, "Too Many Requests: retry after 1", retry_after=1)}),
    ("editMessageText", {"drop_after": True}),
    ("answerCallbackQuery", {"drop_before": True}),
    ("getUpdates", {"refusal": Refused(502, "Bad Gateway")}),
    ("getUpdates", {"drop_before": True}),
    ("getUpdates", {"drop_after": True}),
    ("getFile", {"refusal": Refused(500, "Internal Server Error")}),
)
"""What goes wrong with one call of a method at a time."""


class Chores:
    """Everything that is done in a run, one thing after another, over a folder of documents and a chat. `waits` are the
    minutes since the start, seconds and processor seconds of each answered question; `wrong` says what did not come as
    it had to."""

    def __init__(self, api: ChatApi, folder: Path, environment: Mapping[str, str], processor: Callable[[], float]):
        self.waits: list[tuple[float, float, float]] = []
        self.wrong: list[str] = []
        self._api, self._folder, self._environment, self._processor = api, folder, environment, processor
        self._chance = random.Random(1)
        self._zones = names_of(ZONES)
        self._growth = {zone: 900 - number for number, zone in enumerate(self._zones)}
        self._sent: dict[str, int] = {}
        self._serial = 0
        self._last: Sent | None = None
        self._began = time.monotonic()

    def write_folder(self) -> None:
        """The reports of all zones, as they are now."""
        for zone, growth in self._growth.items():
            self._write(zone, growth)

    def kinds(self) -> dict[Callable[[], None], float]:
        """What may be done, and how often in a hundred times."""
        return {
            self.ask_a_zone: 25,
            self.ask_the_sample: 22,
            self.ask_on: 12,
            self.ask_a_table: 8,
            self.press: 12,
            self.inline: 5,
            self.command: 4,
            self.send_a_file: 3,
            self.remove_a_file: 3,
            self.send_what_is_none: 2,
            self.reload: 3,
            self.index_beside: 1,
        }

    def fault(self) -> str:
        """Something goes wrong with the next call of some method; gives which."""
        method, how = self._chance.choice(FAULTS)
        self._api.fail(method, **how)
        return f"{method}: {next(iter(how.values())) if 'refusal' in how else next(iter(how))}"

    def ask_a_zone(self) -> None:
        """A question for one figure."""
        zone = self._chance.choice(self._zones)
        self._asks(f"{zone}2030年地区生产总值增长多少？", self._stated(zone))

    def ask_the_sample(self) -> None:
        """A question in Chinese or English, answered or not."""
        question = self._chance.choice(list(SAMPLE_QUESTIONS))
        self._asks(question, SAMPLE_QUESTIONS[question])

    def ask_on(self) -> None:
        """A question and another that leans on it."""
        first, second = self._chance.sample(self._zones, 2)
        user = self._chance.choice(PEOPLE)
        self._asks(f"{first}2030年地区生产总值增长多少？", self._stated(first), user)
        self._asks(f"那{second}呢？", self._stated(second), user)

    def ask_a_table(self) -> None:
        """A question to all zones."""
        best = max(self._growth, key=self._growth.__getitem__)
        self._asks("各开发区2030年地区生产总值分别增长多少？", self._stated(best))

    def press(self) -> None:
        """A button under the answer before, or one that was made up."""
        shown = self._last and self._api.now(self._last)
        carried = [button["callback_data"] for button in shown.buttons if "callback_data" in button] if shown else []
        if shown is None or not carried:
            self.ask_a_zone()
            return
        data = self._chance.choice([*carried, *carried, "p:made-up:1", "\x00" * 9])
        self._api.pressed(shown, data, user=shown.chat_id)

    def inline(self) -> None:
        """A question from another chat."""
        zone = self._chance.choice(self._zones)
        self._api.query(f"{zone}2030年地区生产总值增长多少？", self._chance.choice(PEOPLE))

    def command(self) -> None:
        """A command that everyone has, or that an administrator has."""
        self._reply(self._chance.choice(["/help", "/documents", "/privacy", "/forget", "/status", "/lang en", "/x"]))

    def send_a_file(self) -> None:
        """A document is sent, and its figure asked for."""
        if len(self._sent) >= MOST_SENT:
            self.remove_a_file()
        self._serial += 1
        name = f"苗圃{self._serial}.txt"
        text = f"苗圃{self._serial}号基地简报\n\n苗圃{self._serial}号基地今年育苗 {self._serial + 40} 万株。\n"
        done = self._words("upload_done", name=name, articles=1, passages=1)
        message = self._api.say(None, user=ADMINISTRATOR, document=self._api.document(name, text.encode()))
        if self._until_told(message, (*done, *self._words("upload_failed", name=name))) in done:
            self._sent[name] = self._serial
            self._asks(f"苗圃{self._serial}号基地今年育苗多少？", f"{self._serial + 40} 万株")

    def remove_a_file(self) -> None:
        """A document that was sent is taken out; what it said is not said any more."""
        if not self._sent:
            return
        name = self._chance.choice(sorted(self._sent))
        number = self._sent.pop(name)
        self._until_told(self._api.say(f"/remove {name}", user=ADMINISTRATOR), self._words("removed", name=name))
        answer = self._reply(f"苗圃{number}号基地今年育苗多少？")
        if f"{number + 40} 万株" in answer.text:
            self.wrong.append(f"{name} was removed, and is told: {answer.text}")

    def send_what_is_none(self) -> None:
        """A file that cannot be read, or that no one may send."""
        broken = self._api.document("年报.pdf", b"%PDF-1.7 nothing" + os.urandom(9))
        who = self._chance.choice((ADMINISTRATOR, *PEOPLE))
        self._api.reply_to(self._api.say(None, user=who, document=broken))

    def reload(self) -> None:
        """A report changes, and the administrator has the folder read anew."""
        zone = self._change()
        self._until_told(self._api.say("/reload", user=ADMINISTRATOR), self._beginnings("reloaded"))
        self._asks(f"{zone}2030年地区生产总值增长多少？", self._stated(zone))

    def index_beside(self) -> None:
        """A report changes, and another process brings the library up to date."""
        zone = self._change()
        program = [sys.executable, "-c", "from bot.main import main; main()", "index"]
        done = subprocess.run(program, cwd=PROJECT, env=self._environment, capture_output=True, check=False)
        if done.returncode:
            self.wrong.append(f"yuanwen index: {done.stderr.decode(errors='replace')[-500:]}")
        self._asks(f"{zone}2030年地区生产总值增长多少？", self._stated(zone))

    def _stated(self, zone: str) -> str:
        return f"{self._growth[zone] / 100:.2f}%"

    def _change(self) -> str:
        zone = self._chance.choice(self._zones)
        self._growth[zone] = self._chance.choice([n for n in range(100, 900) if n not in self._growth.values()])
        self._write(zone, self._growth[zone])
        return zone

    def _write(self, zone: str, growth: int) -> None:
        text = f"2031年{zone}工作报告\n\n一、2030年工作回顾\n\n全区地区生产总值增长{growth / 100:.2f}%。\n"
        (self._folder / f"{zone}.txt").write_text(text, encoding="utf-8")

    def _reply(self, text: str, user: int = ADMINISTRATOR) -> Sent:
        return self._api.ask(text, user=user)

    def _asks(self, question: str, expected: str, user: int = 0) -> None:
        """Ask, and note how long it took and whether what was expected stands in the answer."""
        user = user or self._chance.choice(PEOPLE)
        with self._measured():
            answer = self._reply(question, user)
        self._last = answer
        if expected not in answer.text:
            self.wrong.append(f"{question} expected {expected}: {answer.text}")

    @contextmanager
    def _measured(self) -> Iterator[None]:
        began, took = time.monotonic(), self._processor()
        yield
        now = time.monotonic()
        self.waits.append(((now - self._began) / 60, now - began, self._processor() - took))

    def _words(self, key: str, **named: object) -> tuple[str, ...]:
        return tuple(messages(language)[key].format(**named) for language in LANGUAGES)

    def _beginnings(self, key: str) -> tuple[str, ...]:
        return tuple(messages(language)[key].partition("{")[0] for language in LANGUAGES)

    def _until_told(self, message: int, any_of: tuple[str, ...]) -> str:
        """Waits until one of the replies to a message says one of these; gives which. A reply whose connection was cut
        comes twice, and one of the two stays as it is."""

        def said() -> str:
            texts = [self._api.message(id).text for id in self._api.replies(message)]
            return next((words for words in any_of for text in texts if words in text), "")

        return str(self._api.until(said, " or ".join(any_of)))


def environment(api: ChatApi, data: Path, folder: Path) -> dict[str, str]:
    """The settings of a bot over a library and a folder, with this server in the place of Telegram."""
    return os.environ | {
        "YUANWEN_DATA_DIR": str(data),
        "YUANWEN_DOCUMENTS": json.dumps([str(folder), str(PROJECT / "retrieval" / "sample" / "sample-report.txt")]),
        "YUANWEN_TELEGRAM__TOKEN": TOKEN,
        "YUANWEN_TELEGRAM__BASE_URL": f"{api.url}/bot",
        "YUANWEN_TELEGRAM__BASE_FILE_URL": f"{api.url}/file/bot",
        "YUANWEN_TELEGRAM__ADMINISTRATORS": json.dumps([ADMINISTRATOR]),
        "YUANWEN_TELEGRAM__QUESTIONS_A_MINUTE": "1000",
        "YUANWEN_TELEGRAM__QUESTIONS_A_DAY": "1000000",
    }
