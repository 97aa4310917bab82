"""Stretches of a passage as likely answers."""

import numpy as np
import pytest

from embeddings import SpanScores
from retrieval.extraction.span_probabilities import LONGEST_ANSWER, WIDEST, AnswerSpans, answer_spans


def extraction(begins: list[float], ends: list[float], none: float = 0.01) -> SpanScores:
    """One of tokens of two characters each, behind a context of three."""
    offsets = np.array([(3 + 2 * i, 5 + 2 * i) for i in range(len(begins))]).reshape(-1, 2)
    return SpanScores(offsets, np.log(np.array(begins, np.float32)), np.log(np.array(ends, np.float32)), np.log(none))


def exactly(found: AnswerSpans, start: int, end: int) -> float:
    return float(found.exactly(np.array([start]), np.array([end]))[0])


def test_a_span_is_as_likely_as_its_begin_and_its_end_together() -> None:
    found = answer_spans(extraction([0.8, 0.1, 0.05], [0.1, 0.7, 0.1]), 3)
    assert exactly(found, 0, 4) == found.spans.max()
    assert exactly(found, 0, 4) / exactly(found, 0, 2) == pytest.approx(7, rel=1e-3)
    assert found.spans.sum() == pytest.approx(1)


def test_an_answer_ends_behind_its_beginning() -> None:
    found = answer_spans(extraction([0.1, 0.9], [0.9, 0.1]), 3)
    assert found.spans[1, 0] == 0


def test_what_lies_inside_a_stretch_is_added_up() -> None:
    found = answer_spans(extraction([0.3, 0.3, 0.3], [0.3, 0.3, 0.3]), 3)
    assert found.inside(0, 6) == pytest.approx(1)
    assert found.inside(0, 2) == pytest.approx(found.spans[0, 0])
    assert found.inside(2, 2) == 0


def test_the_likeliest_answer_of_a_stretch() -> None:
    found = answer_spans(extraction([0.8, 0.1, 0.05], [0.1, 0.7, 0.1]), 3)
    assert found.likeliest(0, 6) == (0, 4)
    assert found.likeliest(2, 6) == (2, 4)
    assert found.likeliest(6, 9) is None


def test_a_character_inside_a_token_is_its_token() -> None:
    found = answer_spans(extraction([0.8, 0.1], [0.1, 0.8]), 3)
    assert exactly(found, 1, 3) == exactly(found, 0, 4)


def test_the_margin_tells_an_answer_from_none() -> None:
    sure, doubtful = (answer_spans(extraction([0.9], [0.9], none), 3).margin for none in (0.001, 0.8))
    assert sure > 3 > 1 > doubtful


def test_nothing_to_read_is_no_answer() -> None:
    found = answer_spans(extraction([], []), 3)
    assert (found.margin, found.inside(0, 9), exactly(found, 0, 9)) == (-WIDEST, 0, 0)


def test_a_span_has_a_greatest_length() -> None:
    tokens = LONGEST_ANSWER + 5
    found = answer_spans(extraction([1 / tokens] * tokens, [1 / tokens] * tokens), 3)
    assert found.spans[0, LONGEST_ANSWER - 1] > 0
    assert found.spans[0, LONGEST_ANSWER] == 0
