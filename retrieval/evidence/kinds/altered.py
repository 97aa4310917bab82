"""What a value was altered to, and from: 由22时延长到24时, 原定2023年6月完工,推迟至2024年9月."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.evidence.denial import figures_of, says
from retrieval.evidence.kinds.dates import HOUR
from retrieval.question.negation import clauses, parts
from retrieval.question.vocabulary import FIRST_ASKED, HOUR_ASKED
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.person_names import is_person

_ALTERED = (
    "延长|延期|延迟|推迟|顺延|延后|延|提前|提早|提高|提升|提|上调|调高|下调|调低|调整|调|降低|降|减少|减|压减|压缩|缩短|缩减|"
    "缩小|核减|核增|增加|增|扩大|扩建|扩充|扩|搬迁|迁移|迁|搬|移|改|变更|更改|更换|换|变|放宽|收紧|上升|上涨|涨|升|下降|恢复"
)
_TO = re.compile(rf"(?:{_ALTERED})[至到为成]")
_FROM = re.compile(
    rf"(?:由(?!于|此)|从(?![业事中而此])|自(?![己动然身主治来从]))(?P<old>[^,;。由从]{{1,24}}?)"
    rf"(?:{_ALTERED})[至到为成](?P<new>[^,;。]{{1,24}})"
)
_AT_FIRST = re.compile(r"原(?:定|计划|设计|拟|先|来|有|为)|本来|最初|起初")
_THEN = re.compile(
    r"[^,;。\d]{0,5}[,;]而?(?:上一?年|前一?年|去年|此前|之前|原来|原先|(?P<year>\d{4})年)度?(?:同期)?[仅只还]?"
    r"(?:[为是有]|达到?)?"
)
"""What stands between the value that something was altered to and the one before, where that is told last."""

_STATED = re.compile(r"(?<!\d)(\d{4})年")

_NOW = re.compile(r"现在|如今|目前|眼下|\b(?:now|current(?:ly)?)\b")
_MOVED_ASKED = re.compile(r"[搬迁移改换]到?了?[至到为成去]|\bmoved? to\b")
_NOW_ASKED = re.compile(
    rf"最[晚迟终后]|后来|剩|拖|新(?=任|的?[^,?]{{0,3}}(?:长|主任|经理|书记|负责人))|推到|推迟|延期|延后|顺延|延长|(?:{_ALTERED})(?:[至到为成了]|之?后|以后)|"
    r"\b(?:new|finally|after|raised?|increased?|cut|lowered|reduced|extended|delayed|postponed|moved|changed|later|"
    r"left|remain\w*)\b"
)
_BY_HOW_MUCH = re.compile(
    rf"(?:{_ALTERED}|[多少快慢])了?(?:多少|几|多[久长大]|百分)|几成|幅度|\bby how\b|"
    r"\bhow (?:much|many|long)\b[^?]* (?:more|less|fewer|longer|higher|lower|later|earlier|extended|delayed)\b"
)
"""What asks for the change itself."""

_NAMED = frozenset({"place", "which", "organization"})
"""Kinds of answer that are words."""

_LEADS = re.compile("[^,;]{0,12}")
"""What may stand between the word that tells of the change and the value that it led to."""


@dataclass(frozen=True, slots=True)
class Altered:
    """Where the value before an alteration stands, and the one after it."""

    before: Span
    after: Span


def alteration(query: Query, candidate: Candidate, marked: Span) -> Altered | None:
    """The one alteration that the `marked` stretch of a candidate tells of a value of the kind asked for, in the part
    that says most of the question."""
    folded, part = candidate.reading.analysed.folded, _part(query, candidate, marked)
    kind = query.question.answer.kind
    if kind == "person" or kind in _NAMED:
        told = _of_words(query, candidate, part)
    else:
        told = _of_values(folded, part, _values(query, candidate, part))
    return told[0] if len(told) == 1 else None


def tells_only_new(query: Query, candidate: Candidate, marked: Span) -> bool:
    """Whether the marked stretch tells what a figure was altered to, and not what it was before, which is asked for."""
    if query.question.answer.kind != "quantity" or not FIRST_ASKED.search(query.question.folded):
        return False
    folded, part = candidate.reading.analysed.folded, _part(query, candidate, marked)
    values = _values(query, candidate, part)
    return not _of_values(folded, part, values) and any(_led_to(folded, part, values))


def _part(query: Query, candidate: Candidate, marked: Span) -> Span:
    """The part of the marked stretch that says most of the question."""
    every = parts(candidate.reading.analysed.folded, *marked)
    return max(every, key=lambda one: says(query, candidate, one), default=marked)


def asked_value(query: Query, candidate: Candidate, altered: Altered) -> Span | None:
    """The value that a question asks for of one that was altered: what it is now, or what it was at first; None where
    it asks for neither, or says one of them itself. An hour that is asked for is that of now."""
    asked, folded = query.question.folded, candidate.reading.analysed.folded
    given = any(folded[slice(*value)] in asked for value in (altered.before, altered.after))
    if given or query.question.answer.listed:
        return None
    if _NOW.search(asked):
        return altered.after
    if FIRST_ASKED.search(asked):
        return altered.before
    wanted = _MOVED_ASKED if query.question.answer.kind in _NAMED else _NOW_ASKED
    return altered.after if wanted.search(asked) or HOUR_ASKED.search(asked) else None


def asks_by_how_much(query: Query) -> bool:
    """Whether a question asks for the change itself."""
    return _BY_HOW_MUCH.search(query.question.folded) is not None


def _of_values(folded: str, part: Span, values: Sequence[Span]) -> list[Altered]:
    """The alterations of one of the values to another."""
    told = []
    for altered, after in _led_to(folded, part, values):
        from_to = [at for at in _FROM.finditer(folded, *part) if at.start("new") == altered.end()]
        first = [at.end() for at in _AT_FIRST.finditer(folded, part[0], altered.start())]
        begin = from_to[0].start("old") if from_to else first[-1] if first else altered.start()
        before = [value for value in values if begin <= value[0] and value[1] <= altered.start()]
        before = before or _told_last(folded, altered.start(), after[1], values)
        if before:
            told.append(Altered(before[0], after))
    return told


def _led_to(folded: str, part: Span, values: Sequence[Span]) -> Iterator[tuple[re.Match[str], Span]]:
    """The words that tell of an alteration, each with the first of the values that it led to."""
    for altered in _TO.finditer(folded, *part):
        after = [value for value in values if _LEADS.fullmatch(folded, altered.end(), value[0])]
        if after:
            yield altered, after[0]


def _told_last(folded: str, altered: int, after: int, values: Sequence[Span]) -> list[Span]:
    """The value before an alteration that is told behind the one after it, unless of a later year than was stated."""
    then = _THEN.match(folded, after)
    stated = [year[1] for year in _STATED.finditer(folded, 0, altered)]
    if then is None or (then["year"] and stated and then["year"] >= stated[-1]):
        return []
    return [value for value in values if value[0] == then.end()]


def _of_words(query: Query, candidate: Candidate, part: Span) -> list[Altered]:
    """The alterations from some words to others, without a figure, in the clause that says most of the question; of
    persons where one is asked for."""
    analysed = candidate.reading.analysed
    spans = clauses(analysed.folded, *part)
    asked = max(spans, key=lambda span: says(query, candidate, span), default=part)
    both = [Altered(at.span("old"), at.span("new")) for at in _FROM.finditer(analysed.folded, *asked)]
    if query.question.answer.kind == "person":
        persons = (one for one in both if all(is_person(analysed.folded[slice(*of)]) for of in (one.before, one.after)))
        return list(persons)
    figures = [q.start for q in analysed.quantities if q.kind != "ordinal" and q.measure != "层"]
    return [one for one in both if not any(a <= at < b for at in figures for a, b in (one.before, one.after))]


def _values(query: Query, candidate: Candidate, part: Span) -> list[Span]:
    """The figures, dates or hours of a part of a sentence, as they are asked for."""
    analysed = candidate.reading.analysed
    hours = [at.span() for at in HOUR.finditer(analysed.folded, *part)]
    if HOUR_ASKED.search(query.question.folded):
        return hours
    if query.question.answer.kind == "date":
        inside = (q for q in analysed.quantities if part[0] <= q.start and q.end <= part[1])
        return [(q.start, q.end) for q in inside if q.date is not None] or hours
    return [(q.start, q.end) for q in figures_of(query, candidate, part)]
