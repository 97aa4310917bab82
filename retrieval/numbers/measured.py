"""A number with what stands around it: its unit, the other end of a range, a sign, words that make it approximate."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from retrieval.numbers.numerals import Numeral
from retrieval.numbers.quantity import EXACT, Date, Kind, Quantity
from retrieval.numbers.signs import falls, may_be_in_brackets, sign_before
from retrieval.numbers.units import Unit, unit_at

Reader = Callable[[str, int], Numeral | None]
"""Reads one number at a position of a folded text: `numerals.arabic`, `han` or `english`."""

_ABOUT_BEFORE = re.compile(
    r"(?:[近超约逾破]|超过|约为|突破|接近|不到|不足|至少|最多|最高|[低高多少大小]于|足足|"
    r"\b(?:almost|nearly|over|about|around|than|at least|at most|up to|some|roughly|approximately|approx\.?|under|"
    r"above|below|exceed|exceeds|exceeded|exceeding|surpass|surpassed|surpassing|passed|topped|close to))[^\S\n]?\Z"
)
_ABOUT_AFTER = re.compile(
    r"[^\S\n]{0,2}(?:余|多(?![种样元])|左右|上下|以上|以下|以内|之多|出头|or so\b|or more\b|or less\b|plus\b|\+)"
)
_RANGE = re.compile(r"[^\S\n]?(?:[-—–−‒~～〜]|——|至|到|to(?![a-z]))[^\S\n]?(?:[$¥€£])?")
_BETWEEN = re.compile(r" and ")
_AFTER_BETWEEN = re.compile(r"between (?:[a-z]+ )?\Z")
_AFTER_FROM = re.compile(r"(?:[从由自]|from )\Z")
_DETERMINED = re.compile(r"(?:[哪]|\b(?:which|what|of the|of these|of those|both))[^\S\n]?\Z")
_SIGN_OF_SECOND = re.compile(r"(?:[-−﹣▲△▼]|负|零下|minus )(?=[0-9])")
_LIST_MARKER = re.compile(r"(?:^|[\n(])[^\S\n]*\Z")
_JOINED_AFTER = re.compile(r"[+×·*][0-9a-z]|\]|[百千万亿]")
_JOINED_BEFORE = re.compile(r"[0-9a-z][+×·*]\Z|[^\W\d_]-\Z")
_SECOND, _YEARS = "second", range(1900, 2100)
"""2023 second batch: the second batch of a year, which is no span of time."""

_SPAN_BEFORE = re.compile(
    r"(?:[近用历满达共第超约逾这最为隔长了]|连续|过去|未来|延长|持续|期|有|for|last|past|next|about)[^\S\n]?\Z"
)
_SPAN_AFTER = re.compile(r"[来间内前后以期时多左之里级制的长]|历史|[^\S\n]?[0-9]")


def measured(text: str, start: int, read: Reader) -> Quantity | None:
    """The quantity whose number `read` finds at `start`, with its range and unit; None for part of a name (5G)."""
    first = read(text, start)
    if first is None:
        return None
    unit, vague = unit_after(text, first.end)
    if unit is not None and unit.written == _SECOND and first.value in _YEARS:
        unit = None
    return _range(text, start, first, unit, read) or single(text, start, first, unit, vague or first.vague)


def unit_after(text: str, end: int) -> tuple[Unit | None, bool]:
    """The unit after a number, and whether 余 or 多 stands before it."""
    if text[end : end + 1] in ("余", "多", "来"):
        unit = unit_at(text, end + 1)
        if unit:
            return unit, True
    return unit_at(text, end), False


def single(text: str, start: int, number: Numeral, unit: Unit | None, vague: bool = False) -> Quantity | None:
    """The quantity of one number with its unit, or bare; None for a list marker or part of a name (1+N, 歼-20)."""
    if unit is None:
        return _bare(text, start, number)
    value = EXACT.multiply(number.value, unit.factor)
    sign = sign_before(text, start, unit.name)
    return Quantity(
        start if sign is None else sign,
        unit.end,
        value if sign is None else -value,
        unit.name,
        EXACT.multiply(number.scale, unit.factor),
        unit.written,
        vague or approximate(text, start, unit.end),
        kind=_kind(text, start, unit.name),
        date=_short_year(text, start, number, unit),
        falls=falls(text, start),
    )


def in_brackets(text: str, start: int, read: Reader) -> Quantity | None:
    """A number in brackets with its unit behind them, which is how accounts write a negative sum: `(36.8)万元`."""
    number = read(text, start) if text[start - 1 : start] == "(" else None
    if number is None or text[number.end : number.end + 1] != ")":
        return None
    outside = text[start : number.end] + text[number.end + 1 : number.end + 12]
    quantity = measured(outside, 0, read)
    if quantity is None or quantity.unit == "" or quantity.end <= number.end - start or quantity.upper is not None:
        return None
    if not may_be_in_brackets(text, start, number.end, quantity.unit):
        return None
    return replace(quantity, start=start - 1, end=start + quantity.end + 1, value=-quantity.value)


def approximate(text: str, start: int, end: int) -> bool:
    """Whether the words beside a number make it approximate or a bound: 近, 超, over before; 余, 左右, or so after."""
    return bool(_ABOUT_BEFORE.search(text, max(0, start - 15), start) or _ABOUT_AFTER.match(text, end))


def _kind(text: str, start: int, unit: str) -> Kind:
    if unit == "ordinal":
        return "ordinal"
    if unit == "times":
        return "multiple"
    return "determiner" if unit in ("item", "") and _DETERMINED.search(text, max(0, start - 10), start) else "cardinal"


def _bare(text: str, start: int, number: Numeral) -> Quantity | None:
    end = number.end
    following = text[end : end + 1]
    if following.isascii() and following.isalpha():
        return None
    if following in tuple("、.)") and number.value < 100 and _LIST_MARKER.search(text, max(0, start - 4), start):
        return None
    year = text[start:end]
    about = number.vague or approximate(text, start, end)
    if len(year) == 4 and year.isdigit() and 1900 <= number.value <= 2099 and not about:
        return Quantity(start, end, number.value, "year", kind="date", date=Date(int(year)))
    if _JOINED_AFTER.match(text, end) or _JOINED_BEFORE.search(text, max(0, start - 2), start):
        return None
    sign = sign_before(text, start, "")
    return Quantity(
        start if sign is None else sign,
        end,
        number.value if sign is None else -number.value,
        factor=number.scale,
        approximate=about,
        kind=_kind(text, start, ""),
        falls=falls(text, start),
    )


def _short_year(text: str, start: int, number: Numeral, unit: Unit) -> Date | None:
    """25年 may be 2025 as well as twenty-five years, unless its neighbours tell of a duration."""
    digits = text[start : number.end]
    if unit.written != "年" or len(digits) != 2 or not digits.isdigit() or number.value >= 50:
        return None
    if _SPAN_BEFORE.search(text, max(0, start - 6), start) or _SPAN_AFTER.match(text, unit.end):
        return None
    return Date(2000 + int(digits))


def _range(text: str, start: int, first: Numeral, unit: Unit | None, read: Reader) -> Quantity | None:
    after = unit.end if unit else first.end
    mark = _RANGE.match(text, after)
    if mark is None and _AFTER_BETWEEN.search(text, max(0, start - 20), start):
        mark = _BETWEEN.match(text, after)
    if mark is None or _AFTER_FROM.search(text, max(0, start - 5), start):
        return None
    minus = _SIGN_OF_SECOND.match(text, mark.end())
    second = read(text, minus.end() if minus else mark.end())
    if second is None:
        return None
    last, vague = unit_after(text, second.end)
    if (unit and (last is None or last.name != unit.name)) or (last is None and read.__name__ != "arabic"):
        return None
    sign = sign_before(text, start, last.name if last else "")
    if sign is None:
        minus = None  # two hyphens are a dash: 3--5万元
    first = first if sign is None else first._replace(value=-first.value)
    second = second._replace(value=-second.value) if minus else second
    return _joined(text, (start if sign is None else sign, start), (first, unit), (second, last), vague)


def _joined(
    text: str,
    starts: tuple[int, int],
    low: tuple[Numeral, Unit | None],
    high: tuple[Numeral, Unit | None],
    vague: bool,
) -> Quantity | None:
    """The range of two numbers; `starts` are where the sign of the first begins and where its digits do."""
    (signed, start), (first, unit), (second, last) = starts, low, high
    end = last.end if last else second.end
    following = text[end : end + 2]
    if last is None and following and following[0].isascii() and following[0].isalpha():
        return None
    if following[:1] in tuple("-—–~") and following[1:].isdigit():
        return None
    scale = first.scale
    if unit is None and scale == 1 < second.scale and first.value < EXACT.divide(second.value, second.scale):
        scale = second.scale
    top = last.factor if last else Decimal(1)
    bottom = unit.factor if unit else top
    value = EXACT.multiply(EXACT.multiply(first.value, EXACT.divide(scale, first.scale)), bottom)
    upper = EXACT.multiply(second.value, top)
    if upper <= value:
        return None
    shared = scale == second.scale and bottom == top
    return Quantity(
        signed,
        end,
        value,
        last.name if last else "",
        EXACT.multiply(scale, top) if shared else Decimal(1),
        last.written if last else None,
        vague or first.vague or second.vague or approximate(text, start, end),
        upper,
        _kind(text, start, last.name if last else ""),
    )
