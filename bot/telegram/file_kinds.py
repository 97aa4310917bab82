"""What kind of file was sent, by its content: the end of the name it is stored under."""

import io
import zipfile
from pathlib import PurePosixPath

PICTURES = (".jpg", ".png", ".webp", ".tif", ".bmp")
"""Pictures: several sent together are the pages of one document."""

_MARKS = (
    (b"%PDF-", ".pdf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
)
"""First bytes of a format. What the library makes of the file is for its readers to say."""

_INSIDE = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
"""A member that only this kind of ZIP archive has (ECMA-376, as Word and Excel write it)."""

_TEXT = (".csv", ".htm", ".html", ".markdown", ".md", ".text", ".tsv", ".txt")
"""Kinds of text, which only their names tell apart."""


def suffix_of(name: str, data: bytes) -> str | None:
    """The end of the name that a file is stored under, from its content; for text from the name it was sent with. None
    for what is no document: the name of anything else counts for nothing."""
    for mark, suffix in _MARKS:
        if data.startswith(mark):
            return suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        return ".bmp"
    if data.startswith(b"PK"):
        return _archive(data)
    sent = PurePosixPath(name.lower()).suffix
    return sent if sent in _TEXT else None


def _archive(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    return next((suffix for member, suffix in _INSIDE.items() if member in members), ".zip")
