"""The best candidates read by the reader: whether each answers, with which sentence, with which words of it."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from embeddings import AnswerReader
from retrieval.extraction.reading import read
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import probabilities
from retrieval.ranking.weights import Situation, weights

MOST_READ = 3
"""Candidates that are read at most; each costs about as much as all else that is done for a question."""

SURE = 0.9
"""Probability, among all, of the candidates before it from which on a further one is not read: 1.3 are read for a
question, and .95 would put no more right ones first (page, reports, XQuAD, DRCD)."""

LEAST = -6.0
"""The logarithm of the least probability of an answer that is told apart from none."""


def read_best(
    ranked: Sequence[Candidate], query: Query, situation: Situation, reader: AnswerReader, sure: float = SURE
) -> list[Candidate]:
    """The candidates in their new order, the likeliest of them read, as many as hold `sure` of the probability."""
    before = np.cumsum([0.0, *probabilities(ranked)])
    count = max(1, sum(before[:MOST_READ] < sure))
    passages = [candidate.passage for candidate in ranked[:count]]
    found = [read(passage.text, passage.context, query.question, query.term_weights, reader) for passage in passages]
    margins = [one.margin for one in found]
    again = [
        told(candidate, found[place] if place < len(found) else None, margins, query, situation)
        for place, candidate in enumerate(ranked)
    ]
    return sorted(again, key=lambda candidate: -candidate.score)


def told(
    candidate: Candidate, found: AnswerSpans | None, margins: Sequence[float], query: Query, situation: Situation
) -> Candidate:
    """A candidate with what was read of it, `margins` being those of all that were read: of one that was not, the least
    of what was of others. Whose statement it is, and who wrote it, no sentence needs to say."""
    behind = (min(margins) if found is None else found.margin) - max(margins, default=0.0)
    score = candidate.score + weights("passage", situation).get("read", 0.0) * behind
    features = {**candidate.features, "read": behind}
    if found is None:
        return replace(candidate, features=features, score=score)
    weight = weights("sentence", situation).get("read", 0.0)
    stated = query.question.answer.kind not in ("organization", "author")
    sentences = []
    for sentence in candidate.sentences:
        share = max(LEAST, math.log(found.inside(sentence.start, sentence.end) + 1e-30)) if stated else 0.0
        sentences.append(
            replace(sentence, features={**sentence.features, "read": share}, score=sentence.score + weight * share)
        )
    return replace(candidate, features=features, score=score, sentences=tuple(sentences), answers=found)
