"""A question set with its library, to ask its questions and others, and to look at what is found on the way."""

from dataclasses import dataclass
from functools import cached_property

from benchmarks.sets import QuestionSet
from embeddings import AnswerReader, SpanScores, Verdict, load_reader
from embeddings.answer_reader import Floats
from retrieval.extraction.reading import read
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.indexes.dense import Vectors
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import vector_of
from retrieval.search.candidates import Gathered, gather, query_of
from retrieval.storage.passages import StoredPassage, all_passages


class RememberingReader:
    """An answer reader that reads nothing twice: reading is most of what a question costs."""

    def __init__(self, reader: AnswerReader) -> None:
        self._reader = reader
        self._found: dict[tuple[str, str, int], SpanScores] = {}
        self.kinds = reader.kinds

    def read(self, question: str, text: str, hints: Floats, first: int = 0) -> SpanScores:
        """As `AnswerReader` has it."""
        key = question, text, first
        if key not in self._found:
            self._found[key] = self._reader.read(question, text, hints, first)
        return self._found[key]

    def verify(self, question: str, text: str, hints: Floats, claimed: tuple[int, int]) -> Verdict | None:
        """As `AnswerReader` has it; nothing is verified twice, so nothing is remembered."""
        return self._reader.verify(question, text, hints, claimed)


@dataclass(frozen=True)
class Bench:
    """A set with its library, to ask its questions and others."""

    questions: QuestionSet
    library: Library

    @cached_property
    def passages(self) -> list[StoredPassage]:
        """All passages of the library."""
        with self.library.reading() as (db, _):
            return list(all_passages(db))

    @cached_property
    def reader(self) -> AnswerReader:
        """What reads the candidates."""
        return RememberingReader(load_reader(self.library.encoder()))

    def read(self, candidate: Candidate, query: Query) -> AnswerSpans:
        """What the reader finds in a candidate."""
        passage = candidate.passage
        return read(passage.text, passage.context, query.question, query.term_weights, self.reader)

    def gather(self, text: str, among: frozenset[int] | None = None) -> tuple[Query, Vectors, Gathered]:
        """A question understood, its vector, its candidates in all the library or `among` these passages."""
        question = analyse(text)
        with self.library.reading() as (db, snapshot):
            vector = vector_of(self.library.encoder().encode_queries([question.text]))
            query = query_of(question, snapshot)
            return query, vector, gather(db, snapshot, query, vector, among)
