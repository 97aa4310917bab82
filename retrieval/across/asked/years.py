"""The years that a question ranges over: one, a series of them, or those that count from the newest report."""

import re
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.numbers.periods import periods
from retrieval.question.analysis import Question

MOST_YEARS = 20
"""Years in a series; of a longer one the last are looked at."""

_ENGLISH_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: number for words in ("一二三四五六七八九十", _ENGLISH_COUNTS) for number, word in enumerate(words, 1)}
_COUNTS["两"] = 2
_LAST = re.compile(
    r"(?:近|最近|过去|这|前)(?P<n>[两二三四五六七八九十]|\d{1,2})年|"
    r"\b(?:last|past|recent) (?P<m>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) years\b"
)
_SINCE = re.compile(r"(?:自|从)?(?P<a>20\d\d)年?(?:以来|起|至今|后)|\bsince (?P<b>20\d\d)\b")
_FROM_TO = re.compile(
    r"(?P<a>20\d\d)年?\s?(?:至|到|[-—–~～])\s?(?P<b>20\d\d)年?|\b(?:from|between) (?P<c>20\d\d) (?:to|and|"
    r"through|until) (?P<d>20\d\d)\b"
)
_EVERY = re.compile(
    r"历年|逐年|各年|每年|每一年|\beach year\b|\bevery year\b|\bover the years\b|\byear by year\b|\bby year\b"
)
_SAME = re.compile(r"当年|同年|本年|\bthat year\b")
_OF_REPORT = re.compile(
    r"(20\d\d)年?的?(?:(?:省|市|区|县)?政府)?工作?报告|\b(20\d\d)(?:'s)? (?:government )?(?:work )?reports?\b"
)


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a question asks about. `wanted` are those that it names, `last` how many it asks for that end with
    the newest, `since` the first of those up to the newest; `every` is whether it asks for all that there are.
    `relative` counts from the year of writing (0 this, -1 the last). `reports` are the years of the reports that it
    names."""

    wanted: frozenset[int] = frozenset()
    last: int | None = None
    since: int | None = None
    every: bool = False
    relative: int | None = None
    reports: frozenset[int] = frozenset()

    @property
    def several(self) -> bool:
        """Whether a value of each of several years is asked for."""
        return len(self.wanted) > 1 or self.every or self.last is not None or self.since is not None

    def among(self, newest: int) -> frozenset[int] | None:
        """The years asked about, where `newest` is that of the newest report; None where any will do."""
        if self.last is not None:
            return frozenset(range(newest - min(self.last, MOST_YEARS), newest + 1))
        if self.since is not None:
            return frozenset(range(max(self.since, newest - MOST_YEARS), newest + 1))
        if self.wanted:
            return self.wanted
        return None if self.relative is None else frozenset({newest + self.relative})


def years_asked(question: Question) -> Years:
    """The years that a question asks about."""
    folded = question.folded
    reports = frozenset(int(next(filter(None, match.groups()))) for match in _OF_REPORT.finditer(folded))
    rest = _OF_REPORT.sub(lambda report: " " * len(report[0]), folded)
    amounts = [(q.start, q.end) for q in question.quantities if q.date is None and q.unit]
    named = frozenset(
        int(match[0])
        for match in re.finditer(r"(?<!\d)20\d\d(?!\d)(?!\s?(?:个|万|亿|%))", rest)
        if not any(a <= match.start() and match.end() <= b for a, b in amounts)
    )
    if match := _LAST.search(folded):
        written = match["n"] or match["m"]
        return Years(last=int(written) if written.isdecimal() else _COUNTS[written], reports=reports)
    if match := _FROM_TO.search(folded):
        first, last = sorted(int(year) for year in match.groups() if year)
        return Years(wanted=frozenset(range(max(first, last - MOST_YEARS), last + 1)), reports=reports)
    if match := _SINCE.search(folded):
        return Years(since=int(match["a"] or match["b"]), reports=reports)
    if _EVERY.search(folded):
        return Years(wanted=named, every=True, reports=reports)
    relatives = [period.year for period in periods(folded) if period.year is not None]
    if not named and {0, -1} <= set(relatives):
        return Years(last=1, reports=reports)
    relative = next(iter(relatives), None)
    if relative is None and reports and _SAME.search(folded):
        return Years(wanted=reports, reports=reports)
    return Years(wanted=named, relative=None if named else relative, reports=reports)


def years_said(folded: str) -> list[Span]:
    """Where a folded question says which of several years it asks about: 近两年, since 2030, 历年."""
    return [match.span() for pattern in (_LAST, _FROM_TO, _SINCE, _EVERY) for match in pattern.finditer(folded)]
