"""XML spreadsheets of Excel 2003 -> Document. Programs still export them under the name .xls.

Their cells say themselves which kind of value they hold ("XML Spreadsheet Reference", Microsoft, 2001).
"""

from typing import Any

from retrieval.document import Document
from retrieval.errors import DamagedDocument
from retrieval.readers.document_builder import Assembly
from retrieval.readers.office.package import LARGEST_XML, damaged
from retrieval.readers.office.workbook import add_sheet
from retrieval.readers.tables.statements import MOST_CELLS, Merge, Row, cell_text

VERSION = 1

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_SPANNED = 1000


def read(data: bytes, name: str) -> Document:
    """The Document of an XML spreadsheet. Hidden sheets, rows and columns are left out. Raises DamagedDocument."""
    from lxml import etree

    if b"<!DOCTYPE" in data.replace(b"\0", b"") or len(data) > LARGEST_XML:
        raise DamagedDocument(f"{name}: declares XML entities or is too large; left alone.")
    try:
        book = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except SyntaxError as error:
        raise damaged(name, "Excel", ".xlsx") from error
    assembly, hidden, left = Assembly(), [], MOST_CELLS
    for sheet in book.iter(f"{_S}Worksheet"):
        title = cell_text(sheet.get(f"{_S}Name", ""))
        if any((node.text or "").startswith("SheetHidden") for node in sheet.iter("{*}Visible")):
            hidden.append(title)
            continue
        rows, merges = _read(sheet, left)
        left -= sum(len(row.cells) for row in rows)
        if rows:
            add_sheet(assembly, title, rows, merges)
    warnings = [f"Hidden sheets were left out: {'、'.join(hidden)}."] if hidden else []
    if left <= 0:
        warnings.append(f"Only the first {MOST_CELLS:,} cells were read. Split the file to have all of it.")
    return Document(
        assembly.text(),
        tuple(assembly.blocks),
        reader="sheet-xml",
        reader_version=VERSION,
        warnings=tuple(warnings),
        places=tuple(assembly.places),
    )


def _read(sheet: Any, left: int) -> tuple[list[Row], list[Merge]]:
    """The rows of a sheet with what is seen of them, no more than `left` cells, and its merged cells."""
    rows: list[Row] = []
    merges: list[Merge] = []
    unseen = _hidden_columns(sheet)
    number = 0
    for node in sheet.iterfind(f"{_S}Table/{_S}Row"):
        number = _count(node, "Index", number + 1)
        cells: dict[int, str] = {}
        column = 0
        for cell in node.iterchildren(f"{_S}Cell"):
            column = _count(cell, "Index", column + 1)
            text = cell_text("".join(part for data in cell.iterchildren(f"{_S}Data") for part in data.itertext()))
            if text and column not in unseen and len(cells) < left:
                cells[column] = _value(cell, text)
            across, down = (_count(cell, name, 0) for name in ("MergeAcross", "MergeDown"))
            if across or down:
                merges.append(Merge(number, column, number + min(down, _MOST_SPANNED), column + across))
            column += across
        if cells and node.get(f"{_S}Hidden") != "1":
            rows.append(Row(number, cells))
            left -= len(cells)
    return rows, merges


def _value(cell: Any, text: str) -> str:
    """A cell's text; of a moment (`2024-03-01T00:00:00.000`) the day, and the time where it has one."""
    kind = next((data.get(f"{_S}Type", "") for data in cell.iterchildren(f"{_S}Data")), "")
    if kind != "DateTime":
        return text
    day, _, time = text.partition("T")
    return day if time.startswith("00:00:00") else f"{day} {time.partition('.')[0]}"


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    number = 0
    for column in sheet.iterfind(f"{_S}Table/{_S}Column"):
        number = _count(column, "Index", number + 1)
        span = min(_count(column, "Span", 0), _MOST_SPANNED)
        if column.get(f"{_S}Hidden") == "1":
            found.update(range(number, number + span + 1))
        number += span
    return found


def _count(node: Any, name: str, default: int) -> int:
    text = node.get(f"{_S}{name}", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else default
