"""A growth is no share, and a share no growth."""

import pytest

from retrieval.evidence.figures.rates import is_other_rate, rate_asked
from retrieval.numbers import quantities


@pytest.mark.parametrize(
    ("question", "rate"),
    [
        ("服务业投资增长多少?", "growth"),
        ("服务业投资增速是多少?", "growth"),
        ("by how much did exports grow", "growth"),
        ("服务业占生产总值的比重是多少?", "share"),
        ("新能源车占多少?", "share"),
        ("what share of exports went to asia", "share"),
        ("占比提高了多少?", None),
        ("服务业投资完成多少?", None),
        ("开工率是多少?", None),
    ],
)
def test_which_rate_is_asked_for(question: str, rate: str | None) -> None:
    assert rate_asked(question) == rate


@pytest.mark.parametrize(
    ("text", "growth", "share"),
    [
        ("服务业投资增长9.1%", True, False),
        ("服务业投资占全部投资的43.7%", False, True),
        ("占比达到43.7%", False, True),
        ("比上年提高了2.2个百分点", True, False),
        ("服务业比重由40.2%提高到45.7%", False, True),
        ("出口占比下降至18.4%", False, True),
        ("占比上升的服务业增长9.1%", True, False),
        ("投资增长率达到9.1%", True, False),
        ("开工率达到97%", True, True),
        ("投资完成16.7亿元", True, True),
    ],
)
def test_which_figures_may_be_it(text: str, growth: bool, share: bool) -> None:
    stated = quantities(text)[-1]
    assert [not is_other_rate(rate, text, stated) for rate in ("growth", "share", None)] == [growth, share, True]
