"""Articles in the order of the text -> the same with their columns in reading order."""

from collections.abc import Sequence
from itertools import pairwise

from retrieval.layout.article_boundaries import RawArticle
from retrieval.layout.blocks import Piece, runs
from retrieval.layout.explanations import MOVED, Note, note
from retrieval.layout.line_kinds import Kind
from retrieval.layout.reading_order.columns import Ordering, goes_on_in, reading_order
from retrieval.layout.reading_order.seams import begins_within

_SHOWN = 8
"""Characters of the text that a moved part is read behind, in the note on it."""


def restored(articles: Sequence[RawArticle]) -> tuple[list[RawArticle], list[Note]]:
    """The articles, those whose columns stood in the wrong order put right, and a note on each column that was moved.

    A news opening without a headline began an article of its own; where the text before it goes on from its end, both
    are one article whose columns were exchanged.
    """
    found: list[RawArticle] = []
    notes: list[Note] = []
    waiting = list(articles)
    while waiting:
        article = waiting.pop(0)
        both = _together(article, waiting[0]) if waiting else None
        if both is not None:
            article = both[0]
            waiting.pop(0)
        ordering = both[1] if both is not None else reading_order(article.body)
        if ordering is not None:
            notes.extend(_notes(ordering))
            article.body = ordering.pieces
        found.append(article)
    return found, notes


def _together(article: RawArticle, following: RawArticle) -> tuple[RawArticle, Ordering] | None:
    """Both as one article in reading order, if the second is the first column of it and the seam shows so."""
    is_opening = not following.masthead and following.body[0].kind is Kind.DATELINE
    if not is_opening or not article.body or article.body[0].kind is Kind.DATELINE:
        return None
    ordering = reading_order([*article.body, *following.body])
    if ordering is None or ordering.pieces[0].spans != following.body[0].spans:
        return None
    seams = [(before[-1], after[0]) for (_, before), (_, after) in pairwise(ordering.columns)]
    crossing = [(before, after) for before, after in seams if _is_in(before, article) != _is_in(after, article)]
    resumes = begins_within(article.body[0].text)
    if not any(
        goes_on_in(before, after) or (resumes and after.spans == article.body[0].spans) for before, after in crossing
    ):
        return None
    both = RawArticle(article.masthead, [*article.body, *following.body], why=article.why)
    both.numbered = article.numbered or following.numbered
    both.issuers = article.issuers + following.issuers
    both.sources = article.sources + following.sources
    return both, ordering


def _is_in(piece: Piece, article: RawArticle) -> bool:
    return any(piece.spans == other.spans for other in article.body)


def _notes(ordering: Ordering) -> list[Note]:
    """A note on each part that was moved; the longest of them is taken to have stayed."""
    parts = runs(ordering.columns, lambda column, following: following[0] == column[0] + 1)
    texts = [[piece for _, column in part for piece in column] for part in parts]
    longest = max(texts, key=lambda part: sum(len(piece.text) for piece in part))
    words = f", which heals the word {'、'.join(ordering.healed)}" if ordering.healed else ""
    notes: list[Note] = []
    for index, part in enumerate(texts):
        if part is not longest:
            where = f"behind “…{texts[index - 1][-1].text[-_SHOWN:]}”" if index else "first"
            reason = f"a paragraph stops in mid-sentence and goes on elsewhere: this part is read {where}{words}"
            notes.append(note(MOVED, [span for piece in part for span in piece.spans], reason))
    return notes
