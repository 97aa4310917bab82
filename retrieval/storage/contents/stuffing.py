"""Documents that are made to be found and say nothing: the same over and over, questions, copies of one another."""

from dataclasses import dataclass

from sqlalchemy import Connection, distinct, func, select

from retrieval.storage.schema import passages, sources

FEWEST = 10
"""Passages below which it does not count what a document repeats or asks: so few fill no answer."""

SHARE = 0.25
"""Of a document's passages, from which on it is named. In 31 government work reports of 180 to 400 passages, and in a
page of 100 articles, none is a question and none stands in a document twice."""

COPIES = 10
"""Documents in which a passage stands word for word, from which on it is a copy. None of those stands in more than
two."""


@dataclass(frozen=True, slots=True)
class Stuffed:
    """A document that is made to be found: its name and how many of its passages are repeated in it, end as a question,
    and are copied in many documents."""

    name: str
    passages: int
    repeated: int
    questions: int
    copied: int


_IS_QUESTION = passages.c.text.like("%？") | passages.c.text.like("%?")
_COPIED = (
    select(passages.c.text)
    .group_by(passages.c.text)
    .having(func.count(distinct(passages.c.document)) >= COPIES)
    .subquery()
)
_COPIES = (
    select(passages.c.document, func.count())
    .join(_COPIED, _COPIED.c.text == passages.c.text)
    .group_by(passages.c.document)
)
_DOCUMENTS = (
    select(
        passages.c.document,
        func.min(sources.c.name),
        func.count(distinct(passages.c.id)),
        func.count(distinct(passages.c.text)),
        func.count(distinct(passages.c.id)).filter(_IS_QUESTION),
    )
    .join(sources, sources.c.document == passages.c.document)
    .group_by(passages.c.document)
    .order_by(func.min(sources.c.name))
)


def stuffed(db: Connection) -> list[Stuffed]:
    """The documents of which SHARE of the passages are repeated, questions, or copied in COPIES documents."""
    copied = {document: count for document, count in db.execute(_COPIES)}
    found = []
    for document, name, count, different, questions in db.execute(_DOCUMENTS):
        one = Stuffed(name, count, count - different, questions, copied.get(document, 0))
        within = max(one.repeated, one.questions) if count >= FEWEST else 0
        if max(within, one.copied) >= SHARE * count:
            found.append(one)
    return found
