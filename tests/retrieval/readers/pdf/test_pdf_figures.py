"""Figures of a PDF stay what they are: broken ones are put together, raised ones kept apart."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import Drawn, texts

from retrieval.readers.pdf import reader as pdf


def read(drawn: Drawn) -> list[str]:
    return texts(pdf.read(drawn.data(), "a.pdf"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全县上半年完成财政总收入58.", "6亿元，比上年同期增长4.1%。"),
        ("年末全县金融机构存款余额为1,", "347.2亿元，贷款余额为902.5亿元。"),
        ("全年接待游客人次首次突破4", "12万，旅游收入增长两成。"),
        ("新建改建农村公路里程共计达到２０", "４．５公里，危桥改造九座。"),
    ],
)
def test_a_number_that_a_line_breaks_is_put_together(first: str, second: str) -> None:
    drawn = Drawn()
    for number, line in enumerate([first, second, "各项工作都按照年初的计划推进，没有重大安全事故发生。"]):
        drawn.line(line, 72, 100 + 20 * number)
    assert "".join(read(drawn)).startswith(first + second)


def test_a_number_that_a_page_breaks_is_put_together() -> None:
    drawn = Drawn()
    drawn.line("全县上半年完成财政总收入58.", 72, 780)
    drawn.next_page()
    drawn.line("6亿元，比上年同期增长4.1%。", 72, 80)
    assert read(drawn) == ["全县上半年完成财政总收入58.6亿元，比上年同期增长4.1%。"]


def test_numbered_lines_below_a_figure_stay_apart() -> None:
    drawn = Drawn()
    for number, line in enumerate(["截至目前，全县共有规模以上工业企业312", "1.工业企业名单另附", "2.统计口径见说明"]):
        drawn.line(line, 72, 100 + 20 * number)
    assert read(drawn)[0].endswith("312")


@pytest.mark.parametrize(
    ("before", "raised", "after", "said"),
    [
        ("水库总库容2.4×10", "7", "立方米。", "水库总库容2.4×10⁷立方米。"),
        ("厂房面积500m", "2", "，已完工。", "厂房面积500m²，已完工。"),
        ("入园企业达到46", "2", "家，增加9家。", "入园企业达到46家，增加9家。"),
        ("亩均产量较上年提高", "[3]", "，位列第一。", "亩均产量较上年提高，位列第一。"),
    ],
)
def test_raised_figures_are_exponents_or_marks_of_notes(before: str, raised: str, after: str, said: str) -> None:
    drawn = Drawn()
    drawn.line(before, 72, 100)
    drawn.line(raised, drawn.lines[-1][2][2], 95.5, 7)
    drawn.line(after, drawn.lines[-1][2][2], 100)
    assert read(drawn) == [said]


def test_lowered_figures_are_indices() -> None:
    drawn = Drawn()
    drawn.line("全年削减CO", 72, 100)
    drawn.line("2", drawn.lines[-1][2][2], 102, 7)
    drawn.line("排放3.1万吨。", drawn.lines[-1][2][2], 100)
    assert read(drawn) == ["全年削减CO₂排放3.1万吨。"]


def test_figures_set_apart_to_fill_a_line_are_no_words() -> None:
    drawn = Drawn()
    drawn.line("全县粮食总产量达到48.35万吨", 72, 100, width=330)
    assert read(drawn) == ["全县粮食总产量达到48.35万吨"]


FIGURES = st.one_of(
    st.integers(0, 10**6).map(str), st.decimals(0, 999, places=2).map(str), st.integers(10**3, 10**8).map("{:,}".format)
)


@settings(max_examples=15)
@given(st.lists(FIGURES, min_size=4, max_size=16), st.integers(12, 30))
def test_no_figure_of_a_text_is_lost_or_joined_to_another(figures: list[str], width: int) -> None:
    text = "，".join(f"第{'甲乙丙丁戊'[index % 5]}项完成{figure}万元" for index, figure in enumerate(figures)) + "。"
    drawn = Drawn()
    for number, start in enumerate(range(0, len(text), width)):
        drawn.line(text[start : start + width], 72, 80 + 18 * number)
    assert re.findall(r"\d[\d.,]*\d|\d", "".join(read(drawn))) == figures
