"""Which reader takes a file, and what is said of those that none takes."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen import canvas

from retrieval.document import Document
from retrieval.errors import DamagedDocument, DocumentError, EmptyDocument, UnsupportedFormat
from retrieval.readers import SUFFIXES, VERSIONS, read_document, read_pages
from retrieval.sources.file_kinds import PICTURES

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word_file(*paragraphs: str) -> bytes:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def workbook_file() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["指标", "数值"])
    book.active.append(["产值", 8])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf_file() -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawString(100, 700, "The zone opened twelve lines.")
    page.save()
    return buffer.getvalue()


def picture_file(kind: str) -> bytes:
    """A picture without anything on it."""
    buffer = io.BytesIO()
    Image.new("RGB", (120, 120), "white").save(buffer, kind)
    return buffer.getvalue()


def zip_file(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


def old_file(*streams: str) -> bytes:
    """The beginning of a compound file with streams of these names in its directory."""
    return OLE2 + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


PAGE = "<!DOCTYPE html><html><body><p>园区开工，审批提速，签约十二个。</p></body></html>".encode()
FILES = {
    "word": word_file("园区开工。"),
    "workbook": workbook_file(),
    "pdf": pdf_file(),
    "html": PAGE,
    "delimited": "指标,数值\n产值,8\n".encode(),
    "markdown": "# 开工".encode(),
    "plain": "园区开工。".encode(),
}
BY_SUFFIX = {
    ".csv": "delimited", ".docx": "word", ".htm": "html", ".html": "html", ".markdown": "markdown", ".md": "markdown",
    ".pdf": "pdf", ".text": "plain", ".tsv": "delimited", ".txt": "plain", ".xhtml": "html", ".xlsm": "workbook",
    ".xlsx": "workbook",
}  # fmt: skip
ARCHIVED_PAGES = (".mht", ".mhtml")


@pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - set(PICTURES) - set(ARCHIVED_PAGES)))
def test_the_suffix_chooses_the_reader(suffix: str) -> None:
    reader = BY_SUFFIX[suffix]
    for name in (f"a{suffix}", f"A{suffix.upper()}"):
        document = read_document(Path(name), FILES[reader])
        assert document.blocks
        assert (document.reader, document.reader_version) == (reader, VERSIONS[reader])


@pytest.mark.parametrize("suffix", ARCHIVED_PAGES)
def test_a_page_may_come_with_all_its_parts_in_one_file(suffix: str) -> None:
    parts = b'MIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n' + PAGE
    assert read_document(Path(f"a{suffix}"), parts).reader == "html"


@pytest.mark.parametrize("reader", ["word", "workbook", "pdf", "html"])
@pytest.mark.parametrize(
    "name", ["a.docx", "a.xlsx", "a.pdf", "a.doc", "a.xls", "a.jpg", "a.csv", "a.txt", "a.zip", "a"]
)
def test_what_a_file_is_goes_before_what_it_is_called(name: str, reader: str) -> None:
    assert read_document(Path(name), FILES[reader]).reader == reader


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.txt", "a.pdf", "a"])
def test_a_picture_is_known_by_its_content(name: str, kind: str) -> None:
    with pytest.raises(EmptyDocument, match=rf"^{name}: there is no text in it"):
        read_document(Path(name), picture_file(kind))


@pytest.mark.parametrize(
    "text", ["BM 是一个缩写。", "<p>网页的一段</p>", "a <!doctype html> b", "RIFF 和 WEBP", "PK 是一家公司"]
)
def test_text_that_begins_like_something_else_is_text(text: str) -> None:
    assert read_document(Path("a.txt"), text.encode()).reader == "plain"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\ufeff \u3000\n".encode(), "\u200b\n\u00a0".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_without_text_is_empty(name: str, data: bytes) -> None:
    with pytest.raises(EmptyDocument, match=f"^{name}: "):
        read_document(Path(name), data)


def test_a_word_file_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument, match=r"^a\.docx: there is no text in it"):
        read_document(Path("a.docx"), word_file("  ", ""))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", old_file("WordDocument", "Workbook"), r"a Word 97-2003 file.*save it as \.docx"),
        ("a.docx", old_file("WordDocument"), r"a Word 97-2003 file.*save it as \.docx"),
        ("a.xls", old_file("Workbook"), r"an Excel 97-2003 file.*save it as \.xlsx"),
        ("a.ppt", old_file("PowerPoint Document"), r"PowerPoint.*PDF"),
        ("a.xlsx", old_file("EncryptedPackage"), r"protected by a password.*remove the password"),
        ("a.doc", OLE2, r"Office 97-2003.*save it as \.docx"),
        ("a.xls", OLE2, r"Office 97-2003.*save it as \.xlsx"),
        ("a.wps", b"\0\1", r"a \.wps file.*save it as \.docx"),
        ("a.et", b"\0\1", r"a \.et file.*save it as \.xlsx"),
        ("a.rtf", b"{\\rtf1 text}", r"an RTF file.*save it as \.docx"),
        ("a.txt", b"{\\rtf1 text}", r"an RTF file.*save it as \.docx"),
        ("a.pptx", zip_file(ppt__presentation_xml=b"<p/>"), r"PowerPoint.*PDF"),
        ("a.xlsb", zip_file(xl__workbook_bin=b"1"), r"a binary Excel workbook.*save it as \.xlsx"),
        ("a.ofd", zip_file(OFD_xml=b"<o/>"), r"an OFD document.*PDF"),
        ("a.caj", b"CAJ\0", r"a \.caj file.*PDF"),
        ("a.odt", zip_file(mimetype=b"application/vnd.oasis.opendocument.text"), r"OpenDocument text.*\.docx"),
        ("a.ods", zip_file(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), r"spreadsheet.*\.xlsx"),
        ("a.epub", zip_file(mimetype=b"application/epub+zip"), r"an e-book"),
        ("a.gif", b"GIF89a" + bytes(20), r"a picture of another format.*\.png"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(20), r"a picture of another format.*\.png"),
        ("a.rar", b"Rar!\x1a\x07\0", r"a RAR archive.*Unpack it"),
        ("a.docx", b"7z\xbc\xaf\x27\x1c", r"a 7-Zip archive.*Unpack it"),
        ("a.tar.gz", b"\x1f\x8b\x08\0", r"a gzip archive.*Unpack it"),
        ("a.dat", zip_file(notes=b"text"), r"a ZIP archive.*end in \.zip"),
        ("a.exe", b"MZ\0", r"a \.exe file.*can be read: .*\.csv, \.docx"),
        ("notes", b"text", r"no known kind"),
    ],
)
def test_other_kinds_are_refused_by_name_with_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnsupportedFormat, match=rf"^{name}: .*{said}"):
        read_document(Path(name), data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"not a zip at all", "not a whole Word file"),
        ("a.docx", zip_file(a=b"b"), "not a whole Word file"),
        ("a.docx", word_file("园区")[:-100], "not a whole Word file"),
        ("a.xlsx", b"not a zip at all", "not a whole Excel file"),
        ("a.xlsx", zip_file(a=b"b"), "not a whole Excel file"),
        ("a.pdf", b"not a PDF at all", "not a whole PDF"),
        ("a.png", b"not a picture at all", "not a whole PNG"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_damaged(name: str, data: bytes, said: str) -> None:
    with pytest.raises(DamagedDocument, match=rf"^{name}: {said}"):
        read_document(Path(name), data)


def test_pages_without_text_are_an_empty_document() -> None:
    with pytest.raises(EmptyDocument, match=r"^scan-\[1-2\]\.png: there is no text in these pictures"):
        read_pages([picture_file("PNG"), picture_file("JPEG")], "scan-[1-2].png")


NAMES = st.sampled_from([f"a{suffix}" for suffix in (*SUFFIXES, ".doc", "")])


@given(st.binary(max_size=300), NAMES)
def test_any_bytes_give_a_document_or_a_named_error(data: bytes, name: str) -> None:
    try:
        document = read_document(Path(name), data)
    except DocumentError as error:
        assert str(error).startswith(f"{name}: ")
    else:
        assert isinstance(document, Document)
        assert_blocks_hold(document)


@given(st.data())
def test_a_damaged_word_file_gives_a_document_or_a_named_error(data: st.DataObject) -> None:
    whole = word_file("园区开工。", "第二段。")
    position = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:position] + data.draw(st.binary(max_size=8)) + whole[position + data.draw(st.integers(0, 200)) :]
    try:
        assert_blocks_hold(read_document(Path("a.docx"), changed))
    except (DamagedDocument, EmptyDocument, UnsupportedFormat) as error:
        assert str(error).startswith("a.docx: ")


@given(st.text(), st.sampled_from([".txt", ".md"]))
def test_blocks_are_in_order_and_without_white_space_at_their_ends(text: str, suffix: str) -> None:
    try:
        document = read_document(Path(f"a{suffix}"), text.encode("utf-8", "ignore"))
    except DocumentError:
        return
    assert_blocks_hold(document)


def assert_blocks_hold(document: Document) -> None:
    end = 0
    for block in document.blocks:
        content = document.text[block.start : block.end]
        assert end <= block.start < block.end <= len(document.text)
        assert content == content.strip()
        assert "\n" not in content
        assert "\r" not in content
        end = block.end
