"""Tables as statements: which rows are headers, where units go, what becomes of merged cells and of wide rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers import quantities
from retrieval.readers.tables.rows import LONGEST
from retrieval.readers.tables.statements import Merge, Row, cell_text, statements
from retrieval.readers.tables.units import is_unit, noted_unit, split_unit


def rows_of(table: list[str]) -> list[Row]:
    """Rows written with `|` between cells; an empty string is an empty row."""
    cut = [[cell_text(cell) for cell in line.split("|")] for line in table]
    rows = [Row(number, {c: text for c, text in enumerate(cells, 1) if text}) for number, cells in enumerate(cut, 1)]
    return [row for row in rows if row.cells]


def said(table: list[str], *merges: Merge, **options: object) -> list[str]:
    return [line.text for line in statements(rows_of(table), merges, **options)]  # type: ignore[arg-type]


def test_a_row_with_its_headers_is_a_sentence_whose_figures_have_their_units() -> None:
    table = ["园区|签约项目（个）|投资（亿元）|增速%", "北园|27|43.4|5.2", "南园|31|1,205|-3"]
    assert said(table) == [
        "园区：北园，签约项目：27个，投资：43.4亿元，增速：5.2%。",
        "园区：南园，签约项目：31个，投资：1,205亿元，增速：-3%。",
    ]
    found = [(quantity.unit, int(quantity.value)) for quantity in quantities(said(table)[0])]
    assert ("CNY", 4_340_000_000) in found
    assert ("item", 27) in found


def test_what_is_no_plain_number_keeps_the_unit_in_its_header() -> None:
    assert said(["园区|投资（亿元）", "北园|3", "南园|—", "东园|约12"]) == [
        "园区：北园，投资：3亿元。",
        "园区：南园，投资（亿元）：—。",
        "园区：东园，投资（亿元）：约12。",
    ]


def test_a_unit_above_the_table_is_that_of_amounts_and_not_of_rates_or_counts() -> None:
    table = ["县域产值表|||", "|||单位：万元", "园区|产值|同比增长|企业户数", "北园|500|5.2|12", "注：按现价|||"]
    assert said(table) == [
        "县域产值表",
        "单位：万元",
        "园区：北园，产值：500万元，同比增长：5.2，企业户数：12。",
        "注：按现价",
    ]
    assert said(["园区|产值", "北园|500"], unit="万元") == ["园区：北园，产值：500万元。"]


def test_a_unit_in_the_label_or_in_a_column_of_units_is_that_of_the_row() -> None:
    assert said(["指标|2023年|2024年", "签约项目（个）|12|31", "产值（亿元）|3|4"]) == [
        "指标：签约项目，2023年：12个，2024年：31个。",
        "指标：产值，2023年：3亿元，2024年：4亿元。",
    ]
    assert said(["指标|单位|2024年|增长%", "产值|亿元|130.5|8.2", "企业|户|14|16"]) == [
        "指标：产值，2024年：130.5亿元，增长：8.2%。",
        "指标：企业，2024年：14户，增长：16%。",
    ]
    assert said(["任务|责任单位|投资（万元）", "建厂房|投资局|300"]) == [
        "任务：建厂房，责任单位：投资局，投资：300万元。"
    ]


def test_headers_of_two_rows_are_joined_with_or_without_merged_cells() -> None:
    table = ["园区|2023年||2024年|", "|产值|增速|产值|增速", "北园|40|5|43|6"]
    expected = ["园区：北园，2023年 产值：40，2023年 增速：5，2024年 产值：43，2024年 增速：6。"]
    assert said(table) == expected
    assert said(table, Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(1, 4, 1, 5)) == expected


def test_a_row_of_units_below_the_header_belongs_to_it() -> None:
    assert said(["园区|项目|投资", "|（个）|亿元", "北园|5|3"]) == ["园区：北园，项目：5个，投资：3亿元。"]


def test_a_merged_cell_counts_for_each_row_it_spans() -> None:
    table = ["产业|企业|产值（亿元）", "铝材|甲公司|3", "|乙公司|4", "合计||7"]
    assert said(table, Merge(2, 1, 3, 1), Merge(4, 1, 4, 2)) == [
        "产业：铝材，企业：甲公司，产值：3亿元。",
        "产业：铝材，企业：乙公司，产值：4亿元。",
        "产业：合计，产值：7亿元。",
    ]


def test_a_row_of_one_cell_is_a_line_and_names_the_group_of_the_rows_below_it() -> None:
    assert said(["园区|投资", "北部|", "甲园|3", "南部|", "乙园|5", "注：初步数|", "丙园|6"]) == [
        "北部",
        "北部 园区：甲园，投资：3。",
        "南部",
        "南部 园区：乙园，投资：5。",
        "注：初步数",
        "园区：丙园，投资：6。",
    ]


def test_a_numbered_row_names_the_group_below_it_and_a_total_is_of_no_group() -> None:
    table = [
        "序号|工程|计划（万元）|完成（万元）",
        "一|道路||",
        "1|环城路|1200|(35.2)",
        "二|供水||",
        "2|管网|560|▲7",
        "|合计|1760|-42",
    ]
    assert said(table) == [
        "一\t道路",
        "道路 序号：1，工程：环城路，计划：1200万元，完成：(35.2)万元。",
        "二\t供水",
        "供水 序号：2，工程：管网，计划：560万元，完成：▲7万元。",
        "工程：合计，计划：1760万元，完成：-42万元。",
    ]


def test_a_column_of_units_is_not_that_of_money_and_digits_that_number_nothing_have_none() -> None:
    assert said(["工程|数量|单位|金额", "挖土|1200|立方米|36000", "铺管|350|米|87500"]) == [
        "工程：挖土，数量：1200立方米，金额：36000。",
        "工程：铺管，数量：350米，金额：87500。",
    ]
    assert said(["户名|账号|电话|余额", "北站|0012|13800001111|5.2", "南站|0013|13800002222|3"], unit="万元") == [
        "户名：北站，账号：0012，电话：13800001111，余额：5.2万元。",
        "户名：南站，账号：0013，电话：13800002222，余额：3万元。",
    ]


def test_tables_apart_by_an_empty_row_have_headers_of_their_own() -> None:
    table = ["园区|投资", "甲园|3", "", "企业|产值|税收", "某公司|4|1", "", "某厂|6|2"]
    assert said(table) == [
        "园区：甲园，投资：3。",
        "企业：某公司，产值：4，税收：1。",
        "企业：某厂，产值：6，税收：2。",
    ]


def test_a_header_repeated_on_a_later_page_is_no_statement() -> None:
    assert said(["园区|投资（亿元）", "甲园|3", "园区|投资（亿元）", "乙园|5"]) == [
        "园区：甲园，投资：3亿元。",
        "园区：乙园，投资：5亿元。",
    ]


@pytest.mark.parametrize(
    "form",
    [
        ["1|2|3", "4|5|6"],
        ["甲|乙", "丙|丁"],
    ],
)
def test_without_an_evident_header_cells_are_apart_by_tabs(form: list[str]) -> None:
    assert said(form) == [line.replace("|", "\t") for line in form]


def test_a_table_of_words_has_a_header_of_column_words_or_where_the_format_says_so() -> None:
    tasks = ["任务|责任单位|完成时限", "建厂房|投资局|年底"]
    assert said(tasks) == ["任务：建厂房，责任单位：投资局，完成时限：年底。"]
    words = ["甲|乙", "丙|丁", "戊|己"]
    expected = ["甲：丙，乙：丁。", "甲：戊，乙：己。"]
    assert said(words, headers=1) == expected
    assert said(words, assumed=True) == expected
    assert said(words) != expected


def test_fields_above_a_table_are_lines() -> None:
    table = ["填报：甲局||日期：5月6日|", "园区|产值|税收|户数", "北园|10|2|4"]
    assert said(table) == ["填报：甲局", "日期：5月6日", "园区：北园，产值：10，税收：2，户数：4。"]


def test_a_wide_row_is_cut_between_cells_and_its_parts_begin_with_its_label() -> None:
    names = "|".join(f"指标{number}的名称" for number in range(45))
    rows = rows_of([f"园区|{names}", "北园|" + "|".join(f"{number}亿元" for number in range(45))])
    first, second = statements(rows, assumed=True)
    assert first.text.startswith("园区：北园，指标0的名称：0亿元，")
    assert second.text.startswith("园区：北园，指标")
    assert max(len(first.text), len(second.text)) <= LONGEST
    assert [place[2:] for place in first.places] == [(2, column, column) for column in range(1, 1 + len(first.places))]
    assert [place[3] for place in second.places] == [1, *range(1 + len(first.places), 47)]
    assert [second.text[start:end] for start, end, *_ in second.places[:1]] == ["园区：北园"]


def test_a_cell_that_ends_its_own_sentence_is_followed_by_no_comma() -> None:
    assert said(["项目|内容|进度", "甲园|建厂房。修路。|80%"]) == ["项目：甲园，内容：建厂房。修路。进度：80%。"]


def test_digits_do_not_grow_together_over_a_comma() -> None:
    (row,) = said(["项目|户数|800米以内", "甲园|27|12"], headers=1)
    assert [int(quantity.value) for quantity in quantities(row)][:1] == [27]


def test_a_word_set_wide_is_one_word() -> None:
    assert cell_text(" 合　计\n") == "合计"
    assert cell_text("新材料\n产业园") == "新材料 产业园"
    assert cell_text("A B") == "A B"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("投资（亿元）", ("投资", "亿元")),
        ("投资 (单位：万元)", ("投资", "万元")),
        ("产值/亿元", ("产值", "亿元")),
        ("同比增长%", ("同比增长", "%")),
        ("产值（现价）", ("产值（现价）", "")),
        ("工期（月）", ("工期（月）", "")),
        ("合计（A+B）", ("合计（A+B）", "")),
        ("投入/产出", ("投入/产出", "")),
    ],
)
def test_the_unit_of_a_header(name: str, expected: tuple[str, str]) -> None:
    assert split_unit(name) == expected


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：亿元", "亿元"),
        ("主要指标（计量单位：万吨）", "万吨"),
        ("单位：亿元、%", ""),
        ("责任单位：投资局", ""),
        ("全年单位：能耗下降", ""),
    ],
)
def test_the_unit_that_a_line_states(line: str, unit: str) -> None:
    assert noted_unit(line) == unit


@pytest.mark.parametrize("text", ["", "2024", "园区", "亿元和", "月", "的"])
def test_what_is_no_unit(text: str) -> None:
    assert not is_unit(text)


def test_a_table_that_only_repeats_its_header_is_its_rows() -> None:
    rows = [Row(number, {1: "园区", 2: "产值"}) for number in (1, 2)]
    assert [line.text for line in statements(rows, [], headers=1)] == ["园区\t产值"] * 2


_TEXT = st.text("园区产值甲乙丙0123456789.。；，： ab", max_size=12).map(cell_text)
_TABLE = st.lists(st.lists(_TEXT, max_size=5), max_size=8)
_MERGES = st.lists(st.builds(Merge, *(st.integers(1, 9) for _ in range(4))), max_size=4)


@given(_TABLE, _MERGES, st.integers(0, 3), st.booleans())
def test_rows_lose_nothing_and_places_lie_in_their_lines(
    table: list[list[str]], merges: list[Merge], headers: int, assumed: bool
) -> None:
    cells = [{c: text for c, text in enumerate(row, 1) if text} for row in table]
    rows = [Row(number, row) for number, row in enumerate(cells, 1) if row]
    lines = statements(rows, merges, headers=headers, assumed=assumed)
    by_row: dict[int, str] = {}
    for line in lines:
        assert line.text.strip()
        for start, end, number, first, last in line.places:
            assert 0 <= start < end <= len(line.text)
            assert 1 <= first <= last
            by_row[number] = by_row.get(number, "") + line.text
    for row in rows:
        if row.number in by_row:
            assert all(text in by_row[row.number] for text in row.cells.values())
    assert rows == [] or lines


@given(st.text(max_size=30))
def test_any_text_may_be_a_unit_or_a_note(text: str) -> None:
    name, unit = split_unit(text)
    assert text.startswith(name)
    assert unit in text
    assert noted_unit(text) in text
