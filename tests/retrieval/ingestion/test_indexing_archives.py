"""An archive is indexed as a folder is: what is in it comes, changes and goes with it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from small_reports import HILL, LAKE, RIVER

from retrieval.library import Library

Open = Callable[..., Library]
QUESTION = "哪个开发区审批时限压减了58.4%？"


def pack(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return path


def names(library: Library) -> list[str]:
    return [document.name for document in library.documents()]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return pack(tmp_path / "folder" / "总.zip", 河湾=RIVER, 镜湖=LAKE)


@pytest.mark.parametrize("by_itself", [True, False])
def test_what_goes_from_an_archive_is_dropped(open_library: Open, archive: Path, by_itself: bool) -> None:
    given = archive if by_itself else archive.parent
    library = open_library()
    assert library.index([given]).added == ("总.zip/河湾.txt", "总.zip/镜湖.txt")
    assert library.ask(QUESTION).passages[0].citation.document == "总.zip/河湾.txt"
    pack(archive, 岭南坡=HILL, 镜湖=LAKE)
    report = library.index([given])
    assert (report.added, report.unchanged, report.dropped) == (
        ("总.zip/岭南坡.txt",),
        ("总.zip/镜湖.txt",),
        ("总.zip/河湾.txt",),
    )
    assert library.ask(QUESTION).reason == "number_not_found"


def test_an_archive_that_goes_takes_all_of_it_along(open_library: Open, archive: Path) -> None:
    library = open_library()
    (archive.parent / "另.txt").write_text("另一份简报。", encoding="utf-8")
    library.index([archive.parent])
    archive.unlink()
    assert library.index([archive.parent]).dropped == ("总.zip/河湾.txt", "总.zip/镜湖.txt")


def test_a_damaged_archive_keeps_what_was_read_of_it(open_library: Open, archive: Path) -> None:
    library = open_library()
    library.index([archive.parent])
    archive.write_bytes(archive.read_bytes()[:-50])
    report = library.index([archive.parent])
    assert [name for name, _ in report.skipped] == ["总.zip"]
    assert report.dropped == ()
    assert library.ask(QUESTION).passages[0].citation.document == "总.zip/河湾.txt"


def test_what_is_unpacked_is_the_same_document(open_library: Open, archive: Path) -> None:
    library = open_library()
    library.index([archive])
    before = library.ask(QUESTION).passages[0].citation
    (archive.parent / "河湾.txt").write_text(RIVER, encoding="utf-8")
    report = library.index([archive.parent / "河湾.txt"])
    assert (report.added, report.passages) == (("河湾.txt",), 0)
    assert library.ask(QUESTION).passages[0].citation.id == before.id
