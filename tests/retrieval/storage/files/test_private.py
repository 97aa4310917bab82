"""What stands in a data directory is its owner's alone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.storage.files.private import (
    files_kept,
    make_private_folder,
    open_to_others,
    private_lock,
    tighten,
    write_private,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """The user's own mask lets everybody do everything."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> set[str]:
    """The modes of a folder and of all in it, by kind."""
    paths = (folder, *folder.rglob("*"))
    return {f"{'folder' if path.is_dir() else 'file'} {path.stat().st_mode & 0o777:o}" for path in paths}


def test_what_indexing_and_asking_make(library, tmp_path):
    library.ask("审批时限")
    assert {"lexical", "vectors", "library.sqlite-wal"} <= {path.name for path in (tmp_path / "library").iterdir()}
    assert modes(tmp_path / "library") == {"folder 700", "file 600"}


def test_what_an_earlier_version_left_open_is_closed_by_the_next_write(library, folder, tmp_path):
    data = tmp_path / "library"
    for path in (data, *data.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    (folder / "白塔.txt").write_text("白塔镇去年种树 3 万棵。", encoding="utf-8")
    library.index([folder])
    assert modes(data) == {"folder 700", "file 600"}


def test_what_is_not_ours_stays_as_it_is(tmp_path):
    data, own, elsewhere = tmp_path / "work", tmp_path / "work/notes.txt", tmp_path / "elsewhere"
    (data / "uploads").mkdir(parents=True)
    for path in (own, elsewhere):
        path.touch()
    (data / "uploads/link").symlink_to(elsewhere)
    (data / "lexical").symlink_to(tmp_path)
    (data / "telegram.sqlite").touch()
    assert open_to_others(data) == [data / "telegram.sqlite", data / "uploads"]
    tighten(data)
    assert open_to_others(data) == []
    assert [path.stat().st_mode & 0o777 for path in (data, own, elsewhere)] == [0o777, 0o666, 0o666]


def test_what_is_made_is_private_at_once(tmp_path):
    make_private_folder(tmp_path / "a/b")
    write_private(tmp_path / "a/file", b"words")
    with private_lock(tmp_path / "a/lock"):
        assert modes(tmp_path / "a") == {"folder 700", "file 600"}
    (tmp_path / "a/file").chmod(0o644)
    write_private(tmp_path / "a/file", b"other")
    assert modes(tmp_path / "a") == {"folder 700", "file 600"}


def test_files_that_vanish_while_they_are_looked_at_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    for name in "ab":
        (tmp_path / "uploads" / name).write_text("青河")
    found = files_kept(tmp_path)
    first, status = next(found)
    assert status.st_size == 6
    for path in (tmp_path / "uploads").iterdir():
        path.unlink()
    assert first.parent.name == "uploads" and list(found) == []
