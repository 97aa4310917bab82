"""The section headings above each paragraph, outermost first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.document import Paragraph
from retrieval.layout.blocks import Piece, runs
from retrieval.layout.line_kinds import BACK_MATTER, NUMBER_STYLES, Kind, number_style
from retrieval.text.folding import fold
from retrieval.text.lines import columns
from retrieval.text.sentences import sentences

_PLAIN = "plain"
_BACK = "back matter"
_DECLARED = "declared"
_RANKS = {style: rank for rank, style in enumerate(NUMBER_STYLES)}
_RUN_IN_STYLES = ("chinese", "in brackets")
_LONGEST_RUN_IN = 90
"""Columns of a paragraph's lead sentence that may stand as a heading."""

_LONGEST_INTRODUCTION = 130
"""Characters of a paragraph that introduces the ones after it; a longer one says all there is to say on its lead."""

_FIELD_OR_STATISTIC = re.compile(r":.|\d\s*[%‰万亿]|\d\.\d")
_CAPTION = re.compile(r"(?:附?图|照片|图片|图表)\s*[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,2})?(?!\d)[\s:：、.　]?")
"""How the line below a picture begins: it is about the picture, and stands over no text."""

_LONGEST_PLAIN = 64
"""Columns of a heading without a number, thirty-two Chinese characters; longer short lines are text."""

_SALUTATIONS = ("各位", "同志们")


@dataclass(slots=True)
class _Heading:
    """A heading with what is under it. `index` is its place among the paragraphs while nothing is."""

    text: str
    style: str
    level: int
    piece: Piece | None
    index: int
    used: bool = False


class _Outline:
    """The headings above the place that has been read to, and the paragraphs so far."""

    def __init__(self) -> None:
        self.open: list[_Heading] = []
        self.paragraphs: list[Paragraph | None] = []

    def texts(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.open)

    def add_paragraph(self, piece: Piece) -> None:
        if self.open and self.open[-1].piece is None and fold(piece.text).startswith(_SALUTATIONS):
            self.open.pop()
        for heading in self.open:
            heading.used = True
        self.paragraphs.append(Paragraph(piece.spans, self.texts(), piece.page))

    def add_heading(self, text: str, style: str, level: int, piece: Piece | None) -> None:
        self.close_to(self.depth_above(style, level))
        self.open.append(_Heading(text, style, level, piece, len(self.paragraphs), used=piece is None))
        if piece is not None:
            self.paragraphs.append(None)

    def close_to(self, depth: int) -> None:
        """Ends the sections below `depth`. A heading with nothing under it was a line of text: it becomes one again."""
        while len(self.open) > depth:
            heading = self.open.pop()
            if not heading.used and heading.piece is not None:
                self.paragraphs[heading.index] = Paragraph(heading.piece.spans, self.texts(), heading.piece.page)
                for above in self.open:
                    above.used = True

    def depth_above(self, style: str, level: int = 0) -> int:
        """How many of the open headings stand above a new one."""
        if style == _BACK:
            return 0
        if style == _DECLARED:
            above = [i for i, heading in enumerate(self.open) if heading.style == style and heading.level < level]
            return above[-1] + 1 if above else 0
        for depth, heading in enumerate(self.open):
            if heading.style == style:
                return depth
        depth = len(self.open)
        if style in _RANKS:
            while depth and _RANKS.get(self.open[depth - 1].style, -1) > _RANKS[style]:
                depth -= 1
        return depth


def with_headings(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """The paragraphs of an article's body, each with the headings above it.

    A heading is a line that its format declares one, a short numbered line, or a short line that ends as no sentence
    does; it counts only when text follows under it. The numbered lead sentence of a short paragraph (`（一）…。…`) also
    stands above the paragraphs that follow without a number.
    """
    outline = _Outline()
    listed = _list_items(pieces)
    for index, piece in enumerate(pieces):
        style = number_style(piece.text)
        if piece.level and piece.kind is not Kind.BODY:
            outline.add_heading(piece.text, _DECLARED, piece.level, piece)
        elif piece.kind is Kind.NUMBERED and style:
            outline.add_heading(piece.text, style, 0, piece)
        elif _is_plain_heading(piece) and index not in listed:
            is_back_matter = fold(piece.text).startswith(BACK_MATTER)
            outline.add_heading(piece.text, _BACK if is_back_matter else _PLAIN, 0, piece)
        elif style in _RUN_IN_STYLES:
            _add_run_in(outline, piece, style)
        else:
            outline.add_paragraph(piece)
    outline.close_to(0)
    return tuple(paragraph for paragraph in outline.paragraphs if paragraph is not None)


def _list_items(pieces: Sequence[Piece]) -> set[int]:
    """The places of short lines that stand three or more in a row: a list, or a table, has no headings."""
    groups = runs(range(len(pieces)), lambda i, j: _is_plain_heading(pieces[i]) and _is_plain_heading(pieces[j]))
    return {index for group in groups if len(group) >= 3 for index in group}


def _is_plain_heading(piece: Piece) -> bool:
    """Whether a short line without a number stands as a heading: not a statistic, nor a field with its value
    (`主办单位：…`), nor what stands below a picture."""
    is_short = piece.kind in (Kind.HEADLINE, Kind.ORGANIZATION) and columns(piece.text) <= _LONGEST_PLAIN
    return is_short and _CAPTION.match(piece.text) is None and _FIELD_OR_STATISTIC.search(fold(piece.text)) is None


def _add_run_in(outline: _Outline, piece: Piece, style: str) -> None:
    """A paragraph that begins with its own numbered heading."""
    start, end = sentences(piece.text[:_LONGEST_RUN_IN])[0]
    lead = piece.text[start:end]
    outline.close_to(outline.depth_above(style))
    outline.add_paragraph(piece)
    introduces = len(piece.text) <= _LONGEST_INTRODUCTION and columns(lead) <= _LONGEST_RUN_IN
    if introduces and lead.endswith(("。", "！")):
        outline.add_heading(lead, style, 0, None)
