"""Document -> Articles: headline, organization, author, date, and paragraphs made whole again.

lines         lines wrapped to a width -> pieces, each with its kind      (kinds, columns, pieces)
boundaries    where articles begin
mastheads     what stands above their text
joining       paragraphs broken in mid-sentence -> whole ones
headings      the section headings above each paragraph
names, organizations, people, dates       what the text says about itself
"""

from collections.abc import Sequence

from retrieval.document import Article, Document
from retrieval.layout.boundaries import RawArticle, split
from retrieval.layout.dates import find_date
from retrieval.layout.headings import with_headings
from retrieval.layout.joining import join_broken
from retrieval.layout.kinds import Kind, dateline
from retrieval.layout.lines import pieces
from retrieval.layout.mastheads import Masthead, read_masthead
from retrieval.layout.organizations import of_article
from retrieval.layout.people import trailing_byline
from retrieval.layout.pieces import Piece

__all__ = ["articles"]

_DATED_OPENING = 30
"""Characters behind `本报讯` in which the day of the news stands, if it does."""


def articles(document: Document) -> tuple[Article, ...]:
    """The articles of a document in the order of its text.

    Nothing of the text is lost: what is in no paragraph is a headline, or a line above the text with an organization, a
    writer, a source or a date. Title, author and date that the document declares are used where it is a single article
    and says none itself.
    """
    raw = split(pieces(document))
    return tuple(_article(article, document, is_only=len(raw) == 1) for article in raw)


def _article(raw: RawArticle, document: Document, is_only: bool) -> Article:
    masthead = read_masthead(raw.masthead)
    body = join_broken([*masthead.text, *raw.body], document.text) or list(raw.masthead)
    texts = [piece.text for piece in body]
    declared = (document.title, document.author, document.date) if is_only else (None, None, None)
    notes = "\n".join(piece.text for piece in masthead.text)
    return Article(
        headline=masthead.headline,
        organizations=of_article(masthead.organizations, masthead.headline, declared[0], notes, raw.issuers, texts),
        author=masthead.author or _writers(texts) or declared[1],
        date=masthead.date or _date_of_text(body) or find_date(declared[2] or "") or _year(masthead),
        paragraphs=with_headings(body),
    )


def _writers(paragraphs: Sequence[str]) -> str | None:
    """Those named behind the text, or else behind `本报讯`.

    Columns may be read in the wrong order, so that the paragraph which ends with a name need not be the last.
    """
    opening = next((dateline(text)[1] for text in paragraphs[:1]), ())
    closing = next(filter(None, map(trailing_byline, reversed(paragraphs))), ())
    return "、".join(closing or opening) or None


def _date_of_text(body: Sequence[Piece]) -> str | None:
    """The day on which a news item opens, or a date standing by itself below the text."""
    for piece in body[:1]:
        start = dateline(piece.text)[0]
        if start and (date := find_date(piece.text[: start + _DATED_OPENING])):
            return date
    return next((find_date(piece.text) for piece in reversed(body) if piece.kind is Kind.DATE), None)


def _year(masthead: Masthead) -> str | None:
    return find_date(masthead.headline) if masthead.headline else None
