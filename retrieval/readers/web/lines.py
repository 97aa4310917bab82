"""A part of a web page -> its lines: paragraphs, headings with their level, items of lists, tables as statements."""

import re
from collections.abc import Iterator, Set

from retrieval.readers.document_builder import Assembly
from retrieval.readers.scripts import lowered, raised
from retrieval.readers.tables.rows import Line
from retrieval.readers.tables.statements import MOST_CELLS, Merge, Row, cell_text, statements
from retrieval.readers.tables.units import noted_unit
from retrieval.readers.web.main_content import shown_text, without_furniture
from retrieval.readers.web.tree import Node

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
    }
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "menu"}
    | {"nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
"""Elements that begin a line of their own and end it (HTML Standard, 15.3)."""

SCRIPTS = ("sup", "sub")
_HEADING = re.compile(r"h([1-6])\Z")
_LONGEST_CELL = 500
"""Characters of a cell in a table of data; one that holds more is a frame that the page is laid out in."""

_MOST_SPANNED = 1000
"""Rows or columns that a cell may span (HTML Standard, 4.9.11, for columns)."""

_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u3000]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n\f][ \t\r\n\f]*(?={_WIDE})")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PREFORMATTED_BREAK = re.compile(r"\r\n|\r|\n")


def write(part: Node, furniture: Set[Node] | None, assembly: Assembly, unit: str = "") -> None:
    """Appends the lines of a part of a page to `assembly`, without the parts that are `furniture` and lines that look
    like it; where that is None, all of them. `unit` is what stands above the part for the figures of a table."""
    _Writer(furniture, assembly, unit).write(part)


class _Writer:
    def __init__(self, furniture: Set[Node] | None, assembly: Assembly, unit: str) -> None:
        self.furniture: Set[Node] = furniture or frozenset()
        self.all_of_it = furniture is None
        self.assembly = assembly
        self.level = 0
        self._pieces: list[str] = []
        self._is_preformatted = 0
        self._unit = unit

    def write(self, part: Node) -> None:
        stack: list[Node | str | tuple[Node]] = [part]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                self._pieces.append(item)
            elif isinstance(item, tuple):
                self._close(item[0])
            elif item.tag in SCRIPTS and item not in self.furniture:
                self._pieces.append(in_script(item, "".join(self._pieces[-2:])))
            elif item not in self.furniture:
                self._open(item)
                if item.tag == "table" and _is_data(item):
                    self._write_table(item)
                else:
                    stack.append((item,))
                    stack.extend(reversed(item.parts))
        self._end_line()

    def _open(self, node: Node) -> None:
        heading = _HEADING.match(node.tag)
        if heading or node.tag in _BLOCKS or node.tag == "br":
            if node.tag == "br" and self.level:
                self._pieces.append(" ")
            else:
                self._end_line()
        if heading:
            self.level = int(heading[1])
        self._is_preformatted += node.tag == "pre"

    def _close(self, node: Node) -> None:
        heading = _HEADING.match(node.tag)
        if heading or node.tag in _BLOCKS:
            self._end_line()
        if heading:
            self.level = 0
        self._is_preformatted -= node.tag == "pre"

    def _end_line(self) -> None:
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        lines = _PREFORMATTED_BREAK.split(text) if self._is_preformatted else [collapsed(text)]
        for line in lines:
            kept = line if self.all_of_it else without_furniture(line)
            if kept.strip():
                self.assembly.add(kept, self.level)
                self._unit = noted_unit(kept.strip())

    def _write_table(self, table: Node) -> None:
        self.assembly.add_table(_table_lines(table, self._unit))
        self._unit = ""


def in_script(node: Node, before: str) -> str:
    """What is raised or lowered behind `before`: an exponent (10⁸), an index (CO₂), nothing for the mark of a note."""
    text = shown_text(node)
    return raised(before, text) if node.tag == "sup" else lowered(before, text)


def collapsed(text: str) -> str:
    """A text with its white space as a browser shows it (CSS Text 3, 4.1): single spaces, none where a line of the
    source breaks between Chinese characters. Ideographic and no-break spaces are the author's and stay."""
    return _SPACES.sub(" ", _BREAK_IN_CHINESE.sub("", text)).strip(" ")


def _is_data(table: Node) -> bool:
    """Whether a table holds data, and is not the frame that a page is laid out in."""
    if table.tables or table.attributes.get("role") in ("presentation", "none"):
        return False
    widths: list[int] = []
    for row in _within(table, "tr"):
        cells = [cell for cell in row.parts if isinstance(cell, Node) and cell.tag in ("td", "th")]
        if any(cell.characters > _LONGEST_CELL for cell in cells):
            return False
        widths.append(len(cells))
    return sum(width > 1 for width in widths) > 1


def _table_lines(table: Node, unit: str) -> list[Line]:
    rows: list[Row] = []
    merges: list[Merge] = []
    headers = 0
    left = MOST_CELLS
    occupied: dict[int, int] = {}
    for number, row in enumerate(_within(table, "tr"), 1):
        occupied = {column: rows_left - 1 for column, rows_left in occupied.items() if rows_left > 1}
        cells: dict[int, str] = {}
        column, is_header = 1, True
        taken: dict[int, int] = {}
        for cell in (part for part in row.parts if isinstance(part, Node) and part.tag in ("td", "th")):
            while column in occupied:
                column += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            text = _cell_text(cell)
            left -= wide * high
            if left < 0:
                wide, high = 1, 1
            if text:
                cells[column] = text
            is_header = is_header and (cell.tag == "th" or not text or _is_in_head(row))
            if wide * high > 1:
                merges.append(Merge(number, column, number + high - 1, column + wide - 1))
                taken.update(dict.fromkeys(range(column, column + wide), high))
            column += wide
        occupied.update({column: high for column, high in taken.items() if high > 1})
        rows.append(Row(number, cells))
        headers += is_header and headers == number - 1
    caption = next(iter(_within(table, "caption")), None)
    above = _cell_text(caption) if caption else ""
    lines = statements(rows, merges, headers=headers if headers < len(rows) else 0, unit=noted_unit(above) or unit)
    return [Line(above, ()), *lines] if above else lines


def _is_in_head(row: Node) -> bool:
    return row.parent is not None and row.parent.tag == "thead"


def _span(cell: Node, name: str) -> int:
    text = cell.attributes.get(name, "1").strip()
    return min(max(int(text), 1), _MOST_SPANNED) if text.isascii() and text.isdecimal() and len(text) < 10 else 1


def _within(node: Node, tag: str) -> Iterator[Node]:
    """The elements of a kind inside another, in order."""
    stack: list[Node] = [node]
    while stack:
        found = stack.pop()
        if found.tag == tag:
            yield found
        else:
            stack.extend(part for part in reversed(found.parts) if isinstance(part, Node))


def _cell_text(cell: Node) -> str:
    pieces: list[str] = []
    stack: list[str | Node] = [cell]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            pieces.append(part)
        elif part.tag in SCRIPTS:
            pieces.append(in_script(part, "".join(pieces[-2:])))
        else:
            if part.tag in _BLOCKS or part.tag == "br":
                pieces.append("\n")
            stack.extend(reversed(part.parts))
    return cell_text("".join(pieces))
