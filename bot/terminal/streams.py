"""Standard input and output: UTF-8, data on one, everything else on standard error."""

import io
import json
import locale
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

_LINE_SEPARATOR = re.compile("[\x85\u2028\u2029]")
"""What many programs take for the end of a line, and JSON leaves as it is."""


def use_utf8() -> None:
    """Make the standard streams UTF-8 whatever the locale says, except where they are a terminal. What cannot be
    written is escaped, what cannot be read becomes U+FFFD."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors=errors)


def discard_output() -> None:
    """Let what is still to be written to standard output go nowhere: who reads it has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def json_line(value: Any) -> str:
    """A value as one line of JSON, without its end."""
    line = json.dumps(value, ensure_ascii=False)
    return _LINE_SEPARATOR.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def print_json(value: Any) -> None:
    """Print a value as one line of JSON, at once."""
    print(json_line(value), flush=True)


def reader_language() -> str:
    """The language of who sits at the terminal, by the locale: `zh` or `en`."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def print_styled(renderable: object) -> None:
    """Print what rich can draw, with its colours where standard output is a terminal."""
    from bot.terminal.answers import console

    console(sys.stdout).print(renderable)


def notice(text: str) -> None:
    """Print a line to standard error, in a terminal with no word broken."""
    from bot.wording.facts import clean

    said = clean(text)
    if sys.stderr.isatty():
        from bot.terminal.wrapping import wrapped

        said = wrapped(said, shutil.get_terminal_size().columns)
    print(said, file=sys.stderr, flush=True)


def choose(question: str, options: Sequence[str]) -> int | None:
    """Which of the options a person chooses who sits at the terminal, counted from 0; None for none of them."""
    for number, option in enumerate(options, 1):
        notice(f"{number}  {option}")
    try:
        answer = input(f"{question} [1-{len(options)}] ").strip()
    except EOFError:
        return None
    return int(answer) - 1 if answer.isdecimal() and 0 < int(answer) <= len(options) else None


def lines_in() -> Iterator[str]:
    """The lines of standard input as they come, without their ends; a byte-order mark before the first is dropped."""
    for number, line in enumerate(sys.stdin):
        yield (line if number else line.removeprefix("\ufeff")).rstrip("\r\n")


def lines_typed() -> Iterator[str]:
    """The lines that a person types behind a prompt, until the end of input; those of standard input where it is no
    terminal."""
    if not sys.stdin.isatty():
        yield from lines_in()
        return
    _set_locale()
    with suppress(ImportError):  # Windows has its own
        import readline  # noqa: F401 (gives `input` its line editing and history)

    while True:
        try:
            yield input("? ")
        except EOFError:
            return


def _set_locale() -> None:
    """See that Chinese can be typed where the locale of the environment is not installed: readline would take each byte
    of it for a command."""
    if locale.setlocale(locale.LC_CTYPE) in ("C", "POSIX"):
        with suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
