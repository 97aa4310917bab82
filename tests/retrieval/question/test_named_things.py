"""Names with the word for what they are, and what only looks like one."""

import pytest

from retrieval.question.named_things import named_things


@pytest.mark.parametrize(
    "text", ["靠农田滴灌想省下多少水", "智能灌溉省人工多少个", "新工艺省煤多少吨", "群众少跑腿省路费多少"]
)
def test_what_saves_is_no_province(text: str) -> None:
    assert named_things(text) == []


@pytest.mark.parametrize(
    ("text", "name"), [("广东省出口额多少", "广东"), ("朔陵省水利投资多少", "朔陵"), ("青岚省电价几何", "青岚")]
)
def test_a_province_is_one_whatever_follows(text: str, name: str) -> None:
    assert [(thing.name, thing.group) for thing in named_things(text)] == [(name, "省")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("北霁河水质为什么变差", ("北霁", "河")), ("浣月湖平均水位", ("浣月", "湖")),
        ("中河乡小麦产量", ("中河", "镇")),
        ("白河水库蓄水", ("白河", "水库")),
        ("最高的上墩村为143万元", ("上墩", "村")),
        ("丰禾化工有限公司被罚", ("丰禾化工", "公司")),
        ("总工程师郎河说", None), ("新疆天河高新区", ("新疆天河", "开发区")),
        ("美丽乡村和帮扶村", None), ("旧院区保留门诊", None), ("石桥老厂区改造", None),
        ("截至9月底片区企业数", None), ("2023年中心渠改造", None), ("2023年初上墩村收入", ("上墩", "村")),
    ],
)  # fmt: skip
def test_rivers_villages_and_companies_have_their_own_names(text: str, found: tuple[str, str] | None) -> None:
    assert [(thing.name, thing.group) for thing in named_things(text)] == ([found] if found else [])
