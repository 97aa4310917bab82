"""A table of a Word file -> its rows and merged cells, or that it is the frame that text is laid out in."""

from collections.abc import Callable, Iterator
from typing import Any

from retrieval.readers.office.word_styles import is_on
from retrieval.readers.tables.rows import Line
from retrieval.readers.tables.statements import Merge, Row, cell_text, statements

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo")
"""What may stand around the rows of a table, the cells of a row and the paragraphs of a cell."""

_MOST_SPANNED = 1000


def is_layout(table: Any) -> bool:
    """Whether a table is no table of data: one column, a single row of paragraphs, or tables inside."""
    if any(True for _ in table.iterdescendants(f"{_W}tbl")):
        return True
    cells = [list(parts(row, "tc")) for row in parts(table, "tr")]
    if all(len(row) < 2 for row in cells):
        return True
    return len(cells) == 1 and any(len(list(parts(cell, "p"))) > 1 for cell in cells[0])


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


def table_lines(table: Any, text_of: Callable[[Any], str], unit: str) -> list[Line]:
    """What a table of data says. `text_of` gives a paragraph's text; `unit` is what is stated above the table."""
    rows: list[Row] = []
    merges: list[Merge] = []
    open_merges: dict[int, Merge] = {}
    headers = 0
    seen = (row for row in parts(table, "tr") if not why_unseen(row))
    for number, row in enumerate(seen, 1):
        column = 1 + _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        cells: dict[int, str] = {}
        for cell in parts(row, "tc"):
            wide = max(1, _count(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1))
            down = cell.find(f"{_W}tcPr/{_W}vMerge")
            text = cell_text("\n".join(text_of(paragraph) for paragraph in cell.iter(f"{_W}p")))
            if text:
                cells[column] = text
            merge = Merge(number, column, number, column + wide - 1)
            above = open_merges.pop(column, None)
            if down is not None:
                if above is not None and down.get(f"{_W}val", "continue") != "restart":
                    merge = Merge(above.top, column, number, above.right)
                open_merges[column] = merge
                above = None if merge.top < number else above
            elif wide > 1:
                merges.append(merge)
            if above is not None:
                merges.append(above)
            column += wide
        rows.append(Row(number, cells))
        headers += headers == number - 1 and _is_header(row)
    return statements(rows, [*merges, *open_merges.values()], headers=headers if headers < len(rows) else 0, unit=unit)


def _is_header(row: Any) -> bool:
    mark = row.find(f"{_W}trPr/{_W}tblHeader")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _count(node: Any, default: int) -> int:
    text = "" if node is None else node.get(f"{_W}val", "")
    return min(int(text), _MOST_SPANNED) if text.isascii() and text.isdecimal() and len(text) < 6 else default
