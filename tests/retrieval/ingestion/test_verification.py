"""`verify`: what has become of the files, and of the library itself."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from small_reports import REPORTS

from retrieval.library import Library


def findings(library: Library) -> dict[str, str]:
    return {verification.document: verification.finding for verification in library.verify()}


def meddle(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "library" / "library.sqlite")) as db, db:
        db.execute(statement)


def test_an_untouched_library_is_intact(library: Library) -> None:
    verifications = library.verify()
    assert [verification.document for verification in verifications] == sorted(REPORTS)
    assert {verification.finding for verification in verifications} == {"intact"}
    assert all(verification.passages == verification.intact > 0 for verification in verifications)


def test_a_changed_and_a_missing_file(library: Library, folder: Path) -> None:
    (folder / "河湾.txt").write_text("换了。", encoding="utf-8")
    (folder / "镜湖.md").unlink()
    assert findings(library) == {"河湾.txt": "changed", "镜湖.md": "missing", "高新区/岭南坡.txt": "intact"}
    library.index([folder])
    assert findings(library) == {"河湾.txt": "intact", "高新区/岭南坡.txt": "intact"}


def test_a_folder_in_place_of_a_file_is_a_missing_file(library: Library, folder: Path) -> None:
    (folder / "镜湖.md").unlink()
    (folder / "镜湖.md").mkdir()
    assert findings(library)["镜湖.md"] == "missing"


@pytest.mark.parametrize(("version", "finding"), [("reader_version", "damaged"), ("reader_version + 1", "drift")])
def test_another_text_is_drift_of_another_reader_and_damage_of_the_same(
    library: Library, tmp_path: Path, version: str, finding: str
) -> None:
    """Text is added behind all passages, so that these still stand in it."""
    meddle(tmp_path, "UPDATE texts SET text = text || '。'")
    meddle(tmp_path, f"UPDATE documents SET reader_version = {version}")
    assert set(findings(library).values()) == {finding}


def test_a_passage_that_is_not_in_the_text_is_counted(library: Library, tmp_path: Path) -> None:
    meddle(tmp_path, "UPDATE passages SET text = '别的话' WHERE id = (SELECT MIN(id) FROM passages)")
    damaged = [verification for verification in library.verify() if verification.finding == "damaged"]
    assert [verification.passages - verification.intact for verification in damaged] == [1]


def test_what_has_become_of_files_in_an_archive(library: Library, tmp_path: Path) -> None:
    archive = tmp_path / "总.zip"

    def pack(**members: str) -> None:
        with zipfile.ZipFile(archive, "w") as made:
            for name, text in members.items():
                made.writestr(f"{name}.txt", text)

    pack(a="甲园区开工。", b="乙园区开工。")
    library.index([archive])
    assert {name: found for name, found in findings(library).items() if "zip" in name} == {
        "总.zip/a.txt": "intact",
        "总.zip/b.txt": "intact",
    }
    pack(a="甲园区完工。")
    assert findings(library)["总.zip/a.txt"] == "changed"
    assert findings(library)["总.zip/b.txt"] == "missing"
    archive.write_bytes(b"PK\x03\x04 cut off")
    assert findings(library)["总.zip/a.txt"] == "changed"
    archive.unlink()
    assert findings(library)["总.zip/a.txt"] == "missing"
