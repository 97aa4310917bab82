"""Which passages belong to a part of the library."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, select

from retrieval.storage.schema import articles, passages

_IDS = select(passages.c.id).join(
    articles, (articles.c.document == passages.c.document) & (articles.c.ordinal == passages.c.article)
)


_DOCUMENTS: BindParameter[int] = bindparam("documents", expanding=True, literal_execute=True)


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the library, None for whatever it is not narrowed by: numbers of documents, and dates of articles.

    A date is as precise as the text is: 2024 stands for all of that year, and is in when any of it is.
    """

    documents: Collection[int] | None = None
    since: str | None = None
    until: str | None = None


def passages_in(db: Connection, selection: Selection) -> frozenset[int]:
    """The ids of the passages in a part of the library."""
    conditions: list[ColumnElement[bool]] = []
    if selection.documents is not None:
        conditions.append(passages.c.document.in_(_DOCUMENTS))
    date = articles.c.date
    if selection.since is not None:
        last_day = date.concat(func.substr("9999-99-99", func.length(date) + 1))
        conditions.append(last_day >= selection.since)
    if selection.until is not None:
        conditions.append(date <= selection.until + "9999-99-99"[len(selection.until) :])
    numbers = sorted(selection.documents or ())
    return frozenset(db.scalars(_IDS.where(*conditions), {"documents": numbers}))
