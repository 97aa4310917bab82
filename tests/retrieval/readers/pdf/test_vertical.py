"""Text set from top to bottom is read by its columns, from the right."""

import io

import pytest
from pdf_files import A4, Drawn, texts
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from retrieval.readers.pdf import reader as pdf

TEXT = "本乡旧有义学三所︐光绪末年改为小学堂︐至民国八年共有学生二百四十六人︐教习九人︐岁费银一千三百元︒"
SAID = TEXT.replace("︐", "，").replace("︒", "。")


@pytest.mark.parametrize("pitch", [20, 34])
def test_columns_are_read_from_the_right(pitch: int) -> None:
    drawn = Drawn()
    for index, character in enumerate(TEXT):
        drawn.line(character, 480 - pitch * (index // 12), 100 + 18 * (index % 12), 16)
    document = pdf.read(drawn.data(), "a.pdf")
    assert texts(document) == [SAID]
    first = document.places[0].box
    assert first is not None
    assert first == pytest.approx((480, 87, 496, 301), abs=4)


def test_a_font_that_writes_from_top_to_bottom() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("HeiseiMin-W3", 16)
    for column, start in enumerate(range(0, len(SAID), 12)):
        canvas.drawString(480 - 30 * column, 700, SAID[start : start + 12])
    canvas.save()
    assert "".join(texts(pdf.read(buffer.getvalue(), "a.pdf"))) == SAID


def test_a_column_of_figures_makes_no_page_vertical() -> None:
    drawn = Drawn()
    for number in range(14):
        drawn.line("甲乙丙丁戊己庚辛壬癸子丑寅卯"[number], 72, 100 + 20 * number)
        drawn.line(f"{number + 3}户", 200, 100 + 20 * number)
    assert texts(pdf.read(drawn.data(), "a.pdf"))[0] == "甲\t3户"
