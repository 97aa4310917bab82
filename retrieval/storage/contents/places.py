"""Where a passage stands in its file: boxes on pages, cells of sheets, and how sure its recognition is."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from retrieval.document import Place, Span
from retrieval.storage.contents.texts import Text
from retrieval.storage.schema import places
from retrieval.storage.statements import insert_all
from retrieval.text.lines import columns

_START: BindParameter[int] = bindparam("start")
_END: BindParameter[int] = bindparam("end")
_OF_DOCUMENT = places.c.document == bindparam("document")
_BEFORE = places.alias()
_FIRST = (
    select(func.coalesce(func.max(_BEFORE.c.start), 0))
    .where(_BEFORE.c.document == bindparam("document"), _BEFORE.c.start <= _START)
    .scalar_subquery()
)
_PLACES = (
    select(*(column for column in places.c if column.name != "document"))
    .where(_OF_DOCUMENT, places.c.start < _END, places.c.end > _START, places.c.start >= _FIRST)
    .order_by(places.c.start)
)
_ANY = select(places.c.start).where(_OF_DOCUMENT).limit(1)


def insert_places(db: Connection, document: int, found: Iterable[Place]) -> None:
    """Store where the stretches of a document's text stand."""
    none = (None, None, None, None)
    names = [column.name for column in places.c]
    rows = [
        (document, p.start, p.end, p.page, *(p.box or none), p.confidence, p.sheet, *(p.cells or none[:3]))
        for p in found
    ]
    insert_all(db, places, [dict(zip(names, row, strict=True)) for row in rows])


def places_of(db: Connection, document: int, document_text: Text, spans: Sequence[Span]) -> list[Place]:
    """Where the text of these spans of a document stands, in their order, each place cut to what of it lies in the
    span.

    A line's box is cut where the span begins or ends inside it, each character taking the width it has in print.
    """
    if db.execute(_ANY, {"document": document}).first() is None:
        return []
    found = []
    for start, end in spans:
        rows = db.execute(_PLACES, {"document": document, "start": start, "end": end})
        for first, last, page, x0, y0, x1, y1, confidence, sheet, row, left, right in rows:
            box = None if x0 is None else (x0, y0, x1, y1)
            cells = None if row is None else (row, left, right)
            place = Place(first, last, page, box, confidence, sheet, cells)
            found.append(_cut(place, max(first, start), min(last, end), document_text[first:last]))
    return found


def _cut(place: Place, start: int, end: int, text: str) -> Place:
    """The part `[start, end)` of a place, whose whole text is `text`."""
    box = place.box
    if box is not None and (start, end) != (place.start, place.end):
        x0, y0, x1, y1 = box
        column = (x1 - x0) / max(1, columns(text))
        before, inside = text[: start - place.start], text[start - place.start : end - place.start]
        left = x0 + column * columns(before)
        box = (left, y0, left + column * columns(inside), y1)
    return Place(start, end, place.page, box, place.confidence, place.sheet, place.cells)
