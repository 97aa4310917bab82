"""Things that go by a number: which words are such, and which numbers they have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.numbered_things import english_numbered_things, numbered_things


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("一期工程已经完工", "期", {1}), ("地铁3号线延长运营", "线", {3}), ("1至6号楼装空调", "楼", {1, 2, 3, 4, 5, 6}),
        ("1号、2号泊位合计", "泊位", {1, 2}), ("一、二期同时开工", "期", {1, 2}), ("第十二批名单", "批", {12}),
        ("第二食堂关门", "食堂", {2}), ("二十三标段", "标段", {23}), ("3月1日起3号门关闭", "门", {3}),
    ],
)  # fmt: skip
def test_numbers_and_kinds_are_told(text: str, kind: str, numbers: set[int]) -> None:
    assert [(one.kind, set(one.numbers)) for one in numbered_things(text)] == [(kind, numbers)]


@pytest.mark.parametrize(
    "text", ["十四五期间", "前三期学员", "5月3号线下开会", "一线员工", "两期建设", "第三季度", "建成3座桥", "近一期"]
)
def test_what_counts_or_dates_is_none(text: str) -> None:
    assert numbered_things(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("when does phase two start", "期", 2), ("its second phase", "期", 2), ("phase iii costs", "期", 3),
        ("how often does metro line 3 run", "线", 3), ("dormitory building 7", "楼", 7), ("the first batch", "批", 1),
        ("the no. 2 canteen", "食堂", 2), ("berth 11", "泊位", 11),
    ],
)  # fmt: skip
def test_english_names_have_the_chinese_kinds(text: str, kind: str, number: int) -> None:
    assert [(one.kind, set(one.numbers)) for one in english_numbered_things(text)] == [(kind, {number})]


@given(st.text("一二三十0123456789第号至、和期线楼批标段食堂月日的", max_size=20))
def test_each_stands_where_it_says(text: str) -> None:
    for one in numbered_things(text):
        assert text[one.start : one.end].endswith(one.kind) and one.numbers
