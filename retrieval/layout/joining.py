"""Paragraphs that print broke in mid-sentence are put together again.

A column ends, a page ends, a picture stands between: the sentence goes on in the next paragraph. A paragraph is only
joined when the text itself says so; what looks like a headline, a byline or a new item is never swallowed.
"""

from collections.abc import Sequence

import rjieba

from retrieval.layout.kinds import Kind, number_style
from retrieval.layout.lines import is_finished
from retrieval.layout.people import trailing_byline
from retrieval.layout.pieces import Piece, join, runs

_EXPECTS_MORE = tuple("，、,（(《“「『【—")
_ONLY_WITHIN = tuple("，。、；：！？）》”」』】,;:!?)]%％")
_PROSE = (Kind.BODY, Kind.DATELINE)
_BRACKETS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "『": "』", "【": "】"}
_LOOK_BACK, _LOOK_AHEAD = 200, 80
_LONGEST_WORD = 6


def join_broken(pieces: Sequence[Piece], document_text: str) -> list[Piece]:
    """The paragraphs of an article: pieces of a broken one joined, a byline on its own line set behind the last one."""
    indented = _paragraphs_are_indented(pieces)

    def continues(piece: Piece, following: Piece) -> bool:
        return goes_on(piece, following, indented)

    paragraphs = [join(run, document_text) for run in runs(pieces, continues)]
    return [join(run, document_text, apart=True) for run in runs(paragraphs, _signs)]


def _signs(piece: Piece, following: Piece) -> bool:
    return piece.kind in _PROSE and following.kind in (Kind.BYLINE, Kind.PERSON)


def goes_on(piece: Piece, following: Piece, indented: bool) -> bool:
    """Whether the sentence that `piece` leaves unfinished goes on in `following`.

    `indented` says that paragraphs of this article begin with white space, so that one without it is no new paragraph.
    """
    if piece.level or following.level or piece.kind is Kind.NUMBERED or is_finished(piece.text):
        return False
    if "\t" in piece.text or "\t" in following.text or number_style(following.text):
        return False
    if following.kind not in (Kind.BODY, Kind.HEADLINE):
        return False
    if _must_go_on(piece.text, following.text):
        return True
    if piece.kind not in _PROSE or (indented and following.indented) or trailing_byline(piece.text):
        return False
    is_text = following.kind is Kind.BODY and _is_running_text(piece.text)
    return is_text or _heals_word(piece.text, following.text)


def _must_go_on(text: str, following: str) -> bool:
    """Whether the seam itself shows that a sentence was cut.

    A comma stands before it, or a mark behind it that begins no sentence, or a bracket opens before and closes behind.
    """
    return text.endswith(_EXPECTS_MORE) or following.startswith(_ONLY_WITHIN) or _closes_bracket(text, following)


def _closes_bracket(text: str, following: str) -> bool:
    """Whether a bracket or quotation that stands open at the end of `text` is closed in `following`."""
    expected: list[str] = []
    for character in text[-_LOOK_BACK:]:
        _match_bracket(character, expected)
    before = len(expected)
    for character in following[:_LOOK_AHEAD]:
        _match_bracket(character, expected)
        if len(expected) < before:
            return True
    return False


def _match_bracket(character: str, expected: list[str]) -> None:
    """Keeps `expected`, the closing brackets still to come, up to date with one more character."""
    if character in _BRACKETS:
        expected.append(_BRACKETS[character])
    elif expected and character == expected[-1]:
        expected.pop()


def _heals_word(text: str, following: str) -> bool:
    """Whether a word of the dictionary spans the seam: `…产业` and `园…`."""
    before, after = text[-_LONGEST_WORD:], following[:_LONGEST_WORD]
    end = 0
    for word in rjieba.cut(before + after, hmm=False):
        start, end = end, end + len(word)
        if start < len(before) < end:
            return word.isalpha()
    return False


def _is_running_text(text: str) -> bool:
    """Whether `text` is more than an item of a list: a line of a paragraph has commas or full stops inside."""
    return len(text) > 30 and any(mark in text for mark in "，。；,;.")


def _paragraphs_are_indented(pieces: Sequence[Piece]) -> bool:
    prose = [piece for piece in pieces if piece.kind in _PROSE]
    return 2 * sum(piece.indented for piece in prose) > len(prose)
