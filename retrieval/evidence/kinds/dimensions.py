"""How wide, how deep, how long: which measure of a thing a length is said to be."""

import re
from collections.abc import Sequence

from retrieval.numbers import Quantity

_ASKED = {
    "宽": re.compile(r"多宽|宽度?(?:是|为|有)?多少|\bhow (?:wide|broad)\b|\bwidth of\b"),
    "深": re.compile(r"多深|深度?(?:是|为|有)?多少|\bhow deep\b|\bdepth of\b"),
    "长": re.compile(r"多长(?!时间)|\bhow long (?:is|are|was|were)\b|\blength of\b"),
}
_SPEED_ASKED = re.compile(
    r"\bhow fast (?!(?:did|does|do|has|have|is|are|was|were)\b.*\bgrow)|\bwhat speed\b|多快|车速|时速"
)
_SAID = {"宽": "宽幅", "深": "深", "长": "长程伸展延距"}
_ANY = re.compile("[宽深长高厚程拔径距幅]")
_STATED = re.compile(r"(?:[宽深长高厚幅]|里程|海拔|高程|直径|半径|口径|距离?)[^,;。、\d]{0,6}\Z")
_BEHIND = re.compile(r"(?:左右|以上|多)?(?:的)?(?P<word>[宽深长高厚])")
_SPEED = re.compile(r"/(?:小时|秒|h|s)|每(?:小时|秒)|时速|[车流风航速]速|速度|公里时")
_NEAR = 12
"""Characters before a length in which it is said what it measures."""


def dimension_asked(folded: str) -> str | None:
    """The dimension that a folded question asks for, 宽, 深 or 长; None for none."""
    return next((name for name, pattern in _ASKED.items() if pattern.search(folded)), None)


def asks_for_speed(folded: str) -> bool:
    """Whether a folded question asks for a speed."""
    return _SPEED_ASKED.search(folded) is not None


def is_of(dimension: str, folded: str, figure: Quantity) -> bool | None:
    """Whether a length in a folded text is said to be that dimension of a thing: false where it is said to be another,
    None where nothing is said."""
    stated = _STATED.search(folded, max(0, figure.start - _NEAR), figure.start)
    behind = _BEHIND.match(folded, figure.end)
    word = behind["word"] if behind else next(iter(_ANY.findall(stated[0])), "") if stated else ""
    return any(character in _SAID[dimension] for character in word) if word else None


def is_length(figure: Quantity, folded: str) -> bool:
    """Whether a figure is a length: of metres, or of a unit that is not read, 公尺 and 尺 among them, and no speed."""
    unit = figure.unit == "m" or (figure.unit == "" and folded[figure.end : figure.end + 1] in ("公", "尺", "丈", "米"))
    return unit and not is_speed(figure, folded)


def is_speed(figure: Quantity, folded: str) -> bool:
    """Whether a length in a folded text is one that is covered in a time: 时速350公里, 22.4公里/小时."""
    around = (
        folded[max(0, figure.start - _NEAR) : figure.start].rsplit(",", 1)[-1] + folded[figure.end : figure.end + 4]
    )
    return figure.unit == "m" and _SPEED.search(around) is not None


def states_dimension(dimension: str, folded: str, figures: Sequence[Quantity]) -> bool:
    """Whether one of the figures of a folded text is a length that may be that dimension: a width or a depth is said to
    be one; a length is not said to be another."""
    told = [is_of(dimension, folded, figure) for figure in figures if is_length(figure, folded)]
    return any(told) or (dimension == "长" and None in told)
