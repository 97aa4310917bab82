"""Shared by the tests of the library: the bundled sample, indexed once; libraries to change."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import small_reports
from postgresql_server import PostgresqlServer

import retrieval.sample
from retrieval.answer import Answer
from retrieval.library import Library
from retrieval.settings import Settings


@pytest.fixture(scope="session")
def sample_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a library of the bundled sample, not to be changed."""
    directory = tmp_path_factory.mktemp("sample")
    with Library.open(Settings(data_dir=directory)) as library:
        library.index([Path(retrieval.sample.__file__).with_name("sample-report.txt")])
    return directory


@pytest.fixture(scope="session")
def sample(sample_directory: Path) -> Iterator[Library]:
    """A library of the bundled sample, to be asked and not to be changed."""
    with Library.open(Settings(data_dir=sample_directory)) as library:
        yield library


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with the small reports in `reports`, a library of them, and what was in the reports in `kept`."""
    place = tmp_path_factory.mktemp("small")
    small_reports.write(place / "kept")
    shutil.copytree(place / "kept", place / "reports")
    with Library.open(Settings(data_dir=place / "library")) as library:
        library.index([place / "reports"])
    return place


@pytest.fixture
def folder(small: Path) -> Path:
    """The folder with the small reports, to be changed: every test finds it as it was."""
    shutil.rmtree(small / "reports")
    return shutil.copytree(small / "kept", small / "reports")


@pytest.fixture(scope="session")
def small_in_postgresql(small: Path, postgresql: PostgresqlServer) -> str:
    """The name of a database of PostgreSQL's with a library of the small reports, to be copied."""
    address = postgresql.new_database()
    shutil.rmtree(small / "reports")  # as an earlier test has left it
    shutil.copytree(small / "kept", small / "reports")
    with Library.open(Settings(data_dir=small / "beside", database=address)) as library:
        library.index([small / "reports"])
    return address.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str | None:
    """Where the libraries of a test are: None for SQLite; with `IN_BOTH` also an address of PostgreSQL's."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return None
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    wanted = "library" in request.fixturenames
    return server.new_database(request.getfixturevalue("small_in_postgresql") if wanted else "template1")


@pytest.fixture
def open_library(tmp_path: Path, address: str | None) -> Iterator[Callable[..., Library]]:
    """Opens a library in this test's data directory, each time another; they are closed behind the test."""
    opened: list[Library] = []

    def open_library(beside: str = "library", **settings: object) -> Library:
        opened.append(Library.open(Settings(data_dir=tmp_path / beside, database=address, **settings)))
        return opened[-1]

    yield open_library
    for library in opened:
        library.close()


@pytest.fixture
def library(
    open_library: Callable[..., Library], folder: Path, small: Path, tmp_path: Path, address: str | None
) -> Library:
    """A library of the small reports, of its own for this test."""
    if address is None:
        shutil.copytree(small / "library", tmp_path / "library")
    return open_library()


@pytest.fixture
def answers() -> Callable[[Library], list[object]]:
    """What a library answers to the questions about the small reports: everything but the time it took."""

    def essence(answer: Answer) -> object:
        return answer.answered, answer.reason, answer.answer, answer.confidence, answer.passages, answer.missing

    return lambda library: [essence(library.ask(question)) for question in small_reports.QUESTIONS]
