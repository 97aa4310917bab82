"""Running heads and page numbers."""

import pytest
from printed_pages import broken, column, line, page, texts

from retrieval.readers.print import PrintedPage

PROSE = (
    "窗口把四十六项审批合并成一件事来办，材料从九十份减到三十五份，时间缩短一半以上，企业都说好，下半年还要把办税和开户也并进来，做到一天办结。",
) * 6


def pages(*furniture: tuple[str, float, float]) -> list[PrintedPage]:
    """Three pages with text, and with `furniture` at its places on each; `#` is the page's number."""
    return [
        page(
            column(broken(PROSE, 48), 60, 100),
            [line(text.replace("#", str(number)), x, y) for text, x, y in furniture],
            number=number,
        )
        for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "furniture",
    [
        [("青禾县年度工作报告", 240, 40)],
        [("青禾县年度工作报告", 60, 40), ("第#页", 500, 40)],
        [("青禾县年度工作报告", 60, 40), ("内部资料", 60, 56), ("— # —", 280, 770)],
        [("报告（#）", 280, 770)],
    ],
)
def test_what_stands_at_the_same_place_of_every_page_is_left_out(furniture: list[tuple[str, float, float]]) -> None:
    assert texts(*pages(*furniture)) == list(PROSE * 3)


@pytest.mark.parametrize("number", ["7", "- 7 -", "—7—", "第7页", "第 7 页 共 12 页", "7/12", "Page 7 of 12", "vii"])
def test_a_page_number_alone_is_left_out(number: str) -> None:
    printed = page(column(broken(PROSE, 48), 60, 100), [line(number, 280, 770)])
    assert texts(printed) == list(PROSE)


def test_a_number_beside_or_right_below_text_is_kept() -> None:
    total = page(column(broken(PROSE, 48), 60, 100), [line("合计", 60, 760), line("7", 280, 760)])
    assert texts(total)[-1] == "合计\t7"
    close = page(column(broken(PROSE * 3, 48), 60, 100), [line("7", 60, 100 + 16 * len(broken(PROSE * 3, 48)))])
    assert "7" in texts(close)[-1]


def test_what_is_repeated_in_the_text_is_kept() -> None:
    printed = [page(column(broken(PROSE, 48), 60, 100), [line("小结", 60, 400)], number=n) for n in (1, 2, 3)]
    assert texts(*printed).count("小结") == 3


def test_headlines_that_are_alike_are_kept() -> None:
    printed = [page([line("招商快报", 200, 50, 24)], column(broken(PROSE, 48), 60, 100), number=n) for n in (1, 2)]
    assert texts(*printed).count("招商快报") == 2


def test_text_behind_a_running_head_is_kept() -> None:
    printed = [
        page([line("青禾县年报", 240, 40), line(f"{own}季度", 60, 60)], column(broken(PROSE, 48), 60, 100), number=n)
        for n, own in ((1, "春"), (2, "秋"))
    ]
    assert texts(*printed) == ["春季度", *PROSE, "秋季度", *PROSE]
