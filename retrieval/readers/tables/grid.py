"""The cells of a table as a person sees them: merged ones stand in each row and column that they span."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from retrieval.readers.tables.headers import Cells

MOST_CELLS = 200_000
"""Cells of one file that are read, merged ones counted once for each that repeats them: a book of statistics has
fewer, and a library would choke on more."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number, counted from 1, and the texts of its cells by column, counted from 1.

    Empty cells are left out, and white space in a text is single spaces (`cell_text`). `set_off` are the columns whose
    cells are bold or coloured, as labels and headers are.
    """

    number: int
    cells: Cells
    set_off: AbstractSet[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one, first and last row and column; its text is that of the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell, or the blank between cells, of a row: its first and last column and its text, empty for a blank.

    `is_tall` says that it spans several rows, `is_own` that its text stands in this one.
    """

    first: int
    last: int
    text: str
    is_tall: bool
    is_own: bool
    is_set_off: bool


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with merged cells repeated in the rows below (`cells`), and with these repeated to the right (`spread`).

    `own` are the columns of its own cells, `wide` the last columns of those that span several, by their first, `tall`
    the columns of those that span several rows, `set_off` as in Row.
    """

    number: int
    own: tuple[int, ...]
    cells: Cells
    spread: Cells
    wide: Mapping[int, int]
    tall: AbstractSet[int]
    set_off: AbstractSet[int]

    def slots(self, columns: Sequence[int]) -> list[Slot]:
        """The row as a person sees it in a table of these columns; blanks side by side are one."""
        slots: list[Slot] = []
        end = 0
        for column in columns:
            if column <= end or (column not in self.cells and slots and not slots[-1].text):
                continue
            end = max(column, self.wide.get(column, column))
            text = self.cells.get(column, "")
            slots.append(Slot(column, end, text, column in self.tall, column in self.own, column in self.set_off))
        return slots

    def within(self, columns: AbstractSet[int]) -> "FilledRow":
        """What of the row stands in these columns."""
        return FilledRow(
            self.number,
            tuple(column for column in self.own if column in columns),
            {column: text for column, text in self.cells.items() if column in columns},
            {column: text for column, text in self.spread.items() if column in columns},
            self.wide,
            self.tall,
            self.set_off,
        )


def cell_text(text: str) -> str:
    """A cell's text on one line; a word set wide to fill its cell (`合　计`) is put together again."""
    parts = text.split()
    is_set_wide = len(parts) > 1 and all(len(part) == 1 and not part.isascii() and part.isalpha() for part in parts)
    return ("" if is_set_wide else " ").join(parts)


def filled(rows: Sequence[Row], merges: Iterable[Merge]) -> Iterator[FilledRow]:
    """The rows with their merged cells repeated. No more than MOST_CELLS cells come of merged ones."""
    below: list[dict[int, str]] = [{} for _ in rows]
    right: list[dict[int, str]] = [{} for _ in rows]
    wide: list[dict[int, int]] = [{} for _ in rows]
    tall: list[set[int]] = [set() for _ in rows]
    numbers = [row.number for row in rows]
    columns = sorted({column for row in rows for column in row.cells})
    left = MOST_CELLS
    for merge in merges:
        first, last = bisect_left(numbers, merge.top), bisect_right(numbers, merge.bottom)
        begin, end = bisect_left(columns, merge.left), bisect_right(columns, merge.right)
        text = rows[first].cells.get(merge.left) if first < last and numbers[first] == merge.top else None
        left -= 1 if text is None else (last - first) * (end - begin)
        if left < 0:
            break
        if text is not None:
            for index in range(first, last):
                if index > first:
                    below[index][merge.left] = text
                if merge.bottom > merge.top:
                    tall[index].add(merge.left)
                if merge.right > merge.left:
                    wide[index][merge.left] = merge.right
                right[index].update(dict.fromkeys(columns[begin:end], text))
    for index, row in enumerate(rows):
        if row.cells:
            cells = {**below[index], **row.cells}
            spread = {**right[index], **cells}
            own = tuple(sorted(row.cells))
            yield FilledRow(row.number, own, cells, spread, wide[index], tall[index], row.set_off)


def blocks(rows: Iterable[FilledRow]) -> Iterator[list[FilledRow]]:
    """The rows in runs that stand right below each other."""
    block: list[FilledRow] = []
    for row in rows:
        if block and row.number > block[-1].number + 1:
            yield block
            block = []
        block.append(row)
    if block:
        yield block
