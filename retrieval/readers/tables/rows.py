"""A row of a table under its header -> the sentence that it is, in lines no longer than a passage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.readers.tables.grid import FilledRow
from retrieval.readers.tables.headers import Cells, Header
from retrieval.readers.tables.units import (
    is_number,
    is_unit,
    may_have,
    names_units,
    split_unit,
    with_unit,
)

LONGEST = 400
"""Characters of a statement: no more than a passage holds. A wider row is several, each beginning with its label."""

_LONGEST_LABEL = 100
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
FINISHED = ("。", "！", "？", "；", "…", "：")
"""How a statement ends that needs no full stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text made of a table, and the cells it was made of: `(start, end, row, first column, last column)` for
    each stretch of it."""

    text: str
    places: tuple[tuple[int, int, int, int, int], ...]


def row_lines(cells: Cells, number: int, header: Header, table_unit: str = "", group: str = "") -> Iterator[Line]:
    """The lines of the row `number`, whose columns have the names and units of `header`. `table_unit` is the unit of
    figures that nothing nearer gives one, `group` the name of the section that the row stands in."""
    groups = [group] if group else []
    own = dict(cells)
    first = min(own)
    if len(own) > 1 and own[first] == header.names.get(first):
        groups.append(own.pop(first))  # a cell beside the table that is merged with its header
    parts = _parts(own, header, table_unit)
    if groups:
        parts[0] = (parts[0][0], " ".join((*groups, parts[0][1])))
    yield from _cut(parts, number)


def plain_line(row: FilledRow) -> Line:
    """A row without a header: its cells apart by tabs."""
    text, places = "", []
    for column, cell in sorted(row.cells.items()):
        text += "\t" * bool(text)
        places.append((len(text), len(text) + len(cell), row.number, column, column))
        text += cell
    return Line(text, tuple(places))


def _parts(cells: Cells, header: Header, table_unit: str) -> list[tuple[int, str]]:
    """`header：value` for each cell of a row, with its column."""
    columns = sorted(cells)
    unit_column = next((c for c in columns if names_units(header.names.get(c, "")) and is_unit(cells[c])), None)
    label_column = next((c for c in columns if not is_number(cells[c])), None)
    label, row_unit = split_unit(cells[label_column]) if label_column is not None else ("", "")
    if unit_column is not None:
        label, row_unit = cells.get(label_column or 0, ""), cells[unit_column]
    parts: list[tuple[int, str]] = []
    used = False
    for column in columns:
        name, unit, value = header.names.get(column, ""), header.units.get(column, ""), cells[column]
        if not unit and column != columns[0]:
            inherited = row_unit or table_unit
            unit = inherited if may_have(name, inherited) else ""
            used = used or (bool(row_unit) and is_number(value) and bool(unit))
        text = with_unit(value, unit)
        if column in header.units and text == value and not value.endswith(unit):
            name = f"{name}（{unit}）"
        parts.append((column, f"{name}：{text}" if name else text))
    if used and unit_column is not None:
        return [part for part in parts if part[0] != unit_column]
    if used and label_column is not None:
        return [(c, _named(header, c, label)) if c == label_column else (c, text) for c, text in parts]
    return parts


def _named(header: Header, column: int, value: str) -> str:
    name = header.names.get(column, "")
    return f"{name}：{value}" if name else value


def _cut(parts: Sequence[tuple[int, str]], number: int) -> Iterator[Line]:
    """A row's parts as lines of at most LONGEST characters, the later ones beginning with the row's label again."""
    label = next((part for part in parts if not part[1][-1:].isdigit()), parts[0])
    line: list[tuple[int, str]] = []
    length = 0
    for part in parts:
        if line and length + len(part[1]) + 2 > LONGEST:
            yield _line(line, number)
            repeats = label[0] < part[0] and len(label[1]) + len(part[1]) + 3 <= LONGEST
            line = [label] if repeats and len(label[1]) <= _LONGEST_LABEL else []
            length = sum(len(text) + 2 for _, text in line)
        line.append(part)
        length += len(part[1]) + 2
    yield _line(line, number)


def _line(parts: Sequence[tuple[int, str]], number: int) -> Line:
    text = ""
    places: list[tuple[int, int, int, int, int]] = []
    for column, part in parts:
        text += _separator(text, part)
        places.append((len(text), len(text) + len(part), number, column, column))
        text += part
    return Line(text if text.endswith(FINISHED) else f"{text}。", tuple(places))


def _separator(before: str, part: str) -> str:
    """A comma, but where digits would read on over it (`27，100米`) or a cell has ended its own sentence."""
    if not before or before.endswith(FINISHED):
        return ""
    return "、" if before[-1].isdigit() and _THREE_DIGITS.match(part) else "，"
