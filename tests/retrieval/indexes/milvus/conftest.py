"""Settings that give each test its own names in one Milvus."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from milvus_servers import LiteServer

from retrieval.settings import Settings

_numbers = itertools.count()


@pytest.fixture(scope="session")
def in_milvus(lite: LiteServer) -> Callable[..., Settings]:
    """Settings of a library in a folder whose indexes are in Milvus; `milvus` says more of that section."""

    def settings(folder: Path, **milvus: object) -> Settings:
        named = {"uri": lite.uri, "collection": f"test{next(_numbers)}", **milvus}
        return Settings.model_validate({"data_dir": folder, "engine": "milvus", "milvus": named})

    return settings


@pytest.fixture
def own(tmp_path: Path) -> Iterator[LiteServer]:
    """A Milvus server to be stopped."""
    server = LiteServer(tmp_path / "milvus")
    yield server
    server.stop()
