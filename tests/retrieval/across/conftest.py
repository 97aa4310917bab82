"""Libraries of municipal reports, to be asked and not to be changed."""

from collections.abc import Iterator

import municipal_reports
import pytest

from retrieval.library import Library
from retrieval.settings import Settings


@pytest.fixture(scope="session")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of five reports of one year."""
    with Library.open(Settings(data_dir=tmp_path_factory.mktemp("cities"))) as library:
        library.index([municipal_reports.write(tmp_path_factory.mktemp("reports"))])
        yield library
