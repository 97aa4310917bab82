"""Who may write to a library: one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from retrieval.errors import LibraryLocked
from retrieval.storage.database import Database
from retrieval.storage.files.private import private_lock, tighten

LOCK = "writer.lock"


class Writing:
    """The right to write to the library `store` with the data directory `folder`."""

    def __init__(self, folder: Path, store: Database) -> None:
        self._folder = folder
        self._store = store
        self._lock = private_lock(folder / LOCK, timeout=0)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else writes while the block runs; behind it what stands there is its owner's alone. Raises
        LibraryLocked when another process writes, on another machine too where the database is shared."""
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise LibraryLocked(
                f"Another process is writing to the library in {self._folder}. Try again when it has finished."
            ) from None
        try:
            with self._store.claimed():
                yield
        finally:
            tighten(self._folder)
            self._lock.release()
