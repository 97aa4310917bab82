"""Which reader takes a file, and what is said of those that none takes."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.document import Document
from retrieval.errors import DamagedDocument, DocumentError, EmptyDocument, UnsupportedFormat
from retrieval.readers import SUFFIXES, read_document

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word_file(*paragraphs: str) -> bytes:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def zip_file(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "reader"), [("a.txt", "plain"), ("A.TXT", "plain"), ("a.md", "markdown")])
def test_the_suffix_chooses_the_reader(name: str, reader: str) -> None:
    assert read_document(Path(name), "园区开工。".encode()).reader == reader


@pytest.mark.parametrize("name", ["report.docx", "report.doc", "report", "report.txt"])
def test_a_word_file_is_known_by_its_content(name: str) -> None:
    document = read_document(Path(name), word_file("园区开工。"))
    assert (document.reader, document.text) == ("word", "园区开工。")


def test_every_suffix_can_be_read() -> None:
    for suffix in SUFFIXES:
        data = word_file("园区开工。") if suffix == ".docx" else "园区开工。".encode()
        assert read_document(Path(f"a{suffix}"), data).blocks


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
        ("a.pdf", b"%PDF-1.7\n", r"a PDF.*\.docx"),
        ("a.txt", b"%PDF-1.7\n", r"a PDF"),
        ("a.doc", OLE2, r"Office 97-2003.*save it as \.docx"),
        ("a.xls", OLE2, r"Office 97-2003.*can be read: .*\.txt"),
        ("a.rtf", b"{\\rtf1 text}", r"an RTF file.*save it as \.docx"),
        ("a.png", b"\x89PNG\r\n\x1a\nxx", r"a picture"),
        ("a.zip", zip_file(notes=b"text"), r"a ZIP archive"),
        ("a.csv", b"1,2", r"a \.csv file"),
        ("notes", b"text", r"no known kind"),
    ],
)
def test_other_kinds_are_refused_by_name_with_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnsupportedFormat, match=rf"^{name}: .*{said}"):
        read_document(Path(name), data)


@pytest.mark.parametrize(
    ("data", "said"),
    [(OLE2, "password"), (b"not a zip at all", "not a whole Word file"), (zip_file(a=b"b"), "ZIP archive|Word file")],
)
def test_a_docx_that_is_none_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=rf"^a\.docx: .*({said})"):
        read_document(Path("a.docx"), data)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.docx", "a.doc", "a"]))
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
