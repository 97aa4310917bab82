"""The weights that were learned fit the features that are computed."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import load_reader
from retrieval.evidence.answerability_features import signals
from retrieval.evidence.constraints.table import settle
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.ranker import rank, vector_of
from retrieval.ranking.reranking import read_best
from retrieval.ranking.weights import Situation, contributions, weights
from retrieval.search.candidates import gather, query_of

SITUATIONS = [Situation(english, attributed) for english, attributed in product((False, True), repeat=2)]
QUESTION = "哪个开发区的审批时限压减得最多？"


@pytest.fixture(scope="module")
def computed(sample: Library) -> dict[str, set[str]]:
    """The names of the features of a passage, a sentence and a confidence, of a question that was asked."""
    encoder = sample.encoder()
    with sample.reading() as (db, snapshot):
        query = query_of(analyse(QUESTION), snapshot)
        found = gather(db, snapshot, query, vector_of(encoder.encode_queries([QUESTION])))
        ranked = rank(found.passages, query, found.scores)
        read = read_best(ranked, query, found.scores.situation, load_reader(encoder))
        best = next(candidate for candidate in read if candidate.answers is not None)
        confidence = signals(query, settle(query, read))
    return {"passage": {*best.features}, "sentence": {*best.sentences[0].features}, "confidence": {*confidence}}


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
@pytest.mark.parametrize("what", ["passage", "sentence", "confidence"])
def test_every_situation_has_weights_and_each_is_of_a_feature_that_is_computed(
    computed: dict[str, set[str]], what: str, situation: Situation
) -> None:
    learned = set(weights(what, situation))
    assert learned
    assert learned <= computed[what]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
@pytest.mark.parametrize("what", ["passage", "sentence"])
def test_every_feature_that_ranks_has_a_weight(computed: dict[str, set[str]], what: str, situation: Situation) -> None:
    assert computed[what] <= set(weights(what, situation))


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_to_say_more_of_the_question_never_counts_against_a_passage(situation: Situation) -> None:
    weight = weights("passage", situation)
    assert min(weight[name] for name in ("bm25", "whole", "words", "ours", "read")) >= 0
    assert weight["theirs"] <= 0


NUMBERS = st.dictionaries(st.sampled_from("abcdef"), st.floats(-9, 9))


@given(NUMBERS, NUMBERS)
def test_contributions_add_up_to_the_sum_and_the_largest_come_first(
    features: dict[str, float], weight: dict[str, float]
) -> None:
    rows = contributions(features, weight)
    total = sum(value * weight.get(name, 0.0) for name, value in features.items())
    assert sum(added for _, _, added in rows) == pytest.approx(total)
    assert all(added for _, _, added in rows)
    sizes = [abs(added) for _, _, added in rows]
    assert sizes == sorted(sizes, reverse=True)
