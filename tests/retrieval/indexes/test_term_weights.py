"""How much a token tells."""

import math
from collections import Counter

import pytest

from retrieval.indexes.term_weights import TermWeights


class Counted:
    """An index of ten passages that counts how often it is asked."""

    size = 10

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str]] = Counter()

    def frequency(self, field: str, token: str) -> int:
        self.asked[field, token] += 1
        return {"审批": 2, "的": 10}.get(token, 0)


def test_what_is_rarer_tells_more() -> None:
    weights = TermWeights(Counted())
    assert 0 < weights.weight("words", "的") < weights.weight("words", "审批") < weights.weight("words", "没有")
    assert weights.weight("words", "没有") == pytest.approx(weights.most) == pytest.approx(math.log(1 + 10.5 / 0.5))


def test_a_token_is_looked_up_once() -> None:
    index = Counted()
    weights = TermWeights(index)
    for _ in range(3):
        weights.weight("words", "审批")
        assert weights.occurs("words", "审批")
    assert not weights.occurs("grams", "没有")
    assert set(index.asked.values()) == {1}
