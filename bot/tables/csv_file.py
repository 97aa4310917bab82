"""A table of answers as a CSV file: a row for each statement with its proof, and one for each that states none."""

import csv
from io import StringIO
from pathlib import Path

from retrieval.answer import Row, Table
from retrieval.errors import PathNotFound, UsageError

COLUMNS = (
    "organization", "year", "value", "number", "unit", "selected", "conflict", "confidence", "document", "page",
    "first_line", "last_line", "citation", "highlight",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""


def check_csv(path: Path) -> None:
    """See that a table can be written to a file of this name.

    Raises UsageError for a name that is a folder's, PathNotFound for a folder that is not there.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it")
    if not path.absolute().parent.is_dir():
        raise PathNotFound(f"There is no folder {path.parent} to write {path.name} in")


def table_csv(table: Table) -> bytes:
    """The table in UTF-8, with a byte-order mark, which spreadsheets want; numbers are in the table's unit. No text in
    it is a formula."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for row in table.rows:
        writer.writerow(_cells(table, row))
    for name in table.missing:
        writer.writerow([_safe(name), *[""] * (len(COLUMNS) - 1)])
    return written.getvalue().encode("utf-8-sig")


def _cells(table: Table, row: Row) -> list[object]:
    citation = row.citation
    selected = "" if table.selected is None else int(row.organization in table.selected)
    number = "" if row.number is None else row.number
    return [
        _safe(row.organization), row.year or "", _safe(row.value), number, _safe(table.unit), selected,
        int(row.conflict), round(row.confidence, 3), _safe(citation.document), citation.page or "", *citation.lines,
        _safe(citation.id), _safe(row.highlight),
    ]  # fmt: skip


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
