"""A sentence taken apart into what it states, subject by subject."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence.figures.statements import statements
from retrieval.numbers import quantities
from retrieval.text.folding import fold


def _texts(text: str) -> list[str]:
    folded = fold(text)
    return [folded[one.start : one.end] for one in statements(folded, quantities(folded), (0, len(folded)))]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("产值30亿元、增长5%，利润2亿元", ["产值30亿元、增长5%", "利润2亿元"]),
        ("茶叶、水果产量分别增长3%、4%，蔬菜产量9万吨", ["茶叶、水果产量分别增长3%、4%", "蔬菜产量9万吨"]),
        ("接待游客8万人次，同比增长6%；居民收入增长5%", ["接待游客8万人次,同比增长6%", "居民收入增长5%"]),
        ("工业投资18.5亿元，占全部投资的40%", ["工业投资18.5亿元,占全部投资的40%"]),
        ("存款1,280万元，贷款960万元", ["存款1,280万元", "贷款960万元"]),
        ("水库12座，为历史最高，增长8%", ["水库12座,为历史最高,增长8%"]),
        ("面积120亩，为原校区的3倍", ["面积120亩,为原校区的3倍"]),
        ("职工71人，为吸引游客新设站点13个", ["职工71人", "为吸引游客新设站点13个"]),
        ("拨款3亿元，为农户发放补贴500万元", ["拨款3亿元", "为农户发放补贴500万元"]),
        ("大豆、玉米", ["大豆、玉米"]),
        ("", []),
    ],
)
def test_a_subject_takes_along_what_goes_on_with_it(text: str, stated: list[str]) -> None:
    assert _texts(text) == stated


@given(st.text("产值利润茶叶增长同比0123.%亿元、，；。 和", max_size=40))
def test_statements_stand_one_behind_the_other_and_cut_no_figure(text: str) -> None:
    folded = fold(text)
    stated = quantities(folded)
    found = statements(folded, stated, (0, len(folded)))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start <= one.end <= len(folded) for one in found)
    for q in stated:
        assert all(q.end <= one.start or one.end <= q.start or one.holds(q) for one in found)
