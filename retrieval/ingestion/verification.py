"""`verify`: every document read again, every passage checked against it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection

from retrieval.errors import DocumentError
from retrieval.readers.process.client import ReaderProcess
from retrieval.sources.content import SourceReader, sha256
from retrieval.sources.file_names import printable_name
from retrieval.storage.contents.texts import document_text
from retrieval.storage.documents import StoredSource, stored_sources
from retrieval.storage.passages import passages_of_document

Finding = Literal["intact", "changed", "missing", "drift", "damaged"]
"""`intact`: the file is the one that was indexed and gives the same text. `changed`: the file has other bytes now;
index again. `missing`: the file is not there. `drift`: same bytes, but today's reader takes another text out of them;
index again. `damaged`: a passage is not what stands in the stored text, or that is not what the same reader takes out
of the same bytes: the library itself is broken; remove the document and index it again."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of one document: how many passages were checked, and how many of them hold."""

    document: str
    finding: Finding
    passages: int
    intact: int

    def to_json(self) -> dict[str, Any]:
        """As `verify --json` prints it."""
        return asdict(self)


def verify(db: Connection, contents: SourceReader, reader: ReaderProcess) -> list[Verification]:
    """Check every document of the library, by name. A file that is over the limit of `contents` by now has changed."""
    verifications = []
    for source in stored_sources(db):
        text = document_text(db, source.document)
        passages = passages_of_document(db, source.document)
        intact = sum("".join(text[a:b] for a, b in p.spans) == p.text for p in passages)
        whole = intact == len(passages)
        finding = _finding(source, text, contents, reader) if whole else "damaged"
        verifications.append(Verification(source.name, finding, len(passages), intact))
    return verifications


def _finding(source: StoredSource, text: str, contents: SourceReader, reader: ReaderProcess) -> Finding:
    path = Path(source.path)
    try:
        parts = contents.of(path)
    except OSError:
        return "missing"
    except DocumentError:
        return "changed"
    if sha256(parts) != source.sha256:
        return "changed"
    try:
        document = reader.read(printable_name(path.name), parts)
    except DocumentError:
        return "drift"
    if document.text == text:
        return "intact"
    same_reader = (document.reader, document.reader_version) == (source.reader, source.reader_version)
    return "damaged" if same_reader else "drift"
