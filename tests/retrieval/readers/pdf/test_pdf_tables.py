"""Tables in PDFs: every row says what its cells are, and is cited where they stand."""

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import A4, Drawn, draw_grid, set_lines, texts

from retrieval.document import Document
from retrieval.readers.pdf import reader as pdf

PROSE = (
    "云岭县上半年各项指标总体平稳，工业运行稳中有进，投资保持增长，下面按乡镇列出主要数据，供各部门参考使用。",
    "各乡镇要对照年初任务逐项检查，进度落后的说明原因，提出补救措施，月底前报县政府办公室汇总，过期不报的通报批评。",
)
HEAD = ("乡镇", "耕地（亩）", "粮食产量（吨）", "农户数")
ROWS = (("杨柳镇", "21300", "9120", "3415"), ("高桥乡", "8760", "3,204.5", "1277"), ("沙坪乡", "5408", "1986", "902"))
SAID = [f"乡镇：{name}，耕地：{land}亩，粮食产量：{grain}吨，农户数：{farms}。" for name, land, grain, farms in ROWS]
XS = (72, 172, 272, 392, 492)
Rule = tuple[float, float, float, float]
"""A line from one point to another, from the top left."""


def opened(drawn: Drawn) -> Document:
    return pdf.read(drawn.data(), "a.pdf")


def test_a_ruled_table_between_paragraphs_is_read_by_its_rows() -> None:
    drawn = Drawn()
    y = drawn.column(set_lines(PROSE[:1], 451), 72, 90, 451)
    y = draw_grid(drawn, [HEAD, *ROWS], XS, y)
    drawn.column(set_lines(PROSE[1:], 451), 72, y + 30, 451)
    assert texts(opened(drawn)) == [PROSE[0], *SAID, PROSE[1]]


def bars(drawn: Drawn, rules: Sequence[Rule]) -> None:
    for x0, y0, x1, y1 in rules:
        drawn.canvas.rect(x0, A4[1] - y1 - 0.5, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)


def one_path(drawn: Drawn, rules: Sequence[Rule]) -> None:
    drawn.canvas.lines([(x0, A4[1] - y0, x1, A4[1] - y1) for x0, y0, x1, y1 in rules])


def path_that_ends_with_a_move(drawn: Drawn, rules: Sequence[Rule]) -> None:
    path = drawn.canvas.beginPath()
    for x0, y0, x1, y1 in rules:
        path.moveTo(x0, A4[1] - y0)
        path.lineTo(x1, A4[1] - y1)
    path.moveTo(30, 30)
    drawn.canvas.drawPath(path)


@pytest.mark.parametrize("draw", [bars, one_path, path_that_ends_with_a_move])
def test_rules_are_strokes_or_thin_surfaces_of_one_path_or_many(
    draw: Callable[[Drawn, Sequence[Rule]], None],
) -> None:
    drawn = Drawn()
    draw(drawn, [(x, 100, x, 180) for x in XS] + [(72, 100 + 20 * row, 492, 100 + 20 * row) for row in range(5)])
    for number, row in enumerate([HEAD, *ROWS]):
        for x, cell in zip(XS, row, strict=False):
            drawn.line(cell, x + 4, 114 + 20 * number, 10)
    assert texts(opened(drawn)) == SAID


def test_cells_so_narrow_that_their_figures_nearly_touch_stay_apart() -> None:
    drawn = Drawn()
    xs = (72, 104, 130, 156, 182)
    draw_grid(
        drawn,
        [("年份", "一季", "二季", "三季"), ("甲线", "1200", "3402", "8871"), ("乙线", "5406", "7718", "9905")],
        xs,
        100,
    )
    assert texts(opened(drawn)) == [
        "年份：甲线，一季：1200，二季：3402，三季：8871。",
        "年份：乙线，一季：5406，二季：7718，三季：9905。",
    ]  # fmt: skip


def test_a_row_is_cited_by_the_boxes_of_its_cells() -> None:
    drawn = Drawn()
    draw_grid(drawn, [HEAD, *ROWS], XS, 100)
    document = opened(drawn)
    start = document.text.index(SAID[1])
    boxes = [place.box for place in document.places if start <= place.start < start + len(SAID[1])]
    drawn_boxes = [box for _, text, box in drawn.lines if text in ROWS[1]]
    assert len(boxes) == len(drawn_boxes)
    for box, drawn_box in zip(boxes, drawn_boxes, strict=True):
        assert box == pytest.approx(drawn_box, abs=3)


def test_rules_above_below_and_under_the_head_are_a_table() -> None:
    drawn = Drawn()
    y = drawn.column(set_lines(PROSE[:1], 451), 72, 90, 451)
    for number, row in enumerate([HEAD, *ROWS]):
        for x, cell in zip(XS, row, strict=False):
            drawn.line(cell, x, y + 20 + 18 * number, 10)
    for at in (y + 6, y + 25, y + 80):
        drawn.canvas.line(72, A4[1] - at, 523, A4[1] - at)
    drawn.column(set_lines(PROSE[1:], 451), 72, y + 110, 451)
    assert texts(opened(drawn)) == [PROSE[0], *SAID, PROSE[1]]


def test_cells_that_span_columns_and_rows_count_for_each() -> None:
    drawn = Drawn()
    lines = ((72, 100, 472, 100), (72, 140, 472, 140), (72, 160, 472, 160), (72, 180, 472, 180), (72, 100, 72, 180),
             (472, 100, 472, 180), (172, 100, 172, 180), (172, 120, 472, 120), (272, 120, 272, 180),
             (322, 100, 322, 180))  # fmt: skip
    for x0, y0, x1, y1 in lines:
        drawn.canvas.line(x0, A4[1] - y0, x1, A4[1] - y1)
    drawn.line("单位：亿元", 400, 95, 9)
    for text, x, y in (
        ("乡镇", 76, 124), ("工业", 200, 114), ("投资", 380, 114), ("产值", 176, 134), ("利润", 276, 134),
        ("完成额", 326, 134), ("杨柳镇", 76, 154), ("12.4", 176, 154), ("3.05", 276, 154), ("7.7", 326, 154),
        ("高桥乡", 76, 174), ("8.9", 176, 174), ("-0.62", 276, 174), ("5.1", 326, 174),
    ):  # fmt: skip
        drawn.line(text, x, y, 10)
    assert texts(opened(drawn)) == [
        "单位：亿元",
        "乡镇：杨柳镇，工业 产值：12.4亿元，工业 利润：3.05亿元，投资 完成额：7.7亿元。",
        "乡镇：高桥乡，工业 产值：8.9亿元，工业 利润：-0.62亿元，投资 完成额：5.1亿元。",
    ]


def test_a_table_goes_on_overleaf_with_its_head_repeated_or_not() -> None:
    for repeats in (True, False):
        drawn = Drawn()
        rows = [(f"第{number}号泵站", f"{number}70", f"{number * 31}", f"{number}") for number in range(1, 9)]
        draw_grid(drawn, [HEAD, *rows[:5]], XS, 700)
        drawn.next_page()
        draw_grid(drawn, [HEAD, *rows[5:]] if repeats else rows[5:], XS, 80)
        document = opened(drawn)
        assert texts(document) == [
            f"乡镇：{name}，耕地：{land}亩，粮食产量：{grain}吨，农户数：{farms}。" for name, land, grain, farms in rows
        ]
        assert [block.page for block in document.blocks] == [1] * 5 + [2] * 3


def test_a_row_that_goes_on_overleaf_is_one() -> None:
    drawn = Drawn()
    head = ("序号", "项目名称", "建设内容")
    xs = (72, 122, 252, 492)
    draw_grid(
        drawn, [head, ("1", "东干渠整治", "清淤八公里，衬砌渠道"), ("2", "新建提水站", "安装水泵三台，铺设")], xs, 740
    )
    drawn.next_page()
    draw_grid(drawn, [("", "", "管道两千米，架设电线"), ("3", "水库除险", "加固坝体，改造放水设施")], xs, 80)
    document = opened(drawn)
    assert texts(document) == [
        "序号：1，项目名称：东干渠整治，建设内容：清淤八公里，衬砌渠道。",
        "序号：2，项目名称：新建提水站，建设内容：安装水泵三台，铺设管道两千米，架设电线。",
        "序号：3，项目名称：水库除险，建设内容：加固坝体，改造放水设施。",
    ]
    start = document.text.index("铺设管道")
    assert {p.page for p in document.places if start - 8 <= p.start < start + 10} == {1, 2}


def test_rows_between_two_rules_are_told_by_their_figures() -> None:
    drawn = Drawn()
    for x in XS:
        drawn.canvas.line(x, A4[1] - 100, x, A4[1] - 180)
    for y in (100, 120, 180):
        drawn.canvas.line(XS[0], A4[1] - y, XS[-1], A4[1] - y)
    for number, row in enumerate([HEAD, *ROWS]):
        for x, cell in zip(XS, row, strict=False):
            drawn.line(cell, x + 4, 114 + 20 * number, 10)
    assert texts(opened(drawn)) == SAID


def test_a_rotated_page_with_a_table() -> None:
    drawn = Drawn()
    drawn.canvas.setPageRotation(90)
    drawn.canvas.translate(595, 0)
    drawn.canvas.rotate(90)
    drawn.size = (842, 595)
    draw_grid(drawn, [HEAD, *ROWS], XS, 100)
    assert texts(opened(drawn)) == SAID


def test_columns_of_text_with_rules_between_and_around_them_are_no_table() -> None:
    drawn = Drawn()
    lines = set_lines(PROSE * 5, 150, 10)
    length = -(-len(lines) // 3)
    for index in range(3):
        drawn.column(lines[index * length : (index + 1) * length], 50 + 170 * index, 100, 150, 10)
    for x in (40, 210, 380, 550):
        drawn.canvas.line(x, A4[1] - 80, x, A4[1] - 600)
    for y in (80, 600):
        drawn.canvas.line(40, A4[1] - y, 550, A4[1] - y)
    assert "".join(texts(opened(drawn))) == "".join(PROSE * 5)


FIGURES = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(1000, 10**9).map("{:,}".format),
    st.decimals(-999, 9999, places=2).map(str),
)


@settings(max_examples=15)
@given(st.lists(st.lists(FIGURES, min_size=3, max_size=3), min_size=2, max_size=6), st.booleans())
def test_no_figure_of_a_table_is_lost_or_joined_to_another(rows: Sequence[Sequence[str]], is_ruled: bool) -> None:
    drawn = Drawn()
    table = [HEAD, *(("镇甲乙丙丁戊己"[index : index + 2], *row) for index, row in enumerate(rows))]
    if is_ruled:
        draw_grid(drawn, table, XS, 100)
    else:
        for number, row in enumerate(table):
            for x, cell in zip(XS, row, strict=False):
                drawn.line(cell, x, 100 + 20 * number, 10)
    text = opened(drawn).text
    assert re.findall(r"-?\d[\d.,]*\d|\d", text) == [figure for row in rows for figure in row]


def ruled(drawn: Drawn, rules: Sequence[Rule]) -> None:
    for x0, y0, x1, y1 in rules:
        drawn.canvas.line(x0, A4[1] - y0, x1, A4[1] - y1)


def frame(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]


ALIGNED = tuple(
    (cell, x + 4, 116 + 20 * number)
    for number, row in enumerate([HEAD, *ROWS])
    for x, cell in zip(XS, row, strict=False)
)
CANALS = (("项目", 76, 116), ("内容", 176, 116), ("投资", 376, 116), ("东干渠", 76, 136))


@pytest.mark.parametrize(
    ("rules", "cells", "said"),
    [
        (frame((72, 172, 372, 492), (100, 122, 160)),
         (*CANALS, ("清淤八公里，衬", 176, 136), ("砌渠道", 176, 152), ("1200", 376, 136)),
         ["项目：东干渠，内容：清淤八公里，衬砌渠道，投资：1200。"]),
        (frame((72, 172, 372, 492), (100, 122, 160)),
         (*CANALS, ("清淤", 176, 136), ("1200", 376, 136), ("3400", 376, 152)),
         ["项目：东干渠，内容：清淤，投资：1200 3400。"]),
        ([*((72, y, 372, y) for y in (100, 122, 180)), (172, 140, 372, 140), (172, 160, 372, 160),
          *((x, 100, x, 180) for x in (72, 172, 272, 372))],
         (("类别", 76, 116), ("名称", 176, 116), ("数量", 276, 116), ("水泵", 176, 134), ("12", 276, 134),
          ("闸门", 176, 154), ("5", 276, 154), ("管道", 176, 174), ("8", 276, 174)),
         ["名称：水泵，数量：12。", "名称：闸门，数量：5。", "名称：管道，数量：8。"]),
        (frame((72, 472), (102, 122, 142, 162, 182)), ALIGNED, SAID),
        ([(72, 102, 492, 102), (72, 122, 492, 122), (72, 200, 492, 200), (72, 300, 200, 300)],
         (*ALIGNED, ("①数据为初步核算。", 72, 315)), [*SAID, "①数据为初步核算。"]),
        ([(72, 100, 492, 100), (72, 122, 492, 122), (72, 200, 492, 200)],
         (*CANALS, ("清淤八公里，衬", 176, 136), ("1200", 376, 136), ("砌渠道", 176, 147), ("水库", 76, 166),
          ("加固坝体", 176, 166), ("560", 376, 166), ("泵站", 76, 186), ("更换水泵", 176, 186), ("90", 376, 186)),
         ["项目：东干渠，内容：清淤八公里，衬砌渠道，投资：1200。", "项目：水库，内容：加固坝体，投资：560。",
          "项目：泵站，内容：更换水泵，投资：90。"]),
    ],
    ids=["wrapped", "two numbers", "empty merged cell", "level rules only", "another rule below", "wrapped, no rules"],
)  # fmt: skip
def test_cells_are_told_by_rules_and_by_where_they_stand(
    rules: Sequence[Rule], cells: Sequence[tuple[str, float, float]], said: Sequence[str]
) -> None:
    drawn = Drawn()
    ruled(drawn, rules)
    for text, x, y in cells:
        drawn.line(text, x, y, 10)
    assert texts(opened(drawn)) == said


def test_prose_between_two_rules_is_no_table() -> None:
    drawn = Drawn()
    ruled(drawn, [(72, 90, 523, 90), (72, 190, 523, 190)])
    drawn.column(set_lines(PROSE, 451), 72, 110, 451)
    assert texts(opened(drawn)) == list(PROSE)


def test_a_table_of_other_columns_overleaf_is_another() -> None:
    drawn = Drawn()
    draw_grid(drawn, [HEAD, *ROWS], XS, 740)
    drawn.next_page()
    draw_grid(drawn, [("乡镇", "学校数"), ("杨柳镇", "3"), ("高桥乡", "5")], XS[:3], 80)
    assert texts(opened(drawn)) == [*SAID, "乡镇：杨柳镇，学校数：3。", "乡镇：高桥乡，学校数：5。"]
