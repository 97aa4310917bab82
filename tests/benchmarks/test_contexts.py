"""How short answers are scored on public sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.contexts import f1, figures
from benchmarks.sets import Asked
from retrieval.answer import Answer


def answered(short: str | None) -> Answer:
    return Answer("建于哪年？", "zh", short is not None, None, short, 1.0, ())


@pytest.mark.parametrize(
    ("short", "exact", "common"),
    [("1913年", 1, 1), ("“1913 年”", 1, 1), ("建于1913年", 0, 2 / 3), (None, 0, 0), ("东京", 0, 0)],
)
def test_a_short_answer_is_held_against_the_likest_right_one(short: str | None, exact: float, common: float) -> None:
    asked = Asked("建于哪年？", ("1913年", "大正二年"), ("0.txt",))
    found = figures([(asked, answered(short))])
    assert (found["exact"], found["f1"]) == (exact, pytest.approx(common))


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_two_texts_have_in_common_is_a_share(one: str, other: str) -> None:
    assert 0 <= f1(one, other) == f1(other, one) <= 1
    assert f1(one, one) in (0, 1)
