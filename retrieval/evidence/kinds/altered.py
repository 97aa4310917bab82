"""What a value was altered to, and from: 由22时延长到24时, 原定2023年6月完工,推迟至2024年9月."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.evidence.denial import figures_of, says
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_ALTERED = (
    "延长|延期|延迟|推迟|顺延|延后|延|提前|提早|提高|提升|提|上调|调高|下调|调低|调整|调|降低|降|减少|减|压减|压缩|缩短|缩减|"
    "缩小|核减|核增|增加|增|扩大|扩建|扩充|扩|搬迁|迁移|迁|搬|移|改|变更|更改|变|放宽|收紧|上升|上涨|涨|升|下降|恢复"
)
_TO = re.compile(rf"(?:{_ALTERED})[至到为成]")
_FROM = re.compile(
    rf"(?:由(?!于|此)|从(?![业事中而此])|自(?![己动然身主治来从]))(?P<old>[^,;。由从]{{1,24}}?)"
    rf"(?:{_ALTERED})[至到为成](?P<new>[^,;。]{{1,24}})"
)
_AT_FIRST = re.compile(r"原(?:定|计划|设计|拟|先|来|有|为)|本来|最初|起初")

_FIRST_ASKED = re.compile(
    r"原(?:来|定|先|计划|本|有|设计)|本来|最初|最早|最先|最开始|起初|当初|从前|过去|先前|(?<![\d年月日天周])(?:之前|以前|此前)|"
    r"\b(?:original(?:ly)?|initial(?:ly)?|at first|before(?! \d)|previous(?:ly)?|used to|former(?:ly)?|earlier|old)\b"
)
_NOW_ASKED = re.compile(
    rf"现在|如今|目前|眼下|最[晚迟终后]|后来|剩|新的|(?:之|以)后|拖|推到|(?:{_ALTERED})(?!革|善|造|项|研)|"
    r"\b(?:now|new|finally|current(?:ly)?|after|raised?|increased?|cut|lowered|reduced|extended|delayed|postponed|"
    r"moved|changed|later|left|remain\w*)\b"
)
_BY_HOW_MUCH = re.compile(
    rf"(?:{_ALTERED}|[多少快慢])了?(?:多少|几|多[久长大]|百分)|几成|幅度|\bby how\b|\bhow long\b|"
    r"\bhow (?:much|many)\b[^?]* (?:more|less|fewer|longer|higher|lower|later|earlier)\b"
)
"""What asks for the change itself."""

_NAMED = frozenset({"place", "which", "organization", "body", "person", "name"})
"""Kinds of answer that are words."""

_HOUR = re.compile(r"\d{1,2}(?:[时点](?:\d{1,2}分|半)?|:\d\d)")
_BETWEEN = re.compile(r"[^;。!?\n]+")
_NEAR = 12
"""Characters between the word that tells of the change and the value that it led to, at most."""


@dataclass(frozen=True, slots=True)
class Altered:
    """Where the value before an alteration stands, and the one after it."""

    before: Span
    after: Span


def alteration(query: Query, candidate: Candidate, marked: Span) -> Altered | None:
    """The one alteration that the `marked` stretch of a candidate tells of a value of the kind asked for, in the part
    that says most of the question."""
    folded = candidate.reading.analysed.folded
    parts = [part.span() for part in _BETWEEN.finditer(folded, *marked)]
    part = max(parts, key=lambda one: says(query, candidate, one), default=marked)
    named = query.question.answer.kind in _NAMED
    told = _of_words(candidate, part) if named else _of_values(folded, part, _values(query, candidate, part))
    return told[0] if len(told) == 1 else None


def asked_value(query: Query, candidate: Candidate, altered: Altered) -> Span | None:
    """The value that a question asks for of one that was altered: what it is now, or what it was at first; None where
    it asks for neither, or says one of them itself."""
    asked, folded = query.question.folded, candidate.reading.analysed.folded
    given = any(folded[slice(*value)] in asked for value in (altered.before, altered.after))
    if given or query.question.answer.listed:
        return None
    if _FIRST_ASKED.search(asked):
        return altered.before
    return altered.after if _NOW_ASKED.search(asked) else None


def asks_by_how_much(query: Query) -> bool:
    """Whether a question asks for the change itself."""
    return _BY_HOW_MUCH.search(query.question.folded) is not None


def _of_values(folded: str, part: Span, values: Sequence[Span]) -> list[Altered]:
    """The alterations of one of the values to another."""
    told = []
    for altered in _TO.finditer(folded, *part):
        after = [value for value in values if 0 <= value[0] - altered.end() <= _NEAR]
        from_to = [at for at in _FROM.finditer(folded, *part) if at.start("new") == altered.end()]
        first = [at.end() for at in _AT_FIRST.finditer(folded, part[0], altered.start())]
        begin = from_to[0].start("old") if from_to else first[-1] if first else altered.start()
        before = [value for value in values if begin <= value[0] and value[1] <= altered.start()]
        if before and after:
            told.append(Altered(before[0], after[0]))
    return told


def _of_words(candidate: Candidate, part: Span) -> list[Altered]:
    """The alterations from some words to others, not from a figure to another."""
    both = (Altered(at.span("old"), at.span("new")) for at in _FROM.finditer(candidate.reading.analysed.folded, *part))
    figures = {q.start for q in candidate.reading.analysed.quantities if q.kind != "ordinal"}
    return [one for one in both if not {one.before[0], one.after[0]} <= figures]


def _values(query: Query, candidate: Candidate, part: Span) -> list[Span]:
    """The figures or times of the kind asked for."""
    if query.question.answer.kind == "date":
        stated = candidate.reading.analysed.quantities
        dates = [(q.start, q.end) for q in stated if q.date is not None and part[0] <= q.start and q.end <= part[1]]
        return dates or [at.span() for at in _HOUR.finditer(candidate.reading.analysed.folded, *part)]
    return [(q.start, q.end) for q in figures_of(query, candidate, part)]
