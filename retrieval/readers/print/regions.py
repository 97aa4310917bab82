"""The lines of a page -> its columns in reading order.

A page is cut in the manner of the recursive X-Y cut (Nagy and Seth, 1984): along the white gutters between columns,
and between the strips across the page that are set in different columns. A gutter only counts where text of some width
stands on both sides of it; short cells side by side are rows of a table.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.readers.print.aligned_tables import aligned_table
from retrieval.readers.print.geometry import (
    Column,
    Interval,
    Row,
    edges,
    levels_of,
    middle,
    quantile,
    row,
    typical_size,
)
from retrieval.readers.print.lines import PrintedLine, PrintedTable

_NARROWEST_GUTTER = 0.6
"""Times the size of type; columns are set one size apart or more, of which slanted scans leave a little less."""

_NARROWEST_PROSE = 7
"""Times the size of type that the middle one of a column's lines is wide; cells of numbers and names are narrower."""

_WIDE, _FULL, _FEWEST_FULL, _DENSE = 12, 1.5, 4, 2.5
"""Times the size of type that lines of text are wide at the least, and short of their edge and apart from each other at
the most; and how many of them show it."""

_CORE = 0.4
"""The share of a line's height in its middle that may not overlap with the lines above and below it."""

_MOST_BESIDE = 12
"""Lines that may stand beside one: those of as many columns."""

_HEADLINE = 1.25
"""Times the size of the text that a headline of an article is set in at the least."""

_CENTRED = 0.5
"""Times the size of type by which a line set in the middle may be off it: half a character where one is wanting."""

_DEEPEST = 12
"""Cuts along gutters within each other; a newspaper's page takes two or three."""


@dataclass(frozen=True, slots=True)
class _Stratum:
    """Lines that cannot be parted by a level cut. `free` is where across the page none of them stands, from left to
    right. Some of them end at `first_end` and begin at `last_start` or beyond."""

    lines: list[PrintedLine]
    free: list[Interval]
    first_end: float
    last_start: float

    def is_parted_by(self, gap: Interval) -> bool:
        """Whether lines stand on both sides of a gap."""
        return self.first_end <= gap[0] and self.last_start >= gap[1]


def columns(lines: Sequence[PrintedLine], left: float, right: float) -> list[Column]:
    """The columns of `lines`, which stand between `left` and `right`, in the order in which they are read."""
    return list(_columns(lines, (left, right), typical_size(lines), _DEEPEST)) if lines else []


def _columns(lines: Sequence[PrintedLine], bounds: Interval, size: float, depth: int) -> Iterator[Column]:
    strata = [_stratum(group, bounds, size) for group in _level_groups(lines)]
    position = 0
    for start, end, gutters in _bands(strata, size) if depth else ():
        band = strata[start:end]
        groups = _between([line for stratum in band for line in stratum.lines], gutters)
        are_columns = _are_columns(groups, band)
        table = None if are_columns else _table(band, gutters, size)
        if not are_columns and table is None:
            continue
        yield from _plain_column(strata[position:start], bounds)
        position = end
        if table is not None:
            yield Column((row([PrintedLine("", table.box, size, table=table)]),), *bounds)
            continue
        for group in groups:
            for column in _columns(group, edges(group), size, depth - 1):
                yield replace(column, is_beside=True)
    yield from _plain_column(strata[position:], bounds)


def _plain_column(strata: Sequence[_Stratum], bounds: Interval) -> Iterator[Column]:
    if strata:
        yield Column(tuple(_rows(strata)), *bounds)


def _level_groups(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines that cannot be parted by a level cut, from top to bottom.

    Lines of one column may overlap a little, where a scan is slanted; lines of two columns are beside each other as
    soon as they overlap at all.
    """
    groups: list[list[PrintedLine]] = []
    core_bottom = 0.0
    for line in sorted(lines, key=lambda line: _extent(line, _CORE)):
        top, bottom = _extent(line, _CORE)
        if groups and (top < core_bottom or any(_is_beside(line, other) for other in groups[-1][-_MOST_BESIDE:])):
            groups[-1].append(line)
            core_bottom = max(core_bottom, bottom)
        else:
            groups.append([line])
            core_bottom = bottom
    return groups


def _extent(line: PrintedLine, share: float) -> Interval:
    """From where to where down the page the middle `share` of a line's type reaches."""
    height = line.box[3] - line.box[1]
    half = share * (height if line.table else min(height, line.size)) / 2
    return middle(line.box) - half, middle(line.box) + half


def _is_beside(line: PrintedLine, other: PrintedLine) -> bool:
    is_apart = line.box[0] >= other.box[2] or line.box[2] <= other.box[0]
    return is_apart and _extent(line, 1.0)[0] < _extent(other, 1.0)[1]


def _stratum(lines: list[PrintedLine], bounds: Interval, size: float) -> _Stratum:
    """A stratum; only intervals count as free that are wide enough for a gutter."""
    first_end, last_start = min(line.box[2] for line in lines), max(line.box[0] for line in lines)
    free: list[Interval] = []
    reached = min(bounds[0], *(line.box[0] for line in lines)) - size
    for line in sorted(lines, key=lambda line: line.box[0]):
        free.append((reached, line.box[0]))
        reached = max(reached, line.box[2])
    free.append((reached, max(bounds[1], reached) + size))
    wide = [interval for interval in free if interval[1] - interval[0] >= _NARROWEST_GUTTER * size]
    return _Stratum(lines, wide, first_end, last_start)


def _rows(strata: Sequence[_Stratum]) -> Iterator[Row]:
    """The lines of each stratum, those whose middles are level side by side."""
    return (row(lines) for stratum in strata for lines in levels_of(stratum.lines))


def _shared(some: Sequence[Interval], others: Sequence[Interval], size: float) -> list[Interval]:
    """What two lists of free intervals, each from left to right, have in common."""
    found: list[Interval] = []
    i = j = 0
    while i < len(some) and j < len(others):
        start, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if end - start >= _NARROWEST_GUTTER * size:
            found.append((start, end))
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return found


def _bands(strata: Sequence[_Stratum], size: float) -> Iterator[tuple[int, int, list[Interval]]]:
    """Strips of the page with text on both sides of gutters that go through them: `(first, end, gutters)` of strata."""
    position = first = 0
    while first < len(strata):
        gutters = [gap for gap in strata[first].free if strata[first].is_parted_by(gap)]
        end = first + 1
        while end < len(strata) and gutters:
            shared = _shared(gutters, strata[end].free, size)
            if not shared or _opens_article(strata, end, shared, size):
                break
            gutters = shared
            end += 1
        if not gutters:
            first += 1
            continue
        is_cut = False
        while end > first + 1 and _is_headline(strata[end - 1], size):  # it stands over what comes below
            end, is_cut = end - 1, True
        start, centre = first, _centre(strata[first:end])
        while start > position and (shared := _shared(gutters, strata[start - 1].free, size)):
            if abs(_centre(strata[start - 1 : start]) - centre) <= _CENTRED * size:  # it stands over all columns
                break
            gutters = shared
            start -= 1
        last = max(i for i in range(first, end) if any(map(strata[i].is_parted_by, gutters)))
        if start > position:
            start = _widest_gap(strata, start, first)
        if end < len(strata) and not is_cut:
            end = _widest_gap(strata, last + 1, end)
        yield start, end, gutters
        position = first = end


def _opens_article(strata: Sequence[_Stratum], index: int, gutters: Sequence[Interval], size: float) -> bool:
    """Whether a headline at the left, with nothing beside it, stands over columns of its own.

    What is above it is then read to the end before, though the gutters between the columns go on below. At the foot of
    a long column, with nothing beside that either, it is a heading like any other.
    """
    headline = strata[index]
    if headline.first_end > gutters[0][0] or not _is_headline(headline, size):
        return False
    for below in strata[index + 1 :]:
        gutters = _shared(gutters, below.free, size)
        if any(map(below.is_parted_by, gutters)):
            return True
        if not gutters:
            return False
    return False


def _centre(strata: Sequence[_Stratum]) -> float:
    """Halfway between the outermost ends of lines."""
    lines = [line for stratum in strata for line in stratum.lines]
    return (min(line.box[0] for line in lines) + max(line.box[2] for line in lines)) / 2


def _is_headline(stratum: _Stratum, size: float) -> bool:
    """Whether all lines of a stratum are set as headlines are."""
    return all(line.size >= _HEADLINE * size and line.table is None for line in stratum.lines)


def _widest_gap(strata: Sequence[_Stratum], start: int, end: int) -> int:
    """Where among strata `start` to `end`, one behind `end` included, the most space is above one; the last of equals.

    Lines at the edge of a band, with nothing beside them, belong to it or to the lines beyond: to which they are
    nearer.
    """
    gaps = [
        (min(line.box[1] for line in strata[i].lines) - max(line.box[3] for line in strata[i - 1].lines), i)
        for i in range(max(start, 1), end + 1)
    ]
    widest = max(gap for gap, _ in gaps)
    tolerance = 0.25 * typical_size(strata[end].lines)
    return max(i for gap, i in gaps if gap >= widest - tolerance)


def _between(lines: Sequence[PrintedLine], gutters: Sequence[Interval]) -> list[list[PrintedLine]]:
    """The lines left of the first gutter, between it and the next, and so on."""
    groups: list[list[PrintedLine]] = [[] for _ in range(len(gutters) + 1)]
    starts = [gutter[0] for gutter in gutters]
    for line in lines:
        groups[bisect_left(starts, (line.box[0] + line.box[2]) / 2)].append(line)
    return [group for group in groups if group]


def _are_columns(groups: Sequence[list[PrintedLine]], strata: Sequence[_Stratum]) -> bool:
    """Whether what stands side by side is text: most of it in lines of some width, two or more below each other.

    Cells of a table may be wide in one of its columns, and then hardly any of its rows has only that one.
    """
    texts = [group for group in groups if _is_prose(group)]
    characters = sum(len(line.text) for group in texts for line in group)
    if 2 * characters < sum(len(line.text) for group in groups for line in group):
        return False
    if any(map(_is_set_full, texts)) and all(map(_is_dense, groups)):
        return True
    return len(texts) >= 2 or 2 * sum(len(stratum.lines) > 1 for stratum in strata) < len(strata)


def _is_prose(lines: Sequence[PrintedLine]) -> bool:
    widths = [(line.box[2] - line.box[0]) / line.size for line in lines]
    return len(lines) >= 2 and quantile(widths, 0.5) >= _NARROWEST_PROSE


def _is_set_full(lines: Sequence[PrintedLine]) -> bool:
    """Whether nearly all wide lines end at one edge, and most have a mark of sentences: those of text do, and
    cells do not."""
    right = max(line.box[2] for line in lines)
    wide = [line for line in lines if line.box[2] - line.box[0] >= _WIDE * line.size]
    full = sum(right - line.box[2] <= _FULL * line.size for line in wide)
    marked = sum(any(mark in line.text for mark in "，。；、,;") for line in lines)
    return len(lines) >= _FEWEST_FULL and full >= 0.7 * len(lines) and 2 * marked >= len(lines)


def _is_dense(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines stand right below each other: beside text that goes over several lines, cells do not."""
    rows = levels_of(lines)
    distances = [middle(b[0].box) - middle(a[0].box) for a, b in pairwise(rows)]
    return len(rows) >= 3 and quantile(distances, 0.5) <= _DENSE * rows[0][0].size


def _table(strata: Sequence[_Stratum], gutters: Sequence[Interval], size: float) -> PrintedTable | None:
    """The table that strata with cells on both sides of gutters are: at least two of them, and half of them all."""
    parted = sum(any(map(stratum.is_parted_by, gutters)) for stratum in strata)
    if parted < 2 or 2 * parted < len(strata):
        return None
    lines = [line for stratum in strata for line in stratum.lines]
    return None if any(line.table for line in lines) else aligned_table(lines, size)
