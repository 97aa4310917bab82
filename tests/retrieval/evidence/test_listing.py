"""How many items a text lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence.listing import items_listed


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("推动任期制、聘任制、绩效制", 3),
        ("由城建公司和水务公司承建", 2),
        ("甲厂、乙厂和丙厂停产", 3),
        ("深化改革,增强动力", 1),
        ("主要做法:一是抓招商。二是抓服务。三是抓安全。", 3),
        ("出台《条例》《办法》《细则》", 3),
        ("修路;架桥;种树", 3),
        ("(一)修路(二)架桥", 2),
        ("吃补贴的不招,排污不清的不招,老板不来的不招", 3),
    ],
)
def test_items_are_counted(text: str, count: int) -> None:
    assert items_listed(text, 0, len(text)) == count


def test_numbers_go_on_behind_the_stretch() -> None:
    text = "主要有三个特点。一是快。二是准。三是省。"
    assert items_listed(text, 0, 8) == 3


@given(st.lists(st.sampled_from(["桥梁", "公路", "学校", "医院"]), min_size=1, max_size=8))
def test_as_many_as_are_parted_by_marks(names: list[str]) -> None:
    text = "、".join(names)
    assert items_listed(text, 0, len(text)) == len(names)
