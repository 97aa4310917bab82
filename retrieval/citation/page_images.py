"""The page on which a passage stands, as a picture with the passage marked."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection

from retrieval.citation.location import boxes
from retrieval.document import Box
from retrieval.errors import DocumentError, UnknownId, UsageError
from retrieval.readers.process.client import ReaderProcess
from retrieval.readers.rendering import RENDERED
from retrieval.sources.content import SourceReader, sha256
from retrieval.storage.contents.places import places_of
from retrieval.storage.contents.texts import DocumentText
from retrieval.storage.documents import StoredSource, sources_of
from retrieval.storage.passages import passage_cited

MOST_PAGES = 4
"""Pages of one picture; a passage of 400 characters stands on two at the most, unless a page holds next to nothing."""


def picture(db: Connection, citation: str, contents: SourceReader, reader: ReaderProcess) -> bytes:
    """A PNG of the pages on which the passage behind a citation id stands, with its lines marked.

    Raises UnknownId when no document of the library has the passage, UsageError when its format has no pages, and
    DocumentError when the file has changed or is gone.
    """
    passage = passage_cited(db, citation)
    if passage is None:
        raise UnknownId(f"No document in the library has the passage {citation!r} any more.")
    sources = sources_of(db, passage.document)
    read_by = sources[0].reader
    placed = boxes(places_of(db, passage.document, DocumentText(db, passage.document), passage.spans))
    if read_by not in RENDERED or not placed:
        raise UsageError(f"{passage.document_name} has no pages to draw: only a PDF, a scan or a photo has.")
    pages = [(page, [_box(box) for _, *box in on_it]) for page, on_it in groupby(sorted(placed), lambda box: box[0])]
    parts = _parts(sources, passage.document_name, contents)
    return reader.draw(Path(passage.document_name).name, parts, read_by, pages[:MOST_PAGES])


def _box(values: Sequence[float]) -> Box:
    x0, y0, x1, y1 = values
    return x0, y0, x1, y1


def _parts(sources: Sequence[StoredSource], name: str, contents: SourceReader) -> list[bytes]:
    """The bytes of a document, from whichever of its sources still holds them."""
    for source in sources:
        try:
            parts = contents.of(Path(source.path))
        except (OSError, DocumentError):
            continue
        if sha256(parts) == source.sha256:
            return parts
    raise DocumentError(f"{name}: the file is gone or has changed since it was indexed. Index it again.")
