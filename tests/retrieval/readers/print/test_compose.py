"""Whole pages, printed and scanned: nothing is lost, and everything comes in order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_pages import blocks_of, broken, column, line, page, scanned, texts

from retrieval.readers.print import Composed, PrintedLine, PrintedPage, compose

PROSE = (
    "青禾县今年新开工项目二十一个，其中投资过亿元的有七个，比上年多三个，全部落在县城以东的新片区里，路和管网都已先行建成。",
    "为了让企业少跑路，窗口把四十六项审批合并成一件事来办，材料从九十份减到三十五份，时间缩短一半以上，下半年还要把办税也并进来。",
    "夜校开在厂区里，下了班就能学，半年里有六百多名工人拿到了新的证书，工资平均涨了两成，没有人中途退学，明年再添三个班。",
    "到年底，这里要再修三条路、一座桥。",
)


def check(composed: Composed) -> None:
    """What holds for any text: blocks and places lie in it in order, and no block begins or ends with white space."""
    end = 0
    for block in composed.blocks:
        text = composed.text[block.start : block.end]
        assert block.start >= end
        assert text == text.strip() != ""
        end = block.end
    end = 0
    for place in composed.places:
        assert end <= place.start < place.end <= len(composed.text)
        assert any(block.start <= place.start and place.end <= block.end for block in composed.blocks)
        end = place.end


def two_columns() -> PrintedPage:
    lines = broken(PROSE * 3, 24)
    half = (len(lines) + 1) // 2
    return page(column(lines[:half], 40, 100), column(lines[half:], 296, 100))


def test_columns_of_a_scan_are_read_one_after_the_other() -> None:
    assert texts(scanned(two_columns())) == list(PROSE * 3)


def test_a_headline_of_two_lines_over_three_columns_of_a_scan() -> None:
    lines = broken(PROSE * 4, 16)
    third = -(-len(lines) // 3)
    columns = [column(lines[i * third : (i + 1) * third], 40 + i * 176, 160) for i in range(3)]
    printed = page([line("企业少跑路", 180, 60, 30), line("夜校开进厂", 180, 100, 30)], *columns)
    composed = compose([scanned(printed)])
    assert blocks_of(composed) == ["企业少跑路夜校开进厂", *PROSE * 4]
    assert [block.level for block in composed.blocks] == [1] + [0] * 16
    assert all(place.confidence == 0.98 for place in composed.places)


def test_one_column_of_a_scan_keeps_its_paragraphs() -> None:
    printed = page(column(broken(PROSE * 3, 48), 60, 100))
    assert texts(scanned(printed, slant=0.01)) == list(PROSE * 3)


def test_a_place_is_a_line_with_its_box() -> None:
    printed = page(column(broken(PROSE[:2], 48), 60, 100))
    composed = compose([printed])
    found = [(composed.text[place.start : place.end], place.box, place.page) for place in composed.places]
    assert found == [(some.text, some.box, 1) for some in printed.lines]


def test_a_paragraph_runs_on_overleaf_where_lines_show_it() -> None:
    lines = broken(PROSE * 6, 48)
    for cut in range(10, 16):
        first, second = page(column(lines[:cut], 60, 100)), page(column(lines[cut:], 60, 100), number=2)
        composed = compose([first, second])
        assert blocks_of(composed) == list(PROSE * 6)
        pages = [place.page for place in composed.places]
        assert pages == [1] * cut + [2] * (len(lines) - cut)


def test_a_heading_overleaf_stays_apart() -> None:
    full = ("青禾县今年新开工项目二十一个，其中投资过亿元的有七个，比上年多三个，全部落在县城以东的新片。",) * 6
    first = page(column(broken(full, 24), 60, 100))
    second = page([line("窗口服务", 60, 100)], column(broken(PROSE, 24), 60, 116), number=2)
    assert texts(first, second) == [*full, "窗口服务", *PROSE]


def test_no_pages_and_empty_pages_have_no_text() -> None:
    assert compose([]) == Composed("", (), ())
    assert compose([page([]), page([line("　 ", 60, 100)], number=2)]) == Composed("", (), ())


WORDS = st.text(
    st.sampled_from("青禾县今年新开工项目二十一个其中投资过亿元全部落在城以东片区里"), min_size=30, max_size=90
)


@given(st.lists(WORDS, min_size=4, max_size=9), st.integers(2, 3), st.booleans())
def test_any_texts_set_in_columns_come_back_complete_and_in_order(
    paragraphs: list[str], columns: int, is_scan: bool
) -> None:
    characters = 48 // columns
    paragraphs = [f"{text}。" for text in paragraphs]
    lines = broken(paragraphs, characters)
    length = -(-len(lines) // columns)
    parts = [lines[start : start + length] for start in range(0, len(lines), length)]
    printed = page(*(column(part, 40 + i * (characters + 1.5) * 10, 100) for i, part in enumerate(parts)))
    composed = compose([scanned(printed) if is_scan else printed])
    check(composed)
    assert "".join(blocks_of(composed)) == "".join(paragraphs)


BOXES = st.tuples(st.floats(0, 500), st.floats(0, 700), st.floats(1, 300), st.floats(1, 60))


@given(st.lists(st.lists(st.tuples(st.text(max_size=12), BOXES, st.booleans()), max_size=12), max_size=3))
def test_no_line_is_lost_however_a_page_looks(pages: list[list[tuple[str, tuple[float, ...], bool]]]) -> None:
    printed = [
        page(
            [
                PrintedLine(f"甲{text}乙", (x, y, x + width, y + height), height, 0.5 if is_scanned else None)
                for text, (x, y, width, height), is_scanned in lines
            ],
            number=number,
        )
        for number, lines in enumerate(pages, start=1)
    ]
    composed = compose(printed)
    check(composed)
    placed = sorted(bare(composed.text[place.start : place.end]) for place in composed.places)
    every = sorted(bare(some.text) for page in printed for some in page.lines)
    has_headers = "乙：甲" in bare(composed.text)
    if len(pages) <= 1 and not has_headers:
        assert placed == every
    assert set(placed) <= set(every)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("text", ["甲\n乙", "甲\r乙", "甲\r\n乙"])
def test_a_line_break_within_a_line_makes_no_second_block(text: str) -> None:
    composed = compose([page([line(text, 60, 100)])])
    assert (composed.text, len(composed.blocks)) == ("甲 乙", 1)
