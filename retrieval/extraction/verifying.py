"""A sentence of a passage held against the question by the verifier: does it answer, or only look as if it did, and
where?"""

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings import AnswerReader
from retrieval.document import Span
from retrieval.extraction.reading import Prepared, prepared
from retrieval.extraction.span_probabilities import AnswerSpans, answer_spans
from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import Question

BEFORE, AFTER = 100, 40
"""Characters of whole sentences before the one claimed, and of the one behind it, that are read with it at most: enough
to say whose and of when it is, few enough to cost half as much as a passage."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, `[start, end)` of a passage's text, that may answer; beside it the passage's context and all its
    sentences."""

    text: str
    context: str
    sentences: Sequence[Span]
    sentence: Span


@dataclass(frozen=True, slots=True)
class Verified:
    """The `log_odds` that a sentence answers, and the answers that may stand in it, given that it does."""

    log_odds: float
    spans: AnswerSpans


def verified(claim: Claim, question: Question, term_weights: TermWeights, reader: AnswerReader) -> Verified | None:
    """What the verifier says of a sentence, None where the question leaves no room to read it."""
    ready, there = surrounded(claim, question, term_weights)
    verdict = reader.verify(ready.question, ready.text, ready.hints, there)
    if verdict is None:
        return None
    return Verified(verdict.log_odds, answer_spans(verdict.places, there[0] - claim.sentence[0]))


def surrounded(claim: Claim, question: Question, term_weights: TermWeights) -> tuple[Prepared, Span]:
    """The sentence with those around it, made ready for the reader, and where in that it stands."""
    start, end = claim.sentence
    first = min((s for s, _ in claim.sentences if start - BEFORE <= s < start), default=start)
    last = max((e for _, e in claim.sentences if end < e <= end + AFTER), default=end)
    ready = prepared(claim.text[first:last], claim.context, question, term_weights)
    shift = ready.first - first
    return ready, (start + shift, end + shift)
