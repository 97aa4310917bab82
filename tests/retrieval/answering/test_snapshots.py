"""Opening the indexes for many questions at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from retrieval.answering.snapshots import Snapshots
from retrieval.errors import EngineUnavailable
from retrieval.storage.store import open_store

ASKERS = 8


class Silent:
    """An engine that says nothing until it is given up."""

    def __init__(self) -> None:
        self.tries = 0
        self.given_up = threading.Event()

    def open(self, db: object) -> Any:
        """Fails when it is given up."""
        self.tries += 1
        self.given_up.wait()
        raise EngineUnavailable("Milvus cannot be reached.")


def test_many_that_wait_for_indexes_that_cannot_be_opened_wait_together(tmp_path: Path) -> None:
    engine: Any = Silent()
    snapshots = Snapshots(engine)
    ready = threading.Barrier(ASKERS + 1)

    def ask(_: int) -> str:
        with store.reading() as db:
            ready.wait()
            with pytest.raises(EngineUnavailable) as raised:
                snapshots.current(db)
        return str(raised.value)

    with closing(open_store(tmp_path / "library.sqlite")) as store, ThreadPoolExecutor(ASKERS) as pool:
        answers = pool.map(ask, range(ASKERS))
        ready.wait()
        threading.Timer(0.5, engine.given_up.set).start()
        assert all("cannot be reached" in said for said in answers)
    assert 1 <= engine.tries < ASKERS
