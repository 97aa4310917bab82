"""The shortest thing that answers, out of the sentence that answers or out of its citation."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.answer import Citation
from retrieval.document import Span
from retrieval.evidence.figures.money import asks_for_money, states_money
from retrieval.evidence.figures.rates import Rate, asks_for_rate, is_other_rate, rate_asked
from retrieval.evidence.figures.whole_figure import whole_figure
from retrieval.evidence.kinds.dates import HOUR
from retrieval.evidence.listing import whole_list
from retrieval.evidence.rows.asked_cell import asked_cell, is_row
from retrieval.evidence.rows.fitting_cells import fitting_cells
from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_certainty import is_sure, likely_spans
from retrieval.evidence.span_features import Spans
from retrieval.evidence.span_model import (
    FITTING,
    choose,
    of_kind,
    of_subject,
)
from retrieval.numbers import quantities
from retrieval.numbers.measure_words import alike, counting
from retrieval.numbers.units import CURRENCIES
from retrieval.question.analysis import Question
from retrieval.question.offices.written import offices
from retrieval.question.vocabulary import HOUR_ASKED
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import fold
from retrieval.text.person_names import is_person, whole_name

NAMED = frozenset({"which", "body", "place", "organization", "person", "name", "author"})
"""Kinds of answer that are named: no figure is one."""

_UNIT = re.compile(r"[/\w²³°%‰]*", re.ASCII)
"""What may stand behind a figure that is told: the L of 0.31mg/L."""

_EACH = re.compile("各[是有占为]?(?:多少|几)")
_TELLS_TIME = re.compile("[0-9]|[年月日天周季夜晨]|[上下中]午|前|后")

LEAST_LIKELY = 0.35
"""How likely a stretch of the sentence must be to be given as the answer. Over the questions that the weights of what
the models say were chosen on (`span_model.VERIFIED`), of stretches less likely than that one in five is right."""


def short_answer(query: Query, best: Candidate, marked: Span, citation: Citation) -> str | None:
    """What answers a question, taken from the stretch of the best passage's text that is marked or from its citation,
    verbatim.

    That is whose statement it is, who wrote it, the cell of a table under the header that is asked for, or the words of
    the stretch that most likely answer; None when none are likely, and the sentence itself is the answer.
    """
    question, asked = query.question, query.question.answer
    if asked.kind == "organization":
        owner = next((name for name in citation.organizations if name not in query.named), None)
        if owner is not None:
            return owner
    if asked.kind == "author" and citation.author is not None:
        return citation.author
    text, (first, last) = best.passage.text, marked
    stretch = text[first:last]
    if cell := asked_cell(question, stretch, f"{text} {citation.title or ''} {citation.section or ''}"):
        return stretch[slice(*cell)].strip()
    spans, likely = likely_spans(query, best, marked)
    if not spans.spans:
        return None
    likely = _possible(question, stretch, spans, likely)
    chosen, certainty = choose(spans, likely)
    if not is_sure(best, marked, certainty):
        asks_certainly = asks_for_money(question) or asks_for_rate(question.folded)
        chosen, certainty = choose(spans, of_subject(spans, of_kind(spans, likely, asks_certainly)))
    if certainty < LEAST_LIKELY:
        return None
    start, end = spans.spans[chosen]
    if asked.listed or _EACH.search(question.folded):
        start, end = whole_list(stretch, (start, end), asked.count)
    if asked.kind == "person" and "、" not in stretch[start:end]:
        start, end = whole_name(fold(stretch), (start, end))
        return without_office(stretch[start:end].strip())
    answer = stretch[slice(*whole_figure(question, stretch, (start, end)))].strip()
    if asked.kind == "date" and not _tells_time(fold(answer)):
        dates = [q for q in quantities(fold(stretch)) if q.date is not None]
        return stretch[dates[0].start : dates[0].end].strip() if len(dates) == 1 else None
    if HOUR_ASKED.search(question.folded) and not HOUR.search(fold(answer)):
        hours = list(HOUR.finditer(fold(stretch)))
        return stretch[slice(*hours[0].span())] if len(hours) == 1 else None
    return None if _of_another_kind(question, answer) else answer


def _possible(question: Question, stretch: str, spans: Spans, likely: Matrix) -> Matrix:
    """The probabilities of the candidates, none for what cannot be meant: another cell, another count, another rate."""
    likely = _among(likely, _in_fitting_cells(question, stretch, spans.spans))
    likely = _among(likely, _no_other_counts(question, stretch, spans.spans), FITTING)
    if question.answer.kind in NAMED or question.answer.kind == "reason":
        likely = likely * _no_figures(spans.spans, stretch)
    if (rate := rate_asked(question.folded)) is not None:
        likely = likely * _no_other_rates(rate, spans.spans, stretch)
    return likely


def _tells_time(folded: str) -> bool:
    """Whether an answer may be a time: it has a digit or a word for one, and is no figure with a unit (9200平方米)."""
    figures = quantities(folded)
    measured = bool(figures) and all(q.date is None and q.unit in _NO_TIMES for q in figures)
    return not measured and _TELLS_TIME.search(folded) is not None


_NO_TIMES = CURRENCIES | {"m", "m2", "m3", "mu", "kg", "item", "%", "pp"}
"""Units of what is no time."""


def _of_another_kind(question: Question, answer: str) -> bool:
    """Whether an answer has figures, and none of the kind that is asked for beyond doubt: no sum for money, nothing
    that is counted otherwise for people."""
    figures = [q for q in quantities(fold(answer)) if q.date is None and q.unit]
    if not figures:
        return False
    if asks_for_money(question):
        return not states_money(fold(answer), figures)
    measure = question.answer.measure
    if question.answer.kind != "quantity" or measure is None or not alike(measure, "人"):
        return False
    return all(q.unit == "item" and q.measure is not None and not alike(measure, q.measure) for q in figures)


def _among(likely: Matrix, fitting: NDArray[np.bool_], least: float = 0.0) -> Matrix:
    """The probabilities of the spans that fit; given that the answer is one of these, if at least so much is left."""
    left = likely * fitting
    share = float(left.sum())
    return left / share if share > least else left


def _in_fitting_cells(question: Question, stretch: str, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Of each span whether it stands in a cell that may answer, where the stretch is a row; all of them where no cell
    fits, or it is no row."""
    cells = fitting_cells(question, stretch) if is_row(stretch) else []
    inside = np.array([any(a <= start and end <= b for a, b in cells) for start, end in spans])
    return inside if inside.any() else np.ones(len(spans), dtype=bool)


def _no_other_counts(question: Question, stretch: str, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Of each span whether it has no figure that counts other things than are asked for, where the stretch has one that
    counts those."""
    asked = question.answer
    counts = [q for q in quantities(fold(stretch)) if q.unit == "item"]
    fitting = counting(asked.measure, counts) if asked.kind == "quantity" and not asked.listed else counts
    other = [q for q in counts if q not in fitting]
    return ~np.array([any(start <= q.start and q.end <= end for q in other) for start, end in spans])


def _no_figures(spans: Sequence[Span], stretch: str) -> Matrix:
    """Of each span whether it is more than a figure with a unit."""
    ends = {q.start: q.end for q in quantities(fold(stretch)) if q.unit and q.kind != "ordinal"}
    told = [start in ends and bool(_UNIT.fullmatch(stretch[ends[start] : end])) for start, end in spans]
    return ~np.array(told)


def _no_other_rates(rate: Rate, spans: Sequence[Span], stretch: str) -> Matrix:
    """Of each span whether it holds no percentage that is said to be another rate than the one asked for."""
    folded = fold(stretch)
    other = [q for q in quantities(folded) if is_other_rate(rate, folded, q)]
    return ~np.array([any(start <= q.start and q.end <= end for q in other) for start, end in spans])


def without_office(name: str) -> str:
    """A person's name without the office that stands before or behind it: 洪若川 of 副镇长洪若川."""
    folded = fold(name)
    for start, end, _ in offices(folded):
        for rest in (name[end:].strip(), name[:start].strip()):
            whole = len(rest) + end - start == len(folded)
            if whole and is_person(fold(rest)) and not any(offices(fold(rest))):
                return rest
    return name
