"""The numbers that Word sets before paragraphs by itself (`一、`, `（二）`, `1.2`): they stand nowhere in their text.

ECMA-376 part 1, 17.9: a paragraph, or its style, names a list and a level; a list says how each level is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 9999
_DIGITS = "零一二三四五六七八九"
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
_CLOSED = tuple("、）)。，：】〕》")


def _chinese(number: int) -> str:
    """A number up to 9,999 in Chinese numerals: 十二, 二百零三."""
    text, has_gap = "", False
    for unit, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // power % 10
        if digit:
            text += "零" * (has_gap and bool(text)) + _DIGITS[digit] + unit
            has_gap = False
        else:
            has_gap = True
    return text[1:] if text.startswith("一十") else text


def _letters(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 26 * 9 else str(number)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, _chinese),
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
"""How a level's numbers are written, by the names of 17.18.59; bullets and what is missing here are left out."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    is_legal: bool


@dataclass(slots=True)
class _List:
    """A list: its levels, and how far each has been counted, shared by all that are made after one pattern."""

    levels: dict[int, _Level]
    counts: dict[int, int]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document, which have to be shown to it in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """`numbering` is the root of the part with the lists, None without one; `styles` that of the styles."""
        self._lists = {} if numbering is None else _lists(numbering)
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iterchildren(f"{_W}style")}
        self._of_styles: dict[str, tuple[str, int] | None] = {}

    def before(self, paragraph: Any) -> str:
        """What stands before a paragraph's text, empty when it is not numbered."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        chosen, level = self._lists[place[0]], place[1]
        if level not in chosen.levels:
            return ""
        if level in chosen.overrides:
            chosen.counts[level] = chosen.overrides.pop(level) - 1
        chosen.counts[level] = chosen.counts.get(level, chosen.levels[level].start - 1) + 1
        for deeper in [other for other in chosen.counts if other > level]:
            del chosen.counts[deeper]
        return _written(chosen, level)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level that a paragraph is on: as it says itself, or as its style does."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        own = _numbered(properties)
        style = properties.find(f"{_W}pStyle")
        of_style = None if style is None else self._of_style(style.get(f"{_W}val", ""))
        if own is None:
            return of_style
        return own[0], own[1] if own[1] is not None else of_style[1] if of_style else 0

    def _of_style(self, identity: str) -> tuple[str, int] | None:
        if identity not in self._of_styles:
            self._of_styles[identity] = self._look_up(identity)
        return self._of_styles[identity]

    def _look_up(self, identity: str) -> tuple[str, int] | None:
        """The list and level of a style or of the one that it is based on."""
        seen: set[str] = set()
        while identity in self._styles and identity not in seen:
            seen.add(identity)
            style = self._styles[identity]
            properties, base = style.find(f"{_W}pPr"), style.find(f"{_W}basedOn")
            place = None if properties is None else _numbered(properties)
            if place is not None:
                return place[0], place[1] or 0
            identity = "" if base is None else base.get(f"{_W}val", "")
        return None


def _written(chosen: _List, level: int) -> str:
    """A number as its level writes it: `%1.%2` with the counts of this level and those above."""
    shown = chosen.levels[level]
    text = shown.text
    for other in range(level + 1):
        if f"%{other + 1}" in text:
            above = chosen.levels.get(other)
            written = _FORMATS.get("decimal" if shown.is_legal else above.format if above else "")
            number = chosen.counts.get(other, above.start if above else 1)
            if written is None or not 0 < number <= _MOST:
                return ""
            text = text.replace(f"%{other + 1}", written(number))
    if text == shown.text:
        return ""
    return text if text.endswith(_CLOSED) else f"{text} "


def _numbered(properties: Any) -> tuple[str, int | None] | None:
    numbered = properties.find(f"{_W}numPr")
    identity = None if numbered is None else numbered.find(f"{_W}numId")
    if identity is None:
        return None
    level = numbered.find(f"{_W}ilvl")
    return identity.get(f"{_W}val", "0"), None if level is None else _value(level, 0)


def _lists(numbering: Any) -> dict[str, _List]:
    patterns: dict[str, _List] = {}
    for pattern in numbering.iterchildren(f"{_W}abstractNum"):
        levels = {_value(level, 0, "ilvl"): _level(level) for level in pattern.iterchildren(f"{_W}lvl")}
        patterns[pattern.get(f"{_W}abstractNumId")] = _List(levels, {})
    lists: dict[str, _List] = {}
    for node in numbering.iterchildren(f"{_W}num"):
        reference = node.find(f"{_W}abstractNumId")
        pattern = None if reference is None else patterns.get(reference.get(f"{_W}val"))
        if pattern is not None:
            levels, starts = dict(pattern.levels), {}
            for override in node.iterchildren(f"{_W}lvlOverride"):
                own, start = override.find(f"{_W}lvl"), override.find(f"{_W}startOverride")
                level = _value(override, 0, "ilvl")
                levels.update({} if own is None else {level: _level(own)})
                starts.update({} if start is None else {level: _value(start, 1)})
            lists[node.get(f"{_W}numId")] = _List(levels, pattern.counts, starts)
    return lists


def _level(node: Any) -> _Level:
    parts = {name: node.find(f"{_W}{name}") for name in ("start", "numFmt", "lvlText", "isLgl")}
    text = "" if parts["lvlText"] is None else parts["lvlText"].get(f"{_W}val", "")
    form = "decimal" if parts["numFmt"] is None else parts["numFmt"].get(f"{_W}val", "")
    start = 0 if parts["start"] is None else _value(parts["start"], 0)
    return _Level(start, form, text[:20], parts["isLgl"] is not None)


def _value(node: Any, default: int, name: str = "val") -> int:
    text = node.get(f"{_W}{name}", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
