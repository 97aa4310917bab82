"""A document that another version of its reader read is read again, without its file having changed."""

import sqlite3
from pathlib import Path

import small_reports

from retrieval.library import Library


def read_by_an_older_reader(data_dir: Path, name: str) -> None:
    """Make the library look as if an older reader had read the document `name`, and had seen less in it."""
    with sqlite3.connect(data_dir / "library.sqlite") as db:
        (document,) = db.execute("SELECT document FROM sources WHERE name = ?", [name]).fetchone()
        db.execute("UPDATE documents SET reader_version = 0, text = text || '。' WHERE id = ?", [document])


def test_indexing_again_cures_drift(library: Library, folder: Path, tmp_path: Path) -> None:
    before = library.ask(small_reports.QUESTIONS[0])
    read_by_an_older_reader(tmp_path / "library", "河湾.txt")
    assert {v.document for v in library.verify() if v.finding == "drift"} == {"河湾.txt"}

    report = library.index([folder])

    assert report.changed == ("河湾.txt",)
    assert set(report.unchanged) == set(small_reports.REPORTS) - {"河湾.txt"}
    assert {v.finding for v in library.verify()} == {"intact"}
    assert len(library.documents()) == len(small_reports.REPORTS)
    after = library.ask(small_reports.QUESTIONS[0])
    assert [p.citation for p in after.passages] == [p.citation for p in before.passages]


def test_every_source_of_the_same_bytes_gets_the_new_reading(library: Library, folder: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes((folder / "河湾.txt").read_bytes())
    library.index([twin])
    read_by_an_older_reader(tmp_path / "library", "twin.txt")

    library.index([folder])

    assert {v.document: v.finding for v in library.verify()}["twin.txt"] == "intact"
