"""Of figures that a sentence lists behind several things (A、B分别增长5%、6%) that of the thing asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import rjieba

from retrieval.document import Span
from retrieval.evidence.denial import figures_of
from retrieval.numbers import Quantity
from retrieval.numbers.listed_figures import Listed, listed
from retrieval.question.analysis import Question
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_UNASKED = 0.5
"""What a character of a thing's name that the question has not got takes from those that it has. Not tuned."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list says of a question: where the `figure` of the thing asked for stands, None where the question names
    several alike."""

    figure: Span | None


def listed_figure(query: Query, candidate: Candidate, marked: Span) -> Choice | None:
    """The figure of the one thing that a question names of those that the `marked` stretch of a candidate lists; None
    where there is no such list of figures of the kind asked for, or the question names none of the things."""
    folded = candidate.reading.analysed.folded[slice(*marked)]
    fitting = {(q.start - marked[0], q.end - marked[0]) for q in figures_of(query, candidate, marked)}
    if not fitting:
        return None
    stated = [q for q in candidate.reading.analysed.quantities if marked[0] <= q.start and q.end <= marked[1]]
    moved = [_moved(q, -marked[0]) for q in stated]
    asked = _in_chinese(query.question)
    found = [_chosen(things, asked) for things in _lists(listed(folded, moved))]
    fits = [one for one in found if one is not None and (one[1] is None or one[1] in fitting)]
    if not fits:
        return None
    _, figure = max(fits, key=lambda one: one[0])
    return Choice(None if figure is None else (figure[0] + marked[0], figure[1] + marked[0]))


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by)


def _in_chinese(question: Question) -> str:
    """A question's words in Chinese; of an English one all that they may mean."""
    if not question.words:
        return question.folded
    forms = [form for concept in question.concepts for form in concept.meanings]
    return " ".join(forms + [form for term in question.terms for form in term.forms])


def _lists(things: Iterator[Listed]) -> Iterator[list[Listed]]:
    """The things of each list, each of them in all the ways that its name can be completed."""
    opened: list[Listed] = []
    for thing in things:
        if thing.first and opened and not opened[-1].first:
            yield opened
            opened = []
        opened.append(thing)
    if opened:
        yield opened


def _chosen(things: Sequence[Listed], asked: str) -> tuple[tuple[bool, float], Span | None] | None:
    """How well the name of the one thing asked for fits, and where its figure stands; no figure where several fit alike
    that do not share it, or the best lacks what another has; None where none fits."""
    scores: list[tuple[tuple[bool, float], Span, str]] = []
    for _, ways in groupby(things, key=lambda thing: (thing.start, thing.end)):
        forms = list(ways)
        name, number = forms[0].text, forms[0].number
        scores.append(((_head(name, asked), max(_fit(f.text, asked) for f in forms)), (number.start, number.end), name))
    best, *others = sorted(scores, reverse=True)
    if best[0][1] <= 0:
        return None
    clear = all(best[0] > other[0] and not _lacks(best[2], other[2], asked) for other in others)
    return best[0], best[1] if clear or all(other[1] == best[1] for other in others) else None


def _lacks(name: str, other: str, asked: str) -> bool:
    """Whether a name says something that a question does not, and another something that the question does, but the
    name does not."""
    told = any(word not in asked for word in rjieba.cut(name) if len(word) > 1)
    return told and any(word in asked and word not in name for word in rjieba.cut(other) if len(word) > 1)


def _head(name: str, asked: str) -> bool:
    """Whether a question has the word that a name ends with: 人数 of 死亡人数, which tells it from 事故起数."""
    return rjieba.cut(name)[-1] in asked


def _fit(name: str, asked: str) -> float:
    """The characters of a name's words that a question has, less those that it has not."""
    words = {word for word in rjieba.cut(name) if len(word) > 1}
    return sum(len(word) if word in asked else -_UNASKED * len(word) for word in words)
