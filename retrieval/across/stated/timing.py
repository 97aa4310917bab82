"""Of when a figure is, and whether it is planned: by the clause, the sentence, or the section that it stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.numbers.periods import periods
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s?年)")
_COMPARED = re.compile(
    r"(?:比|较|相比|相对|对比|高于|低于|同比|以)\s?(?:19|20)\d\d\s?年?|(?:19|20)\d\d\s?年(?:的)?[\d.]+倍"
)
_SINCE = re.compile(r"(?:自|从)\s?(?:19|20)\d\d\s?年?")
_MANY_YEARS = re.compile(
    r"(?:近|过去|前|这|[^\d]|\A)(?:[二两三四五六七八九十]|\d{1,2})年(?:来|间|累计|共|合计|总计|新增|年均|"
    r"内)|近[两三四五六\d]{1,2}年|"
    r"(?:过去|前|这)[两三四五六]年|“?十[二三四五]五”?(?:规划)?(?:以来|期间|时期|前)|累计|年均|历年|历届|本届政府|"
    r"(?:19|20)\d\d\s?年?[-—–~～至到](?:19|20)\d\d\s?年|(?:19|20)\d\d\s?年以来|任期"
)
_ONE_YEAR = re.compile(r",\s?(?:19|20)\d\d\s?年(?!以来|[-—–~～至到])")
_THIS = re.compile(r"今年|本年度?|新的一年|新一年")
_LAST = re.compile(r"去年|过去一年|过去的一年|上年度|一年来|(?<![比较同])上一?年")
_PLAN_SECTION = re.compile(
    r"目标|任务|安排|重点工作|部署|总体要求|今年(?:的)?工作|工作(?:思路|打算|计划|建议)|计划|展望|预期"
)
_REVIEW_SECTION = re.compile(r"回顾|总结|完成情况|执行情况|工作情况|过去|成绩|成就|主要工作$|一年来")
_TARGET = re.compile(
    r"(?:预期|主要|发展|奋斗|工作|约束性|预定)目标|目标(?:是|为|建议|任务|值|:)|力争|计划|确保|"
    r"(?<!不)将(?!军|近)|预期|拟|争取|安排"
)
_OF_TARGETS = re.compile(r"(?:预期|主要|发展|奋斗)目标(?:建议)?(?:是|为|:|建议|安排|初步)")
_EXPECTED = re.compile(r"预计|初步核算|初步统计|初步预计")


@dataclass(frozen=True, slots=True)
class When:
    """Of when a statement is: its `year`, None where nothing tells; `planned`, None likewise; `targets` is whether it
    stands in a list of targets; `several` is whether it counts several years together or on average; `months` is the
    part of the year."""

    year: int | None
    planned: bool | None
    targets: bool
    several: bool
    months: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings above a passage tell: a year and whether what stands there is planned; `several` is whether
    they look back on several years; `written` is the year in which it was written."""

    year: int | None
    planned: bool | None
    several: bool
    written: int | None


def lists_targets(folded: str) -> bool:
    """Whether a folded text lists the targets of a year that has begun."""
    match = _OF_TARGETS.search(folded)
    return match is not None and re.search(r"\d", folded[match.end() : match.end() + 80]) is not None


def section_of(passage: StoredPassage, behind_targets: bool | None = None) -> Section:
    """What the headings above a passage tell of when; where they tell nothing, whether it stands behind the list of
    targets of its document."""
    written = _written(passage)
    for heading in map(fold, passage.headings):
        planned = True if _PLAN_SECTION.search(heading) else False if _REVIEW_SECTION.search(heading) else None
        years = [int(year) for year in _YEAR.findall(heading)]
        if re.search("回顾|总结", heading):
            planned = False
        several = (
            bool(re.search(r"[二两三四五]年(?:来|的)?(?:工作)?(?:回顾|总结)?|“?十[二三四]五”?", heading)) and not years
        )
        if planned is None and not years:
            continue
        year = years[-1] if years else None
        if year is None and written is not None:
            year = written if planned else written - 1
        if planned is None and written is not None and year is not None:
            planned = year >= written
        return Section(year, planned, several, written)
    if behind_targets is not None and written is not None:
        return Section(written if behind_targets else written - 1, behind_targets, False, written)
    return Section(None, None, False, written)


def _written(passage: StoredPassage) -> int | None:
    """The year in which a passage was written: of its article, or that of its title."""
    if passage.date:
        return int(passage.date[:4])
    years = re.findall(
        r"(?<!\d)(20\d\d)(?!\d)", f"{passage.headline or ''} {passage.document_title or ''} {passage.document_name}"
    )
    return int(years[0]) if years else None


def when_of(section: Section, earlier: Sequence[str], before: str, clause: str) -> When:
    """Of when a figure is: `earlier` are the folded sentences before its own within the passage, `before` is its own up
    to it, `clause` the end of that, from the last comma on."""
    own = _SINCE.sub(" ", _COMPARED.sub(" ", before))
    here = _SINCE.sub(" ", _COMPARED.sub(" ", clause))
    several = bool(_MANY_YEARS.search(here)) or section.several or _opens_with_years(own)
    months = next((period.months for period in periods(own) if period.months not in (None, (1, 12))), None)
    year, said = _year(section, own)
    if not said:
        for sentence in reversed(earlier):
            if section.year is None:
                year, said = _year(section, _COMPARED.sub(" ", sentence))
            if said:
                break
    targets = bool(_OF_TARGETS.search(own)) or any(_OF_TARGETS.search(sentence) for sentence in earlier[-4:])
    planned = _planned(section, own, year, targets)
    if year is None and section.written is not None and planned is not None:
        year = section.written if planned else section.written - 1
    return When(year, planned, targets and planned is not False, several, months)


def _opens_with_years(own: str) -> bool:
    """Whether a sentence looks back on several years from its beginning (五年来, “十四五”以来) and comes to no single
    one (…, 2024年达到)."""
    match = _MANY_YEARS.search(own)
    if match is not None and _ONE_YEAR.search(own, match.end()):
        return False
    return match is not None and match.start() <= 2 and "累计" not in match[0] and "年均" not in match[0]


def _year(section: Section, text: str) -> tuple[int | None, bool]:
    """The year that a text speaks of, and whether it says so itself."""
    found = [(match.start(), int(match[1])) for match in _YEAR.finditer(text)]
    if section.written is not None:
        found += [(match.start(), section.written) for match in _THIS.finditer(text)]
        found += [(match.start(), section.written - 1) for match in _LAST.finditer(text)]
    if found:
        return max(found)[1], True
    return section.year, False


def _planned(section: Section, own: str, year: int | None, targets: bool) -> bool | None:
    if year is not None and section.written is not None and year < section.written and section.year != year:
        return bool(targets and _OF_TARGETS.search(own))
    if section.planned is not None:
        future = year is not None and section.year is not None and year > section.year
        return True if section.planned or future else bool(_OF_TARGETS.search(own) and _THIS.search(own))
    return True if targets or (_TARGET.search(own) and not _EXPECTED.search(own)) else None
