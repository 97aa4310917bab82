"""What of a passage is encoded, and the cache that keeps any text from being encoded twice."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from retrieval.document import Span
from retrieval.store import Store

Vectors = NDArray[np.float32]

WINDOW = 80
"""Characters to which neighbouring sentences are put together in a window; a longer sentence is a window by itself. Of
1, 80, 120, 160 and 200, 80 did best on XQuAD's dev half in Chinese and in English, mixed half and half with the
whole."""

LONGEST_CONTEXT = 100
"""Characters of its context that are encoded with a window: with 400 of a passage they are fewer than the 512 tokens
that the model reads. The longest context of 31 work reports has 97."""

BATCH = 256


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch `[start, end)` of a passage's text, the text that is encoded for it, and that text's key in the
    cache."""

    start: int
    end: int
    encoded: str
    key: bytes


def _stretches(sentences: Sequence[Span]) -> list[Span]:
    stretches: list[Span] = []
    for start, end in sentences:
        if stretches and end - stretches[-1][0] <= WINDOW:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def windows(text: str, sentences: Sequence[Span], context: str, encoder: Encoder) -> list[Window]:
    """The windows of a passage's `text`, the whole first, each encoded after `context` (whose words, and about
    what)."""
    whole = (0, len(text))
    found: list[Window] = []
    for start, end in [whole, *(stretch for stretch in _stretches(sentences) if stretch != whole)]:
        encoded = f"{context[:LONGEST_CONTEXT]}\n{text[start:end]}".strip()
        found.append(
            Window(start, end, encoded, hashlib.sha256(f"{encoder.identity}\0{encoded}".encode()).digest()[:16])
        )
    return found


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
