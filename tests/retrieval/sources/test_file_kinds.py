"""What kind of file some bytes are, and by which name they are stored."""

import io
import zipfile

import pytest

from retrieval.readers import SUFFIXES
from retrieval.sources.file_kinds import TEXTS, suffix_of


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.txt", b"%PDF-1.7", ".pdf"),
        ("a.pdf", b"\xff\xd8\xff\xe0", ".jpg"),
        ("a", b"\x89PNG\r\n\x1a\n", ".png"),
        ("a.jpg", b"RIFF\x00\x00\x00\x00WEBP", ".webp"),
        ("a.bmp", b"BM\x10\x00\x00\x00\x00\x00\x00\x00", ".bmp"),
        ("a.md", b"BM is a company", ".md"),
        ("A.HTML", b"<html>", ".html"),
        ("a.docx", b"PK\x03\x04", ".docx"),
        ("a", b"PK\x03\x04", ".zip"),
        ("a.zip", b"Rar!\x1a\x07\x00", None),
        ("a.exe", b"hello", None),
        ("a", b"hello", None),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(name, data, suffix):
    assert suffix_of(name, data) == suffix


def test_office_files_are_told_from_other_archives():
    def archive(member: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            file.writestr(member, b"")
        return out.getvalue()

    assert suffix_of("a.txt", archive("word/document.xml")) == ".docx"
    assert suffix_of("a.txt", archive("xl/workbook.xml")) == ".xlsx"
    assert suffix_of("a.txt", archive("a.txt")) == ".zip"


def test_texts_can_be_read():
    assert set(TEXTS) <= set(SUFFIXES)
