"""The cache that keeps any text from being encoded twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from embeddings import Encoder
from retrieval.document import Span
from retrieval.passages.windows import Window
from retrieval.storage.database import Database
from retrieval.storage.segments import keep_vectors, known_vectors, windows_of

Vectors = NDArray[np.float32]

BATCH = 256
"""Texts that are encoded and kept together."""

LOOKED_UP = 4096
"""Windows that are taken together: those of them that are not known are encoded in the order of their length, so that
an encoder that wants batches gets texts of like length."""


def encode_missing(
    store: Database, encoder: Encoder, wanted: Iterable[Window], number: int, progress: Callable[[int, int], None]
) -> None:
    """Encode the windows that the cache does not hold, a batch at a time, each batch kept at once: an interrupted run
    goes on where it stopped. There are `number` of them; `progress` is told how many are encoded, and of how many."""
    done, left = 0, number
    every = iter(wanted)
    while taken := list(islice(every, LOOKED_UP)):
        by_key = {window.key: window.encoded for window in taken}
        with store.reading() as db:
            known = known_vectors(db, list(by_key))
        missing = sorted(((key, text) for key, text in by_key.items() if key not in known), key=_length)
        left -= len(taken) - len(missing)
        progress(done, max(done, left))
        for first in range(0, len(missing), BATCH):
            batch = missing[first : first + BATCH]
            vectors = encoder.encode_passages([text for _, text in batch]).astype(np.float16)
            with store.writing() as db:
                keep_vectors(db, ((key, vector.tobytes()) for (key, _), vector in zip(batch, vectors, strict=True)))
            done += len(batch)
            progress(done, max(done, left))


def _length(missing: tuple[bytes, str]) -> int:
    return len(missing[1])


@dataclass(frozen=True, slots=True)
class StoredWindows:
    """Windows of passages: of each the id of its passage, the stretch of its text, and its vector, a row of (windows,
    dimension)."""

    passages: Sequence[int]
    stretches: Sequence[Span]
    vectors: Vectors


def stored_windows(db: Connection, passages: Iterable[int]) -> StoredWindows:
    """The windows of these passages, by passage, the longer of those that begin together first."""
    rows = windows_of(db, passages)
    halves = np.frombuffer(b"".join(vector for *_, vector in rows), np.float16).reshape(len(rows), -1 if rows else 0)
    stretches = [(start, end) for _, start, end, _ in rows]
    return StoredWindows([passage for passage, *_ in rows], stretches, halves.astype(np.float32))
