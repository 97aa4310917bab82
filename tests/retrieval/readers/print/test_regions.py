"""Columns, strips and tables: which line is read after which."""

from printed_pages import broken, column, line, page, scanned, texts

PROSE = (
    "青禾县今年新开工项目二十一个，其中投资过亿元的有七个，比上年多三个，全部落在新片区里，路和管网都已先行建成，电也通了。",
    "窗口把四十六项审批合并成一件事来办，材料从九十份减到三十五份，时间缩短一半以上，下半年还要把办税也并进来，一天办结。",
    "夜校开在厂区里，下了班就能学，半年里有六百多名工人拿到了新的证书，没有人中途退学，明年再添三个班，教焊接和电工。",
)
OTHER = (
    "赤水县把老仓库改成了创业园，租金头两年全免，第三年减半，如今已经住进五十二家小店，年轻人占了七成，晚上也亮着灯。",
) * 3


def halves(paragraphs: tuple[str, ...], characters: int = 24) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    lines = broken(paragraphs, characters)
    return lines[: (len(lines) + 1) // 2], lines[(len(lines) + 1) // 2 :]


def test_a_line_across_the_page_parts_the_columns_above_it_from_those_below() -> None:
    (a, b), (c, d) = halves(PROSE), halves(OTHER)
    bottom = 100 + 16 * len(a) + 10
    printed = page(
        column(a, 40, 100),
        column(b, 300, 100),
        [line("老仓库里住进了五十二家小店", 140, bottom, 24)],
        column(c, 40, bottom + 40),
        column(d, 300, bottom + 40),
    )
    assert texts(printed) == [*PROSE, "老仓库里住进了五十二家小店", *OTHER]


def test_a_headline_at_the_left_over_columns_of_its_own_is_read_after_all_above_it() -> None:
    (a, b), (c, d) = halves(PROSE), halves(OTHER)
    bottom = 100 + 16 * len(a) + 10
    printed = page(
        column(a, 40, 100),
        column(b, 300, 100),
        [line("老仓库新店", 40, bottom, 20)],
        column(c, 40, bottom + 40),
        column(d, 300, bottom + 40),
    )
    assert texts(printed) == [*PROSE, "老仓库新店", *OTHER]


def test_a_heading_at_the_foot_of_the_longer_column_stays_in_it() -> None:
    lines = broken(PROSE, 24)
    bottom = 100 + 16 * len(lines) + 10
    printed = page(
        column(lines, 40, 100),
        [line("老仓库新店", 40, bottom, 13)],
        column(broken(OTHER[:1], 24), 40, bottom + 24),
        column(broken(OTHER[1:2], 24), 300, 100),
    )
    assert texts(printed) == [*PROSE, "老仓库新店", *OTHER[:2]]


def test_a_column_with_one_line_is_a_column() -> None:
    lines = broken(PROSE, 24)
    printed = page(column(lines[:-1], 40, 100), column(lines[-1:], 300, 100))
    assert texts(printed) == list(PROSE)


def test_text_across_the_page_and_a_short_last_line_stand_before_the_columns_below() -> None:
    wide = broken(OTHER[:2], 50)
    a, b = halves(PROSE)
    top = 100 + 16 * len(wide) + 20
    printed = page(column(wide, 40, 100), column(a, 40, top), column(b, 300, top))
    assert texts(printed) == [*OTHER[:2], *PROSE]


def test_a_signature_at_the_right_does_not_make_columns() -> None:
    text = column(broken(PROSE, 48), 60, 100)
    bottom = 100 + 16 * len(text)
    printed = page(
        text,
        [
            line("青禾县人民政府", 420, bottom),
            line("二〇二五年一月", 420, bottom + 16),
            line("附件一", 60, bottom + 40),
        ],
    )
    assert texts(printed) == [*PROSE, "青禾县人民政府", "二〇二五年一月", "附件一"]


TABLE = (("项目", "去年", "今年"), ("新开工项目", "18个", "21个"), ("审批材料", "90份", "35份"))
SAID = ["项目：新开工项目，去年：18个，今年：21个。", "项目：审批材料，去年：90份，今年：35份。"]


def test_short_cells_side_by_side_are_rows() -> None:
    cells = [
        line(cell, x, 200 + 20 * i) for i, row in enumerate(TABLE) for x, cell in zip((60, 240, 400), row, strict=True)
    ]
    printed = page(column(broken(PROSE[:1], 48), 60, 100), cells, column(broken(PROSE[1:], 48), 60, 280))
    expected = [PROSE[0], *SAID, *PROSE[1:]]
    assert texts(printed) == expected
    assert texts(scanned(printed)) == expected


def test_a_table_with_a_column_of_long_names_is_still_read_by_rows() -> None:
    rows = [(f"青禾县第{i}号道路改造提升工程", f"{i}00万元", "已开工") for i in "一二三四五六"]
    cells = [
        line(cell, x, 100 + 20 * i) for i, row in enumerate(rows) for x, cell in zip((60, 300, 420), row, strict=True)
    ]
    assert texts(page(cells)) == ["\t".join(row) for row in rows]


def test_a_table_inside_a_column_stays_inside_it() -> None:
    a, b = halves(PROSE * 2)
    cells = [
        line(cell, x, 100 + 16 * len(a) + 20 * i)
        for i, row in enumerate(TABLE)
        for x, cell in zip((40, 130, 200), row, strict=True)
    ]
    printed = page(column(a, 40, 100), cells, column(b + broken(OTHER, 24), 300, 100))
    found = texts(printed)
    assert [text for text in found if text in SAID] == SAID
    assert "".join(text for text in found if text not in SAID) == "".join(PROSE * 2 + OTHER)


def test_words_far_apart_on_one_line_are_one_line() -> None:
    printed = page([line("青禾日报", 60, 60), line("星期五", 300, 60)], column(broken(PROSE, 48), 60, 100))
    assert texts(printed) == ["青禾日报\t星期五", *PROSE]


def test_characters_spread_over_a_line_are_one_word() -> None:
    spread = [line(character, 200 + 40 * i, 60, 20) for i, character in enumerate("会议纪要")]
    assert texts(page(spread, column(broken(PROSE, 48), 60, 100))) == ["会议纪要", *PROSE]


def test_lines_set_in_the_middle_stand_over_all_columns_though_one_holds_them() -> None:
    lines = broken(PROSE * 2, 14)
    length = -(-len(lines) // 3)
    parts = [lines[start : start + length] for start in range(0, len(lines), length)]
    text = [some for index, part in enumerate(parts) for some in column(part, 40 + 160 * index, 130)]
    over = [line("青禾县新闻", 245, 84), line("记者 乔安", 245, 104)]
    assert texts(page([line("新片区里开工忙一批项目落户", 140, 40, 24)], over, text)) == [
        "新片区里开工忙一批项目落户",
        "青禾县新闻",
        "记者 乔安",
        *PROSE * 2,
    ]
