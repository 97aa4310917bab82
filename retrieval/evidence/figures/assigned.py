"""Which figure is that of the thing a question names, where a sentence states the same of several: what is said of the
first is said of the others, though it stands only once (甲县收治41人,乙县26人; 占地90亩,其中南区30亩)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from retrieval.document import Span
from retrieval.evidence.denial import figures_of, says
from retrieval.evidence.figures.aligned import SAYS_NOTHING
from retrieval.evidence.figures.items import Item, items, rest, siblings
from retrieval.evidence.figures.states import in_state
from retrieval.extraction.question_occurrences import occurrences, pairs
from retrieval.numbers import Quantity
from retrieval.numbers.measure_words import counting
from retrieval.numbers.units import RATES
from retrieval.question.analysis import Question
from retrieval.question.negation import parts
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN

_SEVERAL = re.compile(r"(?:多少|几(?!乎)).*(?:多少|几(?!乎))|比.{2,12}?[高低快慢大小多少](?:出|了)?多少|\bthan\b")
"""Questions for two figures at once, or for what one is above another."""

_DONE = re.compile(
    rf"(?P<verb>(?!增|减|上升|下降|提高|一共|总共|大约|分别)[{HAN}]{{2}})了?(?:多少|几)[个名位人家件起座例]"
)
"""A verb right before a count that is asked for."""

_PRICE = re.compile(
    rf"每(?P<each>[{HAN}]{{1,2}}?)(?:多少|几)|(?:多少|几)(?:钱|元|块钱?)一?(?P<one>[{HAN}]{{1,2}})(?=[?？]|\Z)"
)
"""What a price is asked by."""

_LITTLE = """
只有 仅有 仅 只 另有 另 约 近 超 共 达 占 其 每 各 而 且 年 月 日 也 还 则 已 现有 拥有 设有 每年 每月 每天 每日
发生 分布 集中 位于 来自
"""
_SAYS_LITTLE = frozenset(_LITTLE.split())
_KINDS = "省市县区镇乡村州旗"
"""Words for what a place is, which a question may leave out."""

_SEXES = ("女性", "男性")

_SHORTEST = 2
"""Characters of a label that the question has to have."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a question has a thing: the words that tell it from the others and stand in the question, and characters of
    those that do not."""

    item: Item
    said: frozenset[str]
    missing: int


def assigned_figure(query: Query, candidate: Candidate, marked: Span) -> Quantity | None:
    """The figure of what a question asks for, out of those that the `marked` stretch of a candidate states of several
    things, or of one in several states; None where it states no such list, or it is not told whose figure is asked
    for."""
    question, analysed = query.question, candidate.reading.analysed
    if question.answer.kind != "quantity" or question.answer.listed or _SEVERAL.search(question.folded):
        return None
    fitting = figures_of(query, candidate, marked)
    counted = counting(question.answer.measure, fitting)
    told = in_state(question, analysed.folded, counted)
    if (certain := _done(question, analysed.folded, told) or _priced(question, analysed.folded, told)) is not None:
        return certain
    only = _only(query, candidate, marked, told)
    if only is not None and any(q.unit == only.unit for q in fitting if q not in told):
        return only
    if asked_of_rest(query, candidate, marked):
        return None
    things = [item for item in items(analysed.folded, analysed.quantities, marked) if item.figure in told]
    listed = [item for item in things if len(list(siblings(things, item))) > 1]
    return _chosen(query, candidate, listed)


def _done(question: Question, folded: str, figures: Sequence[Quantity]) -> Quantity | None:
    """The one figure that counts behind the same verb as the question does: 死亡1人 for 死亡几人."""
    asked = _DONE.search(question.folded)
    if asked is None:
        return None
    behind = [q for q in figures if q.unit == "item" and re.search(f"{asked['verb']}[了约共近]?\\Z", folded[: q.start])]
    return behind[0] if len(behind) == 1 and len(figures) > 1 else None


def _priced(question: Question, folded: str, figures: Sequence[Quantity]) -> Quantity | None:
    """The one figure that is told by the unit that a price is asked by: 每吨58元 for 多少钱一吨."""
    asked = _PRICE.search(question.folded)
    if asked is None:
        return None
    unit = asked["each"] or asked["one"]
    by = [
        q
        for q in figures
        if re.search(f"每{unit}[^,;。\\d]{{0,4}}\\Z", folded[: q.start])
        or folded.startswith((f"/{unit}", f"一{unit}"), q.end)
    ]
    return by[0] if len(by) == 1 and len(figures) > 1 else None


def _only(query: Query, candidate: Candidate, marked: Span, figures: Sequence[Quantity]) -> Quantity | None:
    """The one figure of those that stands in the part of a stretch, between semicolons, that says most of a question;
    None where several do."""
    said = max(
        parts(candidate.reading.analysed.folded, *marked),
        key=lambda part: says(query, candidate, part),
        default=marked,
    )
    inside = [q for q in figures if said[0] <= q.start and q.end <= said[1]]
    return inside[0] if len(inside) == 1 else None


def asked_of_rest(query: Query, candidate: Candidate, marked: Span) -> Span | None:
    """Where the thing that a question names stands in the `marked` stretch of a candidate as one that the rest falls
    to, without a figure (其余为郊区); None where it does not."""
    analysed = candidate.reading.analysed
    at = rest(analysed.folded, analysed.quantities, marked)
    if at is None or query.question.answer.kind != "quantity":
        return None
    said, missing = _held(query, _words(analysed.folded, at), _covered(query, candidate))
    return at if said and not missing else None


def _chosen(query: Query, candidate: Candidate, listed: Sequence[Item]) -> Quantity | None:
    """The figure of the one thing of a list that a question names."""
    if not listed:
        return None
    covered = _covered(query, candidate)
    fits = [fit for item in listed if (fit := _fit(query, candidate, listed, item, covered)) is not None]
    asked = [fit for fit in fits if not fit.missing and sum(map(len, fit.said)) >= _SHORTEST]
    if any(fit.item.part for fit in asked):
        asked = [fit for fit in asked if fit.item.part]
    behind = [fit for fit in asked if fit.item.lead is not None]
    if behind and len(behind) < len(asked):
        if any(at in covered for at in range(*(behind[0].item.lead or (0, 0)))):
            asked = behind
        elif behind[0].item.figure.unit in RATES:
            asked = [fit for fit in asked if fit.item.lead is None]
    best = [fit for fit in asked if all(fit.said >= other.said for other in asked)]
    return best[0].item.figure if len(best) == 1 else None


def _covered(query: Query, candidate: Candidate) -> set[int]:
    """The places of a candidate's text at which words of the question stand."""
    analysed = candidate.reading.analysed
    said = [(one.start, one.end) for one in occurrences(query.question, analysed, query.term_weights)]
    return {at for start, end in [*said, *pairs(query.question, analysed.folded)] for at in range(start, end)}


def _fit(query: Query, candidate: Candidate, listed: Sequence[Item], item: Item, covered: set[int]) -> _Fit | None:
    """How a question has the words of a thing that not all things of its list have; None where there are none."""
    folded = candidate.reading.analysed.folded
    others = [folded[slice(*other.label)] for other in siblings(listed, item) if other.label != item.label]
    own = [one for one in _words(folded, item.label) if not all(one[0] in other for other in others)]
    return _Fit(item, *_held(query, own, covered)) if own else None


def _held(query: Query, words: Sequence[tuple[str, int]], covered: set[int]) -> tuple[frozenset[str], int]:
    """Which words a question has, of an English one by half of their characters, and how many characters of the others
    it has not."""
    said: set[str] = set()
    missing = 0
    for word, at in words:
        absent = [n for n in range(len(word)) if at + n not in covered]
        most = word[-1] in _KINDS and absent == [len(word) - 1] and len(word) > 1
        sex = word in _SEXES and word[0] in query.question.folded
        if not absent or most or sex or (query.question.words and 2 * len(absent) <= len(word)):
            said.add(word)
        elif word not in _KINDS:
            missing += len(absent)
    return frozenset(said), missing


def _words(folded: str, span: Span) -> list[tuple[str, int]]:
    """The words of a label that say something, and where they stand."""
    found: list[tuple[str, int]] = []
    at = span[0]
    for word in rjieba.cut(folded[slice(*span)]):
        if word not in SAYS_NOTHING | _SAYS_LITTLE and not re.fullmatch(r"[\W\d]+", word):
            found.append((word, at))
        at += len(word)
    return found
