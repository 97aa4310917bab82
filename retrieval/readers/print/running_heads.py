"""Running heads, running feet and page numbers: what print repeats for the hand that turns pages, and no one wrote."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, takewhile

from retrieval.readers.print.geometry import middle, typical_size
from retrieval.readers.print.lines import PrintedLine, PrintedPage

_EDGE = 0.15
"""The share of a page's height at its top and foot in which furniture stands."""

_MOST_ROWS = 3
"""Rows of furniture at the top of a page, and at its foot."""

_LARGEST = 1.3
"""Times the size of the text; running heads are small, a headline at the top of two pages is larger."""

_PAGE_NUMBER = re.compile(
    r"[-—–─·•.|/\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?(?:\s*(?:[/／,，]|of|共)\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?"
    r"[-—–─·•.|\s]*|第\s*[一二三四五六七八九十百零〇]{1,5}\s*页|[Pp](?:age|\.)\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?"
)
_APART = 0.8
"""Times the size of the text between furniture and the text at the least, more than between lines of the text."""

_DIGITS = re.compile(r"\d+")
_WHITE = re.compile(r"\s+")

_Row = list[PrintedLine]
_Seen = dict[str, dict[int, float]]
"""What stands at the edges of pages: on which pages, and how far down them."""


def without_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """`pages` without what stands at the same height of several of them, figures aside, and without page numbers.

    Only rows at the edge of a page are looked at, from the outermost inwards, up to the first that has something of its
    own to say; white space has to set them apart from it.
    """
    size = typical_size(line for page in pages for line in page.lines)
    sides = [[_edge_rows(page, at_top) for at_top in (True, False)] for page in pages]
    seen: _Seen = defaultdict(dict)
    for page, (top, foot) in zip(pages, sides, strict=True):
        for line in chain(*top, *foot):
            seen[_said(line)][page.number] = _height(line, page)
    found: list[PrintedPage] = []
    for page, (top, foot) in zip(pages, sides, strict=True):
        furniture = {id(line) for rows in (top, foot) for line in _furniture(page, rows, seen, size)}
        kept = tuple(line for line in page.lines if id(line) not in furniture)
        found.append(replace(page, lines=kept) if furniture else page)
    return found


def _furniture(page: PrintedPage, rows: Sequence[_Row], seen: _Seen, size: float) -> list[PrintedLine]:
    """The lines of the outermost rows that are furniture, as many as white space sets apart."""
    outer = list(takewhile(lambda row: _is_furniture(row, page, seen, size), rows))
    while outer and not _is_apart([line for row in outer for line in row], page, _APART * size):
        outer.pop()
    return [line for row in outer for line in row]


def _is_apart(lines: Sequence[PrintedLine], page: PrintedPage, distance: float) -> bool:
    """Whether no other line of the page is within a distance above or below."""
    top, bottom = min(line.box[1] for line in lines), max(line.box[3] for line in lines)
    inside = {id(line) for line in lines}
    others = (line for line in page.lines if id(line) not in inside)
    return all(line.box[3] < top - distance or line.box[1] > bottom + distance for line in others)


def _is_furniture(row: _Row, page: PrintedPage, seen: _Seen, size: float) -> bool:
    """Whether every line of a row is small, and either a page number or the same as at this height of another page."""

    def is_repeated(line: PrintedLine) -> bool:
        near = size / page.height
        heights = seen[_said(line)].items()
        return any(number != page.number and abs(at - _height(line, page)) <= near for number, at in heights)

    return all(
        line.table is None
        and line.size <= _LARGEST * size
        and (_PAGE_NUMBER.fullmatch(line.text.strip()) is not None or is_repeated(line))
        for line in row
    )


def _height(line: PrintedLine, page: PrintedPage) -> float:
    return middle(line.box) / page.height


def _said(line: PrintedLine) -> str:
    """What a line says but for its figures, which count pages."""
    return _DIGITS.sub("0", _WHITE.sub("", line.text))


def _edge_rows(page: PrintedPage, at_top: bool) -> list[_Row]:
    """The outermost rows at an edge of a page, the outermost first."""

    def distance(line: PrintedLine) -> float:
        return middle(line.box) if at_top else page.height - middle(line.box)

    rows: list[_Row] = []
    for line in sorted(page.lines, key=distance):
        if distance(line) > _EDGE * page.height:
            break
        if rows and abs(middle(line.box) - middle(rows[-1][0].box)) <= 0.5 * line.size:
            rows[-1].append(line)
        elif len(rows) == _MOST_ROWS:
            break
        else:
            rows.append([line])
    return rows
