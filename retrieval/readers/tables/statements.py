"""Tables -> statements: a row with its headers says something, and is written as one sentence.

    地区：临汾，签约项目：27个，投资：43.4亿元。

Commas stand between the cells and a full stop at the end, so that a row is one sentence wherever sentences are looked
for, and no row grows together with the next. A unit that stands in a header, in a row's label, in a column of units or
above the table (`单位：亿元`) is written behind the plain numbers that it is the unit of: `投资（亿元）` over 43.4 is
`投资：43.4亿元`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from retrieval.readers.tables.headers import (
    MOST_ROWS,
    SAMPLE,
    Cells,
    Header,
    find_header,
    is_field,
)
from retrieval.readers.tables.rows import Line, row_lines
from retrieval.readers.tables.units import noted_unit, only_notes_unit

MOST_CELLS = 200_000
"""Cells of one file that are read, merged ones counted once for each that repeats them: a book of statistics has
fewer, and a library would choke on more."""

_MOST_SEARCHES = 1000
"""Times that a header is looked for in one table: more notes and empty rows than that are no work of a person."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number, counted from 1, and the texts of its cells by column, counted from 1.

    Empty cells are left out, and white space in a text is single spaces (`cell_text`).
    """

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one, first and last row and column; its text is that of the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


def cell_text(text: str) -> str:
    """A cell's text on one line; a word set wide to fill its cell (`合　计`) is put together again."""
    parts = text.split()
    is_set_wide = len(parts) > 1 and all(len(part) == 1 and not part.isascii() and part.isalpha() for part in parts)
    return ("" if is_set_wide else " ").join(parts)


def statements(
    rows: Sequence[Row], merges: Iterable[Merge] = (), *, headers: int = 0, assumed: bool = False, unit: str = ""
) -> list[Line]:
    """The lines that a table is written as, in its order.

    The rows of a header are in the statements of the rows below and are no line of their own. A row of a single cell (a
    title, a note, the name of a section) is a line by itself, a row without a header above its cells apart by tabs. A
    merged cell counts for each row or header that it spans. Rows apart by empty ones may have a header of their own.

    `headers` is how many rows the format itself calls a header, `assumed` as in `find_header`; `unit` is what is stated
    above the table. No more than MOST_CELLS cells come of merged ones.
    """
    writer = _Writer(headers, assumed, unit)
    block: list[_Filled] = []
    for row in _filled(rows, merges):
        if block and row.number > block[-1].number + 1:
            writer.write(block)
            block = []
        block.append(row)
    writer.write(block)
    return writer.lines or [_plain(row) for row in _filled(rows, merges)]  # every row repeats the header


@dataclass(frozen=True, slots=True)
class _Filled:
    """A row with merged cells repeated in the rows below (`cells`), and with these repeated to the right (`spread`);
    `own` are the columns of its own cells."""

    number: int
    own: tuple[int, ...]
    cells: Cells
    spread: Cells

    def is_note(self) -> bool:
        """Whether a row says something by itself: a single cell, fields with their values, the unit of the table."""
        texts = self.cells.values()
        return len(texts) == 1 or any(map(only_notes_unit, texts)) or all(map(is_field, texts))


class _Writer:
    """Writes one table, block by block, and knows the header that holds. `unit` is the unit that a note has stated for
    the next header, `table_unit` that of the present one."""

    def __init__(self, declared: int, assumed: bool, unit: str) -> None:
        self.declared = declared
        self.assumed = assumed
        self.unit = unit
        self.table_unit = ""
        self.searches = _MOST_SEARCHES
        self.header: Header | None = None
        self.header_rows: list[Cells] = []
        self.lines: list[Line] = []

    def write(self, block: Sequence[_Filled]) -> None:
        """Writes rows that stand together. A header is looked for at their beginning and below each note."""
        columns = {column for row in block for column in row.cells}
        looks, index = True, 0
        while index < len(block):
            row = block[index]
            if row.is_note():
                self._write_note(row)
                looks = True
            else:
                header = self._find_header(block, index) if looks and self.searches else None
                looks = looks and header is None and 2 * len(row.spread) < len(columns)
                if header is not None:
                    self.header, self.table_unit, self.unit = header, self.unit, ""
                    self.header_rows = [above.cells for above in block[index : index + header.rows]]
                    index += header.rows
                    continue
                self._write_row(row)
            index += 1

    def _write_note(self, row: _Filled) -> None:
        self.declared = max(0, self.declared - 1)
        for column in row.own:
            text = row.cells[column]
            self.unit = noted_unit(text) or self.unit
            self.lines.append(Line(text, ((0, len(text), row.number, column, column),)))

    def _find_header(self, block: Sequence[_Filled], index: int) -> Header | None:
        self.searches -= 1
        run = takewhile(lambda row: not row.is_note(), islice(block, index, index + MOST_ROWS + 1))
        together = sum(1 for _ in run)
        below = (row for row in islice(block, index, None) if not row.is_note())
        rows = list(islice(below, MOST_ROWS + SAMPLE))
        declared, self.declared = self.declared, 0
        return find_header([row.cells for row in rows], [row.spread for row in rows], together, declared, self.assumed)

    def _write_row(self, row: _Filled) -> None:
        if self.header is None or not self.header.names.keys() & row.cells.keys():
            self.lines.append(_plain(row))
        elif row.cells not in self.header_rows:
            self.lines.extend(row_lines(row.cells, row.number, self.header, self.table_unit))


def _plain(row: _Filled) -> Line:
    columns = sorted(row.cells)
    text = "\t".join(row.cells[column] for column in columns)
    return Line(text, ((0, len(text), row.number, columns[0], columns[-1]),))


def _filled(rows: Sequence[Row], merges: Iterable[Merge]) -> Iterator[_Filled]:
    """The rows with their merged cells repeated."""
    below: list[dict[int, str]] = [{} for _ in rows]
    right: list[dict[int, str]] = [{} for _ in rows]
    numbers = [row.number for row in rows]
    columns = sorted({column for row in rows for column in row.cells})
    left = MOST_CELLS
    for merge in merges:
        first, last = bisect_left(numbers, merge.top), bisect_right(numbers, merge.bottom)
        begin, end = bisect_left(columns, merge.left), bisect_right(columns, merge.right)
        text = rows[first].cells.get(merge.left) if first < last and numbers[first] == merge.top else None
        left -= 1 if text is None else (last - first) * (end - begin)
        if left < 0:
            break
        if text is not None:
            for index in range(first, last):
                if index > first:
                    below[index][merge.left] = text
                right[index].update(dict.fromkeys(columns[begin:end], text))
    for row, above, beside in zip(rows, below, right, strict=True):
        if row.cells:
            cells = {**above, **row.cells}
            yield _Filled(row.number, tuple(sorted(row.cells)), cells, {**beside, **cells})
