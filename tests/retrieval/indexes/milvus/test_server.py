"""How a Milvus server is reached: how long many wait for one that does not answer."""

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retrieval.errors import EngineUnavailable
from retrieval.indexes.milvus.server import Server
from retrieval.settings import MilvusSettings

ASKERS = 8


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
