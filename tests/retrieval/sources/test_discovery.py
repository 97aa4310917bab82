"""Which files are found below the paths that a person names, and which of those found before have vanished."""

import os
import socket
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.errors import PathNotFound
from retrieval.sources.discovery import Found, find_files, vanished

LARGEST = 1_000_000


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def pack(path: Path, *names: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)


def find(*paths: Path, known: tuple[Path, ...] = ()) -> Found:
    return find_files(paths, known, LARGEST)


def names(*paths: Path, known: tuple[Path, ...] = ()) -> list[str]:
    return [file.name for file in find(*paths, known=known).files]


def gone(found: Found, *paths: Path) -> list[str]:
    return [Path(path).name for path in vanished(found, {str(path): path.name for path in paths})]


@pytest.fixture
def not_ours() -> Iterator[Path]:
    """A folder of this process, which may not read everything: the right of the super user is laid down."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        if os.geteuid():
            yield folder
            return
        folder.chmod(0o777)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)


def test_files_below_a_folder_are_named_by_their_path_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/c.txt", "a/d/e.md", "a.txt")
    assert names(tmp_path) == ["a/c.txt", "a/d/e.md", "a.txt", "b.txt"]
    assert find(tmp_path).folders == [tmp_path]


def test_a_file_by_itself_has_its_own_name_and_no_folder(tmp_path: Path) -> None:
    touch(tmp_path, "a/c.txt")
    found = find(tmp_path / "a" / "c.txt")
    assert [(file.name, file.folder) for file in found.files] == [("c.txt", None)]
    assert found.folders == []


def test_what_is_hidden_or_about_documents_is_left_alone(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden.txt", ".git/a.txt", "a/.b/c.txt", "seen.txt", "~$seen.docx", "a/documents.yaml")
    assert names(tmp_path) == ["seen.txt"]
    assert names(tmp_path / "a" / "documents.yaml") == []


def test_a_hidden_folder_that_is_named_is_read(tmp_path: Path) -> None:
    touch(tmp_path, ".reports/a.txt")
    assert names(tmp_path / ".reports") == ["a.txt"]


def test_what_a_browser_saves_beside_a_page_belongs_to_it(tmp_path: Path) -> None:
    touch(tmp_path, "年报.html", "年报_files/logo.png", "b.htm", "b.files/c.png", "d_files/e.png")
    assert names(tmp_path) == ["b.htm", "d_files/e.png", "年报.html"]


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.txt", "inside/a.txt")
    inside = tmp_path / "inside"
    (inside / "file.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (inside / "folder").symlink_to(tmp_path / "outside")
    (inside / "loop").symlink_to(inside)
    (inside / "b.txt").symlink_to(inside / "a.txt")
    assert names(inside) == ["a.txt", "b.txt"]
    assert find(inside).skipped == []


def test_links_to_nothing_are_said(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = find(tmp_path)
    assert [file.name for file in found.files] == ["a.txt"]
    assert [name for name, _ in found.skipped] == ["broken.txt", "self.txt"]
    assert all(message.startswith(f"{name}: it cannot be opened (") for name, message in found.skipped)


def test_a_link_in_a_circle_that_is_named_is_said(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert [name for name, _ in find(tmp_path / "self.txt").skipped] == ["self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_pipes_and_sockets_are_said_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.zip")
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        found = find(tmp_path, tmp_path / "pipe.txt")
    assert found.files == []
    assert {name for name, _ in found.skipped} == {"pipe.txt", "pipe.zip", "socket"}
    assert {message.partition(": ")[2] for _, message in found.skipped} == {
        "it cannot be opened (a pipe, a socket or a device)."
    }


def test_a_folder_that_may_not_be_read_is_said_and_the_rest_goes_on(not_ours: Path) -> None:
    touch(not_ours, "a.txt", "closed/b.txt", "z.txt")
    (not_ours / "closed").chmod(0)
    found = find(not_ours)
    assert [file.name for file in found.files] == ["a.txt", "z.txt"]
    assert found.skipped == [("closed", "closed: it cannot be opened (Permission denied).")]
    assert find(not_ours / "closed").skipped[0][0] == "closed"
    assert gone(found, not_ours / "closed" / "b.txt", not_ours / "c.txt") == ["c.txt"]
    (not_ours / "closed").chmod(0o700)


def test_names_are_shown_without_what_steers_a_terminal(tmp_path: Path) -> None:
    touch(tmp_path, "a\u202etxt.md", "b\x1b[31m\n.txt")
    found = find(tmp_path)
    assert [file.name for file in found.files] == ["atxt.md", "b[31m.txt"]
    assert all(file.path.is_file() for file in found.files)


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    pack(tmp_path / "b.zip", "c.txt")
    assert names(tmp_path, tmp_path / "a.txt", tmp_path / "b.zip", tmp_path) == ["a.txt", "b.zip/c.txt"]


@pytest.mark.parametrize("given", [("",), ("inner",), ("inner/a.txt",), ("inner", "")])
def test_the_outermost_folder_names_a_file_whichever_is_given(tmp_path: Path, given: tuple[str, ...]) -> None:
    touch(tmp_path, "inner/a.txt")
    assert names(*(tmp_path / path for path in given), known=(tmp_path / "inner", tmp_path)) == ["inner/a.txt"]


@pytest.mark.parametrize("nowhere", ["nowhere", "a.txt/b", "a\0b", "~nobody-of-this-name/a"])
def test_a_path_that_is_not_there_is_named(tmp_path: Path, nowhere: str) -> None:
    touch(tmp_path, "a.txt")
    with pytest.raises(PathNotFound, match="There is no file or folder "):
        find(tmp_path, Path(nowhere) if nowhere.startswith("~") else tmp_path / nowhere)


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    pack(tmp_path / "in" / "总.zip", "b.txt", "a/c.txt")
    found = find(tmp_path)
    assert [(file.name, file.folder) for file in found.files] == [
        ("in/总.zip/b.txt", tmp_path),
        ("in/总.zip/a/c.txt", tmp_path),
    ]
    assert found.files[0].path == tmp_path / "in" / "总.zip" / "b.txt"
    assert found.folders == [tmp_path]


def test_an_archive_by_itself_is_a_folder_that_names_its_files(tmp_path: Path) -> None:
    pack(tmp_path / "总.zip", "a/c.txt")
    found = find(tmp_path / "总.zip")
    assert [(file.name, file.folder) for file in found.files] == [("总.zip/a/c.txt", tmp_path / "总.zip")]
    assert found.folders == [tmp_path / "总.zip"]
    assert names(tmp_path / "总.zip", known=(tmp_path, tmp_path / "总.zip")) == ["总.zip/a/c.txt"]


def test_an_office_file_called_an_archive_is_a_file(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", "word/document.xml")
    assert names(tmp_path) == ["a.zip"]


def test_archives_that_cannot_be_read_are_said_and_hide_what_was_in_them(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", "b.txt", "c.zip")
    (tmp_path / "d.zip").write_bytes(b"PK\x03\x04 cut off")
    found = find(tmp_path)
    assert [file.name for file in found.files] == ["a.zip/b.txt"]
    (damaged, nested) = sorted(found.skipped, key=lambda line: line[0], reverse=True)
    assert damaged[0] == "d.zip"
    assert "not a whole ZIP archive" in damaged[1]
    assert nested[0] == "a.zip"
    assert "c.zip: an archive in an archive" in nested[1]
    before = [tmp_path / path for path in ("a.zip/old.txt", "a.zip/b.txt", "a.zip/c.zip", "d.zip/e.txt", "f.zip/g.txt")]
    assert gone(found, *before) == ["old.txt", "g.txt"]


def test_pictures_that_count_on_are_one_file(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "scan-2.png", "scan-1.png", "z.png", "in/scan-3.png")
    pack(tmp_path / "b.zip", "p9.jpg", "p10.jpg", "p.txt")
    assert names(tmp_path) == [
        "a.txt", "b.zip/p[9-10].jpg", "b.zip/p.txt", "in/scan-3.png", "scan-[1-2].png", "z.png",
    ]  # fmt: skip
    assert find(tmp_path).files[4].path == tmp_path / "scan-[1-2].png"


def test_pictures_given_together_by_name_are_one_file(tmp_path: Path) -> None:
    touch(tmp_path, "scan-2.png", "scan-1.png", "scan-3.png")
    (found,) = find(tmp_path / "scan-2.png", tmp_path / "scan-1.png").files
    assert (found.name, found.folder) == ("scan-[1-2].png", None)
    assert names(tmp_path / "scan-2.png") == ["scan-2.png"]


def test_what_vanished_lay_below_a_given_folder_and_is_not_there(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.txt", "in/scan-1.png", "in/scan-2.png")
    inside, outside = tmp_path / "in", tmp_path / "out" / "b.txt"
    before = [inside / name for name in ("a.txt", "b.txt", "scan-1.png", "scan-[1-2].png", "c.zip/d.txt")]
    assert gone(find(inside), *before, outside) == ["b.txt", "scan-1.png", "d.txt"]
    assert gone(find(inside / "a.txt"), *before, outside) == []


def test_an_archive_by_itself_is_named_where_something_in_it_cannot_be_read(tmp_path: Path) -> None:
    pack(tmp_path / "总.zip", "a.txt", "b.zip")
    assert [name for name, _ in find(tmp_path / "总.zip").skipped] == ["总.zip"]
