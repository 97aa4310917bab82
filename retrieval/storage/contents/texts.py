"""The texts of documents, in pieces, so that of a long one only what is looked at is read."""

from typing import Protocol

from sqlalchemy import Connection, bindparam, select

from retrieval.storage.schema import documents, texts
from retrieval.storage.statements import insert_all

PIECE = 4096
"""Characters of a piece; the last of a document has what is left."""

_DOCUMENT = texts.c.document == bindparam("document")
_PIECES = (
    select(texts.c.text)
    .where(_DOCUMENT, texts.c.ordinal >= bindparam("first"), texts.c.ordinal <= bindparam("last"))
    .order_by(texts.c.ordinal)
)
_WHOLE = select(texts.c.text).where(_DOCUMENT).order_by(texts.c.ordinal)
_LENGTH = select(documents.c.characters).where(documents.c.id == bindparam("document"))
_FIRST = select(documents.c.id).order_by(documents.c.id).limit(bindparam("most"))


class Text(Protocol):
    """A text of which stretches are taken: a string, or a document's."""

    def __getitem__(self, stretch: slice, /) -> str: ...


class DocumentText:
    """The text that the spans of a document's passages count in, read as far as it is looked at."""

    def __init__(self, db: Connection, document: int) -> None:
        """Of the document with this number, as `db` sees it."""
        self._db = db
        self._document = document
        self._pieces: dict[int, str] = {}

    def __getitem__(self, stretch: slice) -> str:
        """The characters `[start, end)`, as far as there are."""
        start, end = stretch.start or 0, stretch.stop
        if end is None:
            end = self._db.execute(_LENGTH, {"document": self._document}).scalar_one()
        if start >= end:
            return ""
        first, last = start // PIECE, (end - 1) // PIECE
        if any(ordinal not in self._pieces for ordinal in range(first, last + 1)):
            found = self._db.scalars(_PIECES, {"document": self._document, "first": first, "last": last})
            self._pieces |= dict(enumerate(found, first))
        joined = "".join(self._pieces.get(ordinal, "") for ordinal in range(first, last + 1))
        return joined[start - first * PIECE : end - first * PIECE]


def insert_text(db: Connection, document: int, text: str) -> None:
    """Store the text of a document."""
    pieces = (text[start : start + PIECE] for start in range(0, len(text), PIECE))
    rows = [{"document": document, "ordinal": ordinal, "text": piece} for ordinal, piece in enumerate(pieces)]
    insert_all(db, texts, rows)


def document_text(db: Connection, document: int) -> str:
    """All of a document's text."""
    return "".join(db.scalars(_WHOLE, {"document": document}))


def first_texts(db: Connection, most: int) -> list[str]:
    """The texts of the first `most` documents."""
    return [document_text(db, number) for number in db.scalars(_FIRST, {"most": most}).all()]
