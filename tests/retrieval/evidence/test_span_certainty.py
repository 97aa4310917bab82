"""When a part of a sentence is so certain to answer that rules need not narrow what may be meant."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from embeddings import load_reader
from retrieval.evidence.answerability import judge
from retrieval.evidence.span_certainty import SURELY, is_sure, likely_spans, surely_answers
from retrieval.evidence.span_model import choose
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Candidate, best_sentence
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import rank, vector_of
from retrieval.ranking.reranking import read_best
from retrieval.search.candidates import gather, query_of

REPORTS = {
    "桐桥镇管网": "桐桥镇泵站电缆不再经过旧渡口，改走石磨街，新埋管线1.3公里。检修班有电工6名。\n",
    "柳渡县设备": "设备名称：喷药机，台数：14，保管人：阮秋\n",
    "沧榆市设施": "二号渡轮大修已经完工，三号渡轮尚未完工。\n",
}


@pytest.fixture(scope="module")
def library(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    return library_of(REPORTS)


def best(library: Library, text: str) -> tuple[Query, Candidate]:
    """A question and the candidate that answers it, read and verified."""
    with library.reading() as (db, snapshot):
        query, reader = query_of(analyse(text), snapshot), load_reader(library.encoder())
        found = gather(db, snapshot, query, vector_of(library.encoder().encode_queries([text])))
        situation = found.scores.situation
        ranked = read_best(rank(found.passages, query, found.scores), query, situation, reader)
        return query, judge(query, situation, ranked, reader).ranked[0]


def test_what_all_find_is_certain_and_needs_a_verifier(library: Library) -> None:
    query, candidate = best(library, "桐桥镇检修班有几名电工？")
    sentence = best_sentence(candidate)
    marked = sentence.start, sentence.end
    spans, likely = likely_spans(query, candidate, marked)
    chosen, certainty = choose(spans, likely)
    start, end = spans.spans[chosen]
    assert candidate.passage.text[slice(*marked)][start:end] == "6名"
    assert certainty >= SURELY and surely_answers(query, candidate, marked)
    assert not is_sure(replace(candidate, verified=None), marked, certainty)
    assert not is_sure(candidate, marked, SURELY - 0.01)


def test_in_a_row_nothing_is_certain(library: Library) -> None:
    _, candidate = best(library, "桐桥镇检修班有几名电工？")
    row = replace(candidate.passage, text=REPORTS["柳渡县设备"])
    assert not is_sure(replace(candidate, passage=row), (0, len(row.text) - 1), 1.0)


def test_whether_something_is_so_is_answered_by_its_sentence(library: Library) -> None:
    answer = library.ask("二号渡轮大修完工了吗？")
    assert (answer.answered, answer.answer) == (True, None)


def test_in_a_stretch_without_words_nothing_is_certain(library: Library) -> None:
    query, candidate = best(library, "桐桥镇检修班有几名电工？")
    last = best_sentence(candidate).end
    assert not surely_answers(query, candidate, (last - 1, last))


def test_a_denial_beside_it_does_not_hide_what_is_certain(library: Library) -> None:
    assert library.ask("桐桥镇泵站电缆不走旧渡口，改走哪条街？").answer == "石磨街"
