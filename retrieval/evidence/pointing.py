"""What of the marked stretch of a passage a question's demands point to: the holder of the office asked for, the cause,
the district, the clause of the year asked for, the clause that says what is not so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import rjieba

from retrieval.document import Span
from retrieval.evidence.constraints.change import amounts_of_change
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.constraints.office import holding
from retrieval.evidence.constraints.when import asked_years
from retrieval.evidence.denial import COUNTABLE, denied, denies, figures_of, says
from retrieval.evidence.figures.aligned import aligned, told_by
from retrieval.evidence.figures.assigned import assigned_figure
from retrieval.evidence.figures.contrasted import contrasted_part
from retrieval.evidence.figures.labelled import framed_figure, labelled_figure
from retrieval.evidence.figures.listed import listed_figure
from retrieval.evidence.figures.own_part import own_part, part_of_whole
from retrieval.evidence.figures.rates import asks_for_rate
from retrieval.evidence.kinds.altered import alteration, asked_value, asks_by_how_much, tells_only_new
from retrieval.evidence.kinds.causes import asked_cause
from retrieval.evidence.kinds.dimensions import dimension_asked, is_length, is_of
from retrieval.evidence.kinds.districts import district
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.evidence.span_certainty import surely_answers
from retrieval.numbers import Quantity
from retrieval.question.demands import Demands, demands_of
from retrieval.question.negation import clauses, denials
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.temporal_scope import parts_of_clauses, years_of_clauses

_ASKED_YEAR = re.compile(r"(?:哪一?|何)年|几几年|\b(?:what|which) year\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s?年")
_EXCEPT = re.compile(
    r"除(?:了)?(?P<but>[^,;。]{2,30}?)(?:之外|以外|外),?(?P<all>[^,;。]*(?:均|都|全|一律|其他|其余|其它)[^,;。]*)"
)
_ANOTHER_YEAR = re.compile("今年|去年|明年|上年|次年|翌年|前年")
_BEHIND_FIGURE = re.compile(r"(?:以上|以下|左右|以内|多|余)")
_WORD = 2
"""Characters of the shortest word that tells what a clause is about."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where in a passage the short answer is to be looked for; `exact` is whether it is all of that stretch. No
    `stretch` where the sentence itself is the answer."""

    stretch: Span | None
    exact: bool = False


def pointed(query: Query, candidate: Candidate, marked: Span) -> Pointed:
    """What a question's demands leave of the `marked` stretch of the passage that answers it: what rules find exactly;
    else all of the time asked for, where a part of that is all but certain; else what rules narrow it to. A figure
    of what is not so is for rules alone."""
    demands = demands_of(query.question)
    if demands.whether and query.question.answer.kind == "other":
        return Pointed(None)
    for certain in (_succeeded, _holder, _cause, _district, _dimension):
        found = certain(query, demands, candidate, marked)
        if found is not None and found.exact:
            return found
        marked = found.stretch if found is not None and found.stretch is not None else marked
    if is_row(candidate.passage.text[slice(*marked)]):
        return _labelled(query, demands, candidate, marked) or Pointed(marked)
    for of_time in (_year, _of_year, _of_part):
        found = of_time(query, demands, candidate, marked)
        if found is not None and found.exact:
            return found
        marked = found.stretch if found is not None and found.stretch is not None else marked
    left = _narrowed(query, demands, candidate, marked)
    is_denied = query.question.answer.kind == "quantity" and (left.stretch is None or demands.negated)
    if left.exact or left.stretch == marked or is_denied:
        return left
    return Pointed(marked) if surely_answers(query, candidate, marked) else left


def _narrowed(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed:
    """What rules leave of the stretch beside those of time."""
    ways = (_altered, _contrasted, _listed, _polarity, _assigned, _changed, _labelled, _aligned, _framed)
    for way in ways:
        found = way(query, demands, candidate, marked)
        if found is not None and (found.exact or found.stretch is None):
            return found
        marked = found.stretch if found is not None and found.stretch is not None else marked
    return Pointed(marked)


def _succeeded(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The person who took over from another, or the one before, where one is asked for."""
    return _altered(query, demands, candidate, marked) if query.question.answer.kind == "person" else None


def _holder(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The name beside the office whose holder is asked for."""
    found = holding(query, candidate, demands.offices, marked) if demands.offices else None
    return None if found is None else Pointed(found, exact=True)


def _cause(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """What the stretch gives as the cause of what is asked."""
    if query.question.answer.kind != "reason":
        return None
    found = asked_cause(query, candidate, marked)
    return None if found is None else Pointed(found.span, exact=True)


def _dimension(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The one length of the stretch that is said to be the width, depth or length asked for."""
    dimension = dimension_asked(query.question.folded)
    if dimension is None or query.question.answer.kind != "quantity":
        return None
    folded = candidate.reading.analysed.folded
    inside = [q for q in candidate.reading.analysed.quantities if marked[0] <= q.start and q.end <= marked[1]]
    found = [q for q in inside if is_length(q, folded) and is_of(dimension, folded, q)]
    return Pointed((found[0].start, found[0].end), exact=True) if len(found) == 1 and found[0].unit else None


def _district(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The district, county or town asked for that the stretch names itself."""
    if query.question.answer.kind not in ("organization", "place", "which"):
        return None
    found = district(query, candidate, marked)
    return None if found is None else Pointed(found, exact=True)


def _year(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The year last stated, where a year is asked for and the stretch tells it only from that (当年11月)."""
    folded = candidate.reading.analysed.folded
    stretch = folded[slice(*marked)]
    asks = query.question.answer.kind == "date" and _ASKED_YEAR.search(query.question.folded)
    if not asks or _YEAR.search(stretch) or _ANOTHER_YEAR.search(stretch):
        return None
    stated = list(_YEAR.finditer(folded, 0, marked[0]))
    return Pointed(stated[-1].span(), exact=True) if stated else None


def _of_year(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The clauses of the one year that is asked about, where the stretch speaks of others, too."""
    wanted = asked_years(demands, candidate)
    if len(wanted) != 1:
        return None
    folded = candidate.reading.analysed.folded
    spans = clauses(folded)
    years = years_of_clauses(candidate.passage, folded, spans)
    ours = [stated == wanted for stated in years]
    return _of_time(query, candidate, marked, list(zip(spans, ours, strict=True)))


def _of_part(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The clauses of the part of a year that is asked about, where the stretch speaks of others, too."""
    if demands.part is None:
        return None
    folded = candidate.reading.analysed.folded
    spans = clauses(folded)
    ours = [demands.part.months in stated for stated in parts_of_clauses(folded, spans)]
    return _of_time(query, candidate, marked, list(zip(spans, ours, strict=True)))


def _of_time(query: Query, candidate: Candidate, marked: Span, told: Sequence[tuple[Span, bool]]) -> Pointed | None:
    """Of the clauses of a candidate, each with whether it is of the time asked about: those that are and say most, in
    the stretch that speaks of other times, too; None where a figure is not asked for."""
    inside = [(span, ours) for span, ours in told if span[0] < marked[1] and marked[0] < span[1]]
    if query.question.answer.kind != "quantity" or all(ours for _, ours in inside):
        return None
    runs = [[span for span, _ in group] for ours, group in groupby(inside, key=itemgetter(1)) if ours]
    if not runs:
        return None
    best = max(((run[0][0], run[-1][1]) for run in runs), key=lambda run: says(query, candidate, run))
    return Pointed((max(best[0], marked[0]), min(best[1], marked[1])))


def _altered(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """What the stretch says that something was altered to, or from, as the question asks; nothing where it asks by how
    much, or for what is not told of the two."""
    told = alteration(query, candidate, marked)
    if told is None:
        return Pointed(None) if tells_only_new(query, candidate, marked) else None
    if query.question.answer.kind == "quantity" and asks_by_how_much(query):
        return Pointed(None)
    found = asked_value(query, candidate, told)
    return None if found is None else Pointed(found, exact=True)


def _contrasted(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The part of the stretch that has the word asked for of those that are told apart, or that is of what the question
    names."""
    found = contrasted_part(candidate.reading.analysed.folded, marked, demands.contrasts)
    if found is None and query.question.answer.kind == "quantity" and not query.question.answer.listed:
        part = part_of_whole(query, candidate, marked) or own_part(query, candidate, marked)
        found = part if part and figures_of(query, candidate, part) else None
    return None if found is None else Pointed(found)


def _listed(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The figure of the one thing asked for of those that are listed before their figures."""
    found = listed_figure(query, candidate, marked)
    return None if found is None else Pointed(found.figure, exact=found.figure is not None)


def _assigned(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The figure of the one thing asked for, or of the state of it, where the stretch has those of several."""
    found = None if demands.negated or demands.whether else assigned_figure(query, candidate, marked)
    return None if found is None else _figure(candidate, found)


def _figure(candidate: Candidate, found: Quantity) -> Pointed:
    """A figure, with what bounds it behind."""
    more = _BEHIND_FIGURE.match(candidate.reading.analysed.folded, found.end)
    return Pointed((found.start, more.end() if more else found.end), exact=True)


def _polarity(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The clause that says what is not so where that is asked for, what is excepted from all that are; nothing where
    the clause that says most of what is asked denies it."""
    if query.question.answer.kind not in COUNTABLE or demands.whether:
        return None
    folded = candidate.reading.analysed.folded
    denying = [span for span in clauses(folded, *marked) if denies(query, candidate, span)]
    but = _EXCEPT.search(folded, *marked)
    if not demands.negated and but is not None and says(query, candidate, but.span("all")) > 0:
        return Pointed(but.span("all") if query.question.answer.kind == "quantity" else None)
    if not demands.negated:
        return Pointed(None) if denied(query, candidate, marked) else None
    wanted = _denied_words(query.question.folded)
    fitting = [span for span in denying if query.question.words or _shares(wanted, folded[slice(*span)])]
    if fitting:
        return Pointed(max(fitting, key=lambda span: says(query, candidate, span)))
    if but is not None and (query.question.words or _shares(wanted, but["all"])):
        return Pointed(but.span("but"), exact=query.question.answer.kind != "quantity")
    same_words = any(word in folded[slice(*marked)] for word in _denied_words(query.question.folded, whole=True))
    return None if same_words else Pointed(None)


def _denied_words(folded: str, whole: bool = False) -> list[str]:
    """The words of a question behind the word that denies them; the `whole`: together with that word."""
    for start, end in denials(folded):
        words = [word for word in rjieba.cut(folded[end:]) if len(word) >= _WORD]
        return [folded[start:end] + word for word in words[:1]] if whole else words
    return []


def _shares(words: Sequence[str], text: str) -> bool:
    return any(word in text for word in words)


def _changed(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The one figure that is the change whose amount is asked for."""
    found = amounts_of_change(Evidence(query, demands, candidate, marked))
    return Pointed((found[0].start, found[0].end), exact=True) if len(found) == 1 else None


def _aligned(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The statement about what the figure is asked of, where the stretch states such figures of other things, too; and
    where a rate is asked for by its name, and one is left, that."""
    told = [] if demands.negated else told_by(query, candidate, marked)
    found = aligned(told)
    rates = [q for one in ([found] if found else told) for q in one.fitting if q.unit]
    if len(rates) == 1 and asks_for_rate(query.question.folded):
        return Pointed((rates[0].start, rates[0].end), exact=True)
    return None if found is None else Pointed((found.statement.start, found.statement.end))


def _labelled(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The one figure that the stretch labels as the question does."""
    found = None if demands.negated else labelled_figure(query, candidate, marked)
    return None if found is None else _figure(candidate, found)


def _framed(query: Query, demands: Demands, candidate: Candidate, marked: Span) -> Pointed | None:
    """The one figure that stands right behind the word that stands before `多少` in the question."""
    found = None if demands.negated else framed_figure(query, candidate, marked)
    return None if found is None else _figure(candidate, found)
