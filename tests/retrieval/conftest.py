"""Shared by the tests of the library: the bundled sample, indexed once; libraries to change."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import small_reports

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


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Opens a library in this test's data directory, each time another; they are closed behind the test."""
    opened: list[Library] = []

    def open_library(**settings: object) -> Library:
        opened.append(Library.open(Settings(data_dir=tmp_path / "library", **settings)))
        return opened[-1]

    yield open_library
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[..., Library], folder: Path, small: Path, tmp_path: Path) -> Library:
    """A library of the small reports, of its own for this test."""
    shutil.copytree(small / "library", tmp_path / "library")
    return open_library()


@pytest.fixture
def answers() -> Callable[[Library], list[object]]:
    """What a library answers to the questions about the small reports: everything but the time it took."""

    def essence(answer: Answer) -> object:
        return answer.answered, answer.reason, answer.answer, answer.confidence, answer.passages, answer.missing

    return lambda library: [essence(library.ask(question)) for question in small_reports.QUESTIONS]
