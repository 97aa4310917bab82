"""ZIP archives: members and their names, and what an archive can do to its reader."""

import io
import stat
import struct
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import DamagedDocument, DocumentError, DocumentTooLarge
from retrieval.sources.zip_archive import LONGEST_NAME, MOST_MEMBERS, Archive

LARGEST = 1_000_000
Members = Sequence[tuple[str, bytes]]


def packed(path: Path, members: Members, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return path


def renamed(path: Path, old: bytes, new: bytes) -> Path:
    """The archive with a name in it replaced, byte for byte, in both places where it stands."""
    assert len(old) == len(new)
    path.write_bytes(path.read_bytes().replace(old, new))
    return path


def meddled(path: Path, offset: int, value: bytes) -> Path:
    """The archive with bytes of the first entry of its directory replaced (APPNOTE.TXT 4.3.12)."""
    data = bytearray(path.read_bytes())
    position = data.index(b"PK\x01\x02") + offset
    data[position : position + len(value)] = value
    path.write_bytes(data)
    return path


def test_members_are_read_by_their_paths(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", [("b.txt", b"1"), ("园区/c.txt", b"2"), ("园区/", b"")])
    with Archive(path, LARGEST) as archive:
        assert archive.members == ("b.txt", "园区/c.txt")
        assert [archive.read(member) for member in archive.members] == [b"1", b"2"]
        assert (archive.kind, archive.skipped, archive.reasons) == (None, (), ())
        with pytest.raises(FileNotFoundError):
            archive.read("c.txt")


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\reports\\a.txt", "reports/a.txt"),
        ("a\\..\\b.txt", "a/b.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("a.txt\0.exe", "a.txt"),
        ("年报\u202etxt.pdf", "年报txt.pdf"),
        ("a\x1b[2J\r\n.txt", "a[2J.txt"),
        ("长" * 300 + ".txt", "长" * (LONGEST_NAME - 4) + ".txt"),
        ("x" * 300, "x" * LONGEST_NAME),
    ],
)
def test_names_are_made_harmless(tmp_path: Path, name: str, member: str) -> None:
    with Archive(packed(tmp_path / "a.zip", [(name, b"1")]), LARGEST) as archive:
        assert archive.members == (member,)
        assert archive.read(member) == b"1"


@given(st.lists(st.text(max_size=400), max_size=5))
def test_any_names_give_readable_members_of_relative_paths(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        members = [(name, str(number).encode()) for number, name in enumerate(names)]
        with Archive(packed(Path(folder) / "a.zip", members), LARGEST) as archive:
            assert len(set(archive.members)) == len(archive.members)
            for member in archive.members:
                parts = member.split("/")
                assert not {"", ".", ".."} & set(parts)
                assert max(map(len, parts)) <= LONGEST_NAME + 10
                assert archive.read(member).isdigit()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_their_encoding_are_chinese(tmp_path: Path, encoding: str) -> None:
    name = "园区年报".encode(encoding)
    path = packed(tmp_path / "a.zip", [("x" * len(name) + ".txt", b"1")])
    with Archive(renamed(path, b"x" * len(name), name), LARGEST) as archive:
        assert archive.members == ("园区年报.txt",)
        assert archive.read("园区年报.txt") == b"1"


def with_unicode_path(path: Path, plain: bytes, said: bytes) -> Path:
    """An archive of a member named `plain`, whose extra field names it `said` (APPNOTE.TXT 4.6.9)."""
    info = zipfile.ZipInfo("x" * len(plain))
    field = b"\1" + zlib.crc32(plain).to_bytes(4, "little") + said
    times = struct.pack("<HHBI", 0x5455, 5, 1, 1_700_000_000)
    info.extra = times + struct.pack("<HH", 0x7075, len(field)) + field
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, b"1")
    return renamed(path, b"x" * len(plain), plain)


@pytest.mark.parametrize(
    ("plain", "said", "member"),
    [
        ("园区年报.txt".encode("gbk"), "园区年报（终稿）.txt".encode(), "园区年报（终稿）.txt"),
        (b"____.txt", "园区年报.txt".encode(), "园区年报.txt"),
        ("园区年报.txt".encode("gbk"), b"", "园区年报.txt"),
    ],
)
def test_a_name_in_an_extra_field_counts(tmp_path: Path, plain: bytes, said: bytes, member: str) -> None:
    with Archive(with_unicode_path(tmp_path / "a.zip", plain, said), LARGEST) as archive:
        assert archive.members == (member,)
        assert archive.read(member) == b"1"


@given(st.binary(min_size=1, max_size=12), st.binary(max_size=20))
def test_any_name_and_extra_field_is_read_or_refused(plain: bytes, said: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = with_unicode_path(Path(folder) / "a.zip", plain.replace(b"PK", b"pk"), said)
        try:
            with Archive(path, LARGEST) as archive:
                assert [archive.read(member) for member in archive.members] in ([], [b"1"])
        except DocumentError as error:
            assert "a.zip" in str(error)


def test_names_in_another_encoding_stay_as_the_format_says(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", [("xx.txt", b"1")])
    with Archive(renamed(path, b"xx", b"\xff\xfe"), LARGEST) as archive:
        assert archive.members == ("\xa0■.txt",)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_the_last_is_valid(tmp_path: Path) -> None:
    with Archive(packed(tmp_path / "a.zip", [("a.txt", b"old"), ("a.txt", b"new")]), LARGEST) as archive:
        assert archive.members == ("a.txt",)
        assert archive.read("a.txt") == b"new"


def test_names_that_come_to_the_same_are_told_apart(tmp_path: Path) -> None:
    members = [("a.txt", b"1"), ("../a.txt", b"2"), ("a\u200b.txt", b"3"), ("b/c", b"4"), ("b\\c", b"5")]
    with Archive(packed(tmp_path / "a.zip", members), LARGEST) as archive:
        assert archive.members == ("a.txt", "a (2).txt", "a (3).txt", "b/c", "b/c (2)")
        assert b"".join(map(archive.read, archive.members)) == b"12345"


def test_what_is_no_document_is_left_alone(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("__MACOSX/._a.txt", ".hidden/b.txt", "c/.d.txt", "~$e.docx", "documents.yaml", "f.txt", "dir\\"):
            archive.writestr(name, b"1")
        archive.writestr(link, b"/etc/passwd")
    with Archive(path, LARGEST) as archive:
        assert archive.members == ("f.txt",)


@pytest.mark.parametrize(
    ("member", "kind"),
    [("word/document.xml", "a Word file"), ("xl/workbook.xml", "an Excel workbook"), ("word.xml", None)],
)
def test_an_office_file_is_no_archive(tmp_path: Path, member: str, kind: str | None) -> None:
    with Archive(packed(tmp_path / "a.zip", [(member, b"1")]), LARGEST) as archive:
        assert archive.kind == kind


def test_members_that_cannot_be_read_are_one_line_for_each_reason(tmp_path: Path) -> None:
    members = [("a.txt", b"1"), ("b.zip", b"2"), ("c/d.ZIP", b"3"), ("e.txt", bytes(LARGEST + 1)), ("f.txt", b"6")]
    with Archive(packed(tmp_path / "总.zip", members), LARGEST) as archive:
        assert archive.members == ("a.txt", "f.txt")
        assert archive.skipped == ("b.zip", "c/d.ZIP", "e.txt")
        nested, large = archive.reasons
        assert nested.startswith("总.zip: b.zip and 1 more: an archive in an archive")
        assert large.startswith("总.zip: e.txt: unpacks to over the limit of 1 MB")
        with pytest.raises(DocumentError, match=r"^b\.zip: an archive in"):
            archive.read("b.zip")


@pytest.mark.parametrize(
    ("offset", "value", "said"), [(8, b"\x01\x00", "password"), (10, b"\x0e\x00", "packed in a way")]
)
def test_encrypted_members_and_strange_methods_are_said(tmp_path: Path, offset: int, value: bytes, said: str) -> None:
    path = meddled(packed(tmp_path / "a.zip", [("a.txt", b"1"), ("b.txt", b"2")]), offset, value)
    with Archive(path, LARGEST) as archive:
        assert archive.members == ("b.txt",)
        assert said in archive.reasons[0]


def test_a_member_gives_no_more_than_the_directory_says(tmp_path: Path) -> None:
    path = meddled(packed(tmp_path / "a.zip", [("a.txt", bytes(500_000))]), 24, struct.pack("<I", 10))
    with Archive(path, LARGEST) as archive, pytest.raises(DamagedDocument, match=r"^a\.txt: damaged inside a\.zip"):
        archive.read("a.txt")


def test_a_bomb_is_told_by_what_it_would_unpack_to(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", [(f"{number}.txt", bytes(10**7)) for number in range(11)])
    assert path.stat().st_size < 200_000
    with pytest.raises(DamagedDocument, match=r"^a\.zip: unpacks to 110 MB, 1,0\d\d times its size; left alone"):
        Archive(path, 10**8)


def test_a_bomb_of_members_that_lie_over_one_another_is_told(tmp_path: Path) -> None:
    """Many entries of the directory for one stretch of packed bytes (D. Fifield, A better zip bomb, 2019)."""
    data = packed(tmp_path / "a.zip", [("a.txt", bytes(range(256)) * 100)], zipfile.ZIP_STORED).read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = b"".join(data[start:end].replace(b"a.txt", f"{number:05}".encode()) for number in range(200))
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), start, 0)
    (tmp_path / "a.zip").write_bytes(data[:start] + entries + closing)
    with pytest.raises(DamagedDocument, match="lie over one another"):
        Archive(tmp_path / "a.zip", LARGEST)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", [(f"{number}", b"") for number in range(MOST_MEMBERS + 1)])
    with pytest.raises(DocumentTooLarge, match=r"^a\.zip: over 10,000 files"):
        Archive(path, LARGEST)


def test_a_directory_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    """Of a hundred thousand members, and of a file that only says that it has them."""
    path = packed(tmp_path / "a.zip", [(f"{number:060}", b"") for number in range(100_000)])
    with pytest.raises(DocumentError, match=r"^a\.zip: "):
        Archive(path, LARGEST)
    with path.open("wb") as file:
        file.truncate(3 * 10**9)
        file.seek(3 * 10**9)
        file.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 3 * 10**9, 0, 0))
    with pytest.raises(DamagedDocument, match="not a whole ZIP archive"):
        Archive(path, LARGEST)


@given(st.data())
def test_a_damaged_archive_gives_members_or_a_named_error(data: st.DataObject) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "园区开工。" * 50)
        archive.writestr("年报/b.txt", "审批提速。" * 50)
    whole = buffer.getvalue()
    start = data.draw(st.integers(0, len(whole)))
    end = start + data.draw(st.integers(0, 20))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:])
        try:
            with Archive(path, LARGEST) as opened:
                for member in opened.members:
                    try:
                        opened.read(member)
                    except DamagedDocument as error:
                        assert "damaged inside a.zip" in str(error)
        except DocumentError as error:
            assert str(error).startswith("a.zip: ")
