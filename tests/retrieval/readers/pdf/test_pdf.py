"""PDFs drawn by the tests: what is read, where it stands, and what broken files do."""

import io
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import A4, FONT, HELLO, PAGE, Drawn, file_of, headings, in_columns, set_lines, stream, texts
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from retrieval.document import Box, Document
from retrieval.errors import DamagedDocument, DocumentError, DocumentTooLarge
from retrieval.layout import articles
from retrieval.readers.pdf import reader as pdf

NEWS = (
    "柳溪县高新区全年签约项目十四个，总投资9.2亿元，同比增长41.7%，其中制造业项目八个，物流项目六个。",
    "园区管委会推行一窗受理，审批时限由15个工作日压减至7个工作日，企业满意度达到98.5%，窗口服务做到周末不打烊。",
    "下一步，将围绕主导产业补链强链，建设标准厂房11万平方米，配套人才公寓260套，力争年内投用。",
    "截至目前，已有三十九家企业入驻，带动就业2800余人。",
)


def opened(drawn: Drawn) -> Document:
    return pdf.read(drawn.data(), "a.pdf")


def test_a_report_is_read_in_paragraphs_with_its_headings() -> None:
    drawn = Drawn()
    drawn.centred("柳溪县高新区", 120, 22)
    drawn.centred("二〇二四年工作报告", 152, 22)
    drawn.line("一、总体情况", 72, 200, 16)
    y = drawn.column(set_lines(NEWS[:2], 451), 72, 230, 451)
    drawn.line("二、下步打算", 72, y + 10, 16)
    drawn.column(set_lines(NEWS[2:], 451), 72, y + 40, 451)
    document = opened(drawn)
    assert texts(document) == ["柳溪县高新区二〇二四年工作报告", "一、总体情况", *NEWS[:2], "二、下步打算", *NEWS[2:]]
    assert headings(document) == [("柳溪县高新区二〇二四年工作报告", 1), ("一、总体情况", 2), ("二、下步打算", 2)]
    assert "\n　　园区管委会" in document.text
    assert (document.reader, document.reader_version, document.pages) == ("pdf", pdf.VERSION, 1)


@pytest.mark.parametrize(("columns", "width", "gutter"), [(2, 240.0, 14.0), (3, 156.0, 12.0)])
def test_columns_under_a_headline_are_read_one_after_the_other(columns: int, width: float, gutter: float) -> None:
    drawn = Drawn()
    drawn.centred("审批提速　企业安心", 90, 28)
    paragraphs = [f"第{number}次通报。{text}" for number in range(1, 5) for text in NEWS]
    for index, part in enumerate(in_columns(set_lines(paragraphs, width, 10), columns)):
        drawn.column(part, 50 + index * (width + gutter), 130, width, 10, 1.5)
    document = opened(drawn)
    assert texts(document) == ["审批提速　企业安心", *paragraphs]


def test_columns_whose_lines_are_not_level_are_read_one_after_the_other() -> None:
    drawn = Drawn()
    for index, part in enumerate(in_columns(set_lines(NEWS * 3, 240, 10), 2)):
        drawn.column(part, 50 + index * 256, 100 + 7 * index, 240, 10, 1.5)
    assert texts(opened(drawn)) == list(NEWS * 3)


def test_articles_side_by_side_and_below_each_other_stay_apart() -> None:
    drawn = Drawn((800, 1000))
    others = [[f"{place}县消息。{text}" for text in NEWS * 2] for place in "甲乙丙"]
    drawn.line("甲县招商忙", 60, 80, 28)
    for index, part in enumerate(in_columns(set_lines(others[0], 220, 10), 2)):
        drawn.column(part, 50 + index * 236, 110, 220, 10, 1.5)
    drawn.line("乙县修路", 530, 80, 20)
    y = drawn.column(set_lines(others[1], 220, 10), 522, 106, 220, 10, 1.5) + 30
    drawn.line("丙县办起人才夜校", 60, y, 28)
    for index, part in enumerate(in_columns(set_lines(others[2], 220, 10), 3)):
        drawn.column(part, 50 + index * 236, y + 40, 220, 10, 1.5)
    document = opened(drawn)
    assert texts(document) == ["甲县招商忙", *others[0], "乙县修路", *others[1], "丙县办起人才夜校", *others[2]]
    assert {level for _, level in headings(document)} == {1}


def test_strips_in_different_columns_below_each_other() -> None:
    drawn = Drawn()
    y = 80.0
    for columns, width in ((2, 240.0), (3, 156.0)):
        parts = in_columns(set_lines(NEWS * 2, width, 10), columns)
        y = max(drawn.column(part, 50 + i * (width + 14), y, width, 10, 1.5) for i, part in enumerate(parts)) + 12
    assert texts(opened(drawn)) == list(NEWS * 4)


def test_a_table_is_read_row_by_row() -> None:
    rows = (("指标", "2023年", "2024年"), ("工业总产值", "71.5亿元", "83.0亿元"), ("从业人员", "2450人", "2800人"))
    drawn = Drawn()
    y = drawn.column(set_lines(NEWS, 451), 72, 90, 451) + 8
    for row in rows:
        for x, cell in zip((80, 240, 380), row, strict=True):
            drawn.line(cell, x, y)
        y += 24
    drawn.column(set_lines(NEWS[:2], 451), 72, y + 8, 451)
    said = [
        "指标：工业总产值，2023年：71.5亿元，2024年：83.0亿元。",
        "指标：从业人员，2023年：2450人，2024年：2800人。",
    ]
    assert texts(opened(drawn)) == [*NEWS, *said, *NEWS[:2]]


def of_several_pages() -> Drawn:
    drawn = Drawn()
    lines = set_lines(NEWS * 12, 451)
    for start in range(0, len(lines), 30):
        if start:
            drawn.next_page()
        drawn.centred("柳溪县高新区年度工作综述", 50, 9)
        drawn.column(lines[start : start + 30], 72, 90, 451)
        drawn.centred(f"— {drawn.page} —", 800, 9)
    return drawn


def test_running_heads_and_page_numbers_are_left_out_and_paragraphs_run_on_overleaf() -> None:
    document = opened(of_several_pages())
    assert texts(document) == list(NEWS * 12)
    assert document.pages == 3
    assert {block.page for block in document.blocks} == {1, 2, 3}
    paragraphs = ["".join(document.text[a:b] for a, b in p.spans) for a in articles(document) for p in a.paragraphs]
    assert paragraphs == list(NEWS * 12)


def test_places_are_where_the_lines_were_drawn() -> None:
    drawn = of_several_pages()
    expected = [line for line in drawn.lines if 60 < line[2][1] < 780]
    document = opened(drawn)
    found = [(p.page, document.text[p.start : p.end], p.box) for p in document.places]
    assert [line[:2] for line in found] == [line[:2] for line in expected]
    for (_, _, box), (_, _, drawn_box) in zip(found, expected, strict=True):
        assert box == pytest.approx(drawn_box, abs=2.5)


def inked(picture: Image.Image) -> Image.Image:
    return picture.convert("L").point(lambda value: 255 if value < 200 else 0)


def boxes_fit(data: bytes, document: Document, scale: float) -> None:
    """Each box has ink in it on the rendered page, and there is none outside of them."""
    picture = inked(pdf.render(data, "a.pdf", 1, scale))
    outside = picture.copy()
    for place in document.places:
        box: Box = place.box
        pixels = tuple(round(scale * value) for value in box)
        assert picture.crop(pixels).getbbox() is not None
        ImageDraw.Draw(outside).rectangle((pixels[0] - 2, pixels[1] - 2, pixels[2] + 2, pixels[3] + 2), fill=0)
    assert outside.getbbox() is None


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("sideways", [False, True])
def test_boxes_fit_the_page_as_it_is_shown(rotation: int, sideways: bool) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 400), cropBox=(20, 30, 290, 380))
    canvas.setPageRotation(rotation)
    canvas.setFont("Helvetica", 12)
    if sideways:
        canvas.translate(300, 0)
        canvas.rotate(90)
    canvas.drawString(60, 200, "The first line of the page")
    canvas.drawString(60, 180, "and the second")
    canvas.save()
    document = pdf.read(buffer.getvalue(), "a.pdf")
    assert document.text.replace("\n", " ") == "The first line of the page and the second"
    boxes_fit(buffer.getvalue(), document, 2.0)


def test_what_is_cut_off_the_page_is_not_read() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 400), cropBox=(0, 100, 300, 400))
    canvas.setFont(FONT, 12)
    canvas.drawString(50, 300, "看得见的字")
    canvas.drawString(50, 50, "看不见的字")
    canvas.save()
    assert pdf.read(buffer.getvalue(), "a.pdf").text == "看得见的字"


def test_text_across_the_page_is_a_watermark_and_some_sideways_is_named() -> None:
    drawn = Drawn()
    drawn.column(set_lines(NEWS, 451), 72, 90, 451)
    for angle, x, text in ((45, 300, "内部资料"), (90, 40, "Binding edge")):
        drawn.canvas.saveState()
        drawn.canvas.translate(x, 400)
        drawn.canvas.rotate(angle)
        drawn.canvas.setFont(FONT, 30)
        drawn.canvas.drawString(0, 0, text)
        drawn.canvas.restoreState()
    document = opened(drawn)
    assert texts(document) == list(NEWS)
    assert document.warnings == ("page 1: text that stands sideways was left out",)


def test_text_in_a_font_that_is_nowhere_is_read_whole() -> None:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Nowhere/Encoding/UniGB-UCS2-H/DescendantFonts[10 0 R]>>"
    lone = {
        **HELLO,
        8: stream(b"BT /F 12 Tf 20 100 Td <62116eaa53bf> Tj 0 -30 Td <9644> Tj ET"),
        9: font,
        10: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Nowhere/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    }
    document = pdf.read(file_of(lone), "a.pdf")
    assert (texts(document), document.warnings) == (["我溪县", "附"], ())
    assert [place.box for place in document.places] == [(20.0, 90.4, 56.0, 102.4), (20.0, 120.4, 32.0, 132.4)]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    drawn = Drawn()
    for shift in (0, 0.4):
        drawn.line("全年签约", 72 + shift, 100)
        drawn.line("项目十四个", 120 + shift, 100)
    drawn.line("人人安居", 72, 150)
    assert texts(opened(drawn)) == ["全年签约项目十四个", "人人安居"]


def test_radicals_and_ligatures_become_the_characters_they_stand_for() -> None:
    drawn = Drawn()
    drawn.line("⼈⼯智能", 72, 100)
    assert opened(drawn).text == "人工智能"


def test_spread_headings_close_up_and_words_and_spaces_of_the_file_stay_apart() -> None:
    drawn = Drawn()
    drawn.line("通报", 72, 100, 12, width=60)
    drawn.line("第 3 期　总第 18 期", 72, 130)
    assert texts(opened(drawn)) == ["通报", "第 3 期　总第 18 期"]


def test_raised_characters_belong_to_their_line() -> None:
    drawn = Drawn()
    drawn.line("新建厂房500m", 72, 100)
    end = drawn.lines[-1][2][2]
    drawn.line("2", end, 95, 7)
    drawn.line("，年内投用。", end + 4, 100)
    assert opened(drawn).text == "新建厂房500m²，年内投用。"


def test_letters_of_latin_words_stay_together_and_words_apart_across_lines() -> None:
    drawn = Drawn((300, 400))
    drawn.canvas.setFont("Helvetica", 12)
    for y, text in ((300, "The office cut approval time to seven"), (284, "days and opened a one-stop service.")):
        drawn.canvas.drawString(40, y, text)
    assert opened(drawn).text == "The office cut approval time to seven days and opened a one-stop service."


def test_declared_title_and_author_are_taken_when_a_person_wrote_them() -> None:
    drawn = Drawn()
    drawn.canvas.setTitle("柳溪县高新区年报")
    drawn.canvas.setAuthor("anonymous")
    drawn.line("正文。", 72, 100)
    document = opened(drawn)
    assert (document.title, document.author, document.date) == ("柳溪县高新区年报", None, None)


def test_a_password_is_named() -> None:
    drawn = Drawn(encrypt="secret")
    drawn.line("正文。", 72, 100)
    with pytest.raises(DamagedDocument, match=r"^a\.pdf: protected by a password\. Remove it"):
        opened(drawn)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.4\nnothing of the kind", bytes(2000)])
def test_bytes_that_are_no_pdf_are_damage(data: bytes) -> None:
    with pytest.raises(DamagedDocument, match=r"^a\.pdf: not a whole PDF"):
        pdf.read(data, "a.pdf")


WHOLE = of_several_pages().data()


@settings(max_examples=40)
@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=8))
def test_a_cut_or_changed_file_is_read_or_refused(cut: int, place: int, change: bytes) -> None:
    data = (WHOLE[:place] + change + WHOLE[place + len(change) :])[:cut]
    try:
        document = pdf.read(data, "a.pdf")
    except DocumentError as error:
        assert str(error).startswith("a.pdf: ")
    else:
        assert document.pages


def test_a_page_tree_that_loops_ends() -> None:
    loops = {**HELLO, 2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 4>>"}
    document = pdf.read(file_of(loops), "a.pdf")
    assert document.text == "Hello world"
    assert document.warnings == ("page 2, 3, 4: could not be read",)


def test_a_form_that_draws_itself_ends() -> None:
    form = stream(
        b"/X Do BT /F 12 Tf 20 100 Td (Round) Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</X 7 0 R>>/Font<</F 9 0 R>>>>",
    )
    page = PAGE.replace(b"/Contents 8 0 R/Resources<<", b"/Contents 8 0 R/Resources<</XObject<</X 7 0 R>>")
    document = pdf.read(file_of({**HELLO, 3: page, 7: form, 8: stream(b"/X Do")}), "a.pdf")
    assert document.text == "Round"


def test_a_missing_page_is_named_and_the_others_are_read() -> None:
    missing = {**HELLO, 2: b"<</Type/Pages/Kids[3 0 R 5 0 R 6 0 R]/Count 3>>", 6: PAGE}
    document = pdf.read(file_of(missing), "a.pdf")
    assert texts(document) == ["Hello world", "Hello world"]
    assert [block.page for block in document.blocks] == [1, 3]
    assert document.warnings == ("page 2: could not be read",)


def test_a_file_none_of_whose_pages_is_there_is_damage() -> None:
    with pytest.raises(DamagedDocument, match="not a whole PDF"):
        pdf.read(file_of({**HELLO, 2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>"}), "a.pdf")


def test_a_file_of_very_many_pages_is_left_alone() -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 3010))
    pages = {number: PAGE for number in range(10, 3010)}
    with pytest.raises(DocumentTooLarge, match=r"^a\.pdf: 3,000 pages; at most 2,000 are read"):
        pdf.read(file_of({**HELLO, 2: b"<</Type/Pages/Kids[%s]/Count 3000>>" % kids, **pages}), "a.pdf")


def test_a_file_of_very_many_characters_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 15)
    pages = {**HELLO, 2: b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>", 6: PAGE}
    with pytest.raises(DocumentTooLarge, match=r"^a\.pdf: more characters"):
        pdf.read(file_of(pages), "a.pdf")


PRINT = "柳溪县全年投资38.6亿元，比上年增长。"
FACE = ImageFont.truetype(str(files("mplfonts").joinpath("fonts", "NotoSerifCJKsc-Regular.otf")), 29)


def scanned_page(coarse: int = 1) -> Drawn:
    """A page that is a picture with a line of print, its baseline 200 points from the top, the figure in it `coarse`
    times less fine."""
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((200, 400), PRINT, font=FACE, fill=0, anchor="ls")
    start = round(200 + FACE.getlength(PRINT[:7]))
    box = (start, 372, start + round(FACE.getlength("38.6")), 408)
    figure = picture.crop(box)
    small = figure.resize((figure.width // coarse, figure.height // coarse), Image.Resampling.BOX)
    picture.paste(small.resize(figure.size, Image.Resampling.BILINEAR), box[:2])
    drawn = Drawn()
    drawn.canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    return drawn


def test_a_page_that_is_a_picture_is_recognised_its_boxes_are_points_and_one_of_nothing_is_named() -> None:
    drawn = scanned_page()
    drawn.line(" ", 280, 820, 9)
    drawn.next_page()
    drawn.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 255)), 0, 0, *A4)
    document = opened(drawn)
    assert document.text.strip() == PRINT
    assert document.warnings == ("page 2: no text was recognised",)
    (place,) = document.places
    points = A4[0] / 1240
    end = 200 + FACE.getlength(PRINT)
    assert place.box == pytest.approx((200 * points, 372 * points, end * points, 408 * points), abs=10)
    assert place.page == 1
    assert place.confidence is not None and place.confidence > 0.9


def test_a_figure_that_is_hard_to_read_in_a_scanned_pdf_has_a_place_of_its_own() -> None:
    document = opened(scanned_page(coarse=6))
    doubtful = [place for place in document.places if place.confidence is not None and place.confidence < 0.9]
    [place] = doubtful
    assert document.text[place.start : place.end].startswith("38")


def test_a_picture_with_text_over_it_is_not_recognised() -> None:
    drawn = scanned_page()
    drawn.column(set_lines(NEWS, 451), 72, 300, 451)
    document = opened(drawn)
    assert texts(document) == list(NEWS)
    assert {place.confidence for place in document.places} == {None}


def test_characters_without_a_meaning_are_recognised_from_the_picture() -> None:
    codes = b"".join(b"%04x" % code for code in range(0x100, 0x120))
    unknown = {
        **HELLO,
        8: stream(b"BT /F 12 Tf 20 100 Td <%s> Tj /G 12 Tf 0 -30 Td (Hello 2024) Tj ET" % codes),
        9: b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[10 0 R]>>",
        10: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/DW 1000/FontDescriptor 11 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        11: b"<</Type/FontDescriptor/FontName/Odd/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200"
        b"/ItalicAngle 0/CapHeight 700/StemV 80>>",
    }
    places = pdf.read(file_of(unknown), "a.pdf").places
    assert all(place.confidence is not None for place in places)


def test_a_page_is_rendered_to_scale() -> None:
    data = file_of(HELLO)
    picture = pdf.render(data, "a.pdf", 1, 1.5)
    assert picture.size == (450, 300)
    assert ImageChops.invert(picture.convert("L")).getbbox() is not None


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_not_rendered(page: int) -> None:
    with pytest.raises(DamagedDocument, match=rf"^a\.pdf: it has no page {page} "):
        pdf.render(file_of(HELLO), "a.pdf", page)


def test_a_page_too_large_for_a_picture_is_not_rendered() -> None:
    with pytest.raises(DocumentTooLarge, match=r"^a\.pdf: page 1 is too large"):
        pdf.render(file_of(HELLO), "a.pdf", 1, 100.0)


def test_the_same_bytes_give_the_same_document_in_every_thread() -> None:
    with ThreadPoolExecutor(4) as threads:
        documents = list(threads.map(lambda _: pdf.read(WHOLE, "a.pdf"), range(8)))
    assert all(document == documents[0] for document in documents)


@pytest.mark.parametrize(
    ("meaning", "text"),
    [
        ("D842DFB7", "x𠮷yz"),
        ("00660069", "xfiyz"),
        ("006600660069", "xffiyz"),
        ("E000", "x yz"),
        ("D842", "x yz"),
        ("FFFD", "x yz"),
        ("200B", "x yz"),
        ("2028", "x yz"),
    ],
)
def test_a_character_is_what_the_file_says_it_means(meaning: str, text: str) -> None:
    to_unicode = f"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <{meaning}> endbfchar"
    said = {
        **HELLO,
        8: stream(b"BT /F 12 Tf 20 100 Td (xAyz) Tj ET"),
        9: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 10 0 R>>",
        10: stream(f"begincmap {to_unicode} endcmap".encode()),
    }
    assert pdf.read(file_of(said), "a.pdf").text == text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("售价￥", 72, 300, 7), ("1200元", 93, 300, 14)], "售价￥1200元"),
        ([("数据为初步核算。", 90, 300, 12), ("①", 82, 294, 6)], "①数据为初步核算。"),
        ([("同比增长35", 72, 300, 12), ("②", 132, 294, 6), ("40家", 139, 300, 12)], "同比增长35 40家"),
        ([("办法2024", 72, 300, 12), ("修订", 120, 294, 6)], "办法2024修订"),
        ([("重点任务", 72, 300, 12), ("重点任务", 72.6, 300, 12)], "重点任务"),
        ([("重点", 72, 300, 12), ("任务", 96, 300, 12), ("点", 84.4, 300, 12)], "重点任务"),
    ],
)
def test_a_line_is_put_together_of_what_stands_on_it(pieces, text: str) -> None:
    drawn = Drawn()
    for piece, x, y, size in pieces:
        drawn.line(piece, x, y, size)
    assert pdf.read(drawn.data(), "a.pdf").text == text
