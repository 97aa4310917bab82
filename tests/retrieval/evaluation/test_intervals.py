"""Intervals: those of the literature for shares, and what resampling gives for means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.intervals import bootstrap, wilson


def test_the_interval_of_a_share_is_that_of_the_literature():
    """Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3."""
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0 / 20, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1.0, 10)[1] == 1.0


@given(st.integers(1, 5000), st.data())
def test_a_share_lies_in_its_interval(questions, data):
    share = data.draw(st.integers(0, questions)) / questions
    low, high = wilson(share, questions)
    assert 0 <= low <= share <= high <= 1


def test_resampling_agrees_with_the_share_of_many_questions():
    values = [1.0] * 300 + [0.0] * 700
    assert bootstrap(values) == pytest.approx(wilson(0.3, 1000), abs=0.005)


def test_resampling_is_always_the_same():
    values = [1.0, 0.5, 1 / 3, 0.0, 1.0, 0.2]
    assert bootstrap(values) == bootstrap(values)


@given(st.lists(st.sampled_from([0.0, 0.2, 0.25, 1 / 3, 0.5, 1.0]), min_size=1, max_size=30))
def test_the_interval_lies_among_the_values_around_their_mean(values):
    low, high = bootstrap(values)
    mean = sum(values) / len(values)
    assert min(values) - 1e-9 <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= max(values) + 1e-9
