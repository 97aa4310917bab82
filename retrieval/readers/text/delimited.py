"""Tables in text files (.csv, .tsv) -> Document: each row with its headers, and its place in the file's rows.

The text is what the rows say, a line a statement, not the file's own characters: the lines of a passage are lines of
that text, its cells are the file's. Rows are counted as a spreadsheet counts them, a quoted line break being none.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from retrieval.document import Document
from retrieval.readers.document_builder import Assembly
from retrieval.readers.tables.statements import MOST_CELLS, Row, cell_text, statements
from retrieval.readers.text.encodings import marks_of_damage
from retrieval.readers.text.zero_bytes import decode_with_few

VERSION = 3

_DELIMITERS = (",", "\t", ";", "|", "，")
_KEPT_AS_TEXT = re.compile(r'="(?P<formula>[^"]*)"|\'(?P<digits>[\d\-+./: ]+)')
_SEPARATOR = re.compile(r"\A\ufeff?sep=(?P<mark>[^\r\n]{1,2})(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
"""The line by which exports tell Excel what sets cells apart."""

_SAMPLED_ROWS = 50
_SAMPLE = 50_000
"""Characters at the beginning of a file that tell how its cells are set apart."""


def read(data: bytes, name: str) -> Document:
    """The Document of a .csv or .tsv file; what sets its cells apart (comma, tab, semicolon, bar, Chinese comma) is
    told by its rows. Raises UnsupportedFormat if binary, DamagedDocument if undecodable."""
    text, encoding = decode_with_few(data, name)
    rows, is_cut = _rows(text)
    assembly = Assembly()
    assembly.add_table(statements(rows, assumed=True), placed=True)
    warning = f"Only the first {MOST_CELLS:,} cells were read. Split the file to have all of it."
    return Document(
        assembly.text(),
        tuple(assembly.blocks),
        reader="delimited",
        reader_version=VERSION,
        encoding=encoding,
        warnings=((warning,) if is_cut else ()) + marks_of_damage(text),
        places=tuple(assembly.places),
    )


def _rows(text: str) -> tuple[list[Row], bool]:
    """The rows that have anything in them, and whether there were more cells than are read."""
    rows: list[Row] = []
    left = MOST_CELLS
    declared = _SEPARATOR.match(text)
    delimiter = declared["mark"][0] if declared else _delimiter(text[:_SAMPLE])
    body = text[declared.end() :] if declared else text
    for number, cells in enumerate(_cells(body, delimiter), 2 if declared else 1):
        contents = ((column, _bare(cell)) for column, cell in enumerate(cells, 1))
        found = dict(islice(((column, content) for column, content in contents if content), left + 1))
        is_cut = len(found) > left
        if is_cut:
            found.popitem()
        if found:
            rows.append(Row(number, found))
        if is_cut:
            return rows, True
        left -= len(found)
    return rows, False


def _bare(cell: str) -> str:
    """A cell's text without the marks by which exports keep spreadsheets from taking digits for a number: `="0012"`,
    `'0012`."""
    text = cell_text(cell)
    match = _KEPT_AS_TEXT.fullmatch(text)
    return (match["formula"] or match["digits"] or "") if match else text


def _delimiter(sample: str) -> str:
    """What sets cells apart: that by which the most rows have the same number of cells, more than one."""
    best, most = _DELIMITERS[0], (0.0, 1)
    for delimiter in _DELIMITERS:
        counts = [len(cells) for cells in islice(_cells(sample, delimiter), _SAMPLED_ROWS)]
        width, rows = Counter(counts).most_common(1)[0] if counts else (1, 0)
        if width > 1 and (rows / len(counts), width) > most:
            best, most = delimiter, (rows / len(counts), width)
    return best


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells of each row, quotes taken off (RFC 4180); a quote that is never closed is a character like others."""
    cell = re.compile(rf' *=?"(?P<quoted>(?:[^"]|"")*+)"(?P<rest>[^{delimiter}\r\n]*)|(?P<plain>[^{delimiter}\r\n]*)')
    cells: list[str] = []
    position = 0
    while position < len(text):
        match = cell.match(text, position)
        assert match is not None
        cells.append(match["plain"] if match["quoted"] is None else match["quoted"].replace('""', '"') + match["rest"])
        position = match.end() + 1
        if text[match.end() : position] != delimiter:
            position += text[match.end() : position + 1] == "\r\n"
            yield cells
            cells = []
    if cells:
        yield cells
