"""Markdown: what a page made of it would show, on the lines of the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.document import Document
from retrieval.readers import LINE_BREAK
from retrieval.readers.text import markdown


def read(text: str) -> Document:
    return markdown.read(text.encode(), "a.md")


def blocks(text: str) -> list[tuple[str, int]]:
    document = read(text)
    assert len(LINE_BREAK.findall(document.text)) == len(LINE_BREAK.findall(text))
    return [(document.text[block.start : block.end], block.level) for block in document.blocks]


def test_headings_have_their_level() -> None:
    text = "# 总题\n正文。\n\n## 一、概况 ##\n正文。\n\n小题\n---\n\n大题\n===\n"
    assert blocks(text) == [("总题", 1), ("正文。", 0), ("一、概况", 2), ("正文。", 0), ("小题", 2), ("大题", 1)]


def test_a_hash_without_space_is_no_heading() -> None:
    assert blocks("#标签 和正文\n") == [("#标签 和正文", 0)]


def test_marks_of_lists_and_quotes_are_left_out_but_numbers_are_kept() -> None:
    text = "- 第一项\n* 第二项\n1. 第三项\n> 引文一\n> 引文二\n> - 引文三\n"
    assert [line for line, _ in blocks(text)] == ["第一项", "第二项", "1. 第三项", "引文一", "引文二", "引文三"]


def test_rules_and_comments_are_no_text() -> None:
    assert [line for line, _ in blocks("甲\n\n---\n\n<!-- 备注 -->\n***\n乙\n")] == ["甲", "乙"]


def test_rows_of_a_table_are_statements_on_their_lines() -> None:
    text = "甲\n\n单位：亿元\n| 指标 | **2024年** |\n|:---|---:|\n| 产值 | `43.4` |\n| 税收 \\| 费 | 8 |\n\n乙\n"
    document = read(text)
    assert document.text.count("\n") == text.count("\n")
    assert [(document.text.count("\n", 0, b.start) + 1, document.text[b.start : b.end]) for b in document.blocks] == [
        (1, "甲"),
        (3, "单位：亿元"),
        (6, "指标：产值，2024年：43.4亿元。"),
        (7, "指标：税收 | 费，2024年：8亿元。"),
        (9, "乙"),
    ]


@pytest.mark.parametrize("text", ["甲 | 乙", "| 甲 |\n|---|---|\n| 丙 |", "~~~\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n~~~"])
def test_bars_alone_make_no_table(text: str) -> None:
    assert [line for line, _ in blocks(text)] == [line for line in text.split("\n") if line != "~~~"]


def test_a_table_without_rows_stays_as_it_is() -> None:
    assert blocks("| 甲 | 乙 |\n|---|---|\n") == [("| 甲 | 乙 |", 0)]


@given(
    st.lists(
        st.sampled_from(["| 园区 | 产值 |", "|---|:-:|", "| 北园 | 3 |", "|", "```", "# 题", "", "单位：亿元", "| a"])
    )
)
def test_whatever_its_tables_the_lines_of_a_file_keep_their_numbers(lines: list[str]) -> None:
    text = "正文。\n" + "\r\n".join(lines)
    assert len(LINE_BREAK.findall(read(text).text)) == len(LINE_BREAK.findall(text))


def test_front_matter_declares_whose_text_it_is() -> None:
    document = read("---\norganization: 青禾经开区\npublication: 青禾日报\n---\n正文。\n")
    assert (document.organizations, document.publication) == (("青禾经开区",), "青禾日报")
    assert read("---\norganizations: [青禾经开区, 云岭高新区, 3]\n---\n正文。\n").organizations == (
        "青禾经开区",
        "云岭高新区",
    )


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("预算~~9999~~ **830万元**，`甲`与*乙*。", "预算 830万元，甲与乙。"),
        ("预算<del>9999</del><s>88</s> 830万元", "预算 830万元"),
        ("库容2.6×10<sup>9</sup>立方米，水厂12<sup>3</sup>座", "库容2.6×10⁹立方米，水厂12座"),
        ("[网站](http://a.cn/1234)和<http://b.cn>，![图](5678.png)。", "网站和http://b.cn，。"),
        ("占比 $4 3 . 1 \\%$，产值$3.26$亿元，人均$1.8 \\times 10^{6}$元", "占比 43.1%，产值3.26亿元，人均1.8×10⁶元"),
        ("注册资本为1.5亿元[^1]。", "注册资本为1.5亿元。"),
        ("[^1]: 增资后的数额。", "[1] 增资后的数额。"),
        ("A&amp;B\\*C", "A&B*C"),
        ("增长5~8%，a_b_c，2*3*4", "增长5~8%，a_b_c，2*3*4"),
        ("12~~34~~56", "12 56"),
        ("    缩进的一段。", "缩进的一段。"),
        ("<5%的企业", "<5%的企业"),
        ("<!-- 备注 -->", ""),
    ],
)
def test_marks_inside_a_line_are_taken_off(line: str, shown: str) -> None:
    assert " ".join(text for text, _ in blocks(f"\n{line}\n")) == shown


TABLE = (
    "<table><tr><td rowspan=2>水厂</td><td colspan=2>供水（万吨）</td></tr><tr><td>2022年</td><td>2023年</td></tr>"
    "<tr><td>东厂</td><td>410</td><td><del>999</del>455</td></tr><tr><td>西厂</td><td>87</td><td>92</td></tr></table>"
)
ROWS = [
    "水厂：东厂，供水（万吨） 2022年：410，供水（万吨） 2023年：455。",
    "水厂：西厂，供水（万吨） 2022年：87，供水（万吨） 2023年：92。",
]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (f"正文。\n\n{TABLE}\n\n后文。\n", [1, 3, 3, 5]),
        ("正文。\n\n" + TABLE.replace("</tr>", "</tr>\n") + "\n\n后文。\n", [1, 5, 6, 9]),
        (f"正文。\n\n表一 {TABLE}\n\n后文。", [1, 3, 3, 5]),
    ],
)
def test_a_table_of_html_is_statements_on_its_lines(text: str, numbers: list[int]) -> None:
    document = read(text)
    found = [(document.text.count("\n", 0, b.start) + 1, document.text[b.start : b.end]) for b in document.blocks]
    rows = [(number, line) for number, line in found if line in ("正文。", "后文。", *ROWS)]
    assert [line for _, line in rows] == ["正文。", *ROWS, "后文。"]
    assert [number for number, _ in rows] == numbers
    assert "<" not in document.text


_PIECES = """
0 1 2 3 # - 1. > | ** ~~ ` ``` $ $$ [^1] [ ](a) <table><tr><td> </td></tr></table> <del> </del> <br> --- === |--|--|
亿元 ， 。 \\ _ ! &amp; <b <!-- -->
"""
_SOURCE = st.lists(st.sampled_from([*_PIECES.split(), " ", "\n", "\n", "\n\n", "    "]), max_size=40).map("".join)


@given(_SOURCE)
def test_any_source_keeps_its_lines(source: str) -> None:
    assert len(LINE_BREAK.findall(read(f"正文\n{source}").text)) == len(LINE_BREAK.findall(f"正文\n{source}"))


_SHOWN = ["增长12.5%，", "\n", "\n\n", "- 项目34个", "> 引文56", "## 题78", "**3**", " ~4~ ", "2*3*4", "[7](a)"]
_TABLE = "\n\n| 甲 | 90 |\n|--|--|\n| 乙 | 91 |\n\n"


@given(st.lists(st.sampled_from([*_SHOWN, _TABLE])))
def test_no_digit_that_is_shown_is_lost(pieces: list[str]) -> None:
    source = "正文。\n\n" + "".join(pieces)
    shown = sorted(c for text, _ in blocks(source) for c in text if c.isdigit())
    lost = [c for c in set(source) if c.isdigit() and c not in shown]
    assert not lost


def test_nothing_is_marked_inside_a_fence() -> None:
    text = "```text\n# 不是标题\n- 不是列表\n```\n# 标题\n"
    assert blocks(text) == [("# 不是标题", 0), ("- 不是列表", 0), ("标题", 1)]


def test_an_unclosed_fence_loses_nothing() -> None:
    assert blocks("```\n甲\n乙\n") == [("甲", 0), ("乙", 0)]


def test_front_matter_declares_title_author_and_date() -> None:
    document = read("---\ntitle: 园区简报\nauthor: [赵明远, 孙雨]\ndate: 2024-11-05\n---\n正文。\n")
    assert (document.title, document.author, document.date) == ("园区简报", "赵明远、孙雨", "2024-11-05")
    assert [document.text[block.start : block.end] for block in document.blocks] == ["正文。"]


def test_a_time_of_the_front_matter_is_its_day() -> None:
    assert read("---\ndate: 2024-03-05 10:00:00\n---\n正文。\n").date == "2024-03-05"


def test_a_formula_between_lines_of_marks_is_readable() -> None:
    assert blocks("甲\n\n$$\nE = mc^2\n$$\n\n乙\n") == [("甲", 0), ("E = mc²", 0), ("乙", 0)]


@pytest.mark.parametrize("date", ["2024", "2024-11", "2024年11月"])
def test_a_date_of_the_front_matter_may_be_less_than_a_day(date: str) -> None:
    assert read(f"---\ndate: {date}\n---\n正文。\n").date == date


@pytest.mark.parametrize(
    "head",
    [
        "---\n: : [\n---\n",
        "---\n只有一句话\n---\n",
        "---\ntitle: &a [*a]\n---\n",
        '---\ntitle: "\\uD800"\n---\n',
        "---\ndate: 2024-02-31\n---\n",
        "---\ntitle: 没有结束\n",
    ],
)
def test_front_matter_that_is_none_does_no_harm(head: str) -> None:
    document = read(head + "正文。\n")
    assert document.text[document.blocks[-1].start : document.blocks[-1].end] == "正文。"
    assert document.title is None or document.title.encode()
