"""Settings that give each test its own names in one Milvus, and servers of several kinds."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from certificates import Authority
from command_line import PATIENCE
from milvus_servers import LiteServer
from milvus_standalone import WHERE, StandaloneServer

from retrieval.indexes.milvus.server import Server
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


@pytest.fixture(scope="session")
def authority() -> Authority:
    """Who signs the certificates of servers."""
    return Authority()


@pytest.fixture(scope="session")
def standalone(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandaloneServer]:
    """Milvus 2.3, with TLS and users, when it answers."""
    environment = os.environ.get(WHERE)
    if not environment:
        pytest.skip(f"{WHERE} does not name an environment with PyPI's milvus 2.3 (docs/milvus.md)")
    folder = tmp_path_factory.mktemp("standalone")
    key, certificate = authority.identity("127.0.0.1")
    (folder / "server.key").write_bytes(key)
    (folder / "server.pem").write_bytes(certificate)
    (folder / "authority.pem").write_bytes(authority.certificate)
    server = StandaloneServer(Path(environment).absolute(), folder)
    server.start()
    with closing(Server(server.settings(), folder, patience=PATIENCE)) as asked:
        asked.call("list_collections")
    yield server
    server.stop()
