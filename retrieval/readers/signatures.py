"""Which kind of file some bytes are, by the marks that formats begin with."""

import io
import zipfile

OLD_OFFICE = "an Office 97-2003 or password-protected Office file"
WORD = "a Word file"
ARCHIVE = "a ZIP archive"

_MARKS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
)
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")


def signature(data: bytes) -> str | None:
    """The kind of file that `data` is by its first bytes, in words, or None when they tell nothing.

    A ZIP archive that holds a Word document is `WORD`, any other `ARCHIVE`.
    """
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data.startswith(_ZIP_MARKS):
        return WORD if _holds_word_document(data) else ARCHIVE
    return None


def _holds_word_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
