"""One article's pieces -> an Article, with a note on each thing that was found out about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.document import Article, Document
from retrieval.layout.article_boundaries import RawArticle
from retrieval.layout.blocks import Piece
from retrieval.layout.bylines import trailing_byline
from retrieval.layout.explanations import (
    ARTICLE,
    AUTHOR,
    DATE,
    HEADLINE,
    LEFT_OUT,
    ORGANIZATION,
    PUBLICATION,
    Note,
    note,
)
from retrieval.layout.furniture import OnPages
from retrieval.layout.headings import with_headings
from retrieval.layout.joining_paragraphs import join_broken
from retrieval.layout.line_kinds import Kind, dateline
from retrieval.layout.mastheads import Masthead, read_masthead
from retrieval.layout.organizations import Statement, organizations
from retrieval.layout.publications import publication
from retrieval.text.written_dates import date_in_title, find_date

_FIELD_OF_DATE = re.compile(r"(?:日期|时间|年月|生日|期限|时限)\s*\Z")
"""How the label of a field ends whose value is a date of somebody or something, and not the text's."""

_DATED_OPENING = 30
"""Characters behind `本报讯` in which the day of the news stands, if it does."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found, how, and in which pieces; None where nothing was."""

    value: str | None = None
    why: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What the document says beside an article: what its file declares, and the furniture of its pages."""

    document: Document
    on_pages: OnPages
    is_only: bool


def described(raw: RawArticle, page: Page) -> tuple[Article, list[Note]]:
    """The article that `raw` is, and the notes on it.

    Title, author and date that a document declares are used where it says none itself: the date for each of its
    articles, title and author for a single one.
    """
    document = page.document
    masthead = read_masthead(raw.masthead)
    body, joined = join_broken([*masthead.text, *raw.body], document.text)
    body = body or list(raw.masthead)
    texts = [piece.text for piece in body]
    whose, how_told = organizations(_statement(raw, masthead, texts, page))
    author = _author(masthead, raw, body, document.author if page.is_only else None)
    date = _date(masthead, raw, body, page)
    on_page = page.on_pages.publication(raw.start) or masthead.bulletin
    published = _publication((*masthead.sources, *raw.sources), body, on_page, document.publication)
    named_in = (masthead.organization,) if masthead.organization else masthead.title
    notes = [
        _note(ARTICLE, (*raw.masthead, *raw.body), raw.why),
        _note(HEADLINE, masthead.title or body[:1], _about_headline(masthead)),
        *_said(ORGANIZATION, _Found("、".join(whose), how_told, named_in), body),
        *_said(AUTHOR, author, body),
        *_said(DATE, date, body),
        *_said(PUBLICATION, published, body),
        *(_note(LEFT_OUT, [line], "where the text was taken from") for line in (*masthead.sources, *raw.sources)),
        *joined,
    ]
    paragraphs = with_headings(body)
    return Article(masthead.headline, whose, author.value, date.value, paragraphs, published.value), notes


def _statement(raw: RawArticle, masthead: Masthead, texts: Sequence[str], page: Page) -> Statement:
    return Statement(
        masthead.organizations,
        masthead.headline,
        "\n".join(piece.text for piece in masthead.text),
        raw.issuers,
        texts,
        page.document.title if page.is_only else None,
        page.document.organizations,
        page.is_only,
    )


def _note(kind: str, pieces: Sequence[Piece], reason: str) -> Note:
    return note(kind, [span for piece in pieces for span in piece.spans], reason)


def _said(kind: str, found: _Found, body: Sequence[Piece]) -> list[Note]:
    """A note on what was found, at the head of the article's text where no line of its own says it."""
    return [_note(kind, found.pieces or body[:1], f"{found.value}: {found.why}")] if found.value else []


def _about_headline(masthead: Masthead) -> str:
    if masthead.headline is None:
        return "none: no line above the text looks like one"
    if any(piece.level for piece in masthead.title):
        return f"{masthead.headline}: the format declares it a heading"
    return f"{masthead.headline}: short, and ends as no sentence does"


def _author(masthead: Masthead, raw: RawArticle, body: Sequence[Piece], declared: str | None) -> _Found:
    """Those named above the text, or behind it, or behind `本报讯`.

    Behind the paragraph that ends with a name may stand others: columns can be read in the wrong order.
    """
    if masthead.author:
        return _Found(masthead.author, "a line above the text names the writer or speaker", tuple(raw.masthead))
    for piece in reversed(body):
        if writers := trailing_byline(piece.text):
            return _Found("、".join(writers), "a name stands behind the last full stop", (piece,))
    if writers := next((dateline(piece.text)[1] for piece in body[:1]), ()):
        return _Found("、".join(writers), "the news opening names the writer", (body[0],))
    return _Found(declared, "the document declares it")


def _date(masthead: Masthead, raw: RawArticle, body: Sequence[Piece], page: Page) -> _Found:
    """The day an article gives, in the lines above or below it or in its news opening; else that of its page, of its
    document, or the year in its headline or, where it is the only article, in the document's title."""
    if masthead.date:
        return _Found(masthead.date, "a line above the text gives it", tuple(raw.masthead))
    for piece in body[:1]:
        start = dateline(piece.text)[0]
        if start and (date := find_date(piece.text[: start + _DATED_OPENING])):
            return _Found(date, "the news opening gives it", (piece,))
    for before, piece in reversed(list(pairwise((body[0], *body)))):
        if piece.kind is Kind.DATE and not (before.kind is Kind.HEADLINE and _FIELD_OF_DATE.search(before.text)):
            return _Found(find_date(piece.text), "a line below the text gives it", (piece,))
    if on_page := page.on_pages.date(raw.start):
        return _Found(on_page, "the page gives it")
    if date := find_date(page.document.date or ""):
        return _Found(date, "the document declares it")
    if date := find_date(masthead.headline or ""):
        return _Found(date, "the headline gives it", masthead.title)
    title = page.document.title if page.is_only else None
    return _Found(date_in_title(title or ""), "the document's title gives it")


def _publication(
    sources: tuple[Piece, ...], body: Sequence[Piece], on_page: str | None, declared: str | None
) -> _Found:
    """The publication that an article names; else that of its page, or of its document."""
    if found := publication([piece.text for piece in sources], [piece.text for piece in body]):
        return _Found(found, "the article says where it was taken from", sources)
    return _Found(on_page, "the page gives it") if on_page else _Found(declared, "the document declares it")
