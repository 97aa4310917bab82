"""Where a passage stands in its file: boxes on pages, cells of sheets, and how sure its recognition is."""

import sqlite3
from collections.abc import Iterable, Sequence

from retrieval.document import Place, Span
from retrieval.text.display_width import columns


def insert_places(db: sqlite3.Connection, document: int, places: Iterable[Place]) -> None:
    """Store where the stretches of a document's text stand."""
    none = (None, None, None, None)
    db.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(document, p.start, p.end, p.page, *(p.box or none), p.confidence, p.sheet, *(p.cells or none[:3]))
         for p in places],
    )  # fmt: skip


def places_of(db: sqlite3.Connection, document: int, document_text: str, spans: Sequence[Span]) -> list[Place]:
    """Where the text of these spans of a document stands, in their order, each place cut to what of it lies in the
    span.

    A line's box is cut where the span begins or ends inside it, each character taking the width it has in print.
    """
    found = []
    for start, end in spans:
        rows = db.execute(
            "SELECT start, end, page, x0, y0, x1, y1, confidence, sheet, row, first_column, last_column FROM places "
            "WHERE document = ? AND start < ? AND end > ? AND start >= (SELECT COALESCE(MAX(start), 0) FROM places "
            "WHERE document = ? AND start <= ?) ORDER BY start",
            [document, end, start, document, start],
        )
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
