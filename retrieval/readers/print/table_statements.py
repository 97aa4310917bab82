"""Tables of print -> what their rows say, and where on the pages the cells of each stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.document import Place
from retrieval.readers.print.line_seams import Vocabulary, seam
from retrieval.readers.print.lines import PrintedLine, PrintedTable
from retrieval.readers.tables.rows import Line
from retrieval.readers.tables.statements import Merge, Row, cell_text, statements
from retrieval.readers.tables.units import is_number, split_unit

_SAME_EDGE = 2.0
"""Times the size of type by which the columns of a table may stand elsewhere on its next page."""

_ROOM = 1.0
"""Times the size of type that a number leaves of its cell which is not broken there."""

CONTINUED = re.compile(r"\A\s*[（(]?续|[（(]续[表)）]?|\(continued\)", re.IGNORECASE)
"""What stands over a table that goes on with the one before: `续表4`, `表4（续）`."""

_WHITE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, the page that it begins on, and the places of what of it is printed, counted from the beginning
    of the line."""

    text: str
    page: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text, and the printed lines that it was made of, with their pages."""

    text: str
    lines: tuple[tuple[PrintedLine, int], ...]


_Rows = list[dict[int, _Cell]]


def table_lines(parts: Sequence[tuple[int, PrintedTable]], unit: str, words: Vocabulary) -> list[TextLine]:
    """The lines that a table is written as. `parts` are what of it stands on each page, with the page's number, `unit`
    is what is stated above it.

    The head that is repeated on a next page is left out, and a row that goes on there is put together.
    """
    rows: _Rows = []
    merges: list[Merge] = []
    for page, table in parts:
        found = [_row(table, number, page, words) for number in range(1, table.rows + 1)]
        captions = _captions(found) if rows else 0
        repeated = captions + _repeated(rows, found[captions:])
        offset = len(rows) - repeated
        if rows and _goes_on(rows[-1], found[repeated:]):
            rows[-1] = _joined(rows[-1], found[repeated], words)
            repeated, offset = repeated + 1, offset - 1
        rows += found[repeated:]
        shown = (merge for merge in table.merges if merge.top > repeated)
        merges += (replace(merge, top=merge.top + offset, bottom=merge.bottom + offset) for merge in shown)
    texts = [Row(number, {c: cell.text for c, cell in row.items()}) for number, row in enumerate(rows, 1)]
    lines = statements(texts, merges, headers=parts[0][1].headers, unit=unit)
    cells = {(number, column): cell for number, row in enumerate(rows, 1) for column, cell in row.items()}
    for merge in merges:
        if (cell := cells.get((merge.top, merge.left))) is not None:
            cells |= {(row, merge.left): cell for row in range(merge.top, merge.bottom + 1)}
    return [_line(line, cells, parts[0][0]) for line in lines]


def is_continued(table: PrintedTable, following: PrintedTable, size: float) -> bool:
    """Whether the table at the top of a page may be the rest of the one at the foot of the page before: it has the same
    columns."""
    if len(table.edges) != len(following.edges):
        return False
    shifts = [other - one for one, other in zip(table.edges, following.edges, strict=True)]
    return max(shifts) - min(shifts) <= _SAME_EDGE * size


def _row(table: PrintedTable, number: int, page: int, words: Vocabulary) -> dict[int, _Cell]:
    found = {}
    for column in range(1, len(table.edges)):
        lines = table.cells.get((number, column), ())
        right = max([table.edges[column], *(table.edges[merge.right] for merge in table.merges
                                            if (merge.top, merge.left) == (number, column))])  # fmt: skip
        text = cell_text(_text(lines, right, words))
        if text:
            found[column] = _Cell(text, tuple((line, page) for line in lines))
    return found


def _text(lines: Sequence[PrintedLine], right: float, words: Vocabulary) -> str:
    """The lines of a cell that ends at `right`, put together. Two numbers below each other stay two."""
    text = lines[0].text if lines else ""
    for line, following in pairwise(lines):
        left_out, between = seam(line.text, following.text, words)
        is_level = following.box[0] >= line.box[2] and abs(following.box[1] - line.box[1]) < 0.5 * line.size
        is_whole = is_number(line.text.strip()) and right - line.box[2] > _ROOM * line.size
        if is_level or (is_whole and following.text[:1].isdigit()):
            left_out, between = 0, " "
        text = text[: len(text) - left_out] + between + following.text
    return text


def _captions(found: _Rows) -> int:
    """How many rows a part of a table begins with that only say that it goes on (`续表4`)."""
    texts = [[cell.text for cell in row.values()] for row in found]
    return next((n for n, row in enumerate(texts) if len(row) != 1 or not CONTINUED.search(row[0])), 0)


def _repeated(rows: _Rows, found: _Rows) -> int:
    """How many rows a part of a table begins with that the table itself began with."""
    same = 0
    for first, row in zip(rows, found, strict=False):
        if [cell.text for cell in first.values()] != [cell.text for cell in row.values()]:
            break
        same += 1
    return same if same < len(found) else 0


def _goes_on(last: dict[int, _Cell], following: _Rows) -> bool:
    """Whether a row runs on overleaf: there it has no label and no figures, only more of the words of its cells."""
    first = following[0] if following else {}
    has_label = 1 in first or not first
    return not has_label and all(column in last and not is_number(cell.text) for column, cell in first.items())


def _joined(row: dict[int, _Cell], rest: dict[int, _Cell], words: Vocabulary) -> dict[int, _Cell]:
    joined = dict(row)
    for column, cell in rest.items():
        before = row[column]
        left_out, between = seam(before.text, cell.text, words)
        text = before.text[: len(before.text) - left_out] + between + cell.text
        joined[column] = _Cell(text, before.lines + cell.lines)
    return joined


def _line(line: Line, cells: dict[tuple[int, int], _Cell], page: int) -> TextLine:
    places: list[Place] = []
    for start, end, row, first, last in line.places:
        position = start
        for column in range(first, last + 1):
            cell = cells.get((row, column))
            found = cell and _found(line.text, cell.text, position, end)
            if cell and found:
                places += _places(line.text, *found, cell)
                position = found[1]
    return TextLine(line.text, min((place.page or page for place in places), default=page), tuple(places))


def _found(line: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where in a line a cell's text stands, without the unit of a label that has gone to its figures."""
    for sought in (text, split_unit(text)[0]):
        at = line.find(f"：{sought}", start, end) + 1 or line.find(sought, start, end)
        if sought and at >= 0:
            return at, at + len(sought)
    return None


def _places(text: str, start: int, end: int, cell: _Cell) -> Iterator[Place]:
    """The places of a cell's lines in `text[start:end]`, white space not counted."""
    position = start
    for line, page in cell.lines:
        first = position
        left = len(_WHITE.sub("", line.text))
        while position < end and (left or text[position].isspace()):
            left -= not text[position].isspace()
            position += 1
        if position > first:
            last = first + len(text[first:position].rstrip())
            yield Place(first, last, page, line.box, line.confidence)
