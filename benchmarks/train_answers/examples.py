"""The candidates for the short answer of questions, in the sentence that holds what answers, to learn from."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.sets import HELD_OUT, bare, context_set
from embeddings import load_reader
from retrieval.document import Span
from retrieval.evaluation.metrics import answers_right
from retrieval.evidence.highlighting import stretch_about
from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_features import Located, Spans, spans_of
from retrieval.evidence.span_model import groups, sort_of
from retrieval.extraction.reading import read
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.extraction.verifying import Claim, verified
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.query_matcher import Matcher
from retrieval.search.candidates import query_of
from retrieval.storage.passages import StoredPassage, all_passages

NEAR = 0.5
"""What a candidate with a little beside the answer counts for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what answers it; `group` is the same for questions on one fact or context."""

    question: str
    evidence: tuple[str, ...]
    accepted: tuple[str, ...]
    documents: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: `right` is 1 for an exact answer, NEAR for one with a little beside it, else 0;
    `accepted` says of each whether it counts as right. `held_out` is whether the reader was not learned on it."""

    source: str
    group: str
    sort: str
    english: bool
    spans: Spans
    right: Matrix
    accepted: NDArray[np.bool_]
    shortest: int
    held_out: bool

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of weights that apply."""
        return groups(self.sort, "en" if self.english else "zh")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _gold(path: Path) -> Iterator[Asked]:
    """The questions of a gold set that a stretch of the text answers: not whose statement it is, nor who wrote it."""
    for row in _lines(path):
        documents = row.get("document") or ()
        documents = (documents,) if isinstance(documents, str) else tuple(documents)
        question = " ".join(row["question"].split())
        in_text = analyse(question).answer.kind not in ("organization", "author")
        if row["evidence"] and row["kind"] != "compare" and in_text:
            accepted = (row["answer"], *row["accept"])
            yield Asked(question, tuple(row["evidence"]), accepted, documents, row["evidence"][0])


def _contexts(path: Path) -> Iterator[Asked]:
    for number, row in enumerate(_lines(path)):
        for qa in row["qas"]:
            for key in ("question", "question_en"):
                if key in qa:
                    answers = tuple(qa["answers"])
                    yield Asked(" ".join(qa[key].split()), answers, answers, (f"{number:04d}.txt",), str(number))


def sets(data: Path, work: Path) -> Iterator[tuple[str, Path, list[Asked]]]:
    """The name of each set, the folder of its documents, and its questions."""
    yield "page", data / "page", list(_gold(data / "gold" / "dev.jsonl"))
    yield "reports", data / "reports-2025", list(_gold(data / "gold" / "reports-2025.dev.jsonl"))
    for name, file in (("xquad", "xquad-zh-en.dev"), ("cmrc", "cmrc.trial"), ("drcd", "drcd.dev")):
        path = data / "data" / f"{file}.jsonl"
        yield name, context_set(name, path, work / name).folder, list(_contexts(path))


def collect(source: str, questions: Sequence[Asked], library: Library) -> Iterator[Example]:
    """The candidates of each question in the sentence that holds the evidence and says most of the question."""
    with library.reading() as (db, snapshot):
        passages = list(all_passages(db))
        reader = load_reader(library.encoder())
        for asked in questions:
            question = analyse(asked.question)
            known = query_of(question, snapshot)
            held = _sentence(asked, passages, known.matcher)
            if held is None:
                continue
            passage, sentence, (first, last) = held
            text = passage.text[first:last]
            held_out = source not in HELD_OUT or int(asked.group) % HELD_OUT[source] == 0
            located = Located()
            if held_out:
                claim = Claim(passage.text, passage.context, passage.sentences, sentence)
                said = verified(claim, question, known.term_weights, reader)
                answers = read(passage.text, passage.context, question, known.term_weights, reader)
                located = Located(answers, said.spans if said else None)
            found = spans_of(question, AnalysedText(text), known.term_weights, located, first)
            texts = [text[start:end] for start, end in found.spans]
            right = np.array([_right(given, asked.accepted) for given in texts])
            accepted = np.array([answers_right(given, asked.accepted) for given in texts], dtype=bool)
            shortest = min(map(len, asked.accepted))
            yield Example(
                source,
                source + asked.group,
                sort_of(question.answer),
                question.language == "en",
                found,
                right,
                accepted,
                shortest,
                held_out,
            )


def _sentence(
    asked: Asked, passages: Sequence[StoredPassage], matcher: Matcher
) -> tuple[StoredPassage, Span, Span] | None:
    """The passage and the sentence, and the stretch that is marked with it."""
    evidence = [bare(text) for text in asked.evidence]
    best: tuple[float, StoredPassage, Span, Span] | None = None
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
                    stretch = stretch_about((start, end), passage.sentences, reading, matcher)
                    best = said, passage, (start, end), stretch
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
