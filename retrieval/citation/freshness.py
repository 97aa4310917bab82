"""Whether the file of a passage is still the one that was indexed."""

from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from retrieval.errors import DocumentError
from retrieval.sources.content import SourceReader, sha256
from retrieval.storage.documents import sources_of
from retrieval.storage.passages import passage_cited

Staleness = Literal["changed", "missing"]
"""The file has other bytes than were indexed, or is not there any more."""


def staleness(db: Connection, citation: str, contents: SourceReader) -> Staleness | None:
    """What has become of the file of the passage that is cited since it was indexed; None while it is the same, and
    where no document has the passage. Of several files of the same bytes one is enough. A file is only read where its
    stamp is not the one of then."""
    passage = passage_cited(db, citation)
    if passage is None:
        return None
    found: set[Staleness] = set()
    for source in sources_of(db, passage.document):
        try:
            path = Path(source.path)
            if contents.stamp(path) == source.stamp or sha256(contents.of(path)) == source.sha256:
                return None
            found.add("changed")
        except UnicodeEncodeError:
            return None  # a locale without its characters cannot open it
        except OSError:
            found.add("missing")
        except DocumentError:
            found.add("changed")
    return "changed" if "changed" in found else "missing"
