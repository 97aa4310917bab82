"""The stretches of a sentence that could answer a question, and which of them do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.sets import bare
from benchmarks.train_answers.questions import SEEN, Asked
from embeddings import load_reader
from retrieval.document import Span
from retrieval.evidence.highlighting import stretch_about
from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_features import Spans, spans_of
from retrieval.evidence.span_model import groups, sort_of
from retrieval.extraction.reading import read
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.query_matcher import Matcher
from retrieval.search.candidates import query_of
from retrieval.storage.passages import StoredPassage, all_passages

NEAR = 0.5
"""What a candidate with a little beside the answer counts for."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: `right` is 1 for an exact answer, NEAR for one with a little beside it, else 0;
    `accepted` says of each whether it counts as right."""

    source: str
    group: str
    sort: str
    english: bool
    spans: Spans
    right: Matrix
    accepted: NDArray[np.bool_]
    shortest: int

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of weights that apply."""
        return groups(self.sort, "en" if self.english else "zh")


def collect(source: str, questions: Sequence[Asked], library: Library) -> Iterator[Example]:
    """The candidates of each question in the sentence that holds the evidence and says most of the question; those of
    contexts that the reader has seen are not read."""
    with library.reading() as (db, snapshot):
        passages = list(all_passages(db))
        reader = load_reader(library.encoder())
        for asked in questions:
            question = analyse(asked.question)
            known = query_of(question, snapshot)
            held = _sentence(asked, passages, known.matcher)
            if held is None:
                continue
            passage, (first, last) = held
            text = passage.text[first:last]
            answers = None
            if not source.endswith(SEEN):
                answers = read(passage.text, passage.context, question, known.term_weights, reader)
            found = spans_of(question, AnalysedText(text), known.term_weights, answers, first)
            texts = [text[start:end] for start, end in found.spans]
            right = np.array([_right(given, asked.accepted) for given in texts])
            accepted = np.array([answers_right(given, asked.accepted) for given in texts], dtype=bool)
            shortest = min(map(len, asked.accepted))
            yield Example(
                source,
                source.removesuffix(SEEN) + asked.group,
                sort_of(question.answer),
                question.language == "en",
                found,
                right,
                accepted,
                shortest,
            )


def _sentence(asked: Asked, passages: Sequence[StoredPassage], matcher: Matcher) -> tuple[StoredPassage, Span] | None:
    evidence = [bare(text) for text in asked.evidence]
    best: tuple[float, StoredPassage, Span] | None = None
    for passage in passages:
        if asked.documents and passage.document_name not in asked.documents:
            continue
        if not any(text in bare(passage.text) for text in evidence):
            continue
        reading = matcher.read(passage.text)
        for start, end in passage.sentences:
            if any(text in bare(passage.text[start:end]) for text in evidence):
                said = matcher.match(reading, start, end).total
                if best is None or said > best[0]:
                    best = said, passage, stretch_about((start, end), passage.sentences, reading, matcher)
    return best[1:] if best else None


def _right(given: str, accepted: Sequence[str]) -> float:
    said = bare(given).lower().strip('".,;。')
    best = 0.0
    for text in accepted:
        wanted = bare(text).lower().strip('".,;。')
        if said == wanted:
            return 1.0
        little = len(said) <= len(wanted) + max(3, len(wanted) // 3)
        if wanted and wanted in said and little and answers_right(given, [text]):
            best = NEAR
    return best


def answers_right(given: str, accepted: Sequence[str]) -> bool:
    """Whether an answer holds an accepted one, not inside a longer number, and is not padded, as `yuanwen eval` has
    it."""
    text = bare(given).lower()
    for wanted in filter(None, (bare(answer).lower() for answer in accepted)):
        padded = len(text) > max(3 * len(wanted), len(wanted) + 20)
        before = r"(?<![\d.])" if wanted[0].isdigit() else ""
        after = r"(?!\d|\.\d)" if wanted[-1].isdigit() else ""
        if not padded and re.search(before + re.escape(wanted) + after, text):
            return True
    return False
