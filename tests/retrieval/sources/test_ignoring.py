"""What a `.yuanwenignore` leaves out."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.sources.discovery import find_files
from retrieval.sources.ignoring import IGNORE, Ignoring, ignore_line

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
