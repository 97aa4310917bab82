"""What ranking works on: passages with their features and sentences, and what searching says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.ranking.query_matcher import Reading
from retrieval.ranking.weights import Situation
from retrieval.storage.passages import StoredPassage

MOSTLY = 0.9
"""Share of candidates from which on a library is of organizations' statements. Over the page and the reports it is 1 at
each question, over encyclopaedia articles .85 at the most (XQuAD, CMRC, DRCD)."""


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """How well one sentence of a passage, `[start, end)` of its text, answers: features, and their weighted sum."""

    start: int
    end: int
    features: Mapping[str, float]
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its features, its score (their weighted sum), its sentences and, once it was read, its answers;
    `verified` are those in its best sentence, once a verifier read that. `reading` and `context` are what of the
    question stands in its text and in what it stands in."""

    passage: StoredPassage
    reading: Reading
    context: Reading
    features: Mapping[str, float]
    score: float
    sentences: tuple[SentenceMatch, ...]
    answers: AnswerSpans | None = None
    verified: AnswerSpans | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """What searching says of the candidates: the `lexical` leg's scores, and of each the `cosines` of the question with
    it and with stretches of its text. `situation` is what the weights depend on."""

    lexical: Mapping[int, float]
    cosines: Mapping[int, Mapping[Span, float]]
    situation: Situation


def attributed(passages: Sequence[StoredPassage]) -> bool:
    """Whether a library is of organizations' statements, as far as these candidates show: nearly all have one."""
    return sum(bool(passage.organizations) for passage in passages) >= MOSTLY * len(passages)


def best_sentence(candidate: Candidate) -> SentenceMatch:
    """The sentence of a candidate that answers best; the earlier of equals."""
    return max(candidate.sentences, key=lambda sentence: sentence.score)
