"""XML spreadsheets, which are called .xls, and the other texts that are."""

from pathlib import Path

import pytest

from retrieval.document import Document
from retrieval.errors import DamagedDocument
from retrieval.readers import read_document
from retrieval.readers.office import sheet_xml

BOOK = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:'
    'spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">{}</Workbook>'
)
SHEET = '<Worksheet ss:Name="{}"><Table><Column/><Column ss:Hidden="1"/>{}</Table>{}</Worksheet>'


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<Row {more}>{''.join(cells)}</Row>"


def read(content: str | bytes) -> Document:
    data = content if isinstance(content, bytes) else content.encode()
    return read_document(Path("导出.xls"), data)


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_sheets_are_read_with_their_merged_cells_and_without_what_is_hidden() -> None:
    rows = (
        row(cell("泵站"), cell("内部价"), cell("水量（万吨）"), cell("启用")),
        row(
            cell("北站", more='ss:MergeDown="1"'),
            cell("9"),
            cell("31.5", "Number"),
            cell("2024-03-01T00:00:00.000", "DateTime"),
        ),
        row(cell("27", "Number", 'ss:Index="3"'), cell("2024-05-02T08:30:00.000", "DateTime")),
        row(cell("密站"), cell("7"), cell("1", "Number"), more='ss:Hidden="1"'),
    )
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    document = read(
        BOOK.format(
            SHEET.format("水量", "".join(rows), "") + SHEET.format("底稿", rows[0], hidden) + SHEET.format("空", "", "")
        )
    )
    assert lines(document) == [
        "水量",
        "泵站：北站，水量：31.5万吨，启用：2024-03-01。",
        "泵站：北站，水量：27万吨，启用：2024-05-02 08:30:00。",
    ]
    assert [(place.sheet, place.cells) for place in document.places][:2] == [("水量", (2, 1, 1)), ("水量", (2, 3, 3))]
    assert document.warnings == ("Hidden sheets were left out: 底稿.",)


def test_no_more_cells_are_read_than_a_library_can_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_xml, "MOST_CELLS", 4)
    document = read(BOOK.format(SHEET.format("水量", "".join(row(cell(f"第{n}站"), cell("")) for n in range(9)), "")))
    assert document.text.count("站") == 4
    assert document.warnings == ("Only the first 4 cells were read. Split the file to have all of it.",)


def test_what_is_broken_or_does_harm_is_damage() -> None:
    whole = BOOK.format(SHEET.format("水量", row(cell("北站")), ""))
    with pytest.raises(DamagedDocument, match="not a whole Excel file"):
        read(whole[:-20])
    with pytest.raises(DamagedDocument, match="left alone"):
        read(whole.replace("<Table>", "<!DOCTYPE a><Table>"))


@pytest.mark.parametrize(
    "content",
    [
        "<table><tr><td>泵站</td><td>水量（万吨）</td></tr><tr><td>北站</td><td>31.5</td></tr></table>",
        "泵站\t水量（万吨）\n北站\t31.5\n".encode("gb18030"),
    ],
)
def test_a_web_page_and_a_text_under_the_name_of_a_workbook(content: str | bytes) -> None:
    assert lines(read(content)) == ["泵站：北站，水量：31.5万吨。"]
