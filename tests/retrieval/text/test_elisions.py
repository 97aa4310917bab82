"""What of a line is no part of its words, and that no figure is lost or grows into another."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers import quantities
from retrieval.text.elisions import kept


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
        ("救助1 284 人次", "救助1284 人次"),
        ("养老机构77家[注1]，达到（注2）八成", "养老机构77家，达到八成"),
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
