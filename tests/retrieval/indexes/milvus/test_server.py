"""How a Milvus server is reached: who is refused, and how long many wait for one that does not answer."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from milvus_servers import LiteServer, guarded
from pydantic import SecretStr

from retrieval.errors import EngineError, EngineUnavailable
from retrieval.indexes.milvus.server import Server
from retrieval.settings import MilvusSettings

ASKERS = 8


@pytest.mark.parametrize("token", ["root:falsch-4711", None])
def test_a_user_that_milvus_refuses_is_told_so_at_once(token: str | None, lite: LiteServer, tmp_path: Path) -> None:
    with guarded(lite, "root:richtig-4712") as uri:

        def server(shown: str | None) -> Server:
            return Server(MilvusSettings(uri=uri, token=SecretStr(shown) if shown else None), tmp_path)

        with closing(server(token)) as refused, pytest.raises(EngineError, match="refuses this user") as raised:
            refused.call("list_collections")
        assert raised.type is EngineError
        assert "4711" not in str(raised.value)
        with closing(server("root:richtig-4712")) as let_in:
            assert isinstance(let_in.call("list_collections"), list)


def test_many_that_wait_for_a_server_that_says_nothing_wait_together(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=2 * ASKERS) as silent:
        uri = f"http://127.0.0.1:{silent.getsockname()[1]}"
        server = Server(MilvusSettings(uri=uri), tmp_path, patience=1.0)

        def ask(_: int) -> str:
            with pytest.raises(EngineUnavailable) as raised:
                server.call("list_collections")
            return str(raised.value)

        with ThreadPoolExecutor(ASKERS) as pool:
            assert all("cannot be reached" in said for said in pool.map(ask, range(ASKERS)))
        silent.setblocking(False)
        tries = 0
        try:
            while True:
                silent.accept()[0].close()
                tries += 1
        except BlockingIOError:
            assert 1 <= tries < ASKERS
