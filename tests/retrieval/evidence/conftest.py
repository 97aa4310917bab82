"""Libraries of a few short reports."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from retrieval.library import Library
from retrieval.settings import Settings


@pytest.fixture(scope="module")
def library_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Mapping[str, str]], Library]]:
    """Opens a library of reports, given by their titles; they are closed behind the module."""
    opened: list[Library] = []

    def library_of(reports: Mapping[str, str]) -> Library:
        folder = tmp_path_factory.mktemp("reports")
        for title, text in reports.items():
            (folder / f"{title}.txt").write_text(f"{title}\n\n{text}", encoding="utf-8")
        opened.append(Library.open(Settings(data_dir=tmp_path_factory.mktemp("library"))))
        opened[-1].index([folder])
        return opened[-1]

    yield library_of
    for library in opened:
        library.close()
