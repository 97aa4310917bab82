"""Sizes and distances on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.document import Box
from retrieval.readers.print.lines import PrintedLine

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """Lines side by side that are read as one, from left to right.

    `is_spread` says that they are the characters of a word set far apart.
    """

    lines: tuple[PrintedLine, ...]
    box: Box
    size: float
    is_spread: bool

    @property
    def is_table(self) -> bool:
        """Whether it stands for a table, or for several side by side."""
        return any(line.table is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Column:
    """Rows from top to bottom, and the edges that full ones of them reach. `is_beside` says that it is one of several
    side by side."""

    rows: tuple[Row, ...]
    left: float
    right: float
    is_beside: bool = False


def row(lines: Sequence[PrintedLine]) -> Row:
    """The Row of `lines`, which stand side by side; its size is that of its longest line."""
    in_order = tuple(sorted(lines, key=lambda line: line.box[0]))
    longest = max(in_order, key=lambda line: len(line.text))
    is_spread = all(len(line.text.strip()) == 1 for line in in_order)
    return Row(in_order, around(line.box for line in in_order), longest.size, is_spread)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around `boxes`, of which there has to be one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def middle(box: Box) -> float:
    """How far down the middle of a box is."""
    return (box[1] + box[3]) / 2


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which `share` (0..1) of `values` lie, of which there has to be one."""
    in_order = sorted(values)
    return in_order[min(int(share * len(in_order)), len(in_order) - 1)]


def typical_size(lines: Iterable[PrintedLine]) -> float:
    """The size of type that half of the characters do not exceed: that of the body text. 1.0 where there are none."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half, seen = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        seen += count
        if seen >= half and size > 0:
            return size
    return 1.0


def edges(lines: Sequence[PrintedLine]) -> Interval:
    """Where lines begin on the left and end on the right, leaving out the tenth that stands out furthest, and tables
    where there is anything else."""
    text = [line for line in lines if line.table is None] or lines
    return quantile((line.box[0] for line in text), 0.1), quantile((-line.box[2] for line in text), 0.1) * -1


def levels_of(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines from top to bottom, those together whose middles are level, from left to right."""
    found: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: middle(line.box)):
        if found and middle(line.box) - middle(found[-1][0].box) <= 0.5 * min(line.size, found[-1][0].size):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in found]
