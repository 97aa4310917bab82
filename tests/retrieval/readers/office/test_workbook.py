"""Workbooks made by openpyxl, what their sheets show, and the harm that a ZIP of XML can do."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as PillowImage

from retrieval.document import Document
from retrieval.errors import DamagedDocument
from retrieval.readers.office import package, sheets, workbook


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def made(*rows: list[object], name: str = "Sheet1") -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return book, sheet


def lines(document: Document) -> list[tuple[str, int]]:
    return [(document.text[block.start : block.end], block.level) for block in document.blocks]


def texts(data: bytes) -> list[str]:
    return [text for text, _ in lines(workbook.read(data, "a.xlsx"))]


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with each member's content changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, change(item.filename, old.read(item)))
    return buffer.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def hand_made(sheet: str, strings: str = "") -> bytes:
    """A workbook whose sheet holds this XML in the place of its data, and these shared strings."""

    def changed(name: str, content: bytes) -> bytes:
        text = content.decode()
        if name.endswith("sheet1.xml"):
            text = re.sub(r"<sheetData>.*</sheetData>|<sheetData/>", sheet, text)
        if name.endswith("workbook.xml.rels"):
            relation = f'<Relationship Id="s1" Type="{_STRINGS}" Target="sharedStrings.xml"/>'
            text = text.replace("</Relationships>", f"{relation}</Relationships>")
        return text.encode()

    buffer = io.BytesIO(repacked(saved(made()[0]), changed))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
    return buffer.getvalue()


def test_each_sheet_is_named_and_each_row_says_where_it_stands() -> None:
    book, sheet = made(["青禾县主要指标"], [None, None, "单位：亿元"], name="指标")
    for row in (["园区", "产值", "增速（%）"], ["北园", 43.4, 5.2], ["南园", 12, -3]):
        sheet.append(row)
    second = book.create_sheet("项目")
    second["C5"], second["D5"], second["C6"], second["D6"] = "项目", "投资（万元）", "厂房", 3000
    book.properties.title, book.properties.creator = "青禾县统计手册", "openpyxl"
    document = workbook.read(saved(book), "a.xlsx")
    assert lines(document) == [
        ("指标", 1),
        ("青禾县主要指标", 0),
        ("单位：亿元", 0),
        ("园区：北园，产值：43.4亿元，增速：5.2%。", 0),
        ("园区：南园，产值：12亿元，增速：-3%。", 0),
        ("项目", 1),
        ("项目：厂房，投资：3000万元。", 0),
    ]
    places = [(document.text[place.start : place.end], place.sheet, place.cells) for place in document.places]
    assert places[2:] == [
        ("园区：北园", "指标", (4, 1, 1)),
        ("产值：43.4亿元", "指标", (4, 2, 2)),
        ("增速：5.2%", "指标", (4, 3, 3)),
        ("园区：南园", "指标", (5, 1, 1)),
        ("产值：12亿元", "指标", (5, 2, 2)),
        ("增速：-3%", "指标", (5, 3, 3)),
        ("项目：厂房", "项目", (6, 3, 3)),
        ("投资：3000万元", "项目", (6, 4, 4)),
    ]
    assert (document.title, document.author, document.warnings) == ("青禾县统计手册", None, ())
    assert document == workbook.read(saved(book), "a.xlsx")


def test_numbers_and_dates_are_read_as_the_sheet_shows_them() -> None:
    book, sheet = made(["指标", "值"])
    shown: list[tuple[object, str, str]] = [
        (0.626, "0.0%", "62.6%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (35, '0.0"亿元"', "35.0亿元"),
        (27.0, "General", "27"),
        (0.1 + 0.2, "General", "0.3"),
        (datetime.date(2024, 3, 1), "yyyy-mm-dd", "2024年3月1日"),
        (datetime.date(2024, 3, 1), 'yyyy"年"m"月"', "2024年3月"),
        (datetime.datetime(2024, 3, 1, 14, 5), "yyyy/m/d h:mm", "2024年3月1日 14:05"),
        (datetime.time(9, 30), "h:mm", "9:30"),
        (True, "General", "TRUE"),
    ]
    for row, (value, number_format, _) in enumerate(shown, 2):
        sheet.cell(row, 1, f"第{row}项")
        sheet.cell(row, 2, value).number_format = number_format
    assert texts(saved(book)) == [f"指标：第{row}项，值：{text}。" for row, (_, _, text) in enumerate(shown, 2)]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book, sheet = made(["事项", "日期"], ["开工", datetime.date(2024, 3, 1)], ["竣工", datetime.date(2024, 9, 1)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert "日期：2024年3月1日。" in texts(saved(book))[0]
    assert sheet["B2"].is_date


def test_merged_cells_are_headers_and_labels_of_all_that_they_span() -> None:
    book, sheet = made(["园区", "2024年", None], [None, "产值", "增速"], ["北园", 43.4, 5], [None, 12, 3])
    for merged in ("A1:A2", "B1:C1", "A3:A4"):
        sheet.merge_cells(merged)
    assert texts(saved(book)) == [
        "园区：北园，2024年 产值：43.4，2024年 增速：5。",
        "园区：北园，2024年 产值：12，2024年 增速：3。",
    ]


def test_what_is_hidden_is_left_out_and_said() -> None:
    book, sheet = made(["园区", "内部价", "产值"], ["北园", 1, 3], ["密园", 2, 4], name="指标")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("底稿")["A1"] = "不公开"
    book["底稿"].sheet_state = "hidden"
    book.create_chartsheet("图")
    document = workbook.read(saved(book), "a.xlsx")
    assert lines(document) == [("指标", 1), ("园区：北园，产值：3。", 0)]
    assert document.warnings == (
        "Hidden sheets were left out: 底稿.",
        "Sheet 指标: hidden rows (1) were left out.",
        "Sheet 指标: hidden columns (1) were left out.",
    )


def test_a_formula_without_a_value_is_computed_or_named_and_errors_are_dropped() -> None:
    book, sheet = made(
        ["园区", "产值", "税收"], ["北园", 3, "#N/A"], ["合计", "=SUM(B2:B2)", '=VLOOKUP("北园",A2:B2,2)']
    )
    sheet["B3"].number_format = '0.0"亿元"'
    document = workbook.read(saved(book), "a.xlsx")
    assert [text for text, _ in lines(document)] == ["园区：北园，产值：3。", "园区：合计，产值：3.0亿元。"]
    computed, unknown = document.warnings
    assert "Sheet1" in computed and "B3" in computed and "computed" in computed
    assert "C3" in unknown and "save it" in unknown


def test_formulas_that_cells_share_are_computed_for_each() -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="B{number}">{formula}</c></row>'
        for number, formula in enumerate(
            (
                '<f t="shared" ref="B1:B2" si="0">A1*2</f>',
                '<f t="shared" si="0"/>',
                '<f t="shared" si="9"/>',
                "<v>1E999</v>",
            ),
            1,
        )
    )
    assert texts(hand_made(f"<sheetData>{rows}</sheetData>")) == ["1\t2", "2\t4", "3", "4"]


def test_what_is_computed_and_not_shown_is_no_text() -> None:
    book, sheet = made(["园区", "产值", "税收"], ["北园", 3, "=B2*2"], ["南园", 4, 5])
    sheet["C2"].number_format = ";;;"
    assert texts(saved(book)) == ["园区：北园，产值：3。", "园区：南园，产值：4，税收：5。"]


def test_cells_that_nobody_sees_are_left_out_and_counted() -> None:
    book, sheet = made(["园区", "产值", "税收"], ["北园", 31, 5], ["南园", 27, 6], ["东园", 22, 7])
    sheet["B2"].font = Font(strike=True)
    sheet["B3"].font = Font(color="FFFFFFFF")
    sheet["C4"].number_format = ";;;"
    sheet["A1"].font, sheet["A1"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")
    sheet["A4"].font, sheet["A4"].fill = Font(color="FFFFFFFF"), GradientFill(stop=("FF1F4E79", "FF000000"))
    document = workbook.read(saved(book), "a.xlsx")
    assert [text for text, _ in lines(document)] == [
        "园区：北园，税收：5。",
        "园区：南园，税收：6。",
        "园区：东园，产值：22。",
    ]
    assert document.warnings == ("Sheet Sheet1: left out, as it is not seen: struck-out cells (1), white cells (1).",)


def test_runs_in_a_cell_are_read_as_they_are_seen() -> None:
    strings = (
        "<si><t>指标</t></si><si><r><t>受益320</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r></si>"
        "<si><r><rPr><strike/></rPr><t>20</t></r><r><t>15.5万元</t></r></si>"
    )
    cells = "".join(f'<c t="s"><v>{index}</v></c>' for index in range(3))
    assert texts(hand_made(f"<sheetData><row>{cells}</row></sheetData>", strings)) == ["指标\t受益320\t15.5万元"]


def test_pictures_on_a_sheet_are_said() -> None:
    book, sheet = made(["园区", "产值"], ["北园", 3])
    picture = io.BytesIO()
    PillowImage.new("RGB", (8, 8)).save(picture, "PNG")
    sheet.add_image(Image(picture), "D1")
    sheet["A1"].comment = Comment("核对", "方瑜")
    assert workbook.read(saved(book), "a.xlsx").warnings == ("Sheet Sheet1: pictures (1) were not read.",)


def test_a_stray_cell_in_the_last_row_costs_nothing() -> None:
    book, sheet = made(["园区", "产值"], ["北园", 3])
    sheet["XFD1048576"] = "末格"
    document = workbook.read(saved(book), "a.xlsx")
    assert [text for text, _ in lines(document)] == ["园区：北园，产值：3。", "末格"]
    assert document.places[-1].cells == (1_048_576, 16_384, 16_384)


def test_no_more_cells_are_read_than_a_library_can_use(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (workbook, sheets):
        monkeypatch.setattr(module, "MOST_CELLS", 2_000)
    row = "<row>" + '<c t="inlineStr"><is><t>字</t></is></c>' * 1000 + "</row>"
    document = workbook.read(hand_made(f"<sheetData>{row * 3}</sheetData>"), "a.xlsx")
    assert document.text.count("字") == 2_000
    assert document.warnings == ("Only the first 2,000 cells were read. Split the file to have all of it.",)


def test_characters_that_xml_cannot_hold_and_readings_are_no_text() -> None:
    strings = (
        "<si><t>园_x000D_\n区_xD800_</t></si><si><r><t>产</t></r><r><t>值</t></r><rPh><t>chanzhi</t></rPh></si>"
        "<si><t>北园</t></si>"
    )
    cells = '<c t="s"><v>{}</v></c><c t="{}"><v>{}</v></c>'
    sheet = f"<sheetData><row>{cells.format(0, 's', 1)}</row><row>{cells.format(2, 'n', 3)}</row></sheetData>"
    assert texts(hand_made(sheet, strings)) == ["园区：北园，产值：3。"]


@pytest.mark.parametrize(
    "missing", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_a_workbook_with_a_broken_part_is_damage(missing: str) -> None:
    def cut(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name == missing else content

    with pytest.raises(DamagedDocument, match=r"^a\.xlsx: not a whole Excel file\. Open it in Excel"):
        workbook.read(repacked(hand_made("<sheetData/>"), cut), "a.xlsx")


def test_what_is_no_workbook_is_damage() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "文字")
    for data in (buffer.getvalue(), b"PK\x03\x04 and no more"):
        with pytest.raises(DamagedDocument, match="not a whole Excel file"):
            workbook.read(data, "a.xlsx")


def test_a_password_is_named_as_such() -> None:
    with pytest.raises(DamagedDocument, match=r"password, or an old \.xls .* save it as \.xlsx"):
        workbook.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.xlsx")


def test_bombs_are_left_alone() -> None:
    def with_strings(content: bytes) -> bytes:
        return repacked(hand_made(""), lambda name, old: content if "sharedStrings" in name else old)

    with pytest.raises(DamagedDocument, match="entities, which Excel never does"):
        workbook.read(with_strings(b'<!DOCTYPE d [<!ENTITY a "aaaa">]><sst>&a;</sst>'), "a.xlsx")
    with pytest.raises(DamagedDocument, match="unpacks to 64 MB"):
        workbook.read(with_strings(bytes(package.LARGEST_XML + 1)), "a.xlsx")


def test_references_out_of_any_sheet_do_no_harm() -> None:
    cells = (
        '<cols><col min="1" max="99999999" hidden="0"/><col min="x" hidden="1"/></cols><sheetData>'
        '<row r="99999999999"><c r="ZZZ0" t="s"><v>99999</v></c><c r="?"><v>1e999</v></c><c t="s"><v>-1</v></c></row>'
        '<row r="2"><c/><c s="777"><v>3</v></c><c t="d"><v>2024-03-01</v></c><c><v>x</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="nonsense"/></mergeCells>'
    )
    assert texts(hand_made(cells)) == ["3\t2024-03-01\tx"]


def test_a_workbook_without_properties_is_read() -> None:
    whole = saved(made(["园区", "产值"], ["北园", 3])[0])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
        for item in old.infolist():
            if item.filename != "docProps/core.xml":
                new.writestr(item.filename, old.read(item))
    document = workbook.read(buffer.getvalue(), "a.xlsx")
    assert (document.title, document.author) == (None, None)
    assert document.text.startswith("园区：北园")
