"""Parts of a year, and years told by where they stand: 上半年, 前三季度, 1至10月, 去年, 前年."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGIT = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_N = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_PERIOD = re.compile(
    rf"(?P<half>(?P<which>上|下)半年)|前(?P<quarters>[二三])个?季度|(?:第)?(?P<quarter>[一二三四1-4])季度|"
    rf"(?:前|头)(?P<months>{_N})个月|(?P<from>{_N})月?[至到—~-](?P<to>{_N})月(?!\d|[十一二三四五六七八九]?\d*[日号])|"
    r"(?P<whole>全年|年度)|(?P<relative>前年|去年|上年|上一年度?|今年|本年度?)|"
    r"\b(?P<first>first half)\b|\b(?P<second>second half)\b|"
    r"\b(?P<ordinal>first|second|third|fourth) quarter\b|\b(?P<before>year before last|last year|this year)\b"
)
_MONTH = re.compile(rf"(?<![\d一二三四五六七八九十至到—~-])(?P<month>{_N})月(?!\s?[至到—~-]\s?(?:{_N})月)")
_RELATIVE = {"前年": -2, "year before last": -2, "去年": -1, "上年": -1, "上一年": -1, "上一年度": -1, "last year": -1}
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a text that tells a time: `months`, first and last, of a year, or the `year` counted from the year
    of writing (0 this, -1 the last); None for what it does not tell."""

    start: int
    end: int
    months: tuple[int, int] | None = None
    year: int | None = None


def periods(folded: str) -> Iterator[Period]:
    """The parts of a year and the years told by where they stand in a folded text, in its order."""
    for match in _PERIOD.finditer(folded):
        relative = match["relative"] or match["before"]
        if relative:
            yield Period(*match.span(), year=_RELATIVE.get(relative, 0))
        else:
            yield Period(*match.span(), months=_months(match))


def parts_of_year(folded: str) -> list[Period]:
    """The parts of a year in a folded text, single months among them, in its order."""
    found = [period for period in periods(folded) if period.months is not None]
    for match in _MONTH.finditer(folded):
        if not any(part.start <= match.start() < part.end for part in found):
            month = _number(match["month"])
            found.append(Period(*match.span(), months=(month, month)))
    return sorted(found, key=lambda part: part.start)


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["half"] or match["first"] or match["second"]:
        return (1, 6) if match["which"] == "上" or match["first"] else (7, 12)
    if match["quarters"]:
        return 1, 3 * _number(match["quarters"])
    if match["quarter"] or match["ordinal"]:
        last = 3 * (_ORDINAL[match["ordinal"]] if match["ordinal"] else _number(match["quarter"]))
        return last - 2, last
    if match["months"]:
        return 1, _number(match["months"])
    if match["from"]:
        return _number(match["from"]), _number(match["to"])
    return 1, 12


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else _DIGIT[written]
