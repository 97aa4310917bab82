"""Excel .xlsx and .xlsm -> Document: what the sheets show, row by row, each with its headers and its place.

A sheet is an article: its name, unless the program gave it, is a heading of level 1. Values are read, not formulas;
numbers and dates as their formats show them.
"""

import io
import re
import zipfile
from collections.abc import Sequence

from retrieval.document import Document
from retrieval.readers.document_builder import Assembly
from retrieval.readers.office.package import BROKEN_ARCHIVE, check_archive, damaged
from retrieval.readers.office.sheets import Sheet, Workbook, read_sheets
from retrieval.readers.process.heartbeat import page_done
from retrieval.readers.tables.statements import MOST_CELLS, Merge, Row, statements

VERSION = 4

_MOST_NAMED = 10
_NAMED_BY_PROGRAM = re.compile(r"(?:sheet|工作表|表)\s*[(（]?\d*[)）]?\Z", re.IGNORECASE)


def read(data: bytes, name: str) -> Document:
    """The Document of a workbook. Hidden sheets, rows and columns are left out, with a warning.

    Raises DamagedDocument when it is encrypted, no workbook, broken, or unpacks to more than memory should hold.
    """
    check_archive(data, name, "Excel", ".xlsx")
    book = _sheets(data, name)
    assembly = Assembly()
    for sheet in book.sheets:
        page_done()
        if sheet.rows:
            add_sheet(assembly, sheet.name, sheet.rows, sheet.merges)
    return Document(
        assembly.text(),
        tuple(assembly.blocks),
        reader="workbook",
        reader_version=VERSION,
        title=book.title,
        author=book.author,
        warnings=tuple(_warnings(book)),
        places=tuple(assembly.places),
    )


def add_sheet(assembly: Assembly, name: str, rows: Sequence[Row], merges: Sequence[Merge]) -> None:
    """Appends what a sheet says, below its name unless a program gave it."""
    if name and not _NAMED_BY_PROGRAM.match(name):
        assembly.add(name, level=1)
    assembly.add_table(statements(rows, merges, assumed=True), name, placed=True)


def _sheets(data: bytes, name: str) -> Workbook:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_sheets(archive)
    except (*BROKEN_ARCHIVE, KeyError, etree.LxmlError, SyntaxError) as error:
        raise damaged(name, "Excel", ".xlsx") from error


def _warnings(book: Workbook) -> list[str]:
    found: list[str] = []
    if book.hidden:
        found.append(f"Hidden sheets were left out: {'、'.join(book.hidden[:_MOST_NAMED])}.")
    for sheet in book.sheets:
        found.extend(_warnings_of(sheet))
    if book.is_cut:
        found.append(f"Only the first {MOST_CELLS:,} cells were read. Split the file to have all of it.")
    return found


def _warnings_of(sheet: Sheet) -> list[str]:
    found: list[str] = []
    for what, count in (("rows", sheet.hidden_rows), ("columns", sheet.hidden_columns)):
        if count:
            found.append(f"Sheet {sheet.name}: hidden {what} ({count}) were left out.")
    if sheet.left_out:
        kinds = ", ".join(f"{kind} cells ({count})" for kind, count in sorted(sheet.left_out.items()))
        found.append(f"Sheet {sheet.name}: left out, as it is not seen: {kinds}.")
    if sheet.computed:
        found.append(
            f"Sheet {sheet.name}: the formula in {_named(sheet.computed)} has no value in the file and was computed."
        )
    if sheet.uncalculated:
        found.append(
            f"Sheet {sheet.name}: the formula in {_named(sheet.uncalculated)} has no value in the file. "
            "Open it in Excel and save it."
        )
    if sheet.pictures:
        found.append(f"Sheet {sheet.name}: pictures ({sheet.pictures}) were not read.")
    return found


def _named(cells: list[str]) -> str:
    more = len(cells) - _MOST_NAMED
    return ", ".join(cells[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
