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

FITTING = 0.2
"""How likely it must be that a quantity of the kind asked for answers, for one of another kind to be left out. Tuned on
questions of DRCD, CMRC 2018 and XQuAD that the reader was learned on for the most part."""

LITTLE = 0.8
"""The share of what a figure's subject says of the question, against the best one, that is too little. Not tuned."""

LIKELIEST = 25
"""Candidates that are held against each other in the end."""

READ = 1.0
"""The weight of what the reader says alone, beside features that were learned without it: of 0.5, 0.75, 1, 1.5 and 2
the best over a page and DRCD, CMRC 2018 and XQuAD together, 150 questions of each, with the passage found by the
library. More helps the sets that the reader was learned on and harms the page."""

VERIFIED = {"zh": (0.5, 0.75), "en": (0.5, 1.5)}
"""The weights of what the reader says and of what the verifier does where it read the sentence, by language: of 0 to 1
and 0 to 2 the best over strangers' questions (f to i and k to m), XQuAD and near misses held out, a page and reports,
1,700 together. In Chinese more helps the strangers' and harms the page."""

LIKELIEST_READ = {"en": 1.0}
"""What is added, by language, to what the reader finds likeliest: of 0, 1 and 2 the best on held-out contexts of XQuAD
with weights learned without them (exact .57 -> .64 in English), nothing lost on the page. In Chinese it helps none."""

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


def said_weights(language: str, verified: bool) -> tuple[float, float]:
    """The weights of what reader and verifier say of a question in a language, where the verifier read the sentence or
    did not."""
    return VERIFIED["en" if language == "en" else "zh"] if verified else (READ, 0.0)


def probabilities(
    found: Spans, weights: Weights, said: tuple[float, float] = (READ, 0.0), likeliest: float = 0.0
) -> Matrix:
    """How likely each candidate is to be the answer: the softmax of the sum of its features, each by its weight, and of
    what reader and verifier say of it, by the two weights `said`, with `likeliest` for what the reader finds
    likeliest."""
    named = weights.named
    edges = [
        sum(named.get(f"{edge}={category}", 0.0) for edge, category in zip(EDGES, row, strict=True))
        for row in found.edges
    ]
    scores = found.features @ weights.columns + np.array(edges) + said[0] * found.read + said[1] * found.verified
    if likeliest and len(found.read):
        scores = scores + likeliest * (found.read == found.read.max())
    likely = np.exp(scores - scores.max())
    return np.asarray(likely / likely.sum())


def of_kind(found: Spans, likely: Matrix, certain: bool) -> Matrix:
    """The probabilities, none for what has quantities of other kinds than the one asked for only, where what is left is
    as likely as `FITTING`, for what a question asks for is read off its words and may be misread; or where it is
    `certain` what is asked for."""
    fitting, other = (found.features[:, NAMES.index(name)] > 0 for name in ("holds fitting", "holds other"))
    left = likely * ~(other & ~fitting)
    if certain:
        return left
    share = float(left.sum())
    return left / share if fitting.any() and share >= FITTING else likely


def of_subject(found: Spans, likely: Matrix) -> Matrix:
    """The probabilities; where the likeliest is a figure with little of the question before it, as far as the figure
    before that, and none behind, only those of the figures with the most of it before them."""
    subject, behind, best, figure = (
        found.features[:, NAMES.index(name)]
        for name in ("its subject", "its object", "best subject", "fitting quantity")
    )
    top = int(np.argmax(likely))
    if not figure[top] or subject[top] >= LITTLE or behind[top] >= LITTLE:
        return likely
    left = likely * ((figure > 0) & (best > 0))
    return left / float(left.sum()) if left.any() else likely


def choose(found: Spans, likely: Matrix) -> tuple[int, float]:
    """Which candidate to give, the likeliest, and how likely it is that the answer stands there, with more or less
    beside it: the probability of it and of the likely candidates that hold it or stand in it."""
    top = np.argsort(-likely, kind="stable")[:LIKELIEST].tolist()
    best = found.spans[top[0]]
    near = (j for j in top if _holds(best, found.spans[j]) or _holds(found.spans[j], best))
    return top[0], sum(float(likely[j]) for j in near)


def _holds(outer: Sequence[int], inner: Sequence[int]) -> bool:
    """Whether a stretch holds another and at most half as much again, or three characters, beside it."""
    length, least = outer[1] - outer[0], inner[1] - inner[0]
    return outer[0] <= inner[0] and inner[1] <= outer[1] and length <= max(1.5 * least, least + 3)
