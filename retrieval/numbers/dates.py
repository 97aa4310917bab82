"""Calendar dates and periods in folded Chinese and English text.

A quarter, a half-year and "the first nine months" are the months they span: 前三季度 is 1—9 月. Years are those from
1000 to 2099. 今年 and last year are left to whoever knows the document's date.
"""

import re
from typing import NamedTuple

from retrieval.numbers.numerals import HAN_DIGITS, han
from retrieval.numbers.quantity import Date

_S = r"[^\S\n]{0,2}"
_TO = rf"{_S}(?:[-—–−‒~～〜]{{1,2}}|至|到){_S}"
_YEAR = r"(?:[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3}|[两二]千零[一二三四五六七八九十]{1,3})"
_NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_OF_YEAR = rf"(?:(?P<y>{_YEAR}){_S}年{_S})?"
_ENGLISH_MONTHS = re.findall(
    r"\S+",
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct "
    "november|nov december|dec",
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_ENGLISH_MONTHS, 1) for name in names.split("|")}
_MONTH = rf"(?:{'|'.join(_ENGLISH_MONTHS)})"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_Y4 = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9]|[.,][0-9])"
_IN_YEAR = rf"(?:,? (?:of )?(?P<y>{_Y4}))?"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_LONGEST_MONTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LENGTHS = {"two": 2, "three": 3, "six": 6, "nine": 9, "ten": 10, "eleven": 11}

_HAN_PATTERNS = (
    rf"{_OF_YEAR}(?P<m>{_NUMBER}){_S}月{_S}(?P<d>{_NUMBER}){_S}[日号](?:{_TO}(?:(?P<m2>{_NUMBER}){_S}月{_S})?(?P<d2>{_NUMBER}){_S}[日号])?",
    rf"{_OF_YEAR}(?P<m>{_NUMBER}){_S}月?份?{_TO}(?P<m2>{_NUMBER}){_S}月份?",
    rf"{_OF_YEAR}(?P<m>{_NUMBER}){_S}月(?!球|亮|饼|票)份?",
    rf"{_OF_YEAR}第?{_S}(?P<q>[1-4一二三四]){_S}季度",
    rf"{_OF_YEAR}前{_S}(?P<quarters>[23二两三]){_S}个?季度",
    rf"{_OF_YEAR}前{_S}(?P<months>{_NUMBER}){_S}个月",
    rf"{_OF_YEAR}(?P<half>[上下])半年",
    rf"(?P<y>{_YEAR}){_S}年?{_TO}(?P<y2>{_YEAR}){_S}年(?!代)",
    rf"(?P<y>{_YEAR}){_S}年度?(?!代)",
    rf"(?P<y>{_Y4})[-–—](?P<y2>{_Y4})(?!-)",
    r"(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9]|[-/.][0-9])",
    rf"(?P<y>{_Y4})[-/](?P<m>0[1-9]|1[0-2])(?![0-9]|[-/.][0-9])",
    rf"(?:(?P<y>{_Y4}) ?)q(?P<q>[1-4])(?![0-9a-z])",
    r"(?P<d>[0-9]{1,2})[^\S\n]{0,2}日(?![均元本])",
    rf"(?<![0-9.])(?P<m>1[0-2]|[1-9])·(?P<d>{_DAY})(?=[\"”“]|(?:[一较特]?[般别]?重?大?[^,。]{{0,4}})?(?:事故|事件|火灾|爆炸|地震|暴雨|洪水|案))",
)
_ENGLISH_PATTERNS = (
    rf"(?P<mon>{_MONTH})\.?(?: to | through | until |{_S}[-–—]{_S})(?P<mon2>{_MONTH})(?![a-z])\.?{_IN_YEAR}",
    rf"(?P<mon>{_MONTH})\.? (?P<d>{_DAY})(?:st|nd|rd|th)?(?![0-9a-z%]|[.,][0-9]){_IN_YEAR}",
    rf"(?P<mon>{_MONTH})\.?,? (?:of )?(?P<y>{_Y4})",
    rf"(?P<d>{_DAY})(?:st|nd|rd|th)? (?:of )?(?P<mon>{_MONTH})(?![a-z])\.?{_IN_YEAR}",
    rf"q(?P<q>[1-4])(?![0-9a-z]){_IN_YEAR}",
    rf"h(?P<half>[12])(?![0-9a-z]){_IN_YEAR}",
    rf"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter(?![a-z])(?: of)?{_IN_YEAR}",
    rf"first (?P<quarters>two|three|2|3) quarters{_IN_YEAR}",
    rf"first (?P<months>two|three|six|nine|ten|eleven|[0-9]{{1,2}}) months{_IN_YEAR}",
    rf"(?P<half>first|second) half(?: of (?:the year|(?P<y>{_Y4}))|(?! of))(?![a-z])",
    rf"(?P<mon>{_MONTH})(?![a-z])",
)
_HAN = tuple(re.compile(pattern) for pattern in _HAN_PATTERNS)
_ENGLISH = tuple(re.compile(pattern) for pattern in _ENGLISH_PATTERNS)
_DAY_FIRST = (_ENGLISH[3], _ENGLISH[6])
"""The English patterns that begin with a digit: 31 October, 3rd quarter."""
_CUE = re.compile(rf"[年月日季q]|[0-9][-–—/.][0-9]|[0-9](?:st|nd|rd|th)? (?:of )?{_MONTH}")
_NOT_PERIOD = re.compile(r"[提此之目以][前]|[以之][上下]")
_LOOSE = re.compile(r"(?:\b(?:in|by|since|until|till|from|during|of|early|late|mid|last|to|between|and)[ -])\Z")
STARTERS = frozenset(_MONTH_NUMBERS) | {"q", "h", "first", "second", "third", "fourth"}


class Found(NamedTuple):
    """A date in a text: where it ends and its fields; `until` the last date of a period."""

    end: int
    date: Date
    until: Date | None = None


def date_at(text: str, start: int) -> Found | None:
    """The longest date or period that begins at `start` in the folded `text`."""
    if text[start].isascii() and text[start].isalpha():
        patterns = _ENGLISH
    elif not _CUE.search(text, start, start + 20) or _NOT_PERIOD.match(text, max(0, start - 1)):
        return None
    else:
        patterns = _HAN + _DAY_FIRST if text[start].isascii() else _HAN
    best: Found | None = None
    for pattern in patterns:
        match = pattern.match(text, start)
        if match and (best is None or match.end() > best.end):
            found = _read(match)
            if found and not _loose(match):
                best = found
    return best


def _loose(match: re.Match[str]) -> bool:
    """Whether an English month stands alone and is as likely something else: you may, a march, of Mar."""
    word = match[0]
    if match.re is not _ENGLISH[-1] or (len(word) > 3 and word not in ("march", "sept")):
        return False
    return not _LOOSE.search(match.string, max(0, match.start() - 9), match.start())


def _read(match: re.Match[str]) -> Found | None:
    fields = match.groupdict()
    year = _year(fields.get("y"))
    until: Date | None = None
    if fields.get("y2"):
        last = _year(fields["y2"])
        return Found(match.end(), Date(year), Date(last)) if year and last and year < last else None
    span = _months(fields)
    if span is None:
        month = _month(fields.get("m"), fields.get("mon"))
        day = _number(fields.get("d"))
        last_month = _month(fields.get("m2"), fields.get("mon2"))
        last_day = _number(fields.get("d2"))
        if last_month is not None or last_day is not None:
            until = Date(year, last_month or month, last_day)
        date = Date(year, month, day)
    else:
        date, until = Date(year, span[0]), Date(year, span[1])
    if not _possible(date) or (until and (not _possible(until) or _key(until) <= _key(date))):
        return None
    return Found(match.end(), date, until)


def _months(fields: dict[str, str | None]) -> tuple[int, int] | None:
    """The first and last month of a quarter, a half-year or the first so many months."""
    if fields.get("q") or fields.get("nth"):
        quarter = _number(fields.get("q")) or _ORDINALS[fields["nth"] or ""]
        return 3 * quarter - 2, 3 * quarter
    if fields.get("half"):
        return (1, 6) if fields["half"] in ("上", "1", "first") else (7, 12)
    for name, length in (("quarters", 3), ("months", 1)):
        written = fields.get(name)
        if written:
            return 1, length * (_LENGTHS.get(written) or _number(written) or 0)
    return None


def _key(date: Date) -> tuple[int, int]:
    return (date.month or 0, date.day or 0)


def _possible(date: Date) -> bool:
    year, month, day = date
    return (
        (year is None or 1000 <= year <= 2099)
        and (month is None or 1 <= month <= 12)
        and (day is None or 1 <= day <= _LONGEST_MONTHS[month or 1])
    )


def _number(written: str | None) -> int | None:
    """A small number in digits or Chinese numerals; 0 where the numerals make none, which no date allows."""
    if not written:
        return None
    if written.isascii():
        return int(written)
    numeral = han(written, 0)
    return int(numeral.value) if numeral else 0


def _month(number: str | None, name: str | None) -> int | None:
    return _number(number) if number else _MONTH_NUMBERS.get(name or "")


def _year(written: str | None) -> int | None:
    if not written:
        return None
    if written.isascii():
        year = int(written)
    elif "千" in written:
        year = _number(written) or 0
    else:
        year = int("".join(str(HAN_DIGITS[digit]) for digit in written))
    return year
