"""The passage behind a citation's id, found again when its document has changed."""

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection

from retrieval.answer import Citation
from retrieval.citation.citing import cite_as, lines_of, with_places
from retrieval.document import Span
from retrieval.errors import UnknownId
from retrieval.storage.citations import (
    KeptCitation,
    all_ids,
    ids_beginning,
    kept_citation,
    name_once,
    newest_versions,
)
from retrieval.storage.contents.texts import DocumentText, document_text
from retrieval.storage.passages import passage_cited, passages_of_document
from retrieval.text.suggestions import LEAST_ALIKE_CODES, did_you_mean

CONTEXT = 300
"""Characters shown before and after a passage in its context."""

MOST_NAMED = 5
"""Ids that are named when the beginning of one is that of several."""

Status = Literal["current", "moved", "superseded"]
"""`current`: the passage stands where it was cited. `moved`: its document has changed, and the quote was found again in
the newest version. `superseded`: it was not, or the document has been taken out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands behind a citation id. `citation` is None when superseded; `quote` is always as it was cited. `before`
    and `after` are what stands around it in the document's text."""

    id: str
    status: Status
    document: str
    quote: str
    before: str
    after: str
    citation: Citation | None

    def to_json(self) -> dict[str, Any]:
        """As `show --json` prints it."""
        return {
            "id": self.id,
            "status": self.status,
            "document": self.document,
            "text": self.quote,
            "before": self.before,
            "after": self.after,
            "citation": self.citation.to_json() if self.citation else None,
        }


def whole_id(db: Connection, written: str) -> str:
    """The citation id that a person wrote, who may have left off its end as long as no other begins so. Raises
    UnknownId."""
    if kept_citation(db, written):
        return written
    found = ids_beginning(db, written, MOST_NAMED + 1) if written else []
    if len(found) == 1:
        return found[0]
    if found:
        more = ", …" if len(found) > MOST_NAMED else ""
        raise UnknownId(f"Several citations begin with {written!r}: {', '.join(found[:MOST_NAMED])}{more}")
    raise UnknownId(
        f"There is no citation {written!r}. An id is what stands in brackets behind an answer."
        f"{did_you_mean(written, all_ids(db), LEAST_ALIKE_CODES)}"
    )


def show(db: Connection, written: str) -> Shown:
    """What stands now behind a citation id, or the beginning of one. Raises UnknownId."""
    citation = whole_id(db, written)
    kept = kept_citation(db, citation)
    assert kept is not None
    passage = passage_cited(db, citation)
    if passage is not None:
        text = DocumentText(db, passage.document)
        start, end = passage.spans[0][0], passage.spans[-1][1]
        around = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        cited = cite_as(db, passage, citation, text)
        return Shown(citation, "current", passage.document_name, kept.quote, *around, cited)
    for document in newest_versions(db, kept.sha256):
        found = _find_again(db, document, kept)
        if found is not None:
            return found
    return Shown(citation, "superseded", name_once(db, kept.sha256), kept.quote, kept.before, kept.after, None)


def _find_again(db: Connection, document: int, cited: KeptCitation) -> Shown | None:
    """Look for a quote, white space aside, in a document; of several places, that which has most of what stood before
    and after it."""
    text = document_text(db, document)
    pattern = r"\s*".join(map(re.escape, "".join(cited.quote.split())))
    places = [match.span() for match in re.finditer(pattern, text)]
    if not places:
        return None
    start, end = max(places, key=lambda place: _alike(text, place, cited.before, cited.after))
    holder = next((p for p in passages_of_document(db, document) if _overlap(p.spans, start, end)), None)
    if holder is None:
        return None
    now = cite_as(db, holder, cited.id, text)
    moved = replace(now, lines=lines_of(text, start, end), spans=((start, end),), quote=text[start:end])
    moved = with_places(db, document, text, moved)
    around = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Shown(cited.id, "moved", holder.document_name, moved.quote, *around, moved)


def _overlap(spans: tuple[Span, ...], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def _alike(text: str, place: Span, before: str, after: str) -> int:
    """How many characters around a place are those that stood around the quote."""
    start, end = place
    stands = text[max(0, start - len(before)) : start][::-1], text[end : end + len(after)]
    stood = before[::-1], after
    return sum(a == b for now, then in zip(stands, stood, strict=True) for a, b in zip(now, then, strict=False))
