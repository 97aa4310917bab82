"""What the names of files say."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sources.file_names import left_alone, pages_of, printable_name, runs, title_in


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("报告 2024.pdf", "报告 2024.pdf"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("a\x1b[31m\nb\0.txt", "a[31mb.txt"),
        ("\u202a报告\u200b.txt", "报告.txt"),
        ("\udcb1\udca8.txt", "\ufffd\ufffd.txt"),
        ("\u202e", "\ufffd"),
    ],
)
def test_a_name_is_shown_without_what_steers_a_terminal(name: str, seen: str) -> None:
    assert printable_name(name) == seen


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_what_is_shown_is_harmless_and_stays_as_it_is(name: str) -> None:
    seen = printable_name(name)
    assert seen
    assert not {unicodedata.category(c) for c in seen} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert printable_name(seen) == seen


@pytest.mark.parametrize("name", [".git", "~$报告.docx", "documents.yaml", "aliases.yaml", "words.txt"])
def test_names_that_are_no_documents(name: str) -> None:
    assert left_alone(name)
    assert not left_alone(f"a{name}")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("scan-1.jpg scan-2.jpg scan-3.jpg", {"scan-[1-3].jpg": "scan-1.jpg scan-2.jpg scan-3.jpg"}),
        ("9.png 10.png 8.png", {"[8-10].png": "8.png 9.png 10.png"}),
        ("a09.png a10.png a08.png", {"a[08-10].png": "a08.png a09.png a10.png"}),
        ("版(1).JPG 版(2).JPG", {"版([1-2]).JPG": "版(1).JPG 版(2).JPG"}),
        ("第1页.jpg 第2页.jpg", {"第[1-2]页.jpg": "第1页.jpg 第2页.jpg"}),
        ("a1.png a2.png a4.png a5.png", {"a[1-2].png": "a1.png a2.png", "a[4-5].png": "a4.png a5.png"}),
        ("a1.png a01.png a2.png a02.png", {"a[1-2].png": "a1.png a2.png", "a[01-02].png": "a01.png a02.png"}),
        ("a1.png", {}),
        ("a1.png a2.jpg", {}),
        ("a1.png b2.png", {}),
        ("a1.txt a2.txt", {}),
        ("a1.png a3.png", {}),
        ("a1b.png a2b.png", {}),
        ("a1.png a2.png a[1-2].png", {}),
        ("a１.png a２.png", {}),
    ],
)
def test_pictures_that_count_on_are_pages_of_one_document(names: str, found: dict[str, str]) -> None:
    assert runs(set(names.split())) == {run: pages.split() for run, pages in found.items()}


NAMES = st.builds("{}{:0{}}.png".format, st.sampled_from(["", "a", "a-"]), st.integers(0, 15), st.integers(1, 3))


@given(st.sets(NAMES))
def test_a_picture_is_in_one_run_at_most_and_a_run_says_its_pages(names: set[str]) -> None:
    found = runs(names)
    pages = [page for run in found.values() for page in run]
    assert len(pages) == len(set(pages))
    assert set(pages) <= names
    assert all(pages_of(run) == in_it and len(in_it) > 1 for run, in_it in found.items())


@pytest.mark.parametrize(
    "name", ["scan-[3-1].jpg", "scan-[1-1].jpg", "scan-[1-999999999].jpg", "scan-1.jpg", "[a-b].jpg"]
)
def test_other_names_are_no_run(name: str) -> None:
    assert pages_of(name) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("青禾省-2026-工作报告.txt", "青禾省-2026-工作报告"),
        ("01-青禾县水利公报（终稿）.docx", "青禾县水利公报"),
        ("青禾县水利公报 (1).pdf", "青禾县水利公报"),
        ("青禾县水利公报_副本.pdf", "青禾县水利公报"),
        ("新建文本文档.txt", None),
        ("scan001.pdf", None),
        ("附件1.docx", None),
        ("报告.txt", None),
    ],
)
def test_a_name_may_say_what_the_document_is_called(name: str, title: str | None) -> None:
    assert title_in(name) == title
