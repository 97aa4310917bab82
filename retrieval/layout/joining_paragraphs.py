"""Paragraphs that print broke in mid-sentence are put together again.

A column ends, a page ends, a picture stands between: the sentence goes on in the next paragraph. A paragraph is only
joined when the text itself says so; what looks like a headline, a byline or a new item is never swallowed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.layout.blocks import Piece, join, runs
from retrieval.layout.bylines import trailing_byline
from retrieval.layout.explanations import JOINED, Note
from retrieval.layout.line_kinds import Kind, number_style
from retrieval.layout.reading_order.seams import (
    begins_with_mark,
    breaks_number,
    closes_bracket,
    expects_more,
    healed_word,
    is_finished,
)

_PROSE = (Kind.BODY, Kind.DATELINE)
_TITLES = (Kind.HEADLINE, Kind.NUMBERED)
_INNER_END = re.compile(r"[。！？!?](?=[^\W_])")


def with_first_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the short first lines of broken paragraphs told from headings.

    A line that looks like a heading but breaks off in a word, or in a bracket that the text right behind it closes, is
    the beginning of that text. No headline of real print was seen to do either (see seams).
    """
    found = list(pieces)
    for index, (piece, following) in enumerate(pairwise(pieces)):
        if not (piece.level or following.level) and breaks_number(piece.text, following.text):
            found[index] = replace(found[index], kind=Kind.BODY)
            found[index + 1] = replace(following, kind=Kind.BODY)
        elif piece.kind in _TITLES and not piece.level and following.kind is Kind.BODY and not following.level:
            broken = closes_bracket(piece.text, following.text) or healed_word(piece.text, following.text)
            if broken and "\t" not in following.text and number_style(following.text) is None:
                found[index] = replace(piece, kind=Kind.BODY)
    return found


def join_broken(pieces: Sequence[Piece], document_text: str) -> tuple[list[Piece], list[Note]]:
    """The paragraphs of an article: pieces of a broken one joined, a byline on its own line set behind the last one;
    and a note on each seam."""
    indented = _paragraphs_are_indented(pieces)
    notes: list[Note] = []

    def continues(piece: Piece, following: Piece) -> bool:
        reason = goes_on(piece, following, indented)
        if reason:
            notes.append(_note(piece, following, reason))
        return reason is not None

    def signs(piece: Piece, following: Piece) -> bool:
        is_signed = piece.kind in _PROSE and following.kind in (Kind.BYLINE, Kind.PERSON)
        if is_signed:
            notes.append(_note(piece, following, "the writer's name stands on a line below the text"))
        return is_signed

    paragraphs = [join(run, document_text) for run in runs(pieces, continues)]
    return [join(run, document_text, apart=True) for run in runs(paragraphs, signs)], notes


def _note(piece: Piece, following: Piece, reason: str) -> Note:
    """A note on the seam between two pieces, at the end of the one and, where that is, up to the other."""
    end = piece.spans[-1][1]
    return Note(JOINED, end, max(end, following.start), reason)


def goes_on(piece: Piece, following: Piece, indented: bool) -> str | None:
    """Why the sentence that `piece` leaves unfinished is taken to go on in `following`, or None when it is not.

    `indented` says that paragraphs of this article begin with white space, so that one without it is no new paragraph.
    """
    if piece.level or following.level or piece.kind is Kind.NUMBERED:
        return None
    if breaks_number(piece.text, following.text):
        return "the break runs through a figure or a date"
    if is_finished(piece.text):
        return None
    if "\t" in piece.text or "\t" in following.text or number_style(following.text):
        return None
    if following.kind not in (Kind.BODY, Kind.HEADLINE):
        return None
    if reason := _must_go_on(piece.text, following.text):
        return reason
    if piece.kind not in _PROSE or (indented and following.indented) or trailing_byline(piece.text):
        return None
    if word := healed_word(piece.text, following.text):
        return f"the break runs through the word {word}"
    is_text = following.kind is Kind.BODY and _is_running_text(piece.text)
    return "a paragraph stops in mid-sentence and text follows" if is_text else None


def _must_go_on(text: str, following: str) -> str | None:
    """What the seam itself shows, if it shows that a sentence was cut."""
    if expects_more(text):
        return "the text stops at a comma, a dash or an opening bracket"
    if begins_with_mark(following):
        return "the text behind the break begins with a mark that begins no sentence"
    return (
        "a bracket or quotation opens before the break and closes behind it"
        if closes_bracket(text, following)
        else None
    )


def _is_running_text(text: str) -> bool:
    """Whether `text` is more than an item of a list: a line of a paragraph has commas or full stops inside, and a
    sentence that begins behind a full stop makes it one whatever its length."""
    return _INNER_END.search(text) is not None or (len(text) > 30 and any(mark in text for mark in "，。；,;."))


def _paragraphs_are_indented(pieces: Sequence[Piece]) -> bool:
    prose = [piece for piece in pieces if piece.kind in _PROSE]
    return 2 * sum(piece.indented for piece in prose) > len(prose)
