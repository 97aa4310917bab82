"""The best candidates read for their answers, and put in order by them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from embeddings import AnswerReader, load_reader
from retrieval.extraction.reading import read
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Candidate, Scores
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import rank, vector_of
from retrieval.ranking.reranking import MOST_READ, read_best
from retrieval.search.candidates import gather, query_of

QUESTION = "临汾经济开发区的审批时限压减了多少？"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question with its candidates before they are read."""

    query: Query
    scores: Scores
    candidates: list[Candidate]
    reader: AnswerReader


@pytest.fixture(scope="module")
def ranked(sample: Library) -> Iterator[Ranked]:
    encoder = sample.encoder()
    with sample.reading() as (db, snapshot):
        query = query_of(analyse(QUESTION), snapshot)
        found = gather(db, snapshot, query, vector_of(encoder.encode_queries([QUESTION])))
        candidates = rank(found.passages, query, found.scores)
        yield Ranked(query, found.scores, candidates, load_reader(encoder))


def read_all(ranked: Ranked, candidates: list[Candidate], sure: float = 1.1) -> list[Candidate]:
    return read_best(candidates, ranked.query, ranked.scores.situation, ranked.reader, sure)


def test_no_more_are_read_than_are_in_doubt(ranked: Ranked) -> None:
    assert sum(c.answers is not None for c in read_all(ranked, ranked.candidates)) == MOST_READ
    assert sum(c.answers is not None for c in read_all(ranked, ranked.candidates, sure=0.0)) == 1
    assert read_all(ranked, []) == []


def test_all_candidates_stay_in_the_order_of_their_scores(ranked: Ranked) -> None:
    found = read_all(ranked, ranked.candidates)
    assert {c.passage.id for c in found} == {c.passage.id for c in ranked.candidates}
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_what_answers_less_falls_behind(ranked: Ranked) -> None:
    first, second = (c for c in read_all(ranked, ranked.candidates)[:2])
    assert first.answers is not None and second.answers is not None
    assert "62.6%" in first.passage.text
    assert first.answers.margin > second.answers.margin
    assert first.features["read"] == 0 > second.features["read"]


def test_the_sentence_with_the_answer_gains(ranked: Ranked) -> None:
    best = read_all(ranked, ranked.candidates)[0]
    likeliest = max(best.sentences, key=lambda sentence: sentence.features["read"])
    assert "62.6%" in best.passage.text[likeliest.start : likeliest.end]


def test_a_text_is_read_behind_its_context(ranked: Ranked) -> None:
    text = "审批时限压减一半。"
    query = ranked.query
    found = read(text, "临汾经济开发区", query.question, query.term_weights, ranked.reader)
    assert found.places.min() >= 0
    assert found.places.max() <= len(text)
