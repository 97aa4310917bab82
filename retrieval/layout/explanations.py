"""What the layout did to a document and why, in words for a person at a terminal (`index --explain`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.document import Span

JOINED = "joined"
MOVED = "moved"
LEFT_OUT = "left out"
ARTICLE = "article"
HEADLINE = "headline"
ORGANIZATION = "organization"
AUTHOR = "author"
DATE = "date"
PUBLICATION = "publication"
"""The kinds of note."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was done or found. `[start, end)` is the stretch of the document's text that it is about, `reason`
    a short English sentence without a full stop."""

    kind: str
    start: int
    end: int
    reason: str


def note(kind: str, spans: Sequence[Span], reason: str) -> Note:
    """A note about the stretch of the text that holds `spans`; an empty one at 0 where there are none."""
    start, end = min((a for a, _ in spans), default=0), max((b for _, b in spans), default=0)
    return Note(kind, start, end, reason)
