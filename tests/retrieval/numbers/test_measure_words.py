"""Which measure words count the same things."""

import pytest

from retrieval.numbers.measure_words import alike, measure_of


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("家", "个", True),
        ("名", "人", True),
        ("people", "名", True),
        ("firms", "家", True),
        ("人", "人次", True),
        ("户", "个", False),
        ("座", "人", False),
        ("projects", "户", False),
        ("栋", "幢", True),
        ("床", "张", True),
        ("艘", "辆", False),
    ],
)
def test_what_counts_the_same(one: str, other: str, are: bool) -> None:
    assert alike(one, other) is alike(other, one) is are


@pytest.mark.parametrize(("noun", "measure"), [("firefighters", "人"), ("护士", "人"), ("原因", None)])
def test_how_a_noun_is_counted(noun: str, measure: str | None) -> None:
    assert measure_of(noun) == measure
