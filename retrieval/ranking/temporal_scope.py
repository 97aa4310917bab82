"""Of which year a sentence speaks: the year that it states, or that of the section it stands in."""

import re
from collections.abc import Sequence

from retrieval.document import Span
from retrieval.numbers.periods import parts_of_year
from retrieval.storage.passages import StoredPassage

_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?=[年届]|[-—~～至到]\s?(?:19|20)\d\d\s?年)|年[份度]?[:：]\s?((?:19|20)\d\d)(?![\d.年])"
)
"""A year with the word behind it, or in a field or a cell with the word before it."""

_IN_TITLE = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s?年|[)）〕】\]])")
_TELLS_OF_IT = re.compile(
    r"(?:19|20)\d\d\s?年(?!.*政府工作)(?:.*(?:统计公报|[年季]度报告|年报(?![名考到送废])|决算|审计报告)|"
    r"(?:年?度|第?[一二三四1-4]季度|[上下]半年|前[一二三四1-4]季度|\d{1,2}[-—~～至到]\d{1,2}月)"
    r"(?!.*(?:计划|安排|预算|方案|要点)).*(?:通报|公报|简报|快报|月报|报告|情况|数据|总结|分析))"
)
_YEARBOOK = re.compile(
    r"(?:19|20)\d\d(?=\s?年?[卷版][^\d,;。]{0,8}年鉴(?=[》」）)(:·\s.]|\Z))|"
    r"(?<=年鉴)[》」]?\s?[（(\[〔]?\s?(?:19|20)\d\d(?=\s?年?[卷版])"
)
"""The volume of a yearbook (《年鉴》2021卷), which is numbered by the year in which it comes out and tells of the year
before."""

_DATELINE = re.compile(r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
"""A day in what reads like a heading: the line that says when the text was published, and not of what year it is."""

_SENTENCE_ENDS = "。!?\n"
_TO_COME = re.compile(
    r"(?:计划|预计|拟|力争|争取|将)[^,;。\d]{0,6}(?:19|20)\d\d\s?年[^,;。]{0,8}"
    r"(?:投入[使运]|投[产用运]|启用|建成|[竣完开]工|通车|开[业放园学]|交付)"
)
"""A year in which something is to begin or end: what stands behind is of no such year, as it is behind one that targets
are set for (预计2031年增长6%)."""

_FOUNDED = re.compile(
    r"(?:建|成立|创[办建立刊]|设立|组建|落成)于\s?((?:19|20)\d\d)\s?年|"
    r"((?:19|20)\d\d)\s?年(?:始建|建成|[建设][院校馆厂镇乡区县市]|成立|创[办建立刊]|设立|组建|落成)(?=[,;。、)]|\Z)"
)
"""A year, without a month, in which something began, as a passage says by the way: sentences behind it are of other
years, but for what 当年 tells. (2021年建成农田20万亩 says what was done.)"""

_THIS = re.compile("今年|本年度?|新的一年")
_LAST = re.compile("去年|过去一年")
_COMPARED = re.compile(r"[比较]\s?(?:19|20)\d\d\s?年(?:同期|底|末)?(?=[增减多少高低上下提降升扩缩快慢])")
"""A year that something is compared with: the sentence is of another."""

_SAME = re.compile("当年|同年")
_BEFORE = re.compile("(?<![比较同])上一?年")
"""Years that count from the year of writing, and years that count from the one last stated. 比上年 tells no year."""

_FIGURE = re.compile(r"\d")
"""What before 上年 is of the year after that: 客运量18万人次,上年17万人次."""


def years_of(passage: StoredPassage, folded: str, sentences: Sequence[Span]) -> list[frozenset[int]]:
    """The years of each sentence of a passage, whose text is given folded.

    Those that the sentence states and those of the section headings, the innermost that states any; where there are
    none, those that were last stated before it. 今年 and 去年 count from the year of the article, 当年 and 上年 from
    the year that was last stated. None where nothing tells.
    """
    now = _now(passage)
    headings = (heading for heading in reversed(passage.headings) if _DATELINE.search(heading) is None)
    of_headings = (_stated(heading, now, frozenset()) for heading in headings)
    of_section = next((found for found in of_headings if found), frozenset())
    years: list[frozenset[int]] = []
    last = begun = frozenset[int]()
    for start, end in sentences:
        here = _stated(folded[start:end], now, last or of_section, begun)
        begun = _begun(folded[start:end])
        last = _stated(_without_others(folded[start:end]), now, last or of_section) or last
        years.append(here | of_section or last)
    return years


def years_of_clauses(passage: StoredPassage, folded: str, clauses: Sequence[Span]) -> list[frozenset[int]]:
    """The years of each clause of a passage, whose text is given folded, from its beginning on: those that it states,
    else those that were last stated before it. A year told from another (上年同期为…) is that of its clause alone, and
    that in which something began is that of the rest of its sentence."""
    now = _now(passage)
    years: list[frozenset[int]] = []
    last = begun = frozenset[int]()
    behind = 0
    for start, end in clauses:
        stretch = folded[start:end]
        begins = any(mark in folded[behind:start] for mark in _SENTENCE_ENDS)
        told_from = _BEFORE.search(stretch) is not None and _YEAR.search(stretch) is None
        here = frozenset({max(last) - 1}) if told_from and last else _stated(stretch, now, last, begun)
        last = last if told_from else _stated(_without_others(stretch), now, last) or last
        begun = _begun(stretch) or (frozenset() if begins else begun)
        years.append(here or last | begun)
        behind = end
    return years


def _begun(text: str) -> frozenset[int]:
    """The years in which a folded text says by the way that something began."""
    return frozenset(int(match[1] or match[2]) for match in _FOUNDED.finditer(text))


def _without_others(text: str) -> str:
    """A folded text without the years that what stands behind is not of."""
    return _FOUNDED.sub("", _TO_COME.sub("", text))


def parts_of_clauses(folded: str, clauses: Sequence[Span]) -> list[frozenset[tuple[int, int]]]:
    """The parts of a year, first and last month, of each clause of a folded text: those that it states, else those that
    were last stated before it in its sentence."""
    parts: list[frozenset[tuple[int, int]]] = []
    last: frozenset[tuple[int, int]] = frozenset()
    behind = 0
    for start, end in clauses:
        if any(mark in folded[behind:start] for mark in _SENTENCE_ENDS):
            last = frozenset()
        here = frozenset(part.months for part in parts_of_year(folded[start:end]) if part.months is not None)
        last, behind = here or last, end
        parts.append(last)
    return parts


def year_of(passage: StoredPassage) -> frozenset[int]:
    """The year in which a passage was written, none where that is not known."""
    now = _now(passage)
    return frozenset() if now is None else frozenset({now})


def _now(passage: StoredPassage) -> int | None:
    """The year that a yearbook tells of, the year of a passage's date, or else the one year that its document's titles
    name."""
    if (volume := _volume(passage)) is not None:
        return volume - 1
    if passage.date:
        return int(passage.date[:4])
    return _titled_year(passage)


def tells_of(passage: StoredPassage) -> int | None:
    """The one year that a document tells of, and of no other unless it says so: that in the title of a bulletin of
    statistics or of a quarter, an annual report, what an account was closed with, anything of a year that was written
    in the next; the year before a yearbook's volume. None where that is not known: a work report of a year tells of the
    one before it, too."""
    if (volume := _volume(passage)) is not None:
        return volume - 1
    titled = _titled_year(passage)
    told = any(_TELLS_OF_IT.search(title) for title in _titles(passage))
    return titled if titled is not None and (told or year_of(passage) == {titled + 1}) else None


def _titled_year(passage: StoredPassage) -> int | None:
    """The one year that the titles of a passage's document name; None where they name none or several."""
    named = {int(year) for title in _titles(passage) for year in _IN_TITLE.findall(title)}
    return named.pop() if len(named) == 1 else None


def _volume(passage: StoredPassage) -> int | None:
    """The volume of the yearbook that a passage stands in, None where it stands in none."""
    volumes = {int(match[0][-4:]) for title in _titles(passage) for match in _YEARBOOK.finditer(title)}
    return volumes.pop() if len(volumes) == 1 else None


def _titles(passage: StoredPassage) -> list[str]:
    return [title for title in (passage.document_title, passage.headline, passage.document_name) if title]


def _stated(text: str, now: int | None, before: frozenset[int], begun: frozenset[int] = frozenset()) -> frozenset[int]:
    """The years of a text, `before` being those that were last stated before it, `begun` those in which what stands
    right before it began."""
    found = {int(match[1] or match[2]) for match in _YEAR.finditer(_COMPARED.sub("", text))}
    if now is not None:
        if _THIS.search(text):
            found.add(now)
        if _LAST.search(text):
            found.add(now - 1)
    base = max(found or before, default=now)
    if base is not None:
        if _SAME.search(text):
            found.add(max(begun or {base}))
        if (the_one_before := _BEFORE.search(text)) is not None:
            found |= {base - 1, base} if _FIGURE.search(text, 0, the_one_before.start()) else {base - 1}
    return frozenset(found)
