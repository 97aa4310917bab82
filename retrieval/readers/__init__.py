"""File -> Document. A format is a module with a `read(data, name)`, a line in the tables below, and a mark in
`sources.file_kinds` where its files have one."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from retrieval.document import Document
from retrieval.errors import EmptyDocument, UnsupportedFormat
from retrieval.readers.base import Reader
from retrieval.readers.ocr import reader as scan
from retrieval.readers.office import sheet_xml, word, workbook
from retrieval.readers.pdf import reader as pdf
from retrieval.readers.text import delimited, markdown, plain
from retrieval.readers.web import reader as html
from retrieval.sources import file_kinds
from retrieval.sources.file_kinds import PICTURES, signature
from retrieval.text.lines import LINE_BREAK

__all__ = ["LINE_BREAK", "PICTURES", "SUFFIXES", "VERSIONS", "Reader", "read_document", "read_pages", "versions"]

_READERS: dict[str, Reader] = {
    ".csv": delimited.read,
    ".docx": word.read,
    ".htm": html.read,
    ".html": html.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".mht": html.read,
    ".mhtml": html.read,
    ".pdf": pdf.read,
    ".text": plain.read,
    ".tsv": delimited.read,
    ".txt": plain.read,
    ".xhtml": html.read,
    ".xlsm": workbook.read,
    ".xlsx": workbook.read,
    **dict.fromkeys(PICTURES, scan.read),
}

_READERS_BY_KIND: dict[str, Reader] = {
    file_kinds.PDF: pdf.read,
    file_kinds.PICTURE: scan.read,
    file_kinds.SHEET_XML: sheet_xml.read,
    file_kinds.WEB_PAGE: html.read,
    file_kinds.WORD: word.read,
    file_kinds.WORKBOOK: workbook.read,
}

VERSIONS = {
    "delimited": delimited.VERSION,
    "html": html.VERSION,
    "markdown": markdown.VERSION,
    "pdf": pdf.VERSION,
    "plain": plain.VERSION,
    "scan": scan.VERSION,
    "sheet-xml": sheet_xml.VERSION,
    "word": word.VERSION,
    "workbook": workbook.VERSION,
}
"""The version of each reader, by the name that its documents carry."""

_WITHOUT: dict[Reader, Reader] = {
    pdf.read: partial(pdf.read, pictures=False),
    word.read: partial(word.read, pictures=False),
}
"""The readers that recognise pictures inside their files, and how they read without."""

_LOOKED_AT = 4096
"""Bytes of a file that tell a text from anything else."""

SUFFIXES = tuple(sorted(_READERS))
"""What can be read, by the end of the file's name, in lower case."""

_AS_DOCX = "Open it in Word, WPS or LibreOffice and save it as .docx."
_AS_XLSX = "Open it in Excel, WPS or LibreOffice and save it as .xlsx."
_AS_PDF = "Open it in the program that made it and save or print it as a PDF."
_AS_PICTURE = "Save it as .png or .jpg."
_UNPACK = "Unpack it and index the folder."
_REMEDIES = {
    file_kinds.ARCHIVE: "If it is an archive of reports, its name has to end in .zip.",
    file_kinds.BINARY_WORKBOOK: _AS_XLSX,
    file_kinds.BOOK: "Save it as a web page or a PDF.",
    file_kinds.OFD: _AS_PDF,
    file_kinds.OLD_EXCEL: _AS_XLSX,
    file_kinds.OLD_WORD: _AS_DOCX,
    file_kinds.OPEN_SHEET: _AS_XLSX,
    file_kinds.OPEN_TEXT: _AS_DOCX,
    file_kinds.PROTECTED_OFFICE: "Open it in Word or Excel, remove the password and save it again.",
    file_kinds.RICH_TEXT: _AS_DOCX,
    file_kinds.SLIDES: _AS_PDF,
    file_kinds.UNKNOWN_PICTURE: _AS_PICTURE,
    **dict.fromkeys((file_kinds.GZIP, file_kinds.RAR, file_kinds.SEVEN_ZIP), _UNPACK),
    **dict.fromkeys((".doc", ".docx", ".dot", ".odt", ".rtf", ".wps"), _AS_DOCX),
    **dict.fromkeys((".et", ".ods", ".xls", ".xlsb", ".xlsx"), _AS_XLSX),
    **dict.fromkeys((".caj", ".dps", ".kdh", ".nh", ".ofd", ".ppt", ".pptx"), _AS_PDF),
    **dict.fromkeys((".gif", ".heic", ".heif"), _AS_PICTURE),
    **dict.fromkeys((".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz"), _UNPACK),
}
"""What to do about a file that cannot be read: by its kind, or else by the end of its name."""


def versions(pictures: bool) -> Mapping[str, int]:
    """The version of each reader by name. Documents of another version are out of date; where `pictures` are
    recognised, so are those whose pictures were left alone."""
    without = {} if pictures else {pdf.WITHOUT_PICTURES: pdf.VERSION, word.WITHOUT_PICTURES: word.VERSION}
    return {**VERSIONS, **without}


def read_document(path: Path, data: bytes, pictures: bool = True) -> Document:
    """The Document of the file at `path`, whose bytes are `data`; the path is only looked at for its name. `pictures`
    says whether pictures inside documents are recognised.

    What the content shows goes before the end of the name: a PDF is read as one, whatever it is called. Raises
    EmptyDocument, UnsupportedFormat (no reader, or a binary file), DamagedDocument, DocumentTooLarge; each message
    names the file and says what to do.
    """
    if not data.strip():
        raise EmptyDocument(f"{path.name}: the file is empty.")
    reader = _reader(path, signature(data), data)
    if not pictures:
        reader = _WITHOUT.get(reader, reader)
    document = reader(data, path.name)
    if not document.blocks:
        raise EmptyDocument(f"{path.name}: there is no text in it.")
    return document


def read_pages(pictures: Sequence[bytes], name: str) -> Document:
    """The Document of several pictures that are its pages, in this order. Raises as `read_document` does."""
    document = scan.read_pages(pictures, name)
    if not document.blocks:
        raise EmptyDocument(f"{name}: there is no text in these pictures.")
    return document


def _reader(path: Path, kind: str | None, data: bytes) -> Reader:
    """The reader for a file of this name and kind. Raises UnsupportedFormat."""
    suffix = path.suffix.lower()
    by_name = _READERS.get(suffix)
    if suffix == ".xls" and b"\0" not in data[:_LOOKED_AT]:  # what web programs export under this name is text
        by_name = html.read if data.lstrip().startswith(b"<") else delimited.read
    # Only its own reader can say what is wrong with a Word file or a workbook that is damaged or no Office file at all.
    unsettled = kind is None or (kind == file_kinds.ARCHIVE and by_name in (word.read, workbook.read))
    reader = by_name if unsettled else _READERS_BY_KIND.get(str(kind))
    if reader is None:
        what = kind or (f"a {suffix} file" if suffix else "a file of no known kind")
        remedy = _REMEDIES.get(str(kind)) or _REMEDIES.get(suffix) or f"What can be read: {', '.join(SUFFIXES)}."
        raise UnsupportedFormat(f"{path.name}: {what}, which cannot be read. {remedy}")
    return reader
