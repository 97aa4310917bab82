"""The bytes of a source from its path alone, as long as they hold still."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from retrieval.errors import DamagedDocument, DocumentTooLarge
from retrieval.sources import content
from retrieval.sources.content import SourceReader, sha256
from retrieval.sources.directory_walk import check_regular
from retrieval.sources.discovery import find_files
from retrieval.sources.zip_archive import Archive

LARGEST = 50_000_000


def pack(path: Path, **members: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.png", data)


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x")


def test_every_file_that_is_found_can_be_read_again(tmp_path: Path) -> None:
    for name in ("a.txt", "scan-1.png", "scan-2.png"):
        (tmp_path / name).write_text(name)
    pack(tmp_path / "b.zip", p1=b"1", p2=b"2", q=b"3")
    pack(tmp_path / "c.zip", p1=b"4", **{"长" * 100: b"5"})
    with SourceReader(LARGEST) as contents:
        read = {file.name: contents.of(file.path) for file in find_files([tmp_path], [], LARGEST).files}
    assert read == {
        "a.txt": [b"a.txt"],
        "b.zip/p[1-2].png": [b"1", b"2"],
        "b.zip/q.png": [b"3"],
        "c.zip/p1.png": [b"4"],
        f"c.zip/{'长' * 100}.png": [b"5"],
        "scan-[1-2].png": [b"scan-1.png", b"scan-2.png"],
    }


def test_a_file_that_is_called_as_a_run_is_itself(tmp_path: Path) -> None:
    for name in ("scan-[1-2].png", "scan-1.png", "scan-2.png"):
        (tmp_path / name).write_text(name)
    with SourceReader(LARGEST) as contents:
        assert contents.of(tmp_path / "scan-[1-2].png") == [b"scan-[1-2].png"]


@pytest.mark.parametrize("path", ["a.txt", "b.zip/c.png", "d.zip/p1.png", "scan-[1-3].png", "folder", "e.txt/f"])
def test_what_is_not_there_is_an_error_of_the_system(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "scan-1.png").touch()
    (tmp_path / "e.txt").touch()
    pack(tmp_path / "b.zip", p1=b"1")
    with SourceReader(LARGEST) as contents, pytest.raises(OSError):
        contents.of(tmp_path / path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with SourceReader(LARGEST) as contents, pytest.raises(OSError, match="a pipe"):
        contents.of(tmp_path / "a.txt")


def test_what_is_too_large_is_said(tmp_path: Path) -> None:
    for name in ("a.txt", "scan-1.png", "scan-2.png"):
        (tmp_path / name).write_bytes(bytes(2_500_000))
    with SourceReader(2_000_000) as contents, pytest.raises(DocumentTooLarge, match=r"^a\.txt: it is over .* 2 MB"):
        contents.of(tmp_path / "a.txt")
    with SourceReader(1_000_000) as contents, pytest.raises(DocumentTooLarge, match=r"^scan-1\.png"):
        contents.of(tmp_path / "scan-[1-2].png")


def test_pictures_of_one_document_may_be_larger_together_but_not_by_any_measure(tmp_path: Path) -> None:
    for number in range(1, 6):
        (tmp_path / f"scan-{number}.png").write_bytes(bytes(1_000_000))
    with SourceReader(1_000_000) as contents:
        assert len(contents.of(tmp_path / "scan-[1-4].png")) == 4
        with pytest.raises(DocumentTooLarge, match=r"^scan-\[1-5\]\.png: it is over the limit of 4 MB"):
            contents.of(tmp_path / "scan-[1-5].png")


def test_a_file_that_changes_while_it_is_read_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(1000))

    def looked_at(status: os.stat_result) -> None:
        grow(path)
        check_regular(status)

    with SourceReader(LARGEST) as contents:
        with monkeypatch.context() as patch:
            patch.setattr(content, "check_regular", looked_at)
            with pytest.raises(DamagedDocument, match=r"^a\.txt: it changes while it is read"):
                contents.of(path)
        assert contents.of(path) == [path.read_bytes()]


def test_an_archive_that_changes_while_it_is_read_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    pack(path, p=bytes(1000))

    class Growing(Archive):
        def read(self, member: str) -> bytes:
            grow(path)
            return super().read(member)

    with SourceReader(LARGEST) as contents:
        with monkeypatch.context() as patch:
            patch.setattr(content, "Archive", Growing)
            # What is written behind an archive is taken for its comment, or breaks it: either way it changes.
            with pytest.raises(DamagedDocument, match=r"^(p\.png: it changes|a\.zip: not a whole)"):
                contents.of(path / "p.png")
        pack(path, p=b"new")
        assert contents.of(path / "p.png") == [b"new"]


def test_an_archive_made_anew_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    pack(path, p=b"old", q=b"old")
    with SourceReader(LARGEST) as contents:
        assert contents.of(path / "p.png") == [b"old"]
        pack(path, p=b"newer", q=b"newer")
        assert contents.of(path / "q.png") == [b"newer"]


def test_the_hash_of_one_file_is_that_of_its_bytes_and_of_several_depends_on_their_order() -> None:
    assert sha256([b"a"]) == hashlib.sha256(b"a").hexdigest()
    assert len({sha256(parts) for parts in ([b"ab"], [b"a", b"b"], [b"b", b"a"], [b"", b"ab"])}) == 4
