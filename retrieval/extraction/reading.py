"""A text made ready for the reader, and read by it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import AnswerReader
from retrieval.extraction.hints import hints
from retrieval.extraction.span_probabilities import AnswerSpans, answer_spans
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.passages.windows import LONGEST_CONTEXT
from retrieval.question.analysis import Question


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the reader is given: the question, its terms in the text's words, the text with its context in front, the
    hints for it (len(text), kinds), and where in it the passage begins."""

    question: str
    text: str
    hints: NDArray[np.float32]
    first: int


def prepared(text: str, context: str, question: Question, term_weights: TermWeights) -> Prepared:
    """A question and a text made ready, the text behind as much of its context as is encoded with a passage."""
    head = f"{context[:LONGEST_CONTEXT]}\n" if context else ""
    reading = AnalysedText(head + text)
    hinted = hints(question, reading, term_weights, len(head))
    asked = question.text if question.language == "en" else question.worded_as(reading.folded)
    return Prepared(asked, reading.folded, hinted, len(head))


def read(text: str, context: str, question: Question, term_weights: TermWeights, reader: AnswerReader) -> AnswerSpans:
    """Read one text behind its context."""
    ready = prepared(text, context, question, term_weights)
    return answer_spans(reader.read(ready.question, ready.text, ready.hints, ready.first), ready.first)
