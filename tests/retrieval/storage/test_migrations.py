"""Libraries of earlier versions, stored as they were written: they answer, and what was cited is found."""

import sqlite3
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from command_line import write_reports
from database_schema import schema

from retrieval.library import Library
from retrieval.settings import Settings
from retrieval.storage.migrations import LIBRARY
from retrieval.storage.store import open_store

STORED = sorted(Path(__file__).with_name("data").glob("version-*.zip"))
"""Data directories of the versions that were released, each with the two small reports, one of them in its second
version, and one taken away again."""

CITED = {"224ca1633885": "current", "2089ea4dd785": "current", "b0e6da0e1043": "moved", "f97cb26a6f4c": "superseded"}
"""Citations that each of them has given, and what has become of them since."""

ANSWERS = {"审批时限压缩多少？": "37.5%", "氢能产业产值达到多少？": "34.6 亿元"}


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data directory as an earlier version left it."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path / "stored")
    return tmp_path / "stored"


@pytest.fixture
def library(stored: Path) -> Iterator[Library]:
    """The library in it, opened by this version."""
    with Library.open(Settings(data_dir=stored)) as opened:
        yield opened


def test_there_is_one_of_the_first_version_that_can_be_brought_up_to_date() -> None:
    assert STORED[0].stem == f"version-{LIBRARY.first}"


def test_what_it_has_cited_is_found_before_anything_else_is_done(library: Library) -> None:
    assert {citation: library.show(citation).status for citation in CITED} == CITED


def test_it_answers_when_it_has_been_encoded_with_todays_model(library: Library) -> None:
    library.rebuild()
    for question, answer in ANSWERS.items():
        given = library.ask(question)
        assert given.answer == answer
        assert CITED[given.passages[0].citation.id] == "current"
    assert {citation: library.show(citation).status for citation in CITED} == CITED


def test_it_can_be_changed(library: Library, tmp_path: Path) -> None:
    report = library.index([write_reports(tmp_path / "reports")])
    assert not report.skipped
    assert library.ask("氢能产业产值达到多少？").answer == "34.6 亿元"
    for document in library.documents():
        library.remove(document.path, keep_citations=True)
    assert library.documents() == []
    for citation in CITED:
        shown = library.show(citation)
        assert shown.status == "superseded"
        assert shown.quote


def test_it_comes_to_the_schema_of_a_new_one(stored: Path, tmp_path: Path) -> None:
    for folder in (stored, tmp_path):
        open_store(folder / "library.sqlite").close()
    old, new = schema(stored / "library.sqlite"), schema(tmp_path / "library.sqlite")
    assert len(new) > 10
    assert old == new


def test_many_may_open_it_at_once(stored: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: open_store(stored / "library.sqlite").close(), range(8)))
    with closing(sqlite3.connect(stored / "library.sqlite")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (LIBRARY.version,)
