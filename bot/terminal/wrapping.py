"""Lines that no word is broken in, and texts cut to a width, as wide as a terminal shows them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len

_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_OPENING, _CLOSING = re.escape("（《〈「『【〔“‘([{"), re.escape("，。、；：！？）》〉」』】〕”’…—％")
_UNIT = re.compile(rf"[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|\S)?[{_CLOSING},.;:!?)%]*\s*")
"""What no line is broken inside: a Chinese character or a word of another script, with its punctuation and the space
behind it. It matches the empty string at the end of a text only."""


def line_breaks(text: str, width: int) -> Iterator[int]:
    """Where `text` breaks into lines of at most `width` columns: at every newline, behind spaces, and between Chinese
    characters, but not before a closing mark or behind an opening one. Words longer than a line stay whole."""
    used = 0
    for unit in _UNIT.finditer(text):
        if used and used + cell_len(unit[0].rstrip()) > width:
            yield unit.start()
            used = 0
        used += cell_len(unit[0])
        if "\n" in unit[0] and unit.end() < len(text):
            yield unit.end()
            used = 0


def wrapped(text: str, width: int) -> str:
    """The text with its lines broken at `width` columns."""
    pieces = (text[start:end].rstrip() for start, end in pairwise([0, *line_breaks(text, width), len(text)]))
    return "\n".join(pieces)


def cut(text: str, width: int) -> str:
    """The text on one line of at most `width` columns, its end cut off where it is too long."""
    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    while line and cell_len(line) >= width:
        line = line[: min(len(line) - 1, width)]
    return line + "…"
