"""Which kind of file some bytes are, by the marks that formats begin with."""

import io
import re
import zipfile
from collections.abc import Iterable

ARCHIVE = "a ZIP archive"
PDF = "a PDF"
PICTURE = "a picture"
WEB_PAGE = "a web page"
WORD = "a Word file"
WORKBOOK = "an Excel workbook"

BINARY_WORKBOOK = "a binary Excel workbook"
BOOK = "an e-book"
GZIP = "a gzip archive"
OFD = "an OFD document"
OLD_EXCEL = "an Excel 97-2003 file"
OLD_OFFICE = "an Office 97-2003 or password-protected Office file"
OLD_WORD = "a Word 97-2003 file"
OPEN_SHEET = "an OpenDocument spreadsheet"
OPEN_TEXT = "an OpenDocument text"
PROTECTED_OFFICE = "an Office file protected by a password"
RAR = "a RAR archive"
RICH_TEXT = "an RTF file"
SEVEN_ZIP = "a 7-Zip archive"
SLIDES = "a PowerPoint presentation"
UNKNOWN_PICTURE = "a picture of another format"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"GIF87a", UNKNOWN_PICTURE),
    (b"GIF89a", UNKNOWN_PICTURE),
    (b"\x1f\x8b\x08", GZIP),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
)
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_APPLE_PICTURE = re.compile(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL)

_STREAMS = (
    ("EncryptedPackage", PROTECTED_OFFICE),
    ("WordDocument", OLD_WORD),
    ("Workbook", OLD_EXCEL),
    ("PowerPoint Document", SLIDES),
)
"""Names in the directory of a compound file, UTF-16 ([MS-CFB] 2.6.1), and what a file that has them is."""

_MEMBERS = (
    (re.compile(r"word/document\d*\.xml"), WORD),
    (re.compile(r"xl/workbook\d*\.xml"), WORKBOOK),
    (re.compile(r"xl/workbook\.bin"), BINARY_WORKBOOK),
    (re.compile(r"ppt/presentation\.xml"), SLIDES),
    (re.compile(r"OFD\.xml"), OFD),
)
_MIME_TYPES = {
    b"application/vnd.oasis.opendocument.text": OPEN_TEXT,
    b"application/vnd.oasis.opendocument.spreadsheet": OPEN_SHEET,
    b"application/epub+zip": BOOK,
}
"""What a ZIP archive says in its first member, `mimetype`, which is not packed (OpenDocument 1.3 part 2, 3.3)."""


def signature(data: bytes) -> str | None:
    """The kind of file that `data` is by its first bytes, in words, or None when they tell nothing.

    Of ZIP archives and compound files, what is inside is looked at: `ARCHIVE` and `OLD_OFFICE` are those that hold
    nothing known, or are damaged.
    """
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data.startswith(_ZIP_MARKS):
        return _MIME_TYPES.get(data[38 : data.find(b"PK", 38)]) or _kind_of_zip(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), OLD_OFFICE)
    if _WEB_PAGE.match(data):
        return WEB_PAGE
    if _is_webp(data) or _is_bitmap(data):
        return PICTURE
    return UNKNOWN_PICTURE if _APPLE_PICTURE.match(data) else None


def kind_by_members(names: Iterable[str]) -> str | None:
    """The kind of Office file that a ZIP archive with members of these names is, None when it is an archive."""
    return next((kind for name in names for pattern, kind in _MEMBERS if pattern.fullmatch(name)), None)


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return kind_by_members(archive.namelist()) or ARCHIVE
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ARCHIVE


def _is_webp(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


def _is_bitmap(data: bytes) -> bool:
    """A bitmap begins with two letters that a text may begin with, too; four zero bytes follow its size."""
    return data.startswith(b"BM") and data[6:10] == bytes(4)


PICTURES = (".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
"""Pictures that can be read, by the end of the file's name; several may be the pages of one document."""
