"""Forms: labels with their values beside them, in any number of columns, with merged cells."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_rows import rows_of, said

from retrieval.readers.tables.statements import Merge, statements


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            ["项目名称|河堤加固", "总投资|35亿元", "工期|2年"],
            ["项目名称：河堤加固。", "总投资：35亿元。", "工期：2年。"],
        ),
        (
            ["姓名|赵明远|年龄|45", "民族|汉|工龄|20"],
            ["姓名：赵明远。", "年龄：45。", "民族：汉。", "工龄：20。"],
        ),
        (
            ["姓名|周雨|性别|女|出生年月|1986年5月", "学历|本科|职称|农艺师|联系电话|0000-7654321"],
            [
                "姓名：周雨。",
                "性别：女。",
                "出生年月：1986年5月。",
                "学历：本科。",
                "职称：农艺师。",
                "联系电话：0000-7654321。",
            ],
        ),
        (["建设单位|临河镇水务站|预算（万元）|126.5"], ["建设单位：临河镇水务站。", "预算：126.5万元。"]),
        (
            ["坝高：|31米|坝型：|土石坝", "库容：|1200万立方米||"],
            ["坝高：31米。", "坝型：土石坝。", "库容：1200万立方米。"],
        ),
        (
            ["*堤段*|南岸|*险工*|三处", "*水位*|4.2米|*流量*|310"],
            ["堤段：南岸。", "险工：三处。", "水位：4.2米。", "流量：310。"],
        ),
        (["是否验收|☑是 □否|负责人|高岚"], ["是否验收：☑是 □否。", "负责人：高岚。"]),
        (["申请人|陈舟|经办人|", "审批人|||"], ["申请人：陈舟。"]),
    ],
)
def test_each_label_stands_before_its_own_value(form: list[str], expected: list[str]) -> None:
    assert said(form) == expected


def test_a_label_that_spans_rows_stands_before_those_of_each_and_a_long_value_is_one() -> None:
    form = [
        "单位名称|河口镇农技站|||",
        "联系人|姓名|方瑜|电话|0000-1234567",
        "|职务|站长|邮箱|fy@example.org",
        "项目简介|修建水渠。受益三村。|||",
    ]
    merges = Merge(1, 2, 1, 5), Merge(2, 1, 3, 1), Merge(4, 2, 4, 5)
    assert said(form, *merges) == [
        "单位名称：河口镇农技站。",
        "联系人 姓名：方瑜。",
        "联系人 电话：0000-1234567。",
        "联系人 职务：站长。",
        "联系人 邮箱：fy@example.org。",
        "项目简介：修建水渠。受益三村。",
    ]


def test_what_spans_rows_beside_a_form_is_no_value_of_any() -> None:
    form = ["姓名|方瑜|性别|女|照片", "民族|汉|学历|本科|", "职务|站长|电话|0000-1234567|"]
    expected = ["姓名：方瑜。", "性别：女。", "民族：汉。", "学历：本科。", "职务：站长。", "电话：0000-1234567。"]
    assert said(form, Merge(1, 5, 3, 5)) == expected


def test_a_list_inside_a_form_has_its_header_and_the_form_goes_on_behind_it() -> None:
    form = [
        "一、基本情况|||",
        "申报单位|临河镇|联系电话|0000-1234567",
        "二、设备清单|||",
        "设备名称|数量（台）|单价（元）|备注",
        "水泵|4|2600|自购",
        "闸门|2|9800|更换",
        "审核意见|同意上报。||",
    ]
    merges = [Merge(row, 1, row, 4) for row in (1, 3)]
    assert said(form, *merges, Merge(7, 2, 7, 4)) == [
        "一、基本情况",
        "申报单位：临河镇。",
        "联系电话：0000-1234567。",
        "二、设备清单",
        "设备名称：水泵，数量：4台，单价：2600元，备注：自购。",
        "设备名称：闸门，数量：2台，单价：9800元，备注：更换。",
        "审核意见：同意上报。",
    ]


def test_rows_whose_cells_are_cut_otherwise_and_words_that_no_list_knows() -> None:
    form = [
        "姓 名|沈昭|性 别|男|出生年月 （岁）|1979.08 （45岁）",
        "民 族|汉族|籍 贯|河口|祖居|湖东村",
        "专业技 术职务|高级工程师||熟悉专业 有何专长|水利规划|",
        "检查对象|南港油库|复查日期|7月3日||",
        "登记台|||经办人||",
    ]
    merges = Merge(3, 2, 3, 3), Merge(3, 5, 3, 6)
    assert said(form, *merges) == [
        "姓名：沈昭。",
        "性别：男。",
        "出生年月（岁）：1979.08 （45岁）。",
        "民族：汉族。",
        "籍贯：河口。",
        "祖居：湖东村。",
        "专业技术职务：高级工程师。",
        "熟悉专业有何专长：水利规划。",
        "检查对象：南港油库。",
        "复查日期：7月3日。",
    ]


def test_a_list_between_two_fields_of_a_form() -> None:
    form = [
        "检查对象|南港油库|检查时间|7月3日",
        "检查内容|检查结果|存在问题|整改期限",
        "消防设施|合格|无|—",
        "检查人员|韩冬|见证人|李想",
    ]
    assert said(form) == [
        "检查对象：南港油库。",
        "检查时间：7月3日。",
        "检查内容：消防设施，检查结果：合格，存在问题：无，整改期限：—。",
        "检查人员：韩冬。",
        "见证人：李想。",
    ]


def test_a_cell_merged_with_the_header_beside_it_names_the_group_of_the_rows() -> None:
    table = ["家庭成员|姓名|关系|工作单位", "|方远|父子|河口小学", "|林静|母子|河口医院"]
    assert said(table, Merge(1, 1, 3, 1)) == [
        "家庭成员 姓名：方远，关系：父子，工作单位：河口小学。",
        "家庭成员 姓名：林静，关系：母子，工作单位：河口医院。",
    ]


def test_a_header_that_names_nothing_is_not_said_of_every_row() -> None:
    assert said(["项目|内容", "负责人|方瑜", "覆盖范围|全镇"]) == ["负责人：方瑜。", "覆盖范围：全镇。"]


@pytest.mark.parametrize(
    "table",
    [
        ["指标|数值", "总投资|35", "建筑面积|12"],
        ["指标|2024年", "总投资|35", "建筑面积|12"],
        ["单位|负责人|电话", "教育局|方瑜|0000-1234567"],
        ["姓名|性别|职务|电话", "方瑜|女|站长|0000-1234567", "林静|女|会计|0000-7654321"],
        ["设备名称|型号|数量|金额", "水泵|A型|4|2600", "闸门|B型|2|9800"],
    ],
)
def test_a_list_is_no_form(table: list[str]) -> None:
    header = table[0].split("|")
    lines = said(table)
    assert len(lines) == len(table) - 1
    for line, row in zip(lines, table[1:], strict=True):
        assert line == "，".join(f"{name}：{text}" for name, text in zip(header, row.split("|"), strict=True)) + "。"


_LABELS = ["项目名称", "负责人", "联系电话", "总投资（万元）", "开工日期", "建设性质", "备注", "占地面积", "是否完工"]
_VALUE = st.text("河口镇堤闸泵站0123456789.☑□ ", min_size=1, max_size=9).map(str.strip).filter(bool)


@given(st.lists(st.lists(st.tuples(st.sampled_from(_LABELS), _VALUE), min_size=2, max_size=2), min_size=1, max_size=5))
def test_no_value_of_a_form_is_lost_or_grows_together_with_another(form: list[list[tuple[str, str]]]) -> None:
    rows = rows_of(["|".join(part for field in row for part in field) for row in form])
    said_of = {}
    for line in statements(rows):
        for start, end, row, first, last in line.places:
            said_of[row, first, last] = line.text[start:end]
    for row in rows:
        for column in (2, 4):
            spot = next(
                text
                for (number, first, last), text in said_of.items()
                if number == row.number and first <= column <= last
            )
            assert row.cells[column] in spot
    numbers = [text for row in rows for text in re.findall(r"\d+(?:\.\d+)*", " ".join(row.cells.values()))]
    read = re.findall(r"\d+(?:\.\d+)*", "\n".join(said_of.values()))
    assert sorted(numbers) == sorted(read)
