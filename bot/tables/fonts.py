"""Which font writes a text in a picture: the one that ships, or one that is found on the machine."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from retrieval.text.pinyin import spoken

MOST_FONTS = 200
"""Fonts of the machine that are looked into for a character that ours lacks."""

_LAST_RESORT = re.compile(r"last ?resort", re.IGNORECASE)
"""Fonts that have a sign for every character, which shows none of them."""

_SHIPPED = "yuanwen-sans.otf"


def families_for(texts: Sequence[str]) -> list[str]:
    """The names of the fonts that have the characters of some texts between them, as matplotlib knows them: the one
    that ships, matplotlib's own, and of the machine's those that have what both lack."""
    from matplotlib.font_manager import fontManager

    found = list(_ours())
    missing = {ord(character) for text in texts for character in text} - _known(_ours())
    for entry in fontManager.ttflist[:MOST_FONTS] if missing else ():
        has = frozenset() if _LAST_RESORT.search(entry.name) else missing & _characters(entry.fname)
        if has:
            found.append(entry.name)
            missing -= has
    return list(dict.fromkeys(found))


def drawable(text: str, families: Sequence[str]) -> str:
    """A text of which the fonts have every character: what none of them has is written as it is read, or where nothing
    says how, by its number (U+3402)."""
    known = _known(tuple(families))
    return "".join(one if ord(one) in known else _instead(one) for one in text)


def _instead(character: str) -> str:
    read = "".join(spoken(character))
    return f"({read if read.isascii() and read else f'U+{ord(character):04X}'})"


@cache
def _ours() -> tuple[str, ...]:
    """The font that ships, made known to matplotlib, and the one that comes with matplotlib."""
    from matplotlib.font_manager import fontManager, get_font

    path = str(files("bot.tables").joinpath(_SHIPPED))
    fontManager.addfont(path)
    return get_font(path).family_name, "DejaVu Sans"


@cache
def _known(families: tuple[str, ...]) -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont

    return frozenset().union(*(_characters(findfont(FontProperties(family=[name]))) for name in families))


@cache
def _characters(path: str) -> frozenset[int]:
    """The code points that a font has; none of one that cannot be read."""
    from matplotlib.font_manager import get_font

    try:
        return frozenset(get_font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
