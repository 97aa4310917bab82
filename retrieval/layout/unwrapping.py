"""Blocks of a Document -> pieces: text that was wrapped to a width is made whole again.

Text set to a measure (a column of print, an e-mail, the output of many converters) breaks its lines wherever they are
full. It is told by its line ends: most lines that stop inside a sentence are nearly as long as the longest, and nothing
is much longer. Print is measured in columns, what programs cut is often measured in characters.
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from retrieval.document import Block, Document, Span
from retrieval.layout.blocks import Piece, join, runs
from retrieval.layout.bylines import trailing_byline
from retrieval.layout.line_kinds import dateline, kind_of, number_style
from retrieval.layout.reading_order.seams import is_finished
from retrieval.text.elisions import kept
from retrieval.text.lines import columns

_NARROWEST, _WIDEST = 20, 160
"""Columns between which a measure may lie: a newspaper's narrow column of ten characters, a wide terminal."""

_MEASURED = 0.7
"""The share of lines stopping inside a sentence that have to be full. In lists of headings or items it is about 0.3."""

_DEEPEST_INDENT = 4
"""Columns of white space before a line that count as part of it, two characters; a centred line has more."""

_MAY_BE_SIGNED = re.compile(r"[。！？”][\s（(]\S.{1,12}\Z")


@dataclass(frozen=True, slots=True)
class _Line:
    block: Block
    spans: tuple[Span, ...]
    text: str
    width: int
    breaks_before: int
    indent: int


@dataclass(frozen=True, slots=True)
class _Measure:
    """How long full lines are, by `size`; a line may fall short of it by `slack`. `share` says how many do not."""

    size: Callable[[_Line], int]
    length: int
    slack: int
    share: float

    def is_full(self, line: _Line) -> bool:
        return self.size(line) >= self.length - self.slack


def pieces(document: Document, without: Container[Block] = ()) -> list[Piece]:
    """The lines of a document but those in `without`, those of wrapped text joined, each with its kind."""
    lines = [line for line in _lines(document) if line.block not in without]
    measure = _measure(lines)
    if measure is None:
        return [_piece([line], document.text) for line in lines]
    spacing = min(line.breaks_before for line in lines[1:])

    def continues(line: _Line, following: _Line) -> bool:
        return following.breaks_before <= spacing and measure.is_full(line) and not _begins(line, following)

    return [_piece(run, document.text) for run in runs(lines, continues)]


def _lines(document: Document) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for block in document.blocks:
        gap = document.text[end : block.start]
        line = document.text[block.start : block.end]
        spans = tuple((block.start + first, block.start + last) for first, last in kept(line))
        text = "".join(document.text[first:last] for first, last in spans)
        breaks = gap.count("\n") or gap.count("\r")
        at_start = breaks > 0 or not lines
        indent = columns(gap[max(gap.rfind("\n"), gap.rfind("\r")) + 1 :].replace("\t", "  ")) if at_start else 0
        lines.append(_Line(block, spans, text, columns(text) + min(indent, _DEEPEST_INDENT), breaks, indent))
        end = block.end
    return lines


def _measure(lines: list[_Line]) -> _Measure | None:
    """The measure to which the text was wrapped, or None when it was not."""
    broken = [
        line
        for line in lines[:-1]
        if _NARROWEST <= line.width <= _WIDEST and not line.block.level and not is_finished(line.text)
    ]
    if len(broken) < 3:
        return None
    measures = [_measure_by(size, broken) for size in (_columns, _characters)]
    measure = max(measures, key=lambda candidate: candidate.share)
    longer = sum(measure.size(line) > measure.length + measure.slack for line in lines)
    full = [line for line in broken if measure.is_full(line)]
    prose = sum(_has_inner_mark(line.text) for line in full)
    is_wrapped = measure.share >= _MEASURED and len(full) >= 0.3 * len(lines) and prose >= 0.4 * len(full)
    return measure if is_wrapped and longer <= 0.05 * len(lines) else None


def _measure_by(size: Callable[[_Line], int], broken: list[_Line]) -> _Measure:
    """The measure that fits best: the ninth tenth of the lengths, less what a mark or a Latin word that may not be cut
    takes along to the next line; characters are cut off without regard to either."""
    length = sorted(map(size, broken))[9 * (len(broken) - 1) // 10]
    slack = max(6, length // 8) if size is _columns else 2
    return _Measure(size, length, slack, sum(size(line) >= length - slack for line in broken) / len(broken))


def _columns(line: _Line) -> int:
    return line.width


def _characters(line: _Line) -> int:
    return len(line.text) + min(line.indent, _DEEPEST_INDENT) // 2


def _has_inner_mark(text: str) -> bool:
    return any(mark in text for mark in "，。、；：,;“”（(") or text.count(" ") >= 4


def _begins(line: _Line, following: _Line) -> bool:
    """Whether `following`, right below a full line, begins a paragraph of its own nevertheless."""
    if line.block.level or following.block.level or following.indent >= line.indent + 2:
        return True
    if is_finished(line.text):
        return dateline(following.text)[0] > 0 or number_style(following.text) is not None
    return _MAY_BE_SIGNED.search(line.text) is not None and bool(trailing_byline(line.text))


def _piece(lines: list[_Line], document_text: str) -> Piece:
    first = lines[0]
    level, page, indented = first.block.level, first.block.page, first.indent >= 2
    if len(lines) == 1:
        return Piece(first.spans, first.text, kind_of(first.text, level), level, page, indented)
    whole = join([Piece(line.spans, line.text) for line in lines], document_text)
    return Piece(whole.spans, whole.text, kind_of(whole.text, level), level, page, indented)
