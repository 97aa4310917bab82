"""The dense leg in Milvus: a row for each window of a passage."""

from collections.abc import Collection as Numbers
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrieval.indexes.milvus.collection import MOST_HITS, Collection, Row, digest_of
from retrieval.indexes.milvus.narrowing import condition
from retrieval.indexes.vector_graph import BUILDING, NEIGHBOURS, WIDTHS
from retrieval.indexes.vector_segment import Vectors

WINDOWS = 1 << 16
"""Numbers of rows that a passage has to itself."""

WIDENED = 4
"""Windows that are asked for where a passage is wanted; the longest have five or so."""


def index_of(graph: bool) -> dict[str, Any]:
    """How vectors are searched: by a graph, or exactly."""
    if not graph:
        return {"index_type": "FLAT"}
    return {"index_type": "HNSW", "params": {"M": NEIGHBOURS, "efConstruction": max(BUILDING, WIDTHS[-1])}}


def rows(batches: Iterable[Sequence[tuple[int, bytes]]]) -> Iterator[list[Row]]:
    """The rows of vectors (float16), which come in the order of their passages."""
    passage = place = -1
    for batch in batches:
        found = []
        for number, halves in batch:
            passage, place = number, place + 1 if number == passage else 0
            vector = np.frombuffer(halves, dtype=np.float16).astype(np.float32)
            found.append(Row(number * WINDOWS + place, number, vector, digest_of(halves)))
        yield found


@dataclass(frozen=True, slots=True)
class MilvusVectors:
    """The vectors of a generation: those of the passages up to `last`, without those that are `gone`."""

    collection: Collection
    last: int
    gone: tuple[int, ...]

    def search(self, vector: Vectors, k: int, among: Numbers[int] | None = None) -> dict[int, float]:
        """As `DenseLeg.search`."""
        if not self.last or (among is not None and not among):
            return {}
        most = WIDENED * k
        while True:
            (hits,) = self.collection.search([vector], most, condition(self.last, self.gone, among))
            best: dict[int, float] = {}
            for row, score in hits:
                best.setdefault(row // WINDOWS, score)
            if len(best) >= k or len(hits) < most or most >= MOST_HITS:
                return dict(sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k])
            most = min(2 * most, MOST_HITS)
