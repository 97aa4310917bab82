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
        ("3号线和4号线日均", "线", {3, 4}), ("1—4号楼", "楼", {1, 2, 3, 4}), ("1号楼至3号楼", "楼", {1, 2, 3}),
        ("1,2号楼", "楼", {1, 2}), ("目前第二批", "批", {2}), ("第三号码头", "码头", {3}), ("3号线上半年", "线", {3}),
        ("第一阶段", "期", {1}), ("3#楼", "楼", {3}),
        ("2号宿舍楼", "楼", {2}), ("首届大会", "届", {1}), ("6号地块", "地块", {6}),
    ],
)  # fmt: skip
def test_numbers_and_kinds_are_told(text: str, kind: str, numbers: set[int]) -> None:
    assert [(one.kind, set(one.numbers)) for one in numbered_things(text)] == [(kind, numbers)]


@pytest.mark.parametrize(
    "text",
    [
        "十四五期间",
        "前三期学员",
        "5月3号线下开会",
        "一线员工",
        "两期建设",
        "第三季度",
        "建成3座桥",
        "近一期",
        "八一食堂",
        "派出15支队伍",
        "第二批发市场",
        "3号楼梯",
        "分3期付款",
        "培训班12期",
        "二三期工程",
    ],
)
def test_what_counts_or_dates_is_none(text: str) -> None:
    assert numbered_things(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("when does phase two start", "期", 2), ("its second phase", "期", 2), ("phase iii costs", "期", 3),
        ("how often does metro line 3 run", "线", 3), ("dormitory building 7", "楼", 7), ("the first batch", "批", 1),
        ("the no. 2 canteen", "食堂", 2), ("berth 11", "泊位", 11), ("the 2nd phase", "期", 2), ("stage 2", "期", 2),
    ],
)  # fmt: skip
def test_english_names_have_the_chinese_kinds(text: str, kind: str, number: int) -> None:
    assert [(one.kind, set(one.numbers)) for one in english_numbered_things(text)] == [(kind, {number})]


def test_several_in_english_are_one() -> None:
    assert [set(one.numbers) for one in english_numbered_things("what did phases 1 and 2 cost")] == [{1, 2}]
    assert [set(one.numbers) for one in english_numbered_things("metro lines 1 to 3")] == [{1, 2, 3}]
    for text in (
        "the line one has to cross",
        "line 4 years ago",
        "a parking lot 3 spaces wide",
        "which building i saw",
    ):
        assert english_numbered_things(text) == []


@given(st.text("一二三八十0123456789第号#至—、和期线楼批标段食堂月日的", max_size=20))
def test_each_stands_where_it_says(text: str) -> None:
    for one in numbered_things(text):
        assert text[one.start : one.end].endswith(one.kind) and one.numbers
