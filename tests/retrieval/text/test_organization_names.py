"""Names of organizations, of places that the dictionary knows and of places that are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.organization_names import division_names, full_name, mentions, named_by, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("近年来，青禾经济技术开发区围绕绿色铝材延链", ["青禾经济技术开发区"]),
        ("近年来青禾经开区坚持项目为王", ["青禾经开区"]),
        ("记者从云岭高新区获悉", ["云岭高新区"]),
        ("山东省德州市云岭经济开发区", ["山东省德州市云岭经济开发区"]),
        ("青禾经开区与云岭高新区携手", ["青禾经开区", "云岭高新区"]),
        ("出台《青禾经济开发区人才办法》", ["青禾经济开发区"]),
        ("松岭现代农业示范区开园", ["松岭现代农业示范区"]),
        ("雲嶺經濟開發區招商", ["雲嶺經濟開發區"]),
        ("青禾县住房和城乡建设局通报", ["青禾县住房和城乡建设局"]),
        ("青禾集团股份有限公司年报", ["青禾集团股份有限公司"]),
        ("与山东大学、山东科技大学合作", ["山东大学", "山东科技大学"]),
    ],
)
def test_names_begin_where_the_place_begins(text: str, found: list[str]) -> None:
    assert [name.text for name in names(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "推动开发区高质量发展",
        "全市唯一的省级开发区",
        "打造国家级高新区",
        "五个产业园区",
        "全省开发区排名",
        "优化产业布局",
        "本园区和各开发区",
        "走特色产业园区道路",
    ],
)
def test_what_only_sounds_like_a_name_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("line", "organizations"),
    [
        ("青禾经济技术开发区", ("青禾经济技术开发区",)),
        ("青禾经济技术开发区：", ("青禾经济技术开发区",)),
        ("青禾经开区管委会", ("青禾经开区",)),
        ("青禾经开区与云岭高新区", ("青禾经开区", "云岭高新区")),
        ("青禾县统计局", ("青禾县统计局",)),
        ("山东省人民政府", ("山东省",)),
        ("青禾经开区加快建厂房", ()),
        ("走进青禾经开区", ()),
        ("开发区", ()),
        ("自治区人民政府", ()),
    ],
)
def test_lines_that_are_nothing_but_names(line: str, organizations: tuple[str, ...]) -> None:
    assert tuple(name.text for name in named_by(line)) == organizations


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("山东省政府工作报告", "山东省"),
        ("新疆政府工作报告", "新疆"),
        ("内蒙古自治区第十四届", "内蒙古自治区"),
        ("青禾县2024年国民经济和社会发展统计公报", "青禾县"),
        ("雲嶺市人民政府", "雲嶺市"),
        ("城市更新工作方案", None),
        ("省人民政府", None),
        ("全省经济", None),
        ("", None),
    ],
)
def test_the_division_that_a_text_begins_with(text: str, division: str | None) -> None:
    assert [name.text for name in division_names(text)] == ([division] if division else [])


def test_the_fullest_form_of_a_name_is_taken_from_the_text() -> None:
    (short,) = names("青禾经开区扩区")
    text = "青禾经开区扩区。《青禾经济技术开发区条例》施行。云岭经济技术开发区也在列。"
    assert full_name(short, text) == "青禾经济技术开发区"
    assert full_name(short, "青禾经开区扩区。") == "青禾经开区"
    assert mentions(short, text) == 2


def test_the_official_name_of_a_division_is_taken_from_the_text() -> None:
    (division,) = division_names("新疆政府工作报告")
    assert full_name(division, "在新疆维吾尔自治区第十四届人民代表大会上，新疆各族") == "新疆维吾尔自治区"
    assert full_name(division, "新疆各族") == "新疆"
    (complete,) = division_names("山东省政府工作报告")
    assert full_name(complete, "山东省市场监管") == "山东省"


@given(st.text())
def test_any_text_has_names_that_stand_in_it(text: str) -> None:
    for name in (*names(text), *division_names(text), *named_by(text)):
        start, end = name.span
        assert name.text
        assert name.text in (text[start:end], text.strip().rstrip("：:")[start:end])
