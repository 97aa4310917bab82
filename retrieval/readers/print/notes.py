"""Notes at the foot of a page, told from the text above them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.readers.print.geometry import Column, Row

_LARGEST = 0.93
"""Times the size of the text that notes are set in at the most: 10.5 points under 12, 9 under 10.5."""

_MARK = re.compile(
    r"\s*(?:[①-⑳㉑-㉟*＊†※⁰¹²³⁴-⁹]|[\[〔【（(]\s*(?:\d{1,3}|[①-⑳])\s*[\]〕】）)]|\d{1,3}(?![\d.,%])|[注附]\s*\d*\s*[:：])"
)


def with_notes_apart(columns: Sequence[Column], size: float) -> Iterator[tuple[Column, bool]]:
    """The columns of a page whose text is of this size, each without the notes at its foot, then these: with whether a
    column is one of notes.

    Notes are set smaller than the text and begin with the mark or number that stands for them in it.
    """
    notes: list[Column] = []
    for column in columns:
        first = _first_note(column.rows, size)
        if 0 < first < len(column.rows):
            yield replace(column, rows=column.rows[:first]), False
            notes.append(replace(column, rows=column.rows[first:]))
        else:
            yield column, False
    for column in notes:
        yield column, True


def _first_note(rows: Sequence[Row], size: float) -> int:
    """At which row the notes begin, the number of rows where there are none."""
    first = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.is_table or row.size > _LARGEST * size:
            break
        if _MARK.match(row.lines[0].text):
            first = index
    return first
