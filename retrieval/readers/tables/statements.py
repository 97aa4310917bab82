"""Tables -> statements: a row with its headers says something, and is written as one sentence.

    地区：临汾，签约项目：27个，投资：43.4亿元。

Commas stand between the cells and a full stop at the end, so that a row is one sentence wherever sentences are looked
for, and no row grows together with the next. A unit that stands in a header, in a row's label, in a column of units or
above the table (`单位：亿元`) is written behind the plain numbers that it is the unit of: `投资（亿元）` over 43.4 is
`投资：43.4亿元`. Of a form each field is a sentence (`forms`).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from retrieval.readers.tables.forms import (
    MOST_FORM_ROWS,
    Field,
    field_lines,
    form_length,
    form_lines,
    is_form_row,
    names_nothing,
)
from retrieval.readers.tables.grid import MOST_CELLS, FilledRow, Merge, Row, blocks, cell_text, filled
from retrieval.readers.tables.headers import (
    MOST_ROWS,
    SAMPLE,
    Cells,
    Header,
    find_header,
    is_field,
    reads_as_header,
)
from retrieval.readers.tables.rows import Line, plain_line, row_lines
from retrieval.readers.tables.side_by_side import side_by_side
from retrieval.readers.tables.units import noted_unit, only_notes_unit, split_unit

__all__ = ["MOST_CELLS", "Merge", "Row", "cell_text", "statements"]

_MOST_SEARCHES = 1000
"""Times that a header is looked for in one table: more notes and empty rows than that are no work of a person."""

_LONGEST_GROUP = 24
"""Characters of a row that names the group of the rows below it."""

_NO_GROUP = re.compile(r"[（(]?(?:注|备注|说明|附注|资料|数据|来源|制表|审核|填报|填表|续表|接上|单位|合计|总计|小计)")
_TOTAL = re.compile(r"合\s*计|总\s*计|总\s*和|全[市县区省州]合?计?")
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]?")
_SENTENCE = re.compile(r"[。！？；：:，]")


def statements(
    rows: Sequence[Row], merges: Iterable[Merge] = (), *, headers: int = 0, assumed: bool = False, unit: str = ""
) -> list[Line]:
    """The lines that a table is written as, in its order.

    The rows of a header are in the statements of the rows below and are no line of their own. A row of a single cell (a
    title, a note, the name of a section) is a line by itself, a row without a header above its cells apart by tabs; the
    name of a section stands before the rows below it as well. A merged cell counts for each row or header that it
    spans. Rows apart by empty ones may have a header of their own. Of tables beside each other the left one comes
    first.

    `headers` is how many rows the format itself calls a header, `assumed` as in `find_header`; `unit` is what is stated
    above the table. No more than MOST_CELLS cells come of merged ones.
    """
    writer = _Writer(headers, assumed, unit)
    whole = list(filled(rows, merges))
    for block in blocks(whole):
        regions = [block] if headers else side_by_side(block, MOST_ROWS + 1, assumed)
        if len(regions) == 1:
            writer.write(block)
            continue
        for region in regions:
            beside = _Writer(0, assumed, writer.unit)
            for part in blocks(region):
                beside.write(part)
            writer.lines.extend(beside.lines)
    return writer.lines or [plain_line(row) for row in whole]  # every row repeats the header


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
        self.group = ""
        self.lines: list[Line] = []

    def write(self, block: Sequence[FilledRow]) -> None:
        """Writes rows that stand together. A form or a header is looked for at their beginning and below each note, a
        header also where a row reads as one."""
        columns = sorted({column for row in block for column in row.cells})
        self.group = ""
        looks, index = True, 0
        while index < len(block):
            row = block[index]
            length = 0 if self.declared else self._form_length(block, index, columns, looks)
            if length:
                self.lines.extend(form_lines(block[index : index + length], columns))
                self.header, looks = None, True
                index += length
                continue
            if _is_note(row):
                self._write_note(row, block[index + 1 : index + 2], columns)
                looks = True
            else:
                looks = looks or self._begins_table(row, block[index + 1 : index + 2])
                header = self._find_header(block, index) if looks and self.searches else None
                looks = looks and header is None and 2 * len(row.spread) < len(columns)
                if header is not None:
                    self.header, self.table_unit, self.unit = header, self.unit, ""
                    self.header_rows = [above.cells for above in block[index : index + header.rows]]
                    self.group = ""
                    index += header.rows
                    continue
                self._write_row(row)
            index += 1

    def _form_length(self, block: Sequence[FilledRow], index: int, columns: Sequence[int], looks: bool) -> int:
        """How many of the rows from this one on are those of a form."""
        row = block[index]
        if not self.searches or not (looks or self.header is not None):
            return 0
        below_header = self.header is not None and len(self.header.names.keys() & row.cells.keys()) > 1
        if below_header and not is_form_row(row, columns):
            return 0
        length = form_length(block[index : index + MOST_FORM_ROWS], columns)
        self.searches -= not length
        return length

    def _begins_table(self, row: FilledRow, below: Sequence[FilledRow]) -> bool:
        """Whether a row under a header is the header of another table."""
        return (
            self.header is not None
            and row.cells not in self.header_rows
            and reads_as_header(row.cells)
            and any(not reads_as_header(following.cells) for following in below)
        )

    def _write_note(self, row: FilledRow, below: Sequence[FilledRow], columns: Sequence[int]) -> None:
        self.declared = max(0, self.declared - 1)
        for column in row.own:
            text = row.cells[column]
            self.unit = noted_unit(text) or split_unit(text)[1] or self.unit
            self.lines.append(Line(text, ((0, len(text), row.number, column, column),)))
        if self.header is not None and len(row.own) == 1:
            (column,) = row.own
            stands_first = column in (columns[0], min(self.header.names))
            is_group = stands_first and _names_group(row.cells[column]) and any(not _is_note(next_) for next_ in below)
            self.group = row.cells[column] if is_group else ""

    def _find_header(self, block: Sequence[FilledRow], index: int) -> Header | None:
        self.searches -= 1
        run = takewhile(lambda row: not _is_note(row), islice(block, index, index + MOST_ROWS + 1))
        together = sum(1 for _ in run)
        below = (row for row in islice(block, index, None) if not _is_note(row))
        rows = list(islice(below, MOST_ROWS + SAMPLE))
        declared, self.declared = self.declared, 0
        return find_header([row.cells for row in rows], [row.spread for row in rows], together, declared, self.assumed)

    def _write_row(self, row: FilledRow) -> None:
        if self.header is None or not self.header.names.keys() & row.cells.keys():
            self.lines.append(plain_line(row))
        elif row.cells in self.header_rows:
            return
        elif _is_numbered_group(row, self.header):
            self.group = row.cells[max(row.cells)]
            self.lines.append(plain_line(row))
        elif names_nothing(self.header) and len(row.cells) == 2:
            first, second = sorted(row.cells)
            self.lines.extend(field_lines([Field(row.cells[first], row.cells[second], first, second)], row.number))
        else:
            self.group = "" if any(map(_TOTAL.fullmatch, row.cells.values())) else self.group
            self.lines.extend(row_lines(row.cells, row.number, self.header, self.table_unit, self.group))


def _is_note(row: FilledRow) -> bool:
    """Whether a row says something by itself: a single cell, fields with their values, the unit of the table."""
    texts = list(row.cells.values())
    notes_unit = len(texts) < 4 and any(map(only_notes_unit, texts))
    return len(texts) == 1 or (notes_unit and not only_notes_unit(texts[0])) or all(map(is_field, texts))


def _is_numbered_group(row: FilledRow, header: Header) -> bool:
    """Whether a row only names a section, its number in a column of its own: `二 | 公共服务`."""
    first, *others = sorted(row.cells)
    is_narrow = others == [column for column in sorted(header.names) if column > first][:1] and len(header.names) > 3
    return is_narrow and _CHINESE_NUMBER.fullmatch(row.cells[first]) is not None and _names_group(row.cells[others[0]])


def _names_group(text: str) -> bool:
    return len(text) <= _LONGEST_GROUP and not _NO_GROUP.match(text) and not _SENTENCE.search(text)
