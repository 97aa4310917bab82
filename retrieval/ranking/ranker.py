"""Candidates in one order, by a sum of features that have names and weights."""

from collections.abc import Sequence
from heapq import nlargest

import numpy as np

from retrieval.indexes.vector_segment import Vectors
from retrieval.ranking.candidate import Candidate, Scores
from retrieval.ranking.features import candidate_of, legs_of
from retrieval.ranking.query import Query
from retrieval.ranking.weights import Situation, contributions, weights
from retrieval.storage.passages import StoredPassage

SHORTLIST = 16
"""Candidates whose text is looked at, those that both legs together put first. Of 660 questions (page, reports, those
written over both, XQuAD) the first of the forty that were looked at before stood among the first 8 of these."""

LEADING = 4
"""Candidates that one leg by itself puts first, of those named or of all: their text is looked at, too. One question to
31 reports in 120 found what answers it only so."""


def rank(
    passages: Sequence[StoredPassage], query: Query, scores: Scores, shortlist: int = SHORTLIST
) -> list[Candidate]:
    """The best `shortlist` candidates, and what one leg alone puts first: best first, equal scores in the order of the
    library."""
    top = max(scores.lexical.values(), default=0.0)
    first = [(passage, legs_of(passage, query, scores, top)) for passage in passages]
    weight = weights("passage", scores.situation)
    first.sort(key=lambda pair: (-sum(weight.get(name, 0.0) * value for name, value in pair[1].items()), pair[0].id))
    chosen = {passage.id: (passage, legs) for passage, legs in first[:shortlist]}
    for leg in ("bm25", "window"):
        leading = nlargest(LEADING, first, key=lambda pair: (pair[1]["ours"], pair[1][leg]))
        chosen |= {passage.id: (passage, legs) for passage, legs in leading}
    ranked = [candidate_of(passage, legs, query, scores) for passage, legs in chosen.values()]
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.passage.id))


def probabilities(ranked: Sequence[Candidate]) -> list[float]:
    """How likely each candidate is to be the right one, given that one is: the softmax of their scores, for which the
    weights were learned."""
    totals = np.array([candidate.score for candidate in ranked])
    likelihoods = np.exp(totals - totals.max(initial=-np.inf))
    return [float(value) for value in likelihoods / likelihoods.sum()] if ranked else []


def explain(candidate: Candidate, situation: Situation) -> list[tuple[str, float, float]]:
    """Why a candidate stands where it does: name, value and contribution to the score of each feature, largest
    contribution first."""
    return list(contributions(candidate.features, weights("passage", situation)))


def vector_of(row: Vectors) -> Vectors:
    """A single question's vector (dimension,) out of what an encoder gives (1, dimension)."""
    return np.ascontiguousarray(row[0], dtype=np.float32)
