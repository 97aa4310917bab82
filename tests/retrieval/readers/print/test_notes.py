"""Notes at the foot of a page: the text reads on past them."""

from printed_pages import broken, column, line, page, texts

PROSE = (
    "青禾县今年新开工项目二十一个，其中投资过亿元的有七个，比上年多三个，全部落在新片区里，路和管网都已先行建成，电也通了。",
    "窗口把四十六项审批合并成一件事来办，材料从九十份减到三十五份，时间缩短一半以上，下半年还要把办税也并进来，一天办结。",
    "夜校开在厂区里，下了班就能学，半年里有六百多名工人拿到了新的证书，没有人中途退学，明年再添三个班，教焊接和电工。",
)


def test_a_paragraph_runs_on_overleaf_past_the_notes() -> None:
    lines = broken(PROSE * 3, 30)
    half = len(lines) // 2 + 1
    notes = [line("① 投资额按备案数统计。", 60, 760, 8), line("[2] 含技改项目。", 60, 774, 8)]
    first = page(column(lines[:half], 60, 100), notes, number=1)
    second = page(column(lines[half:], 60, 100), number=2)
    found = texts(first, second)
    assert [text for text in found if text in PROSE] == list(PROSE * 3)
    assert [text for text in found if text not in PROSE] == ["① 投资额按备案数统计。", "[2] 含技改项目。"]


def test_headlines_side_by_side_stand_over_what_is_below_them() -> None:
    def article(x: float, y: float, columns: int, characters: int, text: str) -> list[object]:
        lines = broken((text,) * 3, characters)
        length = -(-len(lines) // columns)
        parts = [lines[start : start + length] for start in range(0, len(lines), length)]
        return [some for i, part in enumerate(parts) for some in column(part, x + i * (characters + 2) * 10, y)]

    top = [line("新片区里开工忙", 40, 60, 20), *article(40, 100, 3, 16, PROSE[0])]
    below = 100 + 16 * 12 + 40
    left = [line("材料少了一半多", 40, below, 20), *article(40, below + 40, 2, 11, PROSE[1])]
    right = [line("夜校教焊工", 320, below, 20), *article(320, below + 40, 2, 11, PROSE[2])]
    found = "".join(texts(page(top, left, right)))
    assert found == "".join(
        ["新片区里开工忙", *PROSE[:1] * 3, "材料少了一半多", *PROSE[1:2] * 3, "夜校教焊工", *PROSE[2:] * 3]
    )


def test_a_table_that_goes_on_as_its_caption_says_keeps_its_unit() -> None:
    def table(rows: list[tuple[str, str]], y: float) -> list[object]:
        return [line(cell, x, y + 20 * i) for i, row in enumerate(rows) for x, cell in zip((60, 260), row, strict=True)]

    unit = line("表4　各县区财政收支情况（单位：亿元）", 60, 80)
    first = page([unit, *table([("县区", "财政收入"), ("甲县", "12.3"), ("乙县", "7.8")], 110)], number=1)
    again = [
        line("续表4　各县区财政收支情况", 80, 60),
        *table([("县区", "财政收入"), ("丙县", "9.9"), ("丁县", "3.1")], 90),
    ]
    assert texts(first, page(again, number=2))[-2:] == [
        "县区：丙县，财政收入：9.9亿元。",
        "县区：丁县，财政收入：3.1亿元。",
    ]
