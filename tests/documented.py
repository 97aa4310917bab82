"""The examples in the pages of the project: blocks of commands with what they print, and files to make.

`<!-- run over: the sample -->` above a block names the library that it is run over (`LIBRARIES` in test_examples),
`<!-- not run: reason -->` says why it is not run. What shows no output is not run either; its command lines of
`yuanwen` are parsed all the same.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^>\n]*) -->\n)?^```console\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"^`~/(?P<name>[^`\n]+)`:?\n\n```\w*\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
SECONDS = re.compile(r"\d+\.\d s\b")
JOINING = frozenset({"&&", "|", "<", ">", ">>", ";", "2>"})

BEFORE = {"sudo": 3, "time": 1}
"""What may stand before a program, and how many words that takes (`sudo -u yuanwen`)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command line, and what it prints."""

    typed: str
    printed: str

    def programs(self) -> Iterator[list[str]]:
        """The words behind `yuanwen`, of each that the line runs."""
        lexer = shlex.shlex(self.typed, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, "&&"]:
            if word not in JOINING:
                words.append(word)
                continue
            while words and (words[0] in BEFORE or "=" in words[0]):
                del words[: BEFORE.get(words[0], 1)]
            if words and words[0].rpartition("/")[2] == "yuanwen":
                yield words[1:]
            words = []


@dataclass(frozen=True, slots=True)
class Example:
    """A block of a page: what is marked above it, and its steps."""

    mark: str | None
    steps: tuple[Step, ...]

    @property
    def is_run(self) -> bool:
        """Whether a test runs it: it is marked so, or shows what is printed."""
        if self.mark and self.mark.startswith("not run: "):
            return False
        return self.mark is not None or any(step.printed for step in self.steps)


@dataclass(frozen=True, slots=True)
class File:
    """A file that a page says to make: its path below the home folder, and its text."""

    name: str
    text: str


def parts(page: str) -> list[Example | File]:
    """The blocks of commands and the files in a page, in its order."""
    found: list[tuple[int, Example | File]] = [
        (match.start(), Example(match["mark"], tuple(_steps(match["body"])))) for match in BLOCK.finditer(page)
    ]
    found += [(match.start(), File(match["name"], match["text"])) for match in FILE.finditer(page)]
    return [part for _, part in sorted(found, key=lambda one: one[0])]


def examples(page: str) -> list[Example]:
    """The blocks of commands in a page."""
    return [part for part in parts(page) if isinstance(part, Example)]


def timeless(printed: str) -> list[str]:
    """The lines that a command prints, without blanks at their ends, and alike however long it took."""
    return [line.rstrip() for line in SECONDS.sub("… s", printed).splitlines()]


def _steps(body: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        typed, _, printed = part.partition("\n")
        yield Step(typed, printed)
