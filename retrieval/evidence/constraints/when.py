"""Whether a passage speaks of the time that a question asks about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.answer import Check, State
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import figures_of
from retrieval.numbers import Quantity
from retrieval.numbers.periods import Period, parts_of_year, periods
from retrieval.question.demands import Demands
from retrieval.question.negation import clauses
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.temporal_scope import (
    parts_of_clauses,
    tells_of,
    year_of,
    years_of,
    years_of_clauses,
)

_COMPARED = re.compile(r"(?:由|从|自|比|较|相比)\s?(?:19|20)\d\d\s?年")
"""A year that a figure is compared with: the figure is of another."""

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")

_COMING = re.compile(r"(?<!即)将(?!近|军|士)|即将|明年")
"""What says that something is still to come."""

LATEST_REVIEW = "04"
"""The last month in which a report usually reviews the year before."""


def when(evidence: Evidence) -> Iterator[Check]:
    """A check of the years, of the year told by where it stands (去年) and of the part of a year that a question
    names."""
    demands = evidence.demands
    relative = next((period for period in demands.periods if period.year is not None), None)
    if demands.years and not _asks_for_year(evidence):
        found = _of_figures(evidence, demands.years) or _of_year(evidence, demands.years)
        yield replace(found, state="silent", found=None) if _may_come(evidence, demands.years) else found
    elif relative is not None:
        yield _of_relative(evidence, relative)
    if demands.part is not None:
        yield _of_part(evidence, demands.part)


def asked_years(demands: Demands, candidate: Candidate) -> frozenset[int]:
    """The years that a question asks about: those that it names, or that which 今年 or 去年 means in a passage; none
    where it names none, or nobody knows when the passage was written."""
    relative = next((period.year for period in demands.periods if period.year is not None), None)
    if demands.years or relative is None:
        return demands.years
    return frozenset(year + relative for year in year_of(candidate.passage))


def figures_of_years(evidence: Evidence, wanted: frozenset[int]) -> list[Quantity]:
    """The figures of a sentence that may answer and stand in clauses of the years wanted, or of none that are told."""
    folded = evidence.passage.folded
    spans = clauses(folded, 0, evidence.sentence[1])
    years = dict(zip(spans, years_of_clauses(evidence.candidate.passage, folded, spans), strict=True))
    told = {span: stated for span, stated in years.items() if stated}
    figures = figures_of(evidence.query, evidence.candidate, evidence.sentence)
    other = [
        q for q in figures for span, stated in told.items() if span[0] <= q.start < span[1] and not stated & wanted
    ]
    return [figure for figure in figures if figure not in other]


def _may_come(evidence: Evidence, wanted: frozenset[int]) -> bool:
    """Whether a sentence without a year tells what is still to come in a section on the year before that asked for:
    春节前将搬进新居 in a review of the year that ends."""
    about = _stated_years(evidence)
    coming = bool(about) and wanted == {max(about) + 1} and _YEAR.search(evidence.said) is None
    return coming and _COMING.search(evidence.said) is not None


def _asks_for_year(evidence: Evidence) -> bool:
    return evidence.query.question.answer.kind == "date"


def _of_year(evidence: Evidence, wanted: frozenset[int]) -> Check:
    stated = _stated_years(evidence)
    found = stated or _written_about(evidence)
    if found.isdisjoint(wanted) and _COMPARED.search(evidence.said):
        found = frozenset(int(year) for year in _YEAR.findall(_COMPARED.sub("", evidence.before))[-1:])
    passage = evidence.candidate.passage
    met: State = "met" if stated or wanted & {*year_of(passage), tells_of(passage)} else "silent"
    state: State = "silent" if not found else met if found & wanted else "contradicted"
    return Check(
        "when", written_years(wanted), state, written_years(found) if state == "contradicted" else None, "other_year"
    )


def _of_figures(evidence: Evidence, wanted: frozenset[int]) -> Check | None:
    """Contradicted where each figure of the sentence stands in a clause of other years than those asked about
    (2021年5月开通,2022年发送412列 says nothing of how many in 2021); None where one may be theirs."""
    figures = figures_of(evidence.query, evidence.candidate, evidence.sentence)
    if not figures or _COMPARED.search(evidence.said):
        return None
    folded = evidence.passage.folded
    spans = clauses(folded, 0, evidence.sentence[1])
    years = dict(zip(spans, years_of_clauses(evidence.candidate.passage, folded, spans), strict=True))
    told = [next((years[span] for span in spans if span[0] <= q.start < span[1]), frozenset()) for q in figures]
    if not all(told) or any(wanted & one for one in told):
        return None
    return Check("when", written_years(wanted), "contradicted", written_years(told[0]), "other_year")


def _written_about(evidence: Evidence) -> frozenset[int]:
    """The years that a passage speaks of where it states none: that in which it was written, and, of what was written
    early in a year or nobody knows when, the year before, which it may review; or the one that its document tells of
    alone (a bulletin of 2024, or anything of 2024 that was published in 2025)."""
    passage = evidence.candidate.passage
    told = tells_of(passage)
    if told is not None:
        return frozenset({told})
    late = passage.date is not None and passage.date[5:7] > LATEST_REVIEW
    return frozenset(year - back for year in year_of(passage) for back in ((0,) if late else (0, 1)))


def _stated_years(evidence: Evidence) -> frozenset[int]:
    """The years that the sentence states, or its section, or what stands before it."""
    passage = evidence.candidate.passage
    spans: list[Span] = sorted(passage.sentences)
    at = next((i for i, span in enumerate(spans) if span == evidence.sentence), None)
    if at is None:
        return frozenset()
    return years_of(passage, evidence.passage.folded, spans)[at]


def _of_relative(evidence: Evidence, wanted: Period) -> Check:
    """今年, 去年, 前年 in a question are those of the text: they are compared as words, or as years where the sentence
    states one and the text has a date."""
    assert wanted.year is not None
    question = evidence.query.question.text
    said = [period.year for period in periods(evidence.said) if period.year is not None]
    stated = _stated_years(evidence) or _written_about(evidence)
    written = question[wanted.start : wanted.end]
    if said and wanted.year == 0 and wanted.year not in said and _stands_before_any(evidence):
        return Check("when", written, "silent", None, "other_year")
    meant = asked_years(evidence.demands, evidence.candidate)
    if len(set(said)) > 1 and meant and (apart := _of_figures(evidence, meant)):
        return replace(apart, wanted=written)
    if said:
        state: State = "met" if wanted.year in said else "contradicted"
        found = next((evidence.said[p.start : p.end] for p in periods(evidence.said) if p.year is not None), None)
        return Check("when", written, state, found if state == "contradicted" else None, "other_year")
    if meant and stated:
        state = "met" if meant & stated else "contradicted"
        return Check("when", written, state, written_years(stated) if state == "contradicted" else None, "other_year")
    return Check("when", written, "silent", None, "other_year")


def _stands_before_any(evidence: Evidence) -> bool:
    """Whether a figure that may answer stands before any year that the sentence tells: 检出率4.7%,去年为6.1%."""
    first = next((period.start for period in periods(evidence.said) if period.year is not None), 0)
    figures = figures_of(evidence.query, evidence.candidate, evidence.sentence)
    return any(figure.end <= evidence.sentence[0] + first for figure in figures)


def _of_part(evidence: Evidence, wanted: Period) -> Check:
    """Contradicted where the sentence states other parts of a year, or each of its figures is of others, or where
    it states none and the titles that it stands under are of parts that have no month of the one asked for."""
    written = evidence.query.question.text[wanted.start : wanted.end]
    said = parts_of_year(evidence.said)
    ours = any(part.months == wanted.months for part in said) or _happened_within(evidence, said, wanted)
    told = _parts_of_figures(evidence)
    if said and not (ours if told is None else any(wanted.months in parts for parts in told)):
        other = next((part for part in said if part.months != wanted.months), said[0])
        return Check("when", written, "contradicted", evidence.said[other.start : other.end], "other_year")
    before = parts_of_year(evidence.before)
    if not said and not _meets(before, wanted) and (apart := _titled_apart(evidence.around, wanted)):
        return Check("when", written, "contradicted", apart, "other_year")
    ours = ours or any(part.months == wanted.months for part in before)
    return Check("when", written, "met" if ours else "silent", None, "other_year")


def _happened_within(evidence: Evidence, said: Sequence[Period], wanted: Period) -> bool:
    """Whether a sentence tells of a part of the time asked about where no figure of all of it is asked for: on which
    line, in the first half of the year, the one of the 18th of March was."""
    if evidence.query.question.answer.kind == "quantity" or wanted.months is None:
        return False
    first, last = wanted.months
    return any(part.months is not None and first <= part.months[0] and part.months[1] <= last for part in said)


def _titled_apart(titles: str, wanted: Period) -> str | None:
    """The part of a year that titles name, where they name none that has a month of the one asked for."""
    named = parts_of_year(titles)
    return None if not named or _meets(named, wanted) else titles[named[0].start : named[0].end]


def _meets(parts: Sequence[Period], wanted: Period) -> bool:
    """Whether one of the parts of a year has a month of the one wanted."""
    first, last = wanted.months or (1, 12)
    return any(part.months is not None and part.months[0] <= last and first <= part.months[1] for part in parts)


def _parts_of_figures(evidence: Evidence) -> list[frozenset[tuple[int, int]]] | None:
    """The parts of a year of each figure of the sentence; None where it has none, or one of which nothing is told."""
    figures = figures_of(evidence.query, evidence.candidate, evidence.sentence)
    folded = evidence.passage.folded
    spans = clauses(folded, *evidence.sentence)
    parts = dict(zip(spans, parts_of_clauses(folded, spans), strict=True))
    told = [next((parts[span] for span in spans if span[0] <= q.start < span[1]), frozenset()) for q in figures]
    return told if told and all(told) else None


def written_years(years: frozenset[int]) -> str:
    """Years as a refusal names them."""
    return "、".join(map(str, sorted(years)))
