"""Rules drawn on a page -> the grids of its tables.

As pdfplumber and camelot do it: rules that continue each other are put together, those that touch belong to one table,
and its cells are what no rule divides.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.document import Box

_NEAR = 0.3
"""Times the size of type within which rules touch, or are one: the two strokes of a double one are no further apart."""

_DRAWN = 0.5
"""The share of a cell's side that has to be drawn to close it."""

_MOST_RULES = 4_000
_MOST_CELLS = 20_000
"""Of one page: what has more is a drawing, and no table."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """The first and last row and column that a cell takes, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns and rows, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def place_of(self, x: float, y: float) -> tuple[int, int]:
        """The row and the column in which a point lies; of a point outside the nearest ones."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule: how far down it is when level, how far right when upright, and from where to where it goes."""

    at: float
    start: float
    end: float


def grids(rules: Sequence[Box], size: float) -> tuple[list[Grid], list[Stroke]]:
    """The grids that `rules` make, and the level rules that are part of none, from top to bottom.

    `rules` are the boxes of thin lines; `size` is that of the type on the page.
    """
    if not rules or len(rules) > _MOST_RULES:
        return [], []
    near = _NEAR * size
    level = _put_together(
        [Stroke((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in rules if x1 - x0 >= max(y1 - y0, size)], near
    )
    upright = _put_together(
        [Stroke((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in rules if y1 - y0 > x1 - x0 and y1 - y0 >= size / 2], near
    )
    found: list[Grid] = []
    loose: list[Stroke] = []
    for levels, uprights in _connected(level, upright, near):
        grid = _grid(levels, uprights, size) if levels and uprights else None
        if grid is None:
            loose.extend(levels)
        else:
            found.append(grid)
    return found, sorted(loose, key=lambda stroke: (stroke.at, stroke.start))


def _put_together(strokes: Iterable[Stroke], near: float) -> list[Stroke]:
    """Strokes, those made one that lie on one line and touch."""
    found: list[Stroke] = []
    line: list[Stroke] = []
    for stroke in [*sorted(strokes, key=lambda stroke: stroke.at), Stroke(float("inf"), 0, 0)]:
        if line and stroke.at - line[0].at > near:
            found.extend(_joined(line, near))
            line = []
        line.append(stroke)
    return found


def _joined(line: Sequence[Stroke], near: float) -> Iterator[Stroke]:
    at = sum(stroke.at for stroke in line) / len(line)
    start, end = float("inf"), float("-inf")
    for stroke in sorted(line, key=lambda stroke: stroke.start):
        if end >= start and stroke.start > end + near:
            yield Stroke(at, start, end)
            start, end = stroke.start, stroke.end
        start, end = min(start, stroke.start), max(end, stroke.end)
    yield Stroke(at, start, end)


def _connected(
    level: Sequence[Stroke], upright: Sequence[Stroke], near: float
) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """The level and the upright strokes that touch each other, directly or by way of others."""
    owner = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = index = owner[owner[index]]
        return index

    for i, one in enumerate(level):
        for j, other in enumerate(upright, len(level)):
            meets = one.start - near <= other.at <= one.end + near and other.start - near <= one.at <= other.end + near
            if meets:
                owner[root(i)] = root(j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index, stroke in enumerate([*level, *upright]):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(stroke)
    yield from groups.values()


def _grid(level: Sequence[Stroke], upright: Sequence[Stroke], size: float) -> Grid | None:
    """The grid of strokes that touch; sides that are left open count as drawn."""
    xs = _edges([s.at for s in upright], [s.start for s in level] + [s.end for s in level], size)
    ys = _edges([s.at for s in level], [s.start for s in upright] + [s.end for s in upright], size)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    return Grid(xs, ys, tuple(_cells(xs, ys, level, upright, _NEAR * size)))


def _edges(drawn: Sequence[float], ends: Sequence[float], size: float) -> tuple[float, ...]:
    """Where strokes stand, and where those across them end beyond the outermost."""
    inside: list[float] = []
    for at in sorted(drawn):
        if not inside or at - inside[-1] > _NEAR * size:
            inside.append(at)
    first, last = min(ends), max(ends)
    before = [first] if first < inside[0] - size else []
    return (*before, *inside, *([last] if last > inside[-1] + size else []))


def _cells(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Stroke], upright: Sequence[Stroke], near: float
) -> Iterator[GridCell]:
    """The cells of a grid, row by row: the rectangles that no stroke divides."""
    walls = [_drawn(upright, x, ys, near) for x in xs]
    floors = [_drawn(level, y, xs, near) for y in ys]
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    for top in range(rows):
        for left in range(columns):
            if taken[top][left]:
                continue
            right = left
            while right + 1 < columns and not walls[right + 1][top] and not taken[top][right + 1]:
                right += 1
            bottom = top
            while bottom + 1 < rows and _is_open(bottom, left, right, walls, floors):
                bottom += 1
            for row in range(top, bottom + 1):
                taken[row][left : right + 1] = [True] * (right + 1 - left)
            yield GridCell(top, left, bottom, right)


def _is_open(
    row: int, left: int, right: int, walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]
) -> bool:
    """Whether the cells of `row` between two columns go on below it: no floor, and below no wall between them."""
    has_floor = any(floors[row + 1][left : right + 1])
    return not has_floor and not any(walls[column][row + 1] for column in range(left + 1, right + 1))


def _drawn(strokes: Sequence[Stroke], at: float, edges: Sequence[float], near: float) -> list[bool]:
    """For each interval between edges, whether the strokes at a place cover it."""
    there = [stroke for stroke in strokes if abs(stroke.at - at) <= near]
    return [
        sum(max(0.0, min(stroke.end, b) - max(stroke.start, a)) for stroke in there) >= _DRAWN * (b - a)
        for a, b in pairwise(edges)
    ]
