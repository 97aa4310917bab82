"""`yuanwen ask` by way of a running service, before anything heavy is loaded.

Only command lines that are plain to read are taken, the others are left to the command line proper, and so is
everything that a service cannot do or refuses: whatever the way, what is printed is the same.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.exit_codes import NOT_ANSWERED
from bot.service.announcement import Announcement, running_service
from bot.service.client import post
from bot.service.surroundings import data_directory, surroundings
from bot.terminal.screen import Screen, screen_of

ANYWHERE = ("--config", "--data-dir")
"""Options that may stand before the verb, too."""

NARROWING = ("organization", "document", "since", "until")

VALUED = (*ANYWHERE, *(f"--{name}" for name in NARROWING), "-k")
"""Options with a value that are taken; --csv is not."""

FLAGS = ("--json", "--explain")

WEIGHTS = 2
"""How often -v is said for the weights of the reasons."""

NUMBER = re.compile(r"[1-9]|[1-4][0-9]|50")
VERBOSE = re.compile(r"-v+")


class AskLine(NamedTuple):
    """A command line `yuanwen ask …`: the question, the values of its options, its flags, and how often -v is said."""

    question: str
    values: dict[str, str]
    flags: frozenset[str]
    verbose: int

    def asked(self, screen: Screen) -> dict[str, object]:
        """What the service is sent."""
        wanted: dict[str, object] = {"question": self.question, "explain": "--explain" in self.flags}
        wanted |= {name: self.values[f"--{name}"] for name in NARROWING if f"--{name}" in self.values}
        if "-k" in self.values:
            wanted["k"] = int(self.values["-k"])
        if "--json" in self.flags:
            return wanted
        manner = {"full": "-k" in self.values or self.verbose > 0, "weights": self.verbose >= WEIGHTS}
        return wanted | manner | {"screen": screen._asdict()}


def ask_line(arguments: Sequence[str]) -> AskLine | None:
    """The command line, where it is that of `ask` with a question in words and nothing but the options that are taken,
    each once; else None."""
    words: list[str] = []
    values: dict[str, str] = {}
    flags: set[str] = set()
    verbose = 0
    rest = iter(arguments)
    for argument in rest:
        name, given, value = argument.partition("=")
        if argument.startswith("-") and not words and name not in ANYWHERE:
            return None
        if argument in FLAGS:
            flags.add(argument)
        elif VERBOSE.fullmatch(argument):
            verbose += len(argument) - 1
        elif argument in VALUED or (given and name in VALUED and name.startswith("--")):
            value = value if given else next(rest, "-")
            if name in values or not value or value.startswith("-"):
                return None
            values[name] = value
        elif not argument.startswith("-"):
            words.append(argument)
        else:
            return None
    question = " ".join(words[1:])
    if words[:1] != ["ask"] or len(words) < 2 or not _encodable(question, *values.values()):
        return None
    if not NUMBER.fullmatch(values.get("-k", "1")):
        return None
    return AskLine(question, values, frozenset(flags), verbose)


def ask_service(arguments: Sequence[str]) -> int | None:
    """Print the answer of a running service to the question on a command line: the exit code, or None where nothing was
    printed, because there is no service for it."""
    line = ask_line(arguments)
    service = line and _service(line)
    if not (line and service):
        return None
    as_json = "--json" in line.flags
    body = post(service, "/ask" if as_json else "/ask/text", line.asked(screen_of(sys.stdout)))
    if body is None:
        return None
    text = body.decode()
    answer = json.loads(text)
    sys.stdout.write(f"{text}\n" if as_json else answer["text"])
    sys.stdout.flush()
    return 0 if answer["answered"] else NOT_ANSWERED


def _service(line: AskLine) -> Announcement | None:
    named = line.values.get("--config")
    config = None if named is None else Path(named)
    try:
        data_dir = data_directory(config, line.values.get("--data-dir"))
        return None if data_dir is None else running_service(data_dir, surroundings(config))
    except (OSError, ValueError):
        return None


def _encodable(*texts: str) -> bool:
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True
