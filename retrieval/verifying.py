"""`verify`: every document read again, every passage checked against it."""

import hashlib
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from retrieval.errors import DocumentError
from retrieval.readers import read_document
from retrieval.store import document_text, passages_where

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


def verify(db: sqlite3.Connection) -> list[Verification]:
    """Check every document of the library, by name."""
    rows = db.execute(
        "SELECT s.name, s.path, d.id, d.sha256, d.reader, d.reader_version "
        "FROM sources s JOIN documents d ON d.id = s.document ORDER BY s.name, s.path"
    )
    return [
        _verification(db, name, Path(path), document, sha256, reader) for name, path, document, sha256, *reader in rows
    ]


def _verification(
    db: sqlite3.Connection, name: str, path: Path, document: int, sha256: str, reader: list[object]
) -> Verification:
    text = document_text(db, document)
    passages = passages_where(db, "p.document = ?", document)
    intact = sum("".join(text[a:b] for a, b in p.spans) == p.text for p in passages)
    finding = _finding(path, sha256, text, reader) if intact == len(passages) else "damaged"
    return Verification(name, finding, len(passages), intact)


def _finding(path: Path, sha256: str, text: str, reader: list[object]) -> Finding:
    try:
        data = path.read_bytes()
    except OSError:
        return "missing"
    if hashlib.sha256(data).hexdigest() != sha256:
        return "changed"
    try:
        document = read_document(path, data)
    except DocumentError:
        return "drift"
    if document.text == text:
        return "intact"
    return "damaged" if [document.reader, document.reader_version] == reader else "drift"
