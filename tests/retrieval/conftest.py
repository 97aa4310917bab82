"""Shared by the tests of the library: the bundled sample, indexed once; libraries to change."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import small_reports

import retrieval.sample
from retrieval.answer import Answer
from retrieval.library import Library
from retrieval.settings import Settings


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the bundled sample, to be asked and not to be changed."""
    with Library.open(Settings(data_dir=tmp_path_factory.mktemp("sample"))) as library:
        library.index([Path(retrieval.sample.__file__).with_name("sample-report.txt")])
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with the small reports."""
    return small_reports.write(tmp_path / "reports")


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
def library(open_library: Callable[..., Library], folder: Path) -> Library:
    """A library of the small reports, of its own for this test."""
    opened = open_library()
    opened.index([folder])
    return opened


@pytest.fixture
def answers() -> Callable[[Library], list[object]]:
    """What a library answers to the questions about the small reports: everything but the time it took."""

    def essence(answer: Answer) -> object:
        return answer.answered, answer.reason, answer.answer, answer.confidence, answer.passages, answer.missing

    return lambda library: [essence(library.ask(question)) for question in small_reports.QUESTIONS]
