"""An article whose columns were taken in the wrong order is put back into reading order.

The text that continues a paragraph then stands before it, or behind another column. Every order of the columns is
scored by what can be seen at their ends, and another order is taken only when it explains clearly more than the one
that stands there, and clearly more than any third. What cannot be told is left alone.

The weights are about the binary logarithms of how much likelier each sign is where it should be than by chance (see
seams), held down where few texts were there to measure them on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations

from retrieval.layout.blocks import Piece
from retrieval.layout.bylines import trailing_byline
from retrieval.layout.line_kinds import Kind
from retrieval.layout.reading_order.enumerations import broken_numbers, ordinal
from retrieval.layout.reading_order.seams import (
    begins_oddly,
    begins_paragraph,
    begins_with_mark,
    begins_within,
    closes_bracket,
    expects_more,
    healed_word,
    is_finished,
)

_GOES_ON = 4
"""A sentence that is cut off goes on: a word is healed, a bracket closed, a mark follows that begins no sentence."""

_MAY_GO_ON = -1
_CANNOT_GO_ON = -5
"""A sentence is cut off, and what follows begins a paragraph."""

_STOPS = -5
"""The article ends in mid-sentence."""

_BEGINS_WITHIN = -4
_BEGINS_ODDLY = -2
"""A paragraph, behind a finished one or at the head of the article, begins as no sentence does, or as few do."""

_SIGNED_EARLY = -2
"""A writer's name stands behind a paragraph that is not the last. One may also stand below a picture."""

_OPENS_LATE = -5
"""`本报讯` stands elsewhere than at the head."""

_NUMBER_BROKEN = -2
"""An enumeration does not follow its numbers."""

_LEAST_GAIN = 6
"""How much more another order has to explain: more than any one sign can say."""

_LEAST_LEAD = 2
_MOST_COLUMNS = 6
"""Columns at the most: a newspaper's page has as many, and 720 orders are soon scored."""

_SHORTEST_COLUMN = 12
"""Characters of a column at the least: a line of a narrow one."""

_PROSE = (Kind.BODY, Kind.DATELINE)
_PHOTOGRAPHER = re.compile(r"摄影?[)）]?\Z")
_SIGNATURES = (Kind.BYLINE, Kind.PERSON)


@dataclass(frozen=True, slots=True)
class Ordering:
    """Columns of an article in reading order, each with its place in the text, and the words that are whole again."""

    columns: tuple[tuple[int, tuple[Piece, ...]], ...]
    healed: tuple[str, ...]

    @property
    def pieces(self) -> list[Piece]:
        return [piece for _, column in self.columns for piece in column]


def reading_order(pieces: Sequence[Piece]) -> Ordering | None:
    """The columns of an article's text in the order in which they are to be read, or None when they stand so already
    or nothing certain can be told.

    Only an article with a paragraph that stops in mid-sentence, and does not go on in the next, is looked at.
    """
    pieces = _with_last_lines(pieces)
    loose = [index for index in range(len(pieces)) if _is_loose(pieces, index)]
    edges = [0, *_cuts(pieces, loose), len(pieces)] if 1 <= len(loose) <= _MOST_COLUMNS else []
    columns = [tuple(pieces[start:end]) for start, end in pairwise(edges)]
    if not 2 <= len(columns) <= _MOST_COLUMNS:
        return None
    scores = _Scores(columns)
    possible = [order for order in permutations(range(len(columns))) if scores.is_whole(order)]
    ranked = sorted((-scores.of(order), order) for order in possible if _is_explained(columns, order))
    standing = -scores.of(range(len(columns)))
    if not ranked or standing - ranked[0][0] < _LEAST_GAIN:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _LEAST_LEAD:
        return None
    order = ranked[0][1]
    seams = [(columns[a][-1], columns[b][0]) for a, b in pairwise(order) if b != a + 1]
    healed = [healed_word(a.text, b.text) for a, b in seams if _stops(a)]
    return Ordering(tuple((index, columns[index]) for index in order), tuple(filter(None, healed)))


def _with_last_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the short last lines of columns told from headings.

    A line with a comma in it is text when no text follows, or when text that stands elsewhere completes its last word.
    """
    found = list(pieces)
    lines = [index for index, piece in enumerate(pieces) if _may_be_text(piece)]
    for index in lines if len(lines) <= _MOST_COLUMNS else lines[-1:]:
        text = pieces[index].text
        is_last = index + 1 == len(pieces)
        if is_last or any(healed_word(text, other.text) for other in pieces if other.kind is Kind.BODY):
            found[index] = replace(pieces[index], kind=Kind.BODY)
    return found


def _may_be_text(piece: Piece) -> bool:
    return (
        piece.kind in (Kind.HEADLINE, Kind.NUMBERED) and not piece.level and re.search("[，,]", piece.text) is not None
    )


def _is_loose(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a paragraph stops in mid-sentence and does not visibly go on in the next piece."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if not _stops(piece) or (following is not None and following.kind in _SIGNATURES):
        return False
    is_text = expects_more(piece.text) or any(mark in piece.text for mark in "，。；,;.")
    return is_text and (following is None or not goes_on_in(piece, following))


def _stops(piece: Piece) -> bool:
    """Whether prose ends in mid-sentence: not a row of a table, nor a paragraph behind which a name stands."""
    is_prose = piece.kind in _PROSE and not piece.level and "\t" not in piece.text
    return is_prose and not is_finished(piece.text) and not trailing_byline(piece.text)


def goes_on_in(piece: Piece, following: Piece) -> bool:
    """Whether the seam shows that the sentence which `piece` leaves unfinished goes on in `following`."""
    if following.kind not in (Kind.BODY, Kind.HEADLINE) or following.level or begins_paragraph(following.text):
        return False
    whole = closes_bracket(piece.text, following.text) or healed_word(piece.text, following.text) is not None
    return whole or begins_with_mark(following.text)


def _cuts(pieces: Sequence[Piece], loose: Sequence[int]) -> list[int]:
    """The pieces before which a column may begin: behind one that stops in mid-sentence or is signed, at a news
    opening, and where text begins that goes on from elsewhere."""
    certain, possible = {index + 1 for index in loose if index + 1 < len(pieces)}, set()
    for index in range(1, len(pieces)):
        before, piece = pieces[index - 1], pieces[index]
        if piece.kind is Kind.DATELINE or _is_signed(before):
            certain.add(index)
        elif piece.kind is Kind.BODY and before.kind in _PROSE and is_finished(before.text):
            if begins_within(piece.text) or any(goes_on_in(pieces[end], piece) for end in loose):
                certain.add(index)
            elif begins_oddly(piece.text):
                possible.add(index)
    if len(pieces) > 2 and loose[-1] == len(pieces) - 1 and goes_on_in(pieces[-1], pieces[0]):
        certain.add(1)
    cuts = certain | possible if len(certain | possible) < _MOST_COLUMNS else certain
    return _far_apart(sorted(index for index in cuts if pieces[index].kind not in _SIGNATURES), pieces)


def _far_apart(cuts: Sequence[int], pieces: Sequence[Piece]) -> list[int]:
    """The cuts between which there is a column's worth of text."""
    kept = [0]
    for cut in cuts:
        if _length(pieces[kept[-1] : cut]) >= _SHORTEST_COLUMN <= _length(pieces[cut:]):
            kept.append(cut)
    return kept[1:]


def _is_signed(piece: Piece) -> bool:
    """Whether a writer is named here or behind the text; a photographer is named below any picture."""
    if _PHOTOGRAPHER.search(piece.text):
        return False
    return piece.kind in _SIGNATURES or bool(trailing_byline(piece.text))


def _length(column: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in column)


def _is_explained(columns: Sequence[Sequence[Piece]], order: Sequence[int]) -> bool:
    """Whether each seam of the text that an order takes apart shows that a column ends there.

    It does by a sentence that is cut off, a writer's name, a news opening, or by text that goes on from elsewhere; so
    does the end of a single paragraph that does.
    """
    before = dict(zip(order[1:], order, strict=False))

    def has_found_its_place(index: int) -> bool:
        return index in before and goes_on_in(columns[before[index]][-1], columns[index][0])

    for index in range(len(columns) - 1):
        if before.get(index + 1) != index:
            last, first = columns[index][-1], columns[index + 1][0]
            is_seam = _stops(last) or _is_signed(last) or first.kind is Kind.DATELINE or has_found_its_place(index + 1)
            if not is_seam and not (len(columns[index]) == 1 and has_found_its_place(index)):
                return False
    return True


class _Scores:
    """How well columns read, by their order."""

    def __init__(self, columns: Sequence[Sequence[Piece]]) -> None:
        self.beginnings = [_beginning(column[0]) for column in columns]
        self.ends = [_STOPS if _stops(column[-1]) else 0 for column in columns]
        self.openings = [_OPENS_LATE if column[0].kind is Kind.DATELINE else 0 for column in columns]
        self.seams = [[_seam(before[-1], after[0]) for after in columns] for before in columns]
        self.numbers = [list(filter(None, (ordinal(piece.text) for piece in column))) for column in columns]

    def is_whole(self, order: Sequence[int]) -> bool:
        """Whether an article in this order begins and ends as articles do."""
        return self.beginnings[order[0]] == 0 and self.ends[order[-1]] == 0

    def of(self, order: Sequence[int]) -> int:
        score = self.beginnings[order[0]] + self.ends[order[-1]] + sum(self.openings[index] for index in order[1:])
        score += sum(self.seams[before][after] for before, after in pairwise(order))
        return score + _NUMBER_BROKEN * broken_numbers(number for index in order for number in self.numbers[index])


def _seam(before: Piece, after: Piece) -> int:
    if not _stops(before):
        return _beginning(after) + (_SIGNED_EARLY if _is_signed(before) else 0)
    if goes_on_in(before, after):
        return _GOES_ON
    return _MAY_GO_ON if after.kind is Kind.BODY and not begins_paragraph(after.text) else _CANNOT_GO_ON


def _beginning(piece: Piece) -> int:
    """How likely a paragraph begins as this one does."""
    if piece.kind is not Kind.BODY or begins_paragraph(piece.text):
        return 0
    return _BEGINS_WITHIN if begins_within(piece.text) else _BEGINS_ODDLY if begins_oddly(piece.text) else 0
