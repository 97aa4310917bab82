"""The lines of a page within its rules -> tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from retrieval.document import Box
from retrieval.readers.print.aligned_tables import aligned_table
from retrieval.readers.print.geometry import levels_of, middle, quantile
from retrieval.readers.print.grids import Grid, GridCell, Stroke, grids
from retrieval.readers.print.lines import PrintedLine, PrintedPage, PrintedTable
from retrieval.readers.tables.statements import Merge
from retrieval.readers.tables.units import is_number

_PROSE = 6
"""Lines that the middle one of the cells has at the least where frames are drawn around articles."""

_SAME_EXTENT = 1.0
"""Times the size of type by which the rules above and below a table may differ in where they begin and end."""

_Cells = Mapping[GridCell, Sequence[list[PrintedLine]]]
"""The lines of each cell, those that are level together."""


def with_ruled_tables(page: PrintedPage, size: float) -> PrintedPage:
    """The page with one line in the place of each table that rules show. `size` is that of the text.

    Tables with a grid, open at the sides or not, and tables that only have rules above, below and under the head.
    Frames around articles, and rules between columns of text, make none.
    """
    found, loose = grids(page.rules, size)
    lines = list(page.lines)
    tables: list[PrintedTable] = []
    for grid in found:
        inside = _inside(lines, grid.box)
        table = _gridded(grid, inside, size) if len(inside) > 1 else None
        if table is not None:
            tables.append(table)
            lines = _without(lines, inside)
    for box, headers_end in _between_rules(loose, size):
        inside = _inside(lines, box)
        table = aligned_table(inside, size, headers_end) if len(inside) > 3 else None
        if table is not None:
            tables.append(replace(table, box=box))
            lines = _without(lines, inside)
    if not tables:
        return page
    return replace(page, lines=(*lines, *(PrintedLine("", table.box, size, table=table) for table in tables)))


def _inside(lines: Sequence[PrintedLine], box: Box) -> list[PrintedLine]:
    x0, y0, x1, y1 = box
    return [line for line in lines if x0 < (line.box[0] + line.box[2]) / 2 < x1 and y0 < middle(line.box) < y1]


def _without(lines: Sequence[PrintedLine], others: Sequence[PrintedLine]) -> list[PrintedLine]:
    left_out = {id(line) for line in others}
    return [line for line in lines if id(line) not in left_out]


def _gridded(grid: Grid, lines: Sequence[PrintedLine], size: float) -> PrintedTable | None:
    """The table of the lines in a grid; None where it is a frame for text."""
    owner = {(r, c): cell for cell in grid.cells for r in _rows_of(cell) for c in range(cell.left, cell.right + 1)}
    inside: dict[GridCell, list[PrintedLine]] = {}
    for line in lines:
        place = grid.place_of((line.box[0] + line.box[2]) / 2, middle(line.box))
        inside.setdefault(owner[place], []).append(line)
    columns = {cell.left for cell in inside}
    if len(columns) < 2:
        table = aligned_table(lines, size) if len(grid.ys) > 2 else None
        return table and replace(table, box=grid.box)
    cells = {cell: levels_of(some) for cell, some in inside.items()}
    if len(cells) < 2 or quantile((len(rows) for rows in cells.values()), 0.5) >= _PROSE:
        return None
    return _table(grid, cells, size)


def _rows_of(cell: GridCell) -> range:
    return range(cell.top, cell.bottom + 1)


def _table(grid: Grid, cells: _Cells, size: float) -> PrintedTable:
    """The table of a grid; a row of it in which several lines of figures stand is as many rows."""
    starts = [1]
    levels = [_levels(grid, cells, row, size) for row in range(len(grid.ys) - 1)]
    for some in levels:
        starts.append(starts[-1] + max(1, len(some)))
    found: dict[tuple[int, int], tuple[PrintedLine, ...]] = {}
    merges: list[Merge] = []
    for cell in grid.cells:
        rows = cells.get(cell, ())
        column, top, bottom = cell.left + 1, starts[cell.top], starts[cell.bottom + 1] - 1
        if len(rows) > 1 and cell.top == cell.bottom and levels[cell.top]:
            for row in rows:
                number = top + _nearest(levels[cell.top], middle(row[0].box))
                found[number, column] = (*found.get((number, column), ()), *row)
            bottom = top
        elif rows:
            found[top, column] = tuple(line for row in rows for line in row)
        if bottom > top or cell.right > cell.left:
            merges.append(Merge(top, column, bottom, cell.right + 1))
    return PrintedTable(grid.box, grid.xs, starts[-1] - 1, found, tuple(merges))


def _nearest(levels: Sequence[float], at: float) -> int:
    return min(range(len(levels)), key=lambda index: abs(levels[index] - at))


def _levels(grid: Grid, cells: _Cells, row: int, size: float) -> list[float]:
    """How far down the rows are that stand in one row of the grid, without rules between them; empty for a single one.

    They are told by a column of numbers, each on a line of its own, that is level with what another column has.
    """
    several = {cell: rows for cell, rows in cells.items() if cell.top == cell.bottom == row and len(rows) > 1}
    best = max(several.values(), key=len, default=[])
    levels = [middle(line[0].box) for line in best]
    alike = [rows for rows in several.values() if len(rows) == len(levels) and _are_level(rows, levels, size)]
    counted = any(all(_is_whole_number(line, grid, cell, size) for line in rows) for cell, rows in several.items()
                  if rows in alike)  # fmt: skip
    return levels if len(alike) > 1 and counted else []


def _are_level(rows: Sequence[list[PrintedLine]], levels: Sequence[float], size: float) -> bool:
    return all(abs(middle(row[0].box) - at) <= 0.5 * size for row, at in zip(rows, levels, strict=True))


def _is_whole_number(row: Sequence[PrintedLine], grid: Grid, cell: GridCell, size: float) -> bool:
    """Whether a line is a number that would have had room for more."""
    text = row[0].text.strip().removesuffix("%")
    has_room = grid.xs[cell.right + 1] - row[-1].box[2] > size or row[0].box[0] - grid.xs[cell.left] > size
    return len(row) == 1 and is_number(text) and has_room


def _between_rules(loose: Sequence[Stroke], size: float) -> Iterator[tuple[Box, float]]:
    """What stands between the first and the last of level rules of one extent, and where its head ends."""
    groups: list[list[Stroke]] = []
    for stroke in loose:
        near = _SAME_EXTENT * size
        for group in groups:
            if abs(group[0].start - stroke.start) <= near and abs(group[0].end - stroke.end) <= near:
                group.append(stroke)
                break
        else:
            groups.append([stroke])
    for group in groups:
        if len(group) >= 3:
            yield (group[0].start, group[0].at, group[0].end, group[-1].at), group[1].at
