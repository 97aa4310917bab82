"""File -> Document. A format is a module with a `read(data, name)` and a line in the table below."""

from pathlib import Path

from retrieval.document import Document
from retrieval.errors import EmptyDocument, UnsupportedFormat
from retrieval.readers import markdown, plain, word
from retrieval.readers.base import LINE_BREAK, Reader
from retrieval.readers.signatures import WORD, signature

__all__ = ["LINE_BREAK", "SUFFIXES", "VERSIONS", "Reader", "read_document"]

_READERS: dict[str, Reader] = {
    ".docx": word.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".text": plain.read,
    ".txt": plain.read,
}

VERSIONS = {"markdown": markdown.VERSION, "plain": plain.VERSION, "word": word.VERSION}
"""The version of each reader, by the name that its documents carry."""

SUFFIXES = tuple(_READERS)
"""What can be read, by the end of the file's name, in lower case."""

_REMEDIES = {
    ".doc": "Open it in Word or LibreOffice and save it as .docx.",
    ".wps": "Open it in WPS and save it as .docx.",
    ".rtf": "Open it in Word or LibreOffice and save it as .docx.",
}


def read_document(path: Path, data: bytes) -> Document:
    """The Document of the file at `path`, whose bytes are `data`; the path is only looked at for its name.

    A Word file is known by its content, whatever its name; other files by the end of their name. Raises EmptyDocument,
    UnsupportedFormat (no reader, or a binary file), DamagedDocument; each message names the file and says what to do.
    """
    kind, suffix = signature(data), path.suffix.lower()
    reader = word.read if kind == WORD else _READERS.get(suffix)
    if not data.strip():
        raise EmptyDocument(f"{path.name}: the file is empty.")
    if reader is None or (kind is not None and reader is not word.read):
        raise UnsupportedFormat(_unsupported(path.name, suffix, kind))
    document = reader(data, path.name)
    if not document.blocks:
        raise EmptyDocument(f"{path.name}: there is no text in it.")
    return document


def _unsupported(name: str, suffix: str, kind: str | None) -> str:
    what = kind or (f"a {suffix} file" if suffix else "a file of no known kind")
    remedy = _REMEDIES.get(suffix, f"What can be read: {', '.join(SUFFIXES)}.")
    return f"{name}: {what}, which cannot be read. {remedy}"
