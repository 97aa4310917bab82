"""Real documents and question sets, in the folder that YUANWEN_REAL_DATA names; without it these tests are skipped."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.settings import Settings


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with `page`, `reports-2025` and `gold`."""
    named = os.environ.get("YUANWEN_REAL_DATA")
    if not named:
        pytest.skip("YUANWEN_REAL_DATA does not name the folder with the real data")
    return Path(named)


@pytest.fixture(scope="session")
def page(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the newspaper page."""
    yield from indexed(real_data / "page", tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def reports(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the thirty-one work reports; indexing takes minutes."""
    yield from indexed(real_data / "reports-2025", tmp_path_factory.mktemp("reports"))


def indexed(folder: Path, data_dir: Path) -> Iterator[Library]:
    """A library of all files of `folder`."""
    with Library.open(Settings(data_dir=data_dir)) as library:
        report = library.index([folder])
        assert not report.skipped
        yield library
