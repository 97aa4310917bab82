"""The cache that keeps any text from being encoded twice."""

import sqlite3
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from retrieval.document import Span
from retrieval.passages.windows import Window
from retrieval.storage.store import Store

Vectors = NDArray[np.float32]

BATCH = 256


def encode_missing(
    store: Store, encoder: Encoder, wanted: Iterable[Window], progress: Callable[[int, int], None]
) -> None:
    """Encode the windows that the cache does not hold, a batch at a time, each batch kept at once: an interrupted run
    goes on where it stopped. `progress` is told how many are done, and of how many."""
    by_key = {window.key: window.encoded for window in wanted}
    with store.reading() as db:
        known = {key for key in by_key if db.execute("SELECT 1 FROM vectors WHERE key = ?", [key]).fetchone()}
    missing = sorted(((key, text) for key, text in by_key.items() if key not in known), key=lambda pair: len(pair[1]))
    progress(0, len(missing))
    for first in range(0, len(missing), BATCH):
        batch = missing[first : first + BATCH]
        vectors = encoder.encode_passages([text for _, text in batch]).astype(np.float16)
        with store.writing() as db:
            rows = [(key, vector.tobytes()) for (key, _), vector in zip(batch, vectors, strict=True)]
            db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        progress(first + len(batch), len(missing))


def stored_windows(db: sqlite3.Connection, passages: Iterable[int]) -> list[tuple[int, Span, Vectors]]:
    """The windows of these passages: passage id, stretch of its text, vector (dimension,) in float32."""
    marks = ",".join(str(int(number)) for number in passages)
    rows = db.execute(
        f"SELECT w.passage, w.start, w.end, v.vector FROM windows w JOIN vectors v ON v.key = w.vector "
        f"WHERE w.passage IN ({marks}) ORDER BY w.passage, w.start, w.end DESC"
    )
    return [(p, (start, end), np.frombuffer(blob, dtype=np.float16).astype(np.float32)) for p, start, end, blob in rows]
