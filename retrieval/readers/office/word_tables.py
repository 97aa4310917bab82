"""A table of a Word file -> its rows and merged cells, or that it is the frame that text is laid out in."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from retrieval.readers.office.word_styles import is_filled, is_on
from retrieval.readers.tables.rows import Line
from retrieval.readers.tables.statements import Merge, Row, cell_text, statements

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo")
"""What may stand around the rows of a table, the cells of a row and the paragraphs of a cell."""

_MOST_SPANNED = 1000
_LONGEST_CELL = 100
"""Characters of a cell beside a table in another one: more is a page that was laid out so."""

_CONTINUED = re.compile(r"\s*(?:[（(]?(?:续表|续上表|接上表)\S{0,6}|表\s*\S{1,6}\s*[（(]续[）)].{0,40})?\s*")


def is_layout(table: Any) -> bool:
    """Whether a table is no table of data: one column, a single row of paragraphs or tables, or pages of text."""
    cells = [list(parts(row, "tc")) for row in parts(table, "tr")]
    if all(len(row) < 2 for row in cells):
        return True
    if len(cells) == 1 and any(len(list(parts(cell, "p"))) > 1 or _has_table(cell) for cell in cells[0]):
        return True
    flat = [cell for row in cells for cell in row]
    return any(map(_has_table, flat)) and 2 * sum(map(_is_page, flat)) >= len(flat)


def parts(node: Any, name: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row or the paragraphs of a cell, those in content controls among them, and
    none of a table inside."""
    for child in node.iterchildren("{*}*"):
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _AROUND:
            yield from parts(child, name)


def why_unseen(row: Any) -> str:
    """Why a row is not seen: `deleted` or `hidden`, empty when it is."""
    properties = row.find(f"{_W}trPr")
    if properties is None:
        return ""
    return "deleted" if properties.find(f"{_W}del") is not None else "hidden" if is_on(properties, "hidden") else ""


@dataclass(slots=True)
class _Grid:
    """The rows of one table or of several that go on over pages, as they are read. `inside` are the tables in cells, by
    the row that they stand in."""

    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    inside: list[tuple[int, Any]] = field(default_factory=list)
    headers: int = 0

    def add(self, table: Any, text_of: Callable[[Any], str]) -> None:
        """Appends a table, behind an empty row where there is one already."""
        open_merges: dict[int, Merge] = {}
        begin = self.rows[-1].number + 2 if self.rows else 1
        seen = (row for row in parts(table, "tr") if not why_unseen(row))
        for number, row in enumerate(seen, begin):
            column = 1 + _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
            cells: dict[int, str] = {}
            set_off: set[int] = set()
            for cell in parts(row, "tc"):
                wide = _wide(cell)
                text = cell_text("\n".join(text_of(paragraph) for paragraph in parts(cell, "p")))
                if text:
                    cells[column] = text
                    set_off.update([column] if _is_set_off(cell) else ())
                self.inside.extend((number, table) for table in parts(cell, "tbl"))
                self._merge(cell, open_merges, Merge(number, column, number, column + wide - 1))
                column += wide
            self.rows.append(Row(number, cells, set_off))
            self.headers += self.headers == number - 1 and _is_header(row)
        self.merges.extend(open_merges.values())

    def _merge(self, cell: Any, open_merges: dict[int, Merge], merge: Merge) -> None:
        """Keeps that a cell is merged: sideways, or with the one above it, whose merging may still be open."""
        down = cell.find(f"{_W}tcPr/{_W}vMerge")
        above = open_merges.pop(merge.left, None)
        if down is not None:
            if above is not None and down.get(f"{_W}val", "continue") != "restart":
                merge = Merge(above.top, merge.left, merge.bottom, above.right)
                above = None
            open_merges[merge.left] = merge
        elif merge.right > merge.left:
            self.merges.append(merge)
        if above is not None:
            self.merges.append(above)

    def is_headed(self) -> bool:
        """Whether the first row is set off from the others, as headers are."""
        first, *others = self.rows or [Row(1, {})]
        rest = [len(row.set_off) for row in others]
        return len(first.cells) > 1 and len(first.set_off) == len(first.cells) and 2 * sum(map(bool, rest)) < len(rest)


def table_lines(tables: Sequence[Any], text_of: Callable[[Any], str], unit: str) -> list[Line]:
    """What a table of data says, or several that are one: with the lines of tables inside its cells behind those of the
    row. `text_of` gives a paragraph's text; `unit` is what is stated above the table."""
    grid = _Grid()
    for table in tables:
        grid.add(table, text_of)
    headers = grid.headers if grid.headers < len(grid.rows) else 0
    lines = statements(grid.rows, grid.merges, headers=headers, assumed=grid.is_headed(), unit=unit)
    for number, table in reversed(grid.inside):
        behind = sum(line.places[0][2] <= number for line in lines)
        inside = table_lines([table], text_of, "")
        if not any(line.places[0][2] == number for line in lines):
            label = "\t".join(next(row for row in grid.rows if row.number == number).cells.values())
            inside = [Line(label, ((0, len(label), number, 1, 1),)), *inside] if label else inside
        lines[behind:behind] = [replace(line, places=((0, len(line.text), number, 1, 1),)) for line in inside]
    return lines


def continued(table: Any) -> Iterator[Any]:
    """The tables behind one that go on with it on later pages: as wide, with nothing between but `续表` or blank lines,
    and where these are blank beginning with the same header or with a row of figures."""
    between = ""
    for node in table.itersiblings("{*}*"):
        if node.tag == f"{_W}tbl":
            if _width(node) != _width(table) or is_layout(node) or not (between or _goes_on(table, node)):
                return
            yield node
            between = ""
        elif node.tag == f"{_W}p" and _CONTINUED.fullmatch(_raw(node)):
            between += _raw(node).strip()
        else:
            return


def _goes_on(table: Any, following: Any) -> bool:
    above, below = ([_raw(cell).strip() for cell in parts(next(parts(one, "tr")), "tc")] for one in (table, following))
    return below == above or any(text[:1].isdigit() for text in below)


def _raw(node: Any) -> str:
    return "".join(text.text or "" for text in node.iter(f"{_W}t"))


def _width(table: Any) -> int:
    return max((sum(_wide(cell) for cell in parts(row, "tc")) for row in parts(table, "tr")), default=0)


def _wide(cell: Any) -> int:
    return max(1, _count(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1))


def _has_table(cell: Any) -> bool:
    return next(parts(cell, "tbl"), None) is not None


def _is_page(cell: Any) -> bool:
    """Whether a cell holds text as a page does, or nothing but a table."""
    length = sum(len(_raw(paragraph)) for paragraph in parts(cell, "p"))
    return length > _LONGEST_CELL or (not length and _has_table(cell))


def _is_set_off(cell: Any) -> bool:
    """Whether a cell is coloured, or all of its text is bold."""
    properties = cell.find(f"{_W}tcPr")
    if properties is not None and is_filled(properties):
        return True
    runs = [run.find(f"{_W}rPr") for run in cell.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    return bool(runs) and all(marks is not None and is_on(marks, "b") for marks in runs)


def _is_header(row: Any) -> bool:
    mark = row.find(f"{_W}trPr/{_W}tblHeader")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _count(node: Any, default: int) -> int:
    text = "" if node is None else node.get(f"{_W}val", "")
    return min(int(text), _MOST_SPANNED) if text.isascii() and text.isdecimal() and len(text) < 6 else default
