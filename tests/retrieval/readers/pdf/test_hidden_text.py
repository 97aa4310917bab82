"""What no one sees of a PDF is not read, and that it was left out is said."""

from collections.abc import Callable

import pytest
from pdf_files import A4, FONT, HELLO, Drawn, file_of, set_lines, stream, texts
from PIL import Image
from reportlab.lib.colors import Color, black, white
from reportlab.lib.utils import ImageReader

from retrieval.readers.pdf import reader as pdf

PROSE = ("经审核，同意青岭镇实施河道整治工程，概算投资为三百一十万元，工期六个月，由镇政府组织实施，县水利局监督。",)
SECRET = "概算投资应为九百万元。"
WARNING = (f"page 1: text that cannot be seen was left out ({len(SECRET)} characters)",)


def white_ink(drawn: Drawn) -> None:
    drawn.canvas.setFillColor(white)
    drawn.line(SECRET, 72, 300)


def no_ink(drawn: Drawn) -> None:
    pen = drawn.canvas.beginText(72, 500)
    pen.setFont(FONT, 12)
    pen.setTextRenderMode(3)
    pen.textOut(SECRET)
    drawn.canvas.drawText(pen)


def see_through(drawn: Drawn) -> None:
    drawn.canvas.setFillColor(Color(0, 0, 0, alpha=0.02))
    drawn.line(SECRET, 72, 300)


def painted_over(drawn: Drawn) -> None:
    drawn.line(SECRET, 72, 300)
    drawn.canvas.setFillColor(white)
    drawn.canvas.rect(60, A4[1] - 310, 300, 24, stroke=0, fill=1)


def blacked_out(drawn: Drawn) -> None:
    drawn.line(SECRET, 72, 300)
    drawn.canvas.setFillColor(black)
    drawn.canvas.rect(60, A4[1] - 310, 300, 24, stroke=0, fill=1)


def black_on_black(drawn: Drawn) -> None:
    drawn.canvas.setFillColor(black)
    drawn.canvas.rect(60, A4[1] - 310, 300, 24, stroke=0, fill=1)
    drawn.line(SECRET, 72, 300)


def too_small(drawn: Drawn) -> None:
    drawn.line(SECRET, 72, 300, 0.8)


def struck_out(drawn: Drawn) -> None:
    drawn.line(SECRET, 72, 300)
    drawn.canvas.line(72, A4[1] - 296, 204, A4[1] - 296)


def pale_and_large(drawn: Drawn) -> None:
    drawn.canvas.setFillColor(Color(0.85, 0.85, 0.85))
    drawn.line("内部资料供会议讨论之用", 60, 400, 40)


@pytest.mark.parametrize(
    "draw",
    [white_ink, no_ink, see_through, painted_over, blacked_out, black_on_black, too_small, struck_out, pale_and_large],
)
def test_what_cannot_be_seen_is_not_read(draw: Callable[[Drawn], None]) -> None:
    drawn = Drawn()
    drawn.column(set_lines(PROSE, 451), 72, 90, 451)
    draw(drawn)
    document = pdf.read(drawn.data(), "a.pdf")
    assert texts(document) == list(PROSE)
    assert document.warnings == WARNING


def underlined(drawn: Drawn) -> None:
    drawn.line("另附清单。", 72, 300)
    drawn.canvas.line(72, A4[1] - 302, 132, A4[1] - 302)


def white_on_dark(drawn: Drawn) -> None:
    drawn.canvas.setFillColor(Color(0.1, 0.2, 0.5))
    drawn.canvas.rect(60, A4[1] - 310, 300, 24, stroke=0, fill=1)
    drawn.canvas.setFillColor(white)
    drawn.line("另附清单。", 72, 300)


def marked(drawn: Drawn) -> None:
    drawn.line("另附清单。", 72, 300)
    drawn.canvas.setFillColor(Color(1, 1, 0, alpha=0.4))
    drawn.canvas.rect(60, A4[1] - 310, 300, 24, stroke=0, fill=1)


def grey(drawn: Drawn) -> None:
    drawn.canvas.setFillColor(Color(0.5, 0.5, 0.5))
    drawn.line("另附清单。", 72, 300)


def on_a_picture(drawn: Drawn) -> None:
    drawn.canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "navy")), 60, A4[1] - 310, 300, 24)
    drawn.canvas.setFillColor(white)
    drawn.line("另附清单。", 72, 300)


def on_a_rounded_field(drawn: Drawn) -> None:
    drawn.canvas.setFillColor(Color(0.1, 0.2, 0.5))
    drawn.canvas.roundRect(60, A4[1] - 310, 300, 24, 8, stroke=0, fill=1)
    drawn.canvas.setFillColor(white)
    drawn.line("另附清单。", 72, 300)


def crossed_by_a_slash(drawn: Drawn) -> None:
    drawn.line("另附清单。", 72, 300)
    drawn.canvas.line(60, A4[1] - 330, 160, A4[1] - 270)


def crossed_by_a_white_line(drawn: Drawn) -> None:
    drawn.line("另附清单。", 72, 300)
    drawn.canvas.setStrokeColor(white)
    drawn.canvas.line(72, A4[1] - 296, 132, A4[1] - 296)


def beside_a_dot(drawn: Drawn) -> None:
    drawn.line("另附清单。", 72, 300)
    drawn.canvas.rect(100, A4[1] - 297, 1, 1, stroke=0, fill=1)


def within_a_clipping_path(drawn: Drawn) -> None:
    path = drawn.canvas.beginPath()
    path.rect(60, A4[1] - 310, 300, 24)
    drawn.canvas.clipPath(path, stroke=0, fill=0)
    drawn.line("另附清单。", 72, 300)


def behind_a_drawing_of_many_strokes(drawn: Drawn) -> None:
    drawn.line("另附清单。", 72, 300)
    drawn.canvas.lines([(72, A4[1] - 296, 132, A4[1] - 296)] * 201)


@pytest.mark.parametrize(
    "draw",
    [
        underlined,
        white_on_dark,
        marked,
        grey,
        on_a_picture,
        on_a_rounded_field,
        crossed_by_a_slash,
        crossed_by_a_white_line,
        beside_a_dot,
        within_a_clipping_path,
        behind_a_drawing_of_many_strokes,
    ],
)
def test_what_can_be_seen_is_read(draw: Callable[[Drawn], None]) -> None:
    drawn = Drawn()
    drawn.column(set_lines(PROSE, 451), 72, 90, 451)
    draw(drawn)
    document = pdf.read(drawn.data(), "a.pdf")
    assert texts(document) == [*PROSE, "另附清单。"]
    assert document.warnings == ()


def test_what_an_annotation_strikes_out_is_not_read() -> None:
    struck = {
        **HELLO,
        3: HELLO[3].replace(b"/Contents", b"/Annots[10 0 R]/Contents"),
        8: stream(b"BT /F 12 Tf 20 100 Td (Hello world) Tj 0 -30 Td (Good bye) Tj ET"),
        10: b"<</Type/Annot/Subtype/StrikeOut/Rect[18 66 80 82]/QuadPoints[18 82 80 82 18 66 80 66]/C[1 0 0]>>",
    }
    assert pdf.read(file_of(struck), "a.pdf").text == "Hello world"


ON_FIELD = "10 90 200 30 re f "


@pytest.mark.parametrize(
    ("painted", "text"),
    [
        (f"/Pattern cs /P scn {ON_FIELD}", "Hello world"),
        ("/S sh", "Hello world"),
        (f"1 g {ON_FIELD}", ""),
        (f"0 g {ON_FIELD}", "Hello world"),
    ],
    ids=["pattern", "shading", "white", "black"],
)
def test_white_text_is_read_on_what_is_not_white(painted: str, text: str) -> None:
    page = b"/Resources<</Font<</F 9 0 R>>/Pattern<</P 11 0 R>>/Shading<</S 10 0 R>>>>"
    colours = b"/Function<</FunctionType 2/Domain[0 1]/C0[0 0 0.3]/C1[0 0 0.6]/N 1>>"
    striped = {
        **HELLO,
        3: HELLO[3].replace(b"/Resources<</Font<</F 9 0 R>>>>", page),
        8: stream(b"%s BT 1 g /F 12 Tf 20 100 Td (Hello world) Tj ET" % painted.encode()),
        10: b"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 0]/Extend[true true]%s>>" % colours,
        11: b"<</PatternType 2/Shading 10 0 R>>",
    }
    document = pdf.read(file_of(striped), "a.pdf")
    assert document.text == text and bool(document.warnings) is not bool(text)


def test_hidden_text_of_a_page_too_large_to_draw_is_not_read() -> None:
    large = {
        **HELLO,
        3: HELLO[3].replace(b"300 200", b"14000 14000"),
        8: stream(b"1 g 10 90 200 30 re f BT /F 12 Tf 20 100 Td (Good bye) Tj 0 g 0 90 Td (Hello world) Tj ET"),
    }
    assert pdf.read(file_of(large), "a.pdf").text == "Hello world"
