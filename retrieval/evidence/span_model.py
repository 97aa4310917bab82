"""The weights that `python -m benchmarks.train_answers` learned, in `data/answers.json`, and what they prefer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_features import EDGES, NAMES, Spans
from retrieval.question.answer_type import AnswerType

PATH = Path(__file__).parents[1] / "data" / "answers.json"

LIKELIEST = 25
"""Candidates that are held against each other in the end."""

READ = 0.75
"""The weight of what the reader says, beside features that were learned without it: of those that
`benchmarks.train_answers` tries the best over its sets, cross-validated."""

EXACT = frozenset({"quantity", "date"})
"""What is given as it stands; of other answers, where they begin and end is a matter of taste."""

_SORTS = {"organization": "place", "author": "person"}
"""Kinds of answer that are told apart by whose statement they are; as words of a sentence they are these."""


@cache
def _learned() -> Mapping[str, Mapping[str, float]]:
    weights: Mapping[str, Mapping[str, float]] = json.loads(PATH.read_text(encoding="utf-8"))["weights"]
    return weights


def sort_of(asked: AnswerType) -> str:
    """The sort of answer that weights are told apart by: several things are a list, whatever they are."""
    if asked.listed and asked.kind != "date":
        return "list"
    return _SORTS.get(asked.kind, asked.kind)


def groups(sort: str, language: str) -> tuple[str, ...]:
    """The groups of weights that are added up for a question: those for all, for the sort of answer, and for
    English."""
    return ("all", sort, "en") if language == "en" else ("all", sort)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights for one sort of question: those of the columns of the features, and all by name."""

    columns: Matrix
    named: Mapping[str, float]


def summed(learned: Mapping[str, Mapping[str, float]], of: Sequence[str]) -> Weights:
    """The weights of some groups, added up."""
    found: dict[str, float] = {}
    for group in of:
        for name, weight in learned.get(group, {}).items():
            found[name] = found.get(name, 0.0) + weight
    return Weights(np.array([found.get(name, 0.0) for name in NAMES]), found)


@cache
def learned_for(sort: str, language: str) -> Weights:
    """The weights that ship, for a sort of answer in a language."""
    return summed(_learned(), groups(sort, language))


def probabilities(found: Spans, weights: Weights, read: float = READ) -> Matrix:
    """How likely each candidate is to be the answer: the softmax of the sum of its features, each by its weight, and of
    what the reader says of it, by the weight `read`."""
    named = weights.named
    edges = [
        sum(named.get(f"{edge}={category}", 0.0) for edge, category in zip(EDGES, row, strict=True))
        for row in found.edges
    ]
    scores = found.features @ weights.columns + np.array(edges) + read * found.read
    likely = np.exp(scores - scores.max())
    return np.asarray(likely / likely.sum())


def choose(found: Spans, likely: Matrix, exact: bool) -> tuple[int, float]:
    """Which candidate to give, and how likely it is to hold the answer with little beside it.

    The likeliest if `exact`; else the one that gathers most probability with the likely candidates that stand in it
    and are not much shorter (least expected loss, where a little too much is no error).
    """
    top = np.argsort(-likely, kind="stable")[:LIKELIEST].tolist()
    if exact:
        return top[0], float(likely[top[0]])
    gathered = [sum(float(likely[j]) for j in top if _holds(found.spans[i], found.spans[j])) for i in top]
    best = int(np.argmax(gathered))
    return top[best], gathered[best]


def _holds(outer: Sequence[int], inner: Sequence[int]) -> bool:
    """Whether a stretch holds another and at most half as much again, or three characters, beside it."""
    length, least = outer[1] - outer[0], inner[1] - inner[0]
    return outer[0] <= inner[0] and inner[1] <= outer[1] and length <= max(1.5 * least, least + 3)
