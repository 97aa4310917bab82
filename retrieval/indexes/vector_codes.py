"""A bit for each dimension of the vectors of a large segment, by which all are passed over in a tenth of the time.

RaBitQ (Gao and Long, SIGMOD 2024, arXiv:2405.12497), whose error has a bound whatever the vectors are, as FAISS lays it
out for comparing 32 at a time. Over 100,000 vectors of 384 dimensions the codes take 5.6 MB and are made in half a
second of a processor, and the first 400 hold .94 of the nearest ten; a graph (`vector_graph`) takes 59 MB and 29
seconds, and finds .91 with a width of 256 (`benchmarks.guides`).
"""

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.indexes.vector_guide import FaissIndex, Kind, Numbers, Vectors

_Index: Any = faiss.IndexRaBitQFastScan

_WIDTHS = (200, 400, 800, 1600, 3200, 6400)
"""Vectors that are compared for a question."""

_AMONG = 4
"""Vectors that are compared for each that is wanted, if that is more. Of the nearest 600 of the windows of 31 reports
.9999 are among the 2,400 that the codes say, .95 among 1,300; of made-up vectors, which lie closer, .995 and .95."""


class Codes:
    """The codes of vectors, in memory (`retrieval.indexes.vector_guide.Guide`)."""

    def __init__(self, index: FaissIndex, width: int) -> None:
        """`width` is how many vectors are compared for a question."""
        self._index = index
        self._width = width

    def nearest(self, vector: Vectors, hits: int, present: NDArray[np.bool_] | None) -> Numbers:
        """The rows whose codes are nearest; FAISS passes over those that are not present, too, so that more are asked
        for where some of them are among the nearest."""
        faiss.omp_set_num_threads(1)  # of this thread, which may be another than opened the index
        wanted = asked = max(self._width, _AMONG * hits)
        while True:
            _, (rows,) = self._index.search(vector.reshape(1, -1), min(asked, self._index.ntotal))
            found: Numbers = rows[rows >= 0] if present is None else rows[(rows >= 0) & present[rows]]
            if len(found) >= wanted or asked >= self._index.ntotal:
                return np.sort(found[:wanted])
            asked *= 2


CODES = Kind(lambda dimension: _Index(dimension, faiss.METRIC_INNER_PRODUCT), Codes, _WIDTHS)
"""The kind `codes`."""
