"""What is filled into the forms of a PDF is read with its label."""

from pdf_files import A4, HELLO, Drawn, file_of, texts

from retrieval.readers.pdf import reader as pdf


def read(drawn: Drawn) -> list[str]:
    return texts(pdf.read(drawn.data(), "a.pdf"))


def test_fields_are_written_behind_their_labels() -> None:
    drawn = Drawn()
    drawn.centred("Registration", 60, 18)
    form = drawn.canvas.acroForm
    for number, (label, value) in enumerate(
        [("单位名称：", "Lanshan Water"), ("联系人", "Qiao Ping"), ("户数（户）：", "3415")]
    ):
        drawn.line(label, 72, 120 + 40 * number)
        form.textfield(name=f"f{number}", value=value, x=200, y=A4[1] - 126 - 40 * number, width=200, height=20)
    drawn.line("备注：", 72, 260)
    form.textfield(name="empty", x=200, y=A4[1] - 266, width=200, height=20)
    assert read(drawn) == ["Registration", "单位名称：Lanshan Water", "联系人：Qiao Ping", "户数（户）：3415", "备注："]


def test_boxes_are_ticked_or_not_before_what_they_say() -> None:
    drawn = Drawn()
    form = drawn.canvas.acroForm
    drawn.line("是否获得省级认定：", 72, 120)
    for number, (label, is_ticked) in enumerate([("已获得", True), ("未获得", False)]):
        x = 200 + 120 * number
        form.checkbox(name=label, checked=is_ticked, x=x, y=A4[1] - 122, size=12)
        drawn.line(label, x + 16, 120)
    text = "".join(read(drawn)).replace("\t", "").replace(" ", "")
    assert text == "是否获得省级认定：☑已获得□未获得"


def test_fields_in_the_cells_of_a_table_are_its_values() -> None:
    drawn = Drawn()
    for x in (72, 222, 372):
        drawn.canvas.line(x, A4[1] - 100, x, A4[1] - 190)
    for number, (name, area) in enumerate([("乡镇", "耕地（亩）"), ("Yangliu", "21300"), ("Gaoqiao", "8760")]):
        y = 100 + 30 * number
        if number:
            for x, text in ((76, name), (226, area)):
                drawn.canvas.acroForm.textfield(name=f"{text}", value=text, x=x, y=A4[1] - y - 26, width=120, height=22)
        else:
            drawn.line(name, 76, y + 20)
            drawn.line(area, 226, y + 20)
    for number in range(4):
        drawn.canvas.line(72, A4[1] - 100 - 30 * number, 372, A4[1] - 100 - 30 * number)
    assert read(drawn) == ["乡镇：Yangliu，耕地：21300亩。", "乡镇：Gaoqiao，耕地：8760亩。"]


def test_a_note_written_on_a_page_is_read_and_a_hidden_one_is_not() -> None:
    def with_note(flags: int) -> bytes:
        note = b"<</Type/Annot/Subtype/FreeText/Rect[20 40 200 60]/Contents(Seen by Lin)/DA(/Helv 12 Tf)/F %d>>" % flags
        page = HELLO[3].replace(b"/Contents", b"/Annots[10 0 R]/Contents")
        return file_of({**HELLO, 3: page, 10: note})

    assert pdf.read(with_note(4), "a.pdf").text.split("\n") == ["Hello world", "Seen by Lin"]
    assert pdf.read(with_note(2), "a.pdf").text == "Hello world"


def test_a_box_beside_nothing_is_ticked_and_a_button_says_nothing() -> None:
    drawn = Drawn()
    drawn.line("是否获得省级认定：", 72, 120)
    drawn.canvas.acroForm.checkbox(name="alone", checked=True, x=200, y=A4[1] - 400, size=12)
    assert [line.strip() for line in read(drawn)] == ["是否获得省级认定：", "☑"]
    page = HELLO[3].replace(b"/Contents", b"/Annots[10 0 R]/Contents")
    button = b"<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65536/T(b)/Rect[20 40 200 60]/MK<</CA(Print)>>>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>"
    assert texts(pdf.read(file_of({**HELLO, 1: catalog, 3: page, 10: button}), "a.pdf")) == ["Hello world"]
