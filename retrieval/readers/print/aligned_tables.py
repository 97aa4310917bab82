"""Rows of short lines that stand below each other in columns -> a table."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from retrieval.readers.print.geometry import Interval, around, levels_of, middle, quantile
from retrieval.readers.print.lines import PrintedLine, PrintedTable
from retrieval.readers.tables.statements import Merge
from retrieval.readers.tables.units import is_number

_NARROWEST_GAP = 0.5
"""Times the size of type between two columns."""

_FULL = 0.6
"""The share of the cells of the fullest row that a row has which shows where the columns are."""

_TIGHT = 0.8
"""Times the usual distance of rows: a row nearer to the one above that has no label goes on with it."""


def aligned_table(lines: Sequence[PrintedLine], size: float, headers_end: float = 0.0) -> PrintedTable | None:
    """The table of lines that stand in columns; None where they do not.

    The columns are parted by what is free in the rows that have nearly all cells. A line across several columns is a
    merged cell. What stands above `headers_end` is the table's head.
    """
    rows = levels_of(lines)
    full = max(len(row) for row in rows)
    voting = [row for row in rows if len(row) >= max(2, _FULL * full) and middle(row[0].box) > headers_end]
    if len(voting) < 2:
        return None
    gaps = _free(voting, size)
    if not gaps:
        return None
    box = around(line.box for line in lines)
    edges = (box[0], *((start + end) / 2 for start, end in gaps), box[2])
    rows = _unwrapped(rows, edges, size)
    cells: dict[tuple[int, int], tuple[PrintedLine, ...]] = {}
    merges: list[Merge] = []
    for number, row in enumerate(rows, 1):
        for line in row:
            first, last = _columns(line, edges)
            cells[number, first] = (*cells.get((number, first), ()), line)
            if last > first:
                merges.append(Merge(number, first, number, last))
    headers = sum(middle(row[0].box) < headers_end for row in rows)
    return PrintedTable(box, edges, len(rows), cells, tuple(merges), headers)


def _free(rows: Sequence[Sequence[PrintedLine]], size: float) -> list[Interval]:
    """The intervals between the outermost lines in which no line of any row stands."""
    found: list[Interval] = []
    reached = float("inf")
    for start, end in sorted((line.box[0], line.box[2]) for row in rows for line in row):
        if start - reached >= _NARROWEST_GAP * size:
            found.append((reached, start))
        reached = end if reached == float("inf") else max(reached, end)
    return found


def _columns(line: PrintedLine, edges: Sequence[float]) -> tuple[int, int]:
    """The first and the last column, counted from 1, in which a line stands."""
    last = len(edges) - 1
    first = bisect_right(edges, line.box[0], 1, last)
    return first, max(first, bisect_right(edges, line.box[2], 1, last))


def _unwrapped(rows: Sequence[list[PrintedLine]], edges: Sequence[float], size: float) -> list[list[PrintedLine]]:
    """The rows, those put to the one above that go on with its cells."""
    labelled = [any(_columns(line, edges)[0] == 1 for line in row) for row in rows]
    distances = [middle(b[0].box) - middle(a[0].box) for a, b in pairwise(rows)]
    usual = [d for d, one, other in zip(distances, labelled, labelled[1:], strict=False) if one and other]
    if not usual:
        return list(rows)
    pitch = quantile(usual, 0.5)
    found = [list(rows[0])]
    for row, distance, has_label in zip(rows[1:], distances, labelled[1:], strict=True):
        goes_on = not has_label and distance < _TIGHT * pitch and not any(is_number(line.text) for line in row)
        if goes_on:
            found[-1].extend(row)
        else:
            found.append(list(row))
    return found
