"""The weights that were learned for the stretches of a sentence, and which stretch they prefer."""

import json
from typing import get_args

import numpy as np
import pytest

from retrieval.evidence.span_features import EDGES, NAMES, Spans
from retrieval.evidence.span_model import (
    PATH,
    Weights,
    choose,
    groups,
    learned_for,
    of_kind,
    probabilities,
    said_weights,
    sort_of,
    summed,
)
from retrieval.question.answer_type import AnswerType
from retrieval.question.vocabulary import Kind

LEARNED = json.loads(PATH.read_text(encoding="utf-8"))["weights"]
SORTS = {sort_of(AnswerType(kind, listed=listed)) for kind in get_args(Kind) for listed in (False, True)}


def spans_with(spans: tuple[tuple[int, int], ...], **columns: list[float]) -> Spans:
    """Candidates that differ in these features alone."""
    features = np.zeros((len(spans), len(NAMES)))
    for name, values in columns.items():
        features[:, NAMES.index(name)] = values
    return Spans(spans, features, (("n", "n", "edge", "edge"),) * len(spans), *np.zeros((2, len(spans))))


def test_there_are_weights_for_every_sort_of_answer_and_for_nothing_else() -> None:
    assert set(LEARNED) == {"all", "en"} | SORTS


def test_every_weight_is_of_a_feature_that_is_computed() -> None:
    named = {name for group in LEARNED.values() for name in group}
    assert not {name for name in named if name not in NAMES and name.partition("=")[0] not in EDGES}
    assert set(NAMES) <= named


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_the_weights_of_a_question_are_those_of_its_groups_together(sort: str) -> None:
    for language in ("zh", "en"):
        weights = learned_for(sort, language)
        for name in ("length", "fitting quantity", "first=n"):
            together = sum(LEARNED[group].get(name, 0.0) for group in groups(sort, language))
            assert weights.named.get(name, 0.0) == pytest.approx(together)
        assert weights.columns[NAMES.index("length")] == weights.named.get("length", 0.0)


def test_a_group_that_was_not_learned_weighs_nothing() -> None:
    assert not summed({"all": {"length": 1.0}}, ["date"]).columns.any()


def test_a_figure_that_fits_is_preferred_to_one_that_does_not() -> None:
    spans = spans_with(((0, 2), (4, 6)), **{"fitting quantity": [1, 0], "other quantity": [0, 1]})
    likely = probabilities(spans, learned_for("quantity", "zh"))
    assert likely.sum() == pytest.approx(1.0)
    assert likely[0] > likely[1]


def test_what_a_model_finds_likely_is_preferred_to_its_like() -> None:
    likely, unlikely = np.array([-8.0, -1.0]), np.zeros(2)
    for said in ((likely, unlikely), (unlikely, likely)):
        spans = Spans(((0, 2), (4, 6)), np.zeros((2, len(NAMES))), (("n",) * 4,) * 2, *said)
        found = probabilities(spans, Weights(np.zeros(len(NAMES)), {}), said_weights("zh", verified=True))
        assert found[1] > found[0]


def test_the_likeliest_is_given_and_its_like_make_it_surer() -> None:
    spans = spans_with(((0, 4), (0, 6), (9, 12)))
    assert choose(spans, np.array([0.4, 0.25, 0.35])) == (0, pytest.approx(0.65))
    assert choose(spans, np.array([0.3, 0.25, 0.45])) == (2, 0.45)


def test_a_stretch_that_is_much_longer_makes_it_no_surer() -> None:
    spans = spans_with(((0, 4), (0, 30), (9, 12)))
    assert choose(spans, np.array([0.4, 0.25, 0.35])) == (0, 0.4)


@pytest.mark.parametrize(("likely", "best"), [([0.6, 0.3, 0.1], 1), ([0.9, 0.06, 0.04], 0)])
def test_a_figure_of_another_kind_gives_way_to_a_likely_one_that_fits(likely: list[float], best: int) -> None:
    spans = spans_with(((0, 4), (6, 9), (11, 14)), **{"holds other": [1, 0, 0], "holds fitting": [0, 1, 0]})
    assert int(np.argmax(of_kind(spans, np.array(likely), certain=False))) == best
