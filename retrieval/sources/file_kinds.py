"""Which kind of file some bytes are, by the marks that formats begin with."""

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

ARCHIVE = "a ZIP archive"
PDF = "a PDF"
PICTURE = "a picture"
SHEET_XML = "an XML spreadsheet"
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

PICTURES = (".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
"""Pictures that can be read, by the end of the file's name; several may be the pages of one document."""

TEXTS = (".csv", ".htm", ".html", ".markdown", ".md", ".text", ".tsv", ".txt")
"""Kinds of text, which only the ends of their names tell apart."""

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str, str | None], ...] = (
    (re.compile(rb"%PDF-"), PDF, ".pdf"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PICTURE, ".png"),
    (re.compile(rb"\xff\xd8\xff"), PICTURE, ".jpg"),
    (re.compile(rb"II\*\0|MM\0\*"), PICTURE, ".tif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), PICTURE, ".webp"),
    # Two letters that a text may begin with, too; four zero bytes follow the size of a bitmap.
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), PICTURE, ".bmp"),
    (re.compile(rb"GIF8[79]a"), UNKNOWN_PICTURE, None),
    (re.compile(rb".{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL), UNKNOWN_PICTURE, None),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE), WEB_PAGE, ".html"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*(?:<\?[^>]*>\s*)*<(?:\w+:)?Workbook\s[^>]*"
            rb"urn:schemas-microsoft-com:office:spreadsheet"
        ),
        SHEET_XML,
        ".xls",
    ),
    (re.compile(rb"\{\\rtf"), RICH_TEXT, None),
    (re.compile(rb"\x1f\x8b\x08"), GZIP, None),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), SEVEN_ZIP, None),
    (re.compile(rb"Rar!\x1a\x07"), RAR, None),
)
"""What formats begin with, and the end of the name of a file that can be read."""

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ZIPPED = {WORD: (".docx",), WORKBOOK: (".xlsx", ".xlsm"), ARCHIVE: (".zip", ".docx", ".xlsx", ".xlsm")}
"""Ends of names that a ZIP archive with this inside may have, the usual one first. An archive that holds nothing known,
or is damaged, may have been meant as an Office file: its reader says what is wrong with it."""

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
    if data.startswith(_ZIP_MARKS):
        return _MIME_TYPES.get(data[38 : data.find(b"PK", 38)]) or _kind_of_zip(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), OLD_OFFICE)
    return next((kind for pattern, kind, _ in _SIGNATURES if pattern.match(data)), None)


def suffix_of(name: str, data: bytes) -> str | None:
    """The end of the name under which a file that was sent as `name` is stored: from its content, where that tells, for
    text from the name. None for what cannot be read."""
    kind, sent = signature(data), PurePosixPath(name.lower()).suffix
    if kind in _ZIPPED:
        return sent if sent in _ZIPPED[kind] else _ZIPPED[kind][0]
    if kind in (None, WEB_PAGE) and sent in TEXTS:
        return sent
    return next((suffix for pattern, _, suffix in _SIGNATURES if pattern.match(data)), None)


def kind_by_members(names: Iterable[str]) -> str | None:
    """The kind of Office file that a ZIP archive with members of these names is, None when it is an archive."""
    return next((kind for name in names for pattern, kind in _MEMBERS if pattern.fullmatch(name)), None)


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return kind_by_members(archive.namelist()) or ARCHIVE
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ARCHIVE
