"""What a `.yuanwenignore` leaves out."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from retrieval.sources import ignoring as ignoring_module
from retrieval.sources.discovery import find_files
from retrieval.sources.ignoring import IGNORE, SHOWN, Ignoring, ignore_line

LARGEST = 10**6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a few files, which is no link."""
    root = tmp_path.resolve() / "reports"
    for name in ("a.txt", "b.txt", "old/a.txt", "old/keep.txt", "old/deep/c.txt", "scan-1.png", "scan-2.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("青河", encoding="utf-8")
    return root


def names(folder: Path, *given: Path) -> set[str]:
    return {file.name for file in find_files(given or [folder], [folder], LARGEST).files}


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("", {"a.txt", "b.txt", "old/a.txt", "old/keep.txt", "old/deep/c.txt", "scan-[1-2].png"}),
        ("a.txt\nscan-*", {"b.txt", "old/keep.txt", "old/deep/c.txt"}),
        ("/a.txt\n*.png", {"b.txt", "old/a.txt", "old/keep.txt", "old/deep/c.txt"}),
        ("*.txt\n!keep.txt\n*.png", {"old/keep.txt"}),
        ("# 旧的\nold/\n*.png", {"a.txt", "b.txt"}),
    ],
)
def test_it_is_read_as_gitignore_is(folder: Path, lines: str, left: set[str]) -> None:
    (folder / IGNORE).write_text(lines, encoding="utf-8")
    assert names(folder) == left


def test_the_nearest_one_wins_and_one_above_counts_for_a_folder_below(folder: Path) -> None:
    (folder / IGNORE).write_text("*.png\nc.txt\na.txt", encoding="utf-8")
    (folder / "old" / IGNORE).write_text("!a.txt", encoding="utf-8")
    assert names(folder) == {"b.txt", "old/a.txt", "old/keep.txt"}
    assert names(folder, folder / "old") == {"old/a.txt", "old/keep.txt"}


def test_what_is_named_by_itself_is_taken(folder: Path) -> None:
    (folder / IGNORE).write_text("*", encoding="utf-8")
    assert names(folder) == set()
    assert names(folder, folder / "a.txt") == {"a.txt"}


def test_what_cannot_be_used_is_named_with_its_line(folder: Path) -> None:
    (folder / IGNORE).write_text("a.txt\n!\n*.png", encoding="utf-8")
    (folder / "old" / IGNORE).write_bytes("旧".encode("gb18030"))
    found = find_files([folder], [], LARGEST)
    assert {file.name for file in found.files} == {"b.txt", "old/keep.txt", "old/deep/c.txt"}
    complaints = dict(found.skipped)
    assert "line 2" in complaints[IGNORE]
    assert "UTF-8" in complaints[f"old/{IGNORE}"]


@example("\xa0")
@example("年报\u3000")
@example("年\u2028报")
@given(st.text(st.characters(blacklist_characters="/\0\n\r", blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_the_line_for_a_name_leaves_out_that_one(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    if name in (".", "..") or len(name.encode()) > 200:
        return
    root = tmp_path_factory.mktemp("ignored").resolve()
    (root / IGNORE).write_text(ignore_line(f"年报/{name}"), encoding="utf-8")
    ignoring = Ignoring(root)
    assert ignoring.ignores(root / "年报" / name)
    assert not ignoring.ignores(root / name)
    assert not ignoring.ignores(root / "年报" / f"x{name}")


def test_the_line_for_the_pages_of_a_document_leaves_them_all_out(folder: Path) -> None:
    (folder / IGNORE).write_text(ignore_line("scan-[1-2].png"), encoding="utf-8")
    assert "scan-[1-2].png" not in names(folder)


@example("a*[!a]*b", "xa/xb")
@example("**/a/**/a*b*b", "a/b/a/abab/b")
@given(
    st.lists(st.sampled_from(["a", "b", "*", "?", "[!a]", "[ab]", "/", "**", "\\["]), max_size=9).map("".join),
    st.text("ab[/", min_size=1, max_size=12).map(lambda path: path.strip("/").replace("//", "/") or "a"),
)
@pytest.mark.filterwarnings("ignore:Possible nested set")
def test_a_line_that_is_used_leaves_out_what_git_would(
    tmp_path_factory: pytest.TempPathFactory, line: str, path: str
) -> None:
    root = tmp_path_factory.mktemp("ignored").resolve()
    (root / IGNORE).write_text(line, encoding="utf-8")
    ignoring = Ignoring(root)
    found = ignoring.ignores(root / path)
    if not ignoring.problems:
        assert found == bool(GitIgnoreSpec.from_lines([line], backend="simple").check_file(path).include)


@pytest.mark.parametrize("line", ["*a" * 60 + "b", "*a?" * 40 + "b", "**/" * 200 + "a*aa*b", "*[ab]*[ab]*b"])
def test_stars_take_no_longer_for_being_many(tmp_path: Path, line: str) -> None:
    (tmp_path / IGNORE).write_text(line, encoding="utf-8")
    ignoring = Ignoring(tmp_path)
    began = time.process_time()
    assert not ignoring.ignores(tmp_path / ("a" * 250 + ".txt"))
    assert time.process_time() - began < 2
    assert not ignoring.problems


def test_of_a_file_without_end_the_first_lines_are_used_and_the_rest_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ignoring_module, "MOST_LINES", 2)
    (tmp_path / IGNORE).write_text("a.txt\n!b.txt\nc.txt", encoding="utf-8")
    ignoring = Ignoring(tmp_path)
    assert [ignoring.ignores(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")] == [True, False, False]
    ((_, reason),) = ignoring.problems
    assert "only the first 2 of 3 lines" in reason


@pytest.mark.parametrize("line", ["*[a]" * 9 + "b", "*a/" + "**/a/" * 9 + "b", "**/*[a]*[ab]*[b]*"])
def test_a_line_that_would_take_too_long_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / IGNORE).write_text(f"b.txt\n{line}{'x' * 1000}", encoding="utf-8")
    ignoring = Ignoring(tmp_path)
    assert ignoring.ignores(tmp_path / "b.txt")
    assert not ignoring.ignores(tmp_path / ("a" * 250 + ".txt"))
    ((_, reason),) = ignoring.problems
    assert "line 2" in reason and line[:SHOWN] in reason and len(reason) < 300 + len(str(tmp_path))
