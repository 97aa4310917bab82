"""The dense leg: FAISS indexes of inner products over passage vectors, in files that never change.

Each generation that adds passages writes one file (a segment). Small segments are merged into larger ones, as in a
log-structured merge tree (O'Neil et al. 1996), so that there are never many; which segments count is recorded in
SQLite.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def write_segment(folder: Path, name: str, batches: Iterable[tuple[Sequence[int], Vectors]]) -> int:
    """Write passages' vectors as segment `name`, whole or not at all, and give how many there are.

    Each batch has ids and as many vectors (n, dimension); a passage may have several. They are kept in float16, as in
    the cache: half the bytes, half the time to search them, and the same figures.
    """
    index = None
    for ids, vectors in batches:
        if index is None:
            half = faiss.ScalarQuantizer.QT_fp16
            index = faiss.IndexIDMap(faiss.IndexScalarQuantizer(vectors.shape[1], half, faiss.METRIC_INNER_PRODUCT))
        index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, dtype=np.int64))
    if index is None:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.unfinished"
    faiss.write_index(index, str(unfinished))
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(folder / name)
    return int(index.ntotal)


class VectorIndex:
    """The segments of one generation, searched as one. Safe for concurrent searches; it never changes."""

    def __init__(self, folder: Path, names: Sequence[str], gone: Sequence[int] = ()) -> None:
        """Map the segments `names` of `folder`, in which the passages `gone` are not to be found any more. Raises
        RuntimeError (FAISS's) when a segment is missing or damaged."""
        faiss.omp_set_num_threads(1)
        self._segments = [faiss.read_index(str(folder / name), faiss.IO_FLAG_MMAP_IFC) for name in names]
        self._present = faiss.IDSelectorNot(_selector(gone)) if gone else None

    @property
    def size(self) -> int:
        """How many vectors there are, those of removed passages included."""
        return sum(segment.ntotal for segment in self._segments)

    def search(self, vector: Vectors, k: int, among: Sequence[int] | None = None) -> dict[int, float]:
        """The `k` passages whose vectors have the largest inner product with `vector` (dimension,), with that product:
        that of the nearest, where a passage has several. Best first; of equals, the lower id.

        `among` narrows the search to these passage ids.
        """
        selector = self._present if among is None else _selector(among)
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        hits = 2 * k
        while True:
            best = self._nearest(vector, hits, parameters)
            if len(best) >= k or hits >= self.size:
                return dict(sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k])
            hits *= 2

    def _nearest(self, vector: Vectors, hits: int, parameters: "faiss.SearchParameters | None") -> dict[int, float]:
        """The passages of the nearest `hits` vectors of each segment."""
        best: dict[int, float] = {}
        for segment in self._segments:
            scores, ids = segment.search(vector.reshape(1, -1), min(hits, segment.ntotal), params=parameters)
            for score, number in zip(scores[0].tolist(), ids[0].tolist(), strict=True):
                if number >= 0:
                    best[number] = max(score, best.get(number, score))
        return best


def _selector(ids: Sequence[int]) -> "faiss.IDSelectorBatch":
    return faiss.IDSelectorBatch(np.asarray(ids, dtype=np.int64))
