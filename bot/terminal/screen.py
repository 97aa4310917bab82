"""What an answer is printed on: whether it is a terminal, how wide, and whether in colours. Nothing heavy is loaded."""

import os
from typing import NamedTuple, TextIO

WIDEST = 1000
"""Columns that a table may take where there is no terminal, so that nothing in it is cut off."""

USUAL = 80
"""Columns of a terminal that does not say how many it has."""


class Screen(NamedTuple):
    """Where an answer is printed. `columns` is how wide; `coloured` whether it shows colours and bold type."""

    terminal: bool = False
    columns: int = WIDEST
    coloured: bool = False


def screen_of(stream: TextIO) -> Screen:
    """The screen that a stream writes to: as wide as the variable COLUMNS says where it is a number, else as the
    terminal says. It has colours where it is a terminal, NO_COLOR is not set and TERM is not `dumb`."""
    if not stream.isatty():
        return Screen()
    dumb = os.environ.get("TERM", "").lower() in ("dumb", "unknown")
    columns = os.environ.get("COLUMNS", "")
    stated = int(columns) if columns.isdecimal() else 0
    wide = stated or (USUAL if dumb else _columns())
    return Screen(True, wide, not dumb and not os.environ.get("NO_COLOR"))


def _columns() -> int:
    for descriptor in range(3):
        try:
            return os.get_terminal_size(descriptor).columns or USUAL
        except OSError:
            continue
    return USUAL
