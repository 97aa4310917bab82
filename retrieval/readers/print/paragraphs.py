"""The rows of a column -> paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from retrieval.readers.print.geometry import Column, Row, middle, quantile
from retrieval.text.folding import COMMON_HAN

_INDENT = 0.8
"""Times the size of type by which a line is set in, at the least, to begin a paragraph; Chinese sets in two."""

_DEEPEST_INDENT = 4.5
"""Times the size of type; what begins further right is centred, or set to the right."""

_LOOSE = 1.35
"""Times the usual distance of two lines in a column; a larger one is white space between paragraphs."""

_HEADLINE_LEADING = 1.9
"""Times the size of type between the middles of two lines of one headline, at the most."""

_SPARE = 0.8
"""Times the size of type by which a full line may end before the edge, beside what did not fit."""

_NARROW, _FEWEST_ITEMS = 18, 3
"""Times the size of type that a column of a page's facts is wide at the most, and how many of them there are."""

_RAGGED = 0.4
"""The share of its column's width that a line has left at the most which breaks a number."""

_SAME_SIZE = 1.08
"""How much larger type may be than its neighbour's and still be the same."""

MARKER = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、.．]|第[一二三四五六七八九十百\d]{1,4}[章节条编篇]|[（(][一二三四五六七八九十百\d]{1,4}[）)]"
    r"|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳●•■□◆◇▲△★☆◎○※►▪]"
)
"""How a numbered or marked item begins."""

_FINISHED = re.compile(r"[。！？!?；;：:…][”’\"'」』）)】》]*\s*\Z|[A-Za-z)]\.[\"']?\s*\Z")
_OF_SENTENCES = re.compile(r"[，。；、！？,;!?]|[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}|[a-z]\.\s")
_OPEN_NUMBER = re.compile(r"\d(?P<mark>[.,．，]?)\Z")
_HAN = re.compile(f"[{COMMON_HAN}]")
LEADERS = re.compile(r"(?:[.．·・…‥_]\s*){4,}\S{0,6}\Z")
"""How an entry of a table of contents ends: leaders and a page."""

_NO_LINE_BEGINS = "，。、；：！？）》”’」』】〉〕…—,.;:!?)]}%％‰"
_TOKEN = re.compile(rf"[（《“‘「『【〈〔(\[]*(?:[\x21-\x7e]+|[^\x21-\x7e])[{re.escape(_NO_LINE_BEGINS)}]*")


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows that make one paragraph. `indent` is how far its first is set in, in sizes of its type."""

    rows: tuple[Row, ...]
    indent: float

    @property
    def is_set_in(self) -> bool:
        """Whether its first line is set in as that of a paragraph, and not centred or set to the right."""
        return _INDENT <= self.indent <= _DEEPEST_INDENT


def paragraphs(column: Column, leading: float, body_size: float) -> list[Lines]:
    """The paragraphs of a column.

    `leading` is the distance of two lines in the document's text, in sizes of its type; a column with enough lines of
    its own is measured by those. A paragraph begins below a line that has room left for more, below more white space
    than is usual, where a line is set in, where the type changes its size, and with a number below a finished sentence.
    In a narrow column beside the text without a sentence in it each line is a paragraph.
    """
    usual = line_distances(column)
    pitch = quantile(usual, 0.3) if len(usual) >= 4 else leading
    is_list = _is_list(column)
    found: list[list[Row]] = []
    for row, below in zip_longest(column.rows, column.rows[1:]):
        if found and not is_list and not _begins(found[-1], row, below, column, pitch=pitch, body_size=body_size):
            found[-1].append(row)
        else:
            found.append([row])
    return [Lines(tuple(rows), (rows[0].box[0] - column.left) / rows[0].size) for rows in found]


def _is_list(column: Column) -> bool:
    """Whether each row of a column says something by itself: it is narrow, and no sentence is in it."""
    sizes = [row.size for row in column.rows]
    is_narrow = column.is_beside and column.right - column.left <= _NARROW * quantile(sizes, 0.5)
    texts = (line.text for row in column.rows for line in row.lines)
    return is_narrow and len(sizes) >= _FEWEST_ITEMS and not any(_OF_SENTENCES.search(text) for text in texts)


def line_distances(column: Column) -> list[float]:
    """The distances between the middles of neighbouring rows of a column, in sizes of their type."""
    pairs = pairwise(column.rows)
    return [
        (middle(b.box) - middle(a.box)) / a.size
        for a, b in pairs
        if is_same_size(a, b) and not a.is_table and not b.is_table
    ]


def is_same_size(one: Row, other: Row) -> bool:
    """Whether two rows are set in type of one size."""
    return max(one.size, other.size) <= _SAME_SIZE * min(one.size, other.size)


def is_full(row: Row, following: Row, right: float) -> bool:
    """Whether what stands first in `following` found no room at the end of `row`, whose column ends at `right`."""
    return right - row.box[2] <= _first_width(following) + _SPARE * row.size


def is_finished(row: Row) -> bool:
    """Whether a row ends as a sentence does."""
    return _FINISHED.search(row.lines[-1].text) is not None


def is_marked(row: Row) -> bool:
    """Whether a row begins with a number or a mark of an item."""
    return MARKER.match(row.lines[0].text) is not None


def is_number_broken(row: Row, following: Row, column: Column) -> bool:
    """Whether a number runs on from the end of `row` in `column` to the beginning of the next.

    A point or a comma behind a digit is never the end of one; other digits are no end in a line of Chinese text that
    leaves little room, or goes far across its column where lines are ragged.
    """
    last, first = row.lines[-1].text.rstrip(), following.lines[0].text.lstrip()
    end = _OPEN_NUMBER.search(last)
    if end is None or not first[:1].isdigit() or is_marked(following) or row.is_table or following.is_table:
        return False
    room, width = column.right - row.box[2], column.right - column.left
    return end["mark"] != "" or (_HAN.search(last) is not None and room <= max(_RAGGED * width, 2 * row.size))


def _first_width(row: Row) -> float:
    """The width of what may not be parted at the beginning of a row: a word, or a character with its marks."""
    line = row.lines[0]
    token = _TOKEN.match(line.text)
    return _ems(token[0] if token else line.text[:1]) * row.size


def _ems(text: str) -> float:
    return sum(0.5 if character < "\u0300" else 1.0 for character in text)


def _begins(
    rows: Sequence[Row], row: Row, below: Row | None, column: Column, *, pitch: float, body_size: float
) -> bool:
    """Whether `row` begins a paragraph below the rows of another; `below` is the row below it."""
    last = rows[-1]
    if row.is_table or last.is_table or not is_same_size(last, row) or LEADERS.search(last.lines[-1].text):
        return True
    distance = (middle(row.box) - middle(last.box)) / last.size
    if row.size > _SAME_SIZE * body_size:
        return distance > max(_HEADLINE_LEADING, pitch) or is_finished(last) or is_marked(row)
    if distance > _LOOSE * pitch:
        return True
    if is_number_broken(last, row, column):
        return False
    if not is_full(last, row, column.right):
        return True
    if is_marked(row) and (is_finished(last) or last.lines[-1].text[-1:].isdigit()):
        return True
    return _is_set_differently(rows, row, below, column)


def _is_set_differently(rows: Sequence[Row], row: Row, below: Row | None, column: Column) -> bool:
    """Whether the left edge of `row`, right below the full row of a paragraph, says that it begins another.

    Set in further than the line before it begins one, unless that has a number which it hangs from. Less far it goes
    on below a first line that is set in, and begins one below lines that hang. Set in as far, it begins one where a
    sentence has ended or it has a number, and where the line below it goes back to the edge as below a first line.
    """
    last = rows[-1]
    shift = (row.box[0] - last.box[0]) / row.size
    if shift >= _INDENT:
        return not (len(rows) == 1 and is_marked(last))
    if shift <= -_INDENT:
        return len(rows) > 1 or (last.box[0] - column.left) / last.size > _DEEPEST_INDENT
    if (row.box[0] - column.left) / row.size < _INDENT:
        return False
    goes_back = below is not None and is_same_size(row, below) and (row.box[0] - below.box[0]) / row.size >= _INDENT
    return is_finished(last) or is_marked(row) or (len(rows) == 1 and goes_back)


def goes_on(lines: Lines, following: Lines, column: Column, next_column: Column) -> bool:
    """Whether a paragraph that ends `column` goes on at the top of `next_column`, where first lines are set in.

    It does when its last line is full and the line there stands at the edge. Below a finished sentence that line has to
    lead to the end of another: a heading at the edge does not.
    """
    last, first = lines.rows[-1], following.rows[0]
    if last.is_table or first.is_table or not is_same_size(last, first) or is_marked(first):
        return False
    is_at_edge = abs(first.box[0] - next_column.left) < 0.5 * first.size
    leads_on = not is_finished(last) or is_finished(following.rows[-1]) or len(following.rows) > 1
    return is_at_edge and leads_on and is_full(last, first, column.right)
