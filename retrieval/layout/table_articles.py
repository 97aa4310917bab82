"""The rows of a table about several organizations: each is its own organization's statement."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from retrieval.document import Article, Paragraph
from retrieval.text.organization_names import division_names, named_by

_ROW = re.compile(r"(?P<header>[^：，。\n]{1,12})：(?P<label>[^：，。\n]{2,30})，[^：，\n]+：")
"""A row as `readers.tables.statements` writes it, `地区：临汾，签约项目：27个，…`: it is about its first cell."""

_NOT_WHOSE = re.compile(
    r"出发|到达|抵达|目的|起点|终点|起始|始发|途经|籍贯|户籍|出生|产地|来源|去向|[收发]货|客户|供应|地址|住址"
)
"""Headers of places and organizations that something happens to, and that state nothing."""

_FEWEST = 2
"""Rows with the same first header from which on they are a table."""


def by_row(articles: Sequence[Article], text: str) -> list[Article]:
    """The articles, with the rows about an organization, in a table of such rows, as articles of that organization.

    A table's headline says whose statistics they are, its rows whose figures: a question about 临汾 means the row, not
    the table. Rows one after another about the same organization are one article; all that is no such row stays.
    """
    return [part for article in articles for part in _parts(article, text)]


def _parts(article: Article, text: str) -> Iterator[Article]:
    rows = [_ROW.match("".join(text[a:b] for a, b in paragraph.spans)) for paragraph in article.paragraphs]
    headers = Counter(row["header"] for row in rows if row and _is_about(row))
    tables = {header for header, count in headers.items() if count >= _FEWEST}
    about = [_organization(row["label"]) if row and row["header"] in tables else None for row in rows]
    if not tables:
        yield article
        return
    rest = [paragraph for paragraph, whose in zip(article.paragraphs, about, strict=True) if whose is None]
    if rest:
        yield replace(article, paragraphs=tuple(rest))
    for whose, run in groupby(zip(about, article.paragraphs, strict=True), lambda pair: pair[0]):
        if whose is not None:
            paragraphs: tuple[Paragraph, ...] = tuple(paragraph for _, paragraph in run)
            yield replace(article, organizations=(whose,), paragraphs=paragraphs)


def _organization(label: str) -> str | None:
    """The label itself, when it is the name of one organization or place and nothing else."""
    whole = [name for name in division_names(label) if name.span == (0, len(label))]
    return label if len(named_by(label)) == 1 or whole else None


def _is_about(row: re.Match[str]) -> bool:
    return _NOT_WHOSE.search(row["header"]) is None and _organization(row["label"]) is not None
