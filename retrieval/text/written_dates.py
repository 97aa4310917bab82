"""Dates as reports write them -> ISO 8601, as precise as the text is."""

import datetime
import re

from retrieval.text.folding import fold

_CHINESE_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_NUMBER = r"\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_YEAR = r"(?<!\d)(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3}"
WRITTEN_DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*年度?(?:\s*(?P<month>{_NUMBER})\s*月(?:份|\s*(?P<day>{_NUMBER})\s*[日号])?)?"
    r"|(?<![\d.])(?P<y>(?:19|20)\d{2})(?P<mark>[-/.])(?P<m>\d{1,2})(?:(?P=mark)(?P<d>\d{1,2})(?![\d.])|(?<=-\d\d)(?![\d.-]))"
)


_LABEL = re.compile(r"(?:发布|发文|成文|印发|更新|公开|刊发)?(?:日期|时间)\s*[:：]\s*")
_HOUR = re.compile(r"(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?")
_EIGHT_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def find_date(text: str) -> str | None:
    """The first date of `text` as ISO 8601 (`2025-01-14`, `2024-10`, `2023`), in whatever digits it stands, or None."""
    for match in WRITTEN_DATE.finditer(fold(text)):
        year, month, day = (match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"])
        numbers = [_number(part) for part in (year, month, day) if part]
        if _exists(numbers):
            return "-".join(f"{number:02d}" for number in numbers)
    return None


def date_in_title(title: str) -> str | None:
    """The date that a title or a file's name gives, which may be a year alone (`青禾-2026-报告`) or eight digits."""
    if found := find_date(title):
        return found
    days = (f"{match[1]}-{match[2]}-{match[3]}" for match in _EIGHT_DIGITS.finditer(title))
    years = (f"{match[0]}年" for match in _BARE_YEAR.finditer(title))
    return next(filter(None, map(find_date, (*days, *years))), None)


def is_only_a_date(text: str) -> bool:
    """Whether `text` is one date, with or without the hour, and nothing else but a label before it (`发布时间：`) and
    brackets and dashes around it."""
    bare = _LABEL.sub("", fold(text).strip(" ()[]【】—-"))
    match = WRITTEN_DATE.match(bare)
    return match is not None and _HOUR.fullmatch(bare, match.end()) is not None and find_date(bare) is not None


def _number(written: str) -> int:
    """A number as dates have it: `2025`, `二〇二五`, `十四`, `二十三`."""
    if "十" in written:
        tens, ones = written.split("十")
        return 10 * int(_CHINESE_DIGITS.get(tens, "1")) + int(_CHINESE_DIGITS.get(ones, "0"))
    return int("".join(_CHINESE_DIGITS.get(digit, digit) for digit in written))


def _exists(numbers: list[int]) -> bool:
    year, month, day = (*numbers, 1, 1)[:3]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return 1900 <= year <= 2099
