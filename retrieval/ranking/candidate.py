"""What ranking works on: a passage with its features and sentences, and what is known of a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.question.analysis import Question
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
    """A passage with its features, its score (their weighted sum), its sentences and, once it was read, its answers."""

    passage: StoredPassage
    features: Mapping[str, float]
    score: float
    sentences: tuple[SentenceMatch, ...]
    answers: AnswerSpans | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What ranking knows of a question beside its words.

    `lexical`: the lexical leg's scores. `cosines`: of each candidate, those of the question with it and with stretches
    of its text. `named`: the organizations that the question names, `aliases` their names in folded Chinese.
    `attributed`: whether nearly all candidates are organizations' statements.
    """

    lexical: Mapping[int, float]
    cosines: Mapping[int, Mapping[Span, float]]
    named: frozenset[str]
    aliases: frozenset[str]
    question: Question
    attributed: bool

    @property
    def situation(self) -> Situation:
        """What the weights depend on."""
        return Situation(self.question.language == "en", self.attributed)


def attributed(passages: Sequence[StoredPassage]) -> bool:
    """Whether a library is of organizations' statements, as far as these candidates show: nearly all have one."""
    return sum(bool(passage.organizations) for passage in passages) >= MOSTLY * len(passages)


def best_sentence(candidate: Candidate) -> SentenceMatch:
    """The sentence of a candidate that answers best; the earlier of equals."""
    return max(candidate.sentences, key=lambda sentence: sentence.score)
