"""A citation points at the marked words: their page, their boxes, their cells."""

import io
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from retrieval.citation.citing import stretch
from retrieval.library import Library

Open = Callable[..., Library]

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def test_page_and_boxes_are_those_of_the_marked_sentence_and_pages_those_of_the_passage(
    open_library: Open, tmp_path: Path
) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300))
    for page in (
        ("　　马岭乡全年新修村道三十一公里，配套路灯四百盏，", "惠及群众两万人。全乡农村自来水普及率达到九成，"),
        ("比上年提高三个百分点。乡卫生院接诊病人5230人次，", "其中住院治疗四百一十人。"),
    ):
        canvas.setFont("STSong-Light", 14)
        for number, line in enumerate(page):
            canvas.drawString(30, 250 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    (tmp_path / "马岭乡.pdf").write_bytes(buffer.getvalue())
    library = open_library()
    library.index([tmp_path / "马岭乡.pdf"])
    passage = library.ask("马岭乡卫生院接诊病人多少人次？").passages[0]
    assert "5230" in passage.highlight
    assert (passage.citation.page, passage.citation.pages) == (2, (1, 2))
    assert {page for page, *_ in passage.citation.boxes} == {2}
    assert passage.citation.to_json()["pages"] == (1, 2)
    assert library.show(passage.citation.id).citation.pages == (1, 2)


def test_cells_are_those_of_the_marked_row(open_library: Open, tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (("乡镇", "接诊人次"), ("马岭乡", 5230), ("石桥镇", 4109), ("清河镇", 7712)):
        workbook.active.append(row)
    workbook.save(tmp_path / "接诊.xlsx")
    library = open_library()
    library.index([tmp_path / "接诊.xlsx"])
    passage = library.ask("石桥镇接诊多少人次？").passages[0]
    assert "4109" in passage.highlight
    assert passage.citation.cells == "A3:B3"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9)), min_size=1, max_size=5), st.data())
def test_a_stretch_of_spans_is_that_stretch_of_their_join(steps: list[tuple[int, int]], data: st.DataObject) -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 100)))
    spans, position = [], 0
    for gap, length in steps:
        spans.append((position + gap, position + gap + length))
        position = spans[-1][1]
    joined = "".join(text[a:b] for a, b in spans)
    start = data.draw(st.integers(0, len(joined)))
    end = data.draw(st.integers(start, len(joined)))
    assert "".join(text[a:b] for a, b in stretch(spans, start, end)) == joined[start:end]
