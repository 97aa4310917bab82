"""Pages of print -> the text of a document with its blocks and places."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.document import Block, Place
from retrieval.readers.print.geometry import (
    Column,
    Interval,
    Row,
    edges,
    quantile,
    typical_size,
)
from retrieval.readers.print.heading_sizes import levels
from retrieval.readers.print.line_seams import Vocabulary, seam, vocabulary
from retrieval.readers.print.lines import PrintedLine, PrintedPage
from retrieval.readers.print.notes import with_notes_apart
from retrieval.readers.print.paragraphs import (
    Lines,
    goes_on,
    is_number_broken,
    is_same_size,
    line_distances,
    paragraphs,
)
from retrieval.readers.print.regions import columns
from retrieval.readers.print.ruled_tables import with_ruled_tables
from retrieval.readers.print.running_heads import without_furniture
from retrieval.readers.print.table_statements import CONTINUED, TextLine, is_continued, table_lines
from retrieval.readers.print.type_sizes import with_settled_sizes
from retrieval.readers.tables.units import noted_unit
from retrieval.text.lines import LINE_BREAK

_USUAL_LEADING = 1.6
"""Sizes of type from one line to the next, where a document has too few lines to tell."""

_FEWEST_LINES = 8
"""Lines from which on a page shows where its text ends on the right, and a document how far they are apart."""

_WIDE_GAP = 2.0
"""Times the size of type; what stands further apart on a line is shown apart by a tab."""

_INDENT = "　　"
"""What a paragraph whose first line is set in begins with in the text, as in Chinese files; `layout` looks for it."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A document's text with a paragraph a line, its blocks, and the place of each printed line in them."""

    text: str
    blocks: tuple[Block, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, or what of it stands in one column of a page; `is_note` says that it is a note at its foot."""

    lines: Lines
    column: Column
    page: int
    is_note: bool


_Paragraph = list[_Part]


def compose(pages: Sequence[PrintedPage]) -> Composed:
    """The text of printed pages in reading order, without running heads and page numbers.

    Each paragraph is a line of the text and a block of its own; one that runs on in the next column or on the next page
    is put together where its lines show it, the rest is left to `layout`. White space within a line is kept, the lines
    of a paragraph are joined as `seam` says. A row of a table is a block, written as `readers.tables` writes it. The
    places are those of the printed lines.
    """
    pages = with_settled_sizes([_with_text(page) for page in pages])
    size = typical_size(line for page in pages for line in page.lines)
    words = vocabulary(line.text for page in pages for line in page.lines)
    pages = without_furniture([with_ruled_tables(page, size) for page in pages])
    found = [
        (page.number, column, is_note)
        for page, bounds in zip(pages, _bounds(pages), strict=True)
        for column, is_note in with_notes_apart(columns(page.lines, *bounds), size)
    ]
    distances = [distance for _, column, _ in found for distance in line_distances(column)]
    leading = quantile(distances, 0.3) if len(distances) >= _FEWEST_LINES else _USUAL_LEADING
    parts = [
        _Part(lines, column, number, is_note)
        for number, column, is_note in found
        for lines in paragraphs(column, leading, size)
    ]
    whole = _whole(parts)
    beside = sum(len(column.rows) for _, column, _ in found if column.is_beside)
    is_paper = 2 * beside > sum(len(column.rows) for _, column, _ in found)
    return _written(whole, levels([paragraph[0].lines for paragraph in whole], size, is_paper), words)


def _with_text(page: PrintedPage) -> PrintedPage:
    lines = tuple(line for line in page.lines if line.text.strip() and line.size > 0)
    return replace(page, lines=lines)


def _bounds(pages: Sequence[PrintedPage]) -> list[Interval]:
    """Between which edges each page is set. A page of few lines is taken to be set as others of its width are."""
    own = [edges(page.lines) if page.lines else (0.0, page.width) for page in pages]
    alike: dict[int, list[Interval]] = defaultdict(list)
    for page, bounds in zip(pages, own, strict=True):
        if len(page.lines) >= _FEWEST_LINES:
            alike[round(page.width)].append(bounds)
    usual = {
        width: (quantile((left for left, _ in some), 0.5), quantile((right for _, right in some), 0.5))
        for width, some in alike.items()
    }
    found: list[Interval] = []
    for page, (left, right) in zip(pages, own, strict=True):
        usual_left, usual_right = usual.get(round(page.width), (left, right))
        is_short = len(page.lines) < _FEWEST_LINES
        found.append((min(left, usual_left), max(right, usual_right)) if is_short else (left, right))
    return found


def _whole(parts: Sequence[_Part]) -> list[_Paragraph]:
    """The paragraphs, those put together that run on in the column beside or on the next page, past the notes between.

    That can only be seen in a document whose paragraphs begin with a line that is set in, or by a number.
    """
    long = [part.lines for part in parts if len(part.lines.rows) >= 2]
    are_set_in = 2 * sum(lines.is_set_in for lines in long) > len(long)
    whole: list[_Paragraph] = []
    text: _Paragraph = []
    for part in parts:
        last = text[-1] if text and not part.is_note else None
        if last and (_is_rest_of_table(last, part) or _may_run_on(last, part, are_set_in)):
            text.append(part)
            continue
        whole.append([part])
        text = text if part.is_note else whole[-1]
    return whole


def _is_rest_of_table(part: _Part, following: _Part) -> bool:
    """Whether a part is a table at the foot of a page, and the next one what goes on of it overleaf."""
    one, other = part.lines.rows[-1], following.lines.rows[0]
    if following.page != part.page + 1 or len(one.lines) > 1 or len(other.lines) > 1:
        return False
    table, rest = one.lines[0].table, other.lines[0].table
    return table is not None and rest is not None and is_continued(table, rest, one.size)


def _may_run_on(part: _Part, following: _Part, are_set_in: bool) -> bool:
    """Whether a part is the last of its column, and goes on in the next one, beside it or as wide on the next page.

    `are_set_in` says that paragraphs begin with a line that is set in; otherwise only a broken number shows it.
    """
    one, other = part.column, following.column
    if one is other or part.lines.rows[-1] is not one.rows[-1]:
        return False
    is_beside = part.page == following.page and one.is_beside and other.is_beside and other.left >= one.right
    last, first = part.lines.rows[-1], following.lines.rows[0]
    is_as_wide = abs((one.right - one.left) - (other.right - other.left)) <= 2 * last.size
    is_overleaf = following.page == part.page + 1 and is_as_wide
    if not (is_beside or is_overleaf):
        return False
    is_broken = is_same_size(last, first) and is_number_broken(last, first, one)
    return is_broken or (are_set_in and goes_on(part.lines, following.lines, one, other))


def _lines(whole: Sequence[_Paragraph], words: Vocabulary) -> Iterator[list[TextLine]]:
    """The lines of text that each paragraph is: one, or those of a table."""
    above: list[TextLine] = []
    unit = ""
    for paragraph in whole:
        is_table = paragraph[0].lines.rows[0].is_table
        if is_table:
            unit = _unit(above, paragraph[0], unit)
        lines = list(_table_lines(paragraph, unit, words)) if is_table else [_line(paragraph, words)]
        if is_table:
            unit = next((stated for line in lines if (stated := noted_unit(line.text))), unit)
        above = [] if is_table else [*above[-1:], *lines]
        yield lines


def _unit(above: Sequence[TextLine], part: _Part, before: str) -> str:
    """The unit that the lines above a table state for it; that of the table before when it goes on with it, as they or
    its first row say."""
    tables = [line.table for line in part.lines.rows[0].lines if line.table]
    first = [line.text for table in tables for (row, _), lines in table.cells.items() if row == 1 for line in lines]
    texts = [*(line.text for line in reversed(above) if line.page == part.page), *first]
    stated = next((unit for text in texts if (unit := noted_unit(text))), "")
    return stated or (before if any(map(CONTINUED.search, texts)) else "")


def _table_lines(paragraph: _Paragraph, unit: str, words: Vocabulary) -> Iterator[TextLine]:
    """The lines of a table, or of what stands side by side in a row with tables; `unit` is stated above it."""
    page = paragraph[0].page
    if len(paragraph) > 1:
        parts = [(part.page, table) for part in paragraph if (table := part.lines.rows[0].lines[0].table)]
        yield from table_lines(parts, unit, words)
        return
    for line in paragraph[0].lines.rows[0].lines:
        if line.table is None:
            text = LINE_BREAK.sub(" ", line.text).strip()
            yield TextLine(text, page, (Place(0, len(text), page, line.box, line.confidence),))
        else:
            yield from table_lines([(page, line.table)], unit, words)


def _line(paragraph: _Paragraph, words: Vocabulary) -> TextLine:
    pieces: list[str] = []
    places: list[Place] = []
    position = 0
    for text, line, page in _stretches(paragraph, words):
        if line is not None:
            places.append(Place(position, position + len(text), page, line.box, line.confidence))
        pieces.append(text)
        position += len(text)
    return TextLine("".join(pieces), paragraph[0].page, tuple(places))


def _written(whole: Sequence[_Paragraph], level_of: Sequence[int], words: Vocabulary) -> Composed:
    pieces: list[str] = []
    blocks: list[Block] = []
    places: list[Place] = []
    position = 0
    for paragraph, level, lines in zip(whole, level_of, _lines(whole, words), strict=True):
        is_set_in = paragraph[0].lines.is_set_in and not level and not paragraph[0].lines.rows[0].is_table
        for line in lines:
            before = ("\n" if pieces else "") + (_INDENT if is_set_in else "")
            position += len(before)
            pieces += before, line.text
            blocks.append(Block(position, position + len(line.text), level, line.page))
            places += (replace(p, start=position + p.start, end=position + p.end) for p in line.places)
            position += len(line.text)
    return Composed("".join(pieces), tuple(blocks), tuple(places))


def _stretches(paragraph: _Paragraph, words: Vocabulary) -> Iterator[tuple[str, PrintedLine | None, int]]:
    """The texts of a paragraph's lines, each with its line and page; what stands between them without a line."""
    every = [(row, line, part.page) for part in paragraph for row in part.lines.rows for line in row.lines]
    texts = [LINE_BREAK.sub(" ", line.text).strip() for _, line, _ in every]
    for index, (row, line, page) in enumerate(every):
        left_out, between = 0, ""
        if index + 1 < len(every):
            next_row, next_line, _ = every[index + 1]
            if next_row is row:
                between = _between(row, line, next_line)
            else:
                left_out, between = seam(texts[index], texts[index + 1], words)
        yield texts[index][: len(texts[index]) - left_out], line, page
        if between:
            yield between, None, page


def _between(row: Row, line: PrintedLine, following: PrintedLine) -> str:
    """What comes between two neighbours on a row: what is far apart gets a tab, spread characters nothing."""
    if row.is_spread:
        return ""
    return "\t" if following.box[0] - line.box[2] > _WIDE_GAP * row.size else " "
