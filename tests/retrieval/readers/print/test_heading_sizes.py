"""Levels of headings by the size of their type."""

from printed_pages import broken, column, levels, line, page

PROSE = (
    "窗口把四十六项审批合并成一件事来办，材料从九十份减到三十五份，时间缩短一半以上，企业都说好，下半年还要把办税和开户也并进来，做到一天办结。",
) * 6


def test_larger_type_is_a_higher_heading() -> None:
    text = column(broken(PROSE, 48), 60, 200)
    headings = [line("青禾县年报", 200, 40, 22), line("第一章", 240, 90, 16), line("总体情况", 60, 150, 12)]
    assert levels(page(headings, text)) == {"青禾县年报": 1, "第一章": 2, "总体情况": 3}


def test_type_of_the_size_of_the_text_is_no_heading() -> None:
    assert levels(page([line("总体情况", 60, 150, 10.5)], column(broken(PROSE, 48), 60, 200))) == {}


def test_large_sentences_and_figures_are_no_headings() -> None:
    text = column(broken(PROSE, 48), 60, 200)
    lines = [
        line("今年的目标已经全部完成。", 60, 40, 14),
        line("62.6%", 60, 90, 30),
        line("总体情况…………3", 60, 140, 14),
    ]
    assert levels(page(lines, text)) == {}


def test_all_headlines_of_a_paper_are_of_one_level_and_smaller_ones_below() -> None:
    lines = broken(PROSE, 24)
    headlines = [line("夜校开进厂", 60, 40, 40), line("老仓库新店", 60, 400, 22), line("相关链接", 300, 400, 13)]
    printed = page(
        headlines,
        column(lines, 40, 100),
        column(lines, 300, 100),
        column(lines[:5], 40, 440),
        column(lines[:5], 300, 440),
    )
    assert levels(printed) == {"夜校开进厂": 1, "老仓库新店": 1, "相关链接": 2}


def test_a_scanned_line_a_little_higher_than_the_others_is_no_heading() -> None:
    scan = page(
        [line("总体情况", 60, 150, 12.5, confidence=0.9)],
        [line(t, 60, 200 + 16 * i, 10, 0.9) for i, t in enumerate(PROSE)],
    )
    assert levels(scan) == {}
