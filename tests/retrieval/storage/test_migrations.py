"""Libraries of earlier versions, stored as they were written: they answer, and what was cited is found."""

import sqlite3
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from command_line import write_reports

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


def test_it_answers_and_what_it_has_cited_is_found(library: Library) -> None:
    for question, answer in ANSWERS.items():
        given = library.ask(question)
        assert given.answer == answer
        assert CITED[given.passages[0].citation.id] == "current"
    assert {citation: library.show(citation).status for citation in CITED} == CITED


def test_it_can_be_changed(library: Library, tmp_path: Path) -> None:
    library.remove("松岭/松岭.md")
    assert not library.ask("氢能产业产值达到多少？").answered
    report = library.index([write_reports(tmp_path / "reports")])
    assert not report.skipped
    assert library.ask("氢能产业产值达到多少？").answer == "34.6 亿元"
    assert library.show("2089ea4dd785").status == "current"


def test_it_comes_to_the_schema_of_a_new_one(stored: Path, tmp_path: Path) -> None:
    for folder in (stored, tmp_path):
        open_store(folder / "library.sqlite").close()
    old, new = _schema(stored / "library.sqlite"), _schema(tmp_path / "library.sqlite")
    assert len(new) > 10
    assert old == new


def test_many_may_open_it_at_once(stored: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: open_store(stored / "library.sqlite").close(), range(8)))
    with closing(sqlite3.connect(stored / "library.sqlite")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (LIBRARY.version,)


def _schema(path: Path) -> dict[str, object]:
    """Tables with their columns, keys and indexes, and triggers, as SQLite understands them."""
    with closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        schema: dict[str, object] = {
            name: sql for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        }
        for table in tables:
            # That a primary key is not null goes without saying: it was not always said.
            columns = 'name, type, "notnull" OR pk, dflt_value, pk'
            indexes = 'i."unique", i.origin, i.partial, (SELECT GROUP_CONCAT(name) FROM PRAGMA_INDEX_INFO(i.name))'
            schema[table] = [
                sorted(db.execute(query, [table]), key=repr)
                for query in (
                    f"SELECT {columns} FROM PRAGMA_TABLE_INFO(?)",
                    'SELECT "table", "from", on_delete FROM PRAGMA_FOREIGN_KEY_LIST(?)',
                    f"SELECT {indexes} FROM PRAGMA_INDEX_LIST(?) i",
                )
            ]
    return schema
