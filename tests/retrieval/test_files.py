"""Which files are found below the paths that a person names."""

from pathlib import Path

import pytest

from retrieval.errors import PathNotFound
from retrieval.files import find_files


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def names(*paths: Path, known: tuple[Path, ...] = ()) -> list[str]:
    return [file.name for file in find_files(paths, known)[0]]


def test_files_below_a_folder_are_named_by_their_path_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/c.txt", "a/d/e.md")
    assert names(tmp_path) == ["a/c.txt", "a/d/e.md", "b.txt"]
    assert find_files([tmp_path])[1] == [tmp_path]


def test_a_file_by_itself_has_its_own_name_and_no_folder(tmp_path: Path) -> None:
    touch(tmp_path, "a/c.txt")
    (found,), folders = find_files([tmp_path / "a" / "c.txt"])
    assert (found.name, found.folder, folders) == ("c.txt", None, [])


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden.txt", ".git/a.txt", "a/.b/c.txt", "seen.txt")
    assert names(tmp_path) == ["seen.txt"]


def test_a_hidden_folder_that_is_named_is_read(tmp_path: Path) -> None:
    touch(tmp_path, ".reports/a.txt")
    assert names(tmp_path / ".reports") == ["a.txt"]


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.txt", "inside/a.txt")
    inside = tmp_path / "inside"
    (inside / "file.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (inside / "folder").symlink_to(tmp_path / "outside")
    (inside / "loop").symlink_to(inside)
    (inside / "broken.txt").symlink_to(inside / "nothing")
    (inside / "self.txt").symlink_to(inside / "self.txt")
    (inside / "b.txt").symlink_to(inside / "a.txt")
    assert names(inside) == ["a.txt", "b.txt"]


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    assert names(tmp_path, tmp_path / "a.txt", tmp_path) == ["a.txt"]


@pytest.mark.parametrize("given", [("",), ("inner",), ("inner/a.txt",), ("inner", "")])
def test_the_outermost_folder_names_a_file_whichever_is_given(tmp_path: Path, given: tuple[str, ...]) -> None:
    touch(tmp_path, "inner/a.txt")
    assert names(*(tmp_path / path for path in given), known=(tmp_path / "inner", tmp_path)) == ["inner/a.txt"]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PathNotFound, match="nowhere"):
        find_files([tmp_path, tmp_path / "nowhere"])
