"""Tables that stand beside each other in the same rows -> each by itself.

Two tables are told by the empty column between them when each has a header and labels of its own, one table in several
columns of print (`姓名 | 电话 | 姓名 | 电话`) by its header, which says the same again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.readers.tables.grid import FilledRow, blocks
from retrieval.readers.tables.headers import SAMPLE, find_header, is_figure
from retrieval.readers.tables.units import is_number

_FEWEST_REPEATED = 2
"""Columns of a table that is printed several times beside itself."""

_LONGEST_NAME = 12
_SENTENCE = re.compile(r"[。；：:]")
_MOST_COLUMNS = 200
"""Of rows that are looked at: what is wider was written by a program, one table a sheet."""


def side_by_side(block: Sequence[FilledRow], together: int, assumed: bool) -> list[list[FilledRow]]:
    """The rows that stand together, cut into the tables that they hold, from left to right. `together` is how many
    rows a header may have, and `assumed` is as in `find_header`."""
    wide = [row for row in block if len(row.own) > 1]
    columns = sorted({column for row in wide for column in (*row.cells, *row.spread)})
    if len(columns) > _MOST_COLUMNS:
        return [list(block)]
    sample = wide[: together + SAMPLE]
    starts = _repeated(sample, columns) or list(_apart(sample, columns, together, assumed))
    if not starts:
        return [list(block)]
    bounds = [0, *starts, max((column for row in block for column in row.spread), default=0) + 1]
    regions = []
    for first, last in pairwise(bounds):
        inside = frozenset(range(first, last))
        regions.append([part for row in block if (part := row.within(inside)).own])
    return regions


def _repeated(rows: Sequence[FilledRow], columns: Sequence[int]) -> list[int]:
    """Where the second and further copies of a header begin that says the same several times."""
    if len(rows) < 2:
        return []
    names = [rows[0].cells.get(column, "") for column in columns]
    for period in range(_FEWEST_REPEATED, len(names) // 2 + 1):
        if len(names) % period == 0 and names == names[:period] * (len(names) // period):
            is_header = all(names) and len(set(names[:period])) == period and not any(map(is_figure, names))
            return list(columns[period::period]) if is_header else []
    return []


def _apart(rows: Sequence[FilledRow], columns: Sequence[int], together: int, assumed: bool) -> Iterator[int]:
    """The first columns of the tables behind empty columns."""
    gaps = [right for left, right in pairwise(columns) if right > left + 1]
    ends = [*gaps[1:], *(last + 1 for last in columns[-1:])]
    begin = next(iter(columns), 0)
    for gap, following in zip(gaps, ends, strict=False):
        left = [row.within(frozenset(range(begin, gap))) for row in rows]
        right = [row.within(frozenset(range(gap, following))) for row in rows]
        if _are_remarks(right) or (_is_table(left, together, assumed) and _is_table(right, together, assumed)):
            yield gap
            begin = gap


def _are_remarks(rows: Sequence[FilledRow]) -> bool:
    """Whether what stands beside a table are remarks on it: here and there a text in one column, the first a sentence
    or longer than a header."""
    texts = [text for row in rows for text in row.cells.values()]
    one_each = all(len(row.cells) < 2 for row in rows) and len(rows) > 1
    return (
        one_each
        and 0 < len(texts) < len(rows)
        and not any(map(is_number, texts))
        and (len(texts[0]) > _LONGEST_NAME or _SENTENCE.search(texts[0]) is not None)
    )


def _is_table(rows: Sequence[FilledRow], together: int, assumed: bool) -> bool:
    """Whether rows are a table by themselves: under a header, and beginning with labels."""
    shown = next(iter(blocks(row for row in rows if len(row.own) > 1)), [])
    header = find_header([row.cells for row in shown], [row.spread for row in shown], together, assumed=assumed)
    if header is None:
        return False
    first = min(header.names)
    labels = [row.cells[first] for row in shown[header.rows :] if first in row.cells]
    return bool(labels) and not any(map(is_figure, labels))
