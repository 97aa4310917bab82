"""What print is made of, whether a PDF holds its characters or a picture of it was recognised: lines on pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.document import Box
from retrieval.readers.tables.statements import Merge


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A run of characters that stand on one line of one column.

    `size` is the height of its type, in the page's units. `confidence` (0..1) is how sure its recognition is, None
    where the file itself holds the characters. A line with a `table` has no text: it stands for all lines of the table.
    """

    text: str
    box: Box
    size: float
    confidence: float | None = None
    table: "PrintedTable | None" = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table: the lines in each of its cells by row and column, counted from 1, a merged cell's by its first.

    `edges` are those of its columns, from left to right. `headers` is how many rows a rule sets off as its head, 0
    where none does.
    """

    box: Box
    edges: tuple[float, ...]
    rows: int
    cells: Mapping[tuple[int, int], tuple[PrintedLine, ...]]
    merges: tuple[Merge, ...] = ()
    headers: int = 0


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page with its lines in any order. `number` counts from 1; `width` and `height` are in the units of the boxes:
    PDF points, or pixels of a picture. `rules` are the boxes of the thin lines that are drawn on it, level or
    upright."""

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[Box, ...] = ()
