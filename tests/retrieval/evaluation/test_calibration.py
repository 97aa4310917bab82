"""Whether confidence means what it says: bins, their expected error, and what a threshold keeps and refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.calibration import Bin, Outcome, reliability, thresholds


def outcome(confidence: float, right: bool, answerable: bool = True) -> Outcome:
    return Outcome(confidence, answerable, True, right)


OUTCOMES = st.builds(Outcome, st.floats(0, 1), st.booleans(), st.booleans(), st.booleans())


def test_bins_and_their_error():
    found = reliability([outcome(0.95, True), outcome(0.91, False), outcome(0.42, True), outcome(0.0, False)])
    assert found.bins == (
        Bin(0.0, 0.1, 1, 0.0, 0.0),
        Bin(0.4, 0.5, 1, 0.42, 1.0),
        Bin(0.9, 1.0, 2, pytest.approx(0.93), 0.5),
    )
    assert found.error == pytest.approx((0 + 0.58 + 2 * 0.43) / 4)
    assert found.to_json()["expected_calibration_error"] == 0.36
    assert found.to_json()["bins"][1] == {"low": 0.4, "high": 0.5, "questions": 1, "confidence": 0.42, "right": 1.0}


def test_full_confidence_has_a_bin():
    assert reliability([outcome(1.0, True)]).bins == (Bin(0.9, 1.0, 1, 1.0, 1.0),)


def test_nothing_measured():
    assert reliability([]).error == 0
    assert thresholds([])[0].kept is None


@given(st.lists(OUTCOMES, min_size=1))
def test_every_question_is_in_the_bin_of_its_confidence(outcomes):
    found = reliability(outcomes)
    assert sum(one.questions for one in found.bins) == len(outcomes)
    assert all(one.low - 1e-9 <= one.confidence <= one.high + 1e-9 for one in found.bins)
    assert 0 <= found.error <= 1


def test_what_a_threshold_keeps_and_refuses():
    steps = thresholds([outcome(0.9, True), outcome(0.3, True), outcome(0.5, False, answerable=False)], steps=10)
    assert [step.kept for step in steps] == [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0]
    assert [step.refused for step in steps] == [0] * 6 + [1] * 5


@given(st.lists(OUTCOMES, min_size=1))
def test_a_higher_threshold_keeps_less_and_refuses_more(outcomes):
    steps = thresholds(outcomes)
    kept = [step.kept for step in steps if step.kept is not None]
    refused = [step.refused for step in steps if step.refused is not None]
    assert kept == sorted(kept, reverse=True)
    assert refused == sorted(refused)
