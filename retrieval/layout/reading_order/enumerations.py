"""The numbers that paragraphs of an enumeration begin with (`一是`, `第二，`, `（三）`), and whether they follow."""

import re
from collections.abc import Iterable

from retrieval.text.folding import fold

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_ORDINAL = re.compile(
    r"(?P<open>[第(]?)(?P<number>[一二三四五六七八九]?十?[一二三四五六七八九]?)(?P<close>[是要、,.)])"
)


def ordinal(text: str) -> tuple[str, int] | None:
    """How a paragraph is numbered and with which number (`二是…` is `("是", 2)`), or None."""
    match = _ORDINAL.match(fold(text[:8]))
    if match is None or not match["number"] or (match["open"] == "(") != (match["close"] == ")"):
        return None
    tens, ten, ones = match["number"].rpartition("十")
    number = (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
    return match["open"] + match["close"], number


def broken_numbers(numbers: Iterable[tuple[str, int]]) -> int:
    """How many numbered paragraphs neither begin an enumeration nor follow the number before theirs."""
    last: dict[str, int] = {}
    broken = 0
    for style, number in numbers:
        broken += number not in (1, last.get(style, 0) + 1)
        last[style] = number
    return broken
