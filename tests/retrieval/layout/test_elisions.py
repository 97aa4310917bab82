"""What of a line is no part of its words, and that no figure is lost or grows into another."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layout_reading import paragraphs, read

from retrieval.layout.elisions import kept
from retrieval.numbers import quantities


def words(line: str) -> str:
    return "".join(line[start:end] for start, end in kept(line))


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("存款余额\u200b为83.\u200b16亿\u00ad元。", "存款余额为83.16亿元。"),
        ("参保企业410¹家", "参保企业410家"),
        ("同比增长6.3%²。", "同比增长6.3%。"),
        ("参保企业410[3]家", "参保企业410家"),
        ("参保企业410②家", "参保企业410家"),
        ("这一做法[12]已经推开。", "这一做法已经推开。"),
        ("税款 2 318 406 万元", "税款 2318406 万元"),
        ("税款2\u00a0318万元", "税款2318万元"),
        ("合计 1 2 3 . 4 万元", "合计 123.4 万元"),
        ("增长到18. 64亿元", "增长到18.64亿元"),
        ("收入1, 120.5万元", "收入1,120.5万元"),
        ("占比为 $4 3 . 1 \\%$，产值$1{,}234.5$万元", "占比为 43.1%，产值1234.5万元"),
    ],
)
def test_what_nobody_reads_is_left_out(line: str, seen: str) -> None:
    assert words(line) == seen


@pytest.mark.parametrize(
    "line",
    [
        "库容3.2×10⁸立方米，图书10⁶册，面积30平方米²",
        "流量5 m³",
        "[1] 同口径比较。",
        "小学 120 345 人",
        "2021 2022 2023",
        "1. 5个项目",
        "得分 1 2 3",
        "如图 1 2.5亿元",
        "第1步①2023年",
        "a $5 and $6 bill",
        "云政发〔2024〕18号",
    ],
)
def test_what_is_part_of_the_words_stays(line: str) -> None:
    assert words(line) == line


_LINES = st.lists(
    st.sampled_from(
        [*"0123456789", " ", " ", ".", ",", "¹", "[1]", "①", "亿元", "家", "年", "，", "。", "收入", "$", "\u200b"]
    ),
    max_size=30,
).map("".join)


@given(_LINES)
def test_no_digit_is_lost(line: str) -> None:
    marks = re.sub(r"\[1\]", "", words(line))
    assert re.sub(r"\D", "", marks) == re.sub(r"\D", "", line.replace("[1]", ""))


@given(st.lists(st.integers(0, 99999).map(str) | st.sampled_from(["3.5", "1,204"]), min_size=1, max_size=6))
def test_figures_that_stand_apart_are_never_joined(figures: list[str]) -> None:
    line = "、".join(f"{figure}吨" for figure in figures)
    assert [words(line)[q.start : q.end] for q in quantities(words(line))] == [f"{f}吨" for f in figures if valid(f)]


def valid(figure: str) -> bool:
    return len(figure) == 1 or figure[0] != "0"


def test_spans_join_to_the_passage_and_keep_their_places() -> None:
    document, articles = read("参保企业达到410¹家，存款余额\u200b为83.\u200b16亿元。")
    assert paragraphs(document, articles[0]) == ["参保企业达到410家，存款余额为83.16亿元。"]
    spans = articles[0].paragraphs[0].spans
    assert all(document.text[start:end] for start, end in spans)
    assert list(spans) == sorted(spans)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全区参保企业缴费83.", "16亿元，增长一成。"),
        ("全区参保企业缴费1,", "204.5万元，增长一成。"),
        ("全区参保企业去年缴费，合计83.16", "亿元，增长一成。"),
        ("全区参保企业去年缴费，合计83", ".16亿元，增长一成。"),
        ("全区参保企业去年新增，合计1", "204家，增长一成。"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_a_figure_broken_over_lines_is_whole(first: str, second: str, gap: str) -> None:
    document, articles = read(f"参保工作情况\n\n{first}{gap}{second}\n")
    assert paragraphs(document, articles[0]) == [first + second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全区参保企业缴费，2023年为83.16", "2024年，全区缴费91亿元。"),
        ("缴费企业\t12", "3家\t5家"),
        ("1.", "3亿元的项目已经开工。"),
        ("参保企业12", "个人缴费3亿元。"),
    ],
)
def test_figures_on_lines_of_their_own_stay_apart(first: str, second: str) -> None:
    document, articles = read(f"参保工作情况\n\n{first}\n{second}\n")
    found = [paragraph for article in articles for paragraph in paragraphs(document, article)]
    assert first + second not in "\n".join(found)


@pytest.mark.parametrize("separator", ["\f", "\u2028", "\x85"])
def test_a_separator_of_pages_or_lines_is_in_no_passage(separator: str) -> None:
    document, articles = read(f"全区参保企业缴费83亿元。{separator}新增410家。")
    assert paragraphs(document, articles[0]) == ["全区参保企业缴费83亿元。", "新增410家。"]
