"""Where paragraphs begin in a column."""

import pytest
from printed_pages import LEADING, broken, column, line, page, texts

FULL = "青禾县今年新开工项目二十一个其中投资过亿元的有七个"


def below(*lines: tuple[str, float]) -> list[str]:
    """The blocks of lines one below the other, each set in by so many characters, under some text that fills a line."""
    long = broken(("窗口把四十六项审批合并成一件事来办，材料从九十份减到三十五份，时间缩短一半以上。",), len(FULL))
    above = column(long, 60, 100)
    top = 100 + LEADING * len(long)
    rows = [line(text, 60 + 10 * start, top + LEADING * i) for i, (text, start) in enumerate(lines)]
    return texts(page(above, rows))[1:]


def test_a_line_with_room_left_ends_its_paragraph() -> None:
    assert below((FULL, 0), ("到年底结束", 0), (FULL, 0)) == [FULL + "到年底结束", FULL]


def test_a_word_or_mark_that_found_no_room_leaves_some_at_the_end_of_a_full_line() -> None:
    assert below((FULL[:22], 0), ("infrastructure全部建成", 0)) == [FULL[:22] + "infrastructure全部建成"]
    assert below((FULL[:23], 0), ("城”，并且开工", 0)) == [FULL[:23] + "城”，并且开工"]


def test_a_line_that_is_set_in_begins_a_paragraph() -> None:
    assert below((FULL[:-2], 2), (FULL, 0), (FULL[:-2], 2)) == [FULL[:-2] + FULL, FULL[:-2]]


def test_a_heading_that_fills_its_line_stays_apart_from_the_paragraph_below_it() -> None:
    assert below((FULL[:-2], 2), (FULL[:-2], 2), (FULL, 0)) == [FULL[:-2], FULL[:-2] + FULL]
    assert below((FULL[:-2], 2), ("二、接着修路", 2), ("再架一座桥", 2)) == [FULL[:-2], "二、接着修路", "再架一座桥"]


def test_a_block_that_is_set_in_stays_together() -> None:
    assert below((FULL[:-2], 2), (FULL[:-2], 2), (FULL[:-2], 2)) == [FULL[:-2] * 3]


def test_white_space_above_a_line_begins_a_paragraph() -> None:
    rows = [line(FULL, 60, 100 + LEADING * i) for i in range(5)]
    apart = [line(FULL, 60, 100 + LEADING * (5.6 + i)) for i in range(2)]
    assert texts(page(rows, apart)) == [FULL * 5, FULL * 2]


def test_smaller_type_begins_a_paragraph() -> None:
    rows = [line(FULL, 60, 100 + LEADING * i) for i in range(3)]
    note = [line("注按上年价格计算" * 4, 60, 150, 8)]
    assert texts(page(rows, note)) == [FULL * 3, "注按上年价格计算" * 4]


@pytest.mark.parametrize("marker", ["一、", "（二）", "3.", "4）", "①", "●"])
def test_a_number_below_a_finished_sentence_begins_a_paragraph(marker: str) -> None:
    finished = FULL[:-1] + "。"
    assert below((finished, 0), (marker + "接着修路", 0)) == [finished, marker + "接着修路"]


def test_a_figure_in_mid_sentence_begins_none() -> None:
    assert below((FULL, 0), ("3.5公里的路", 0)) == [FULL + "3.5公里的路"]
    assert below((FULL, 0), ("（二）的目标", 0)) == [FULL + "（二）的目标"]


def test_lines_that_hang_from_a_number_belong_to_it() -> None:
    first, second = "1." + FULL[:-2], "2." + FULL[:-2]
    assert below((first, 0), (FULL[:-2], 2), (second, 0), (FULL[:-2], 2)) == [first + FULL[:-2], second + FULL[:-2]]


def test_entries_of_contents_stay_apart() -> None:
    entries = [f"{number}、总体情况{'…' * 18}{page}" for number, page in (("一", 1), ("二", 3), ("三", 7))]
    assert below(*((entry, 0) for entry in entries)) == entries


def test_items_of_a_list_stay_apart() -> None:
    items = ["青禾县人民政府", "青禾县高新区", "赤水县人民政府"]
    assert below(*((item, 2) for item in items)) == items


def test_a_centred_line_is_no_part_of_the_text_below_it() -> None:
    assert below(("总体情况", 10), (FULL, 0), (FULL, 0)) == ["总体情况", FULL * 2]


def test_facts_in_a_narrow_column_beside_the_text_stand_by_themselves() -> None:
    facts = ["基础数据一览", "行政村九十二", "调解组织百余", "志愿者三千人", "热线零零一二"]
    text = broken(
        ("青禾县把乡村治理作为重点任务，推行积分制，村民参与的热情提高，纠纷调处更加及时，村容村貌得到改善。",) * 4, 26
    )
    printed = page(column(text, 40, 100), column([(fact, 0) for fact in facts], 340, 100))
    assert [block for block in texts(printed) if len(block) < 20] == facts
