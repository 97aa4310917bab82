"""A graph over the vectors of a large segment, which leads from one to the nearest.

Hierarchical navigable small worlds (Malkov and Yashunin, arXiv:1603.09320), over vectors in 8 bits a dimension.
"""

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.indexes.vector_guide import FaissIndex, Kind, Numbers, Vectors, selector

_Index: Any = faiss.IndexHNSWSQ
_Parameters: Any = faiss.SearchParametersHNSW  # type: ignore[attr-defined]

NEIGHBOURS = 24
"""Of each vector in the graph (M of the paper); at its lowest level twice as many."""

BUILDING = 60
"""Vectors that are looked at for the neighbours of a new one (efConstruction)."""

WIDTHS = (64, 128, 256, 512)
"""Vectors that are looked at for a question (efSearch)."""


class Graph:
    """A graph in its file, which is mapped (`retrieval.indexes.vector_guide.Guide`)."""

    def __init__(self, index: FaissIndex, width: int) -> None:
        """`width` is how many vectors are looked at for a question."""
        self._index = index
        self._width = width

    def nearest(self, vector: Vectors, hits: int, present: NDArray[np.bool_] | None) -> Numbers:
        """All rows that are looked at, for 8 bits do not tell which of them are nearest."""
        faiss.omp_set_num_threads(1)  # of this thread, which may be another than opened the index
        looked_at = max(self._width, hits)
        chosen = {} if present is None else {"sel": selector(present)}
        parameters = _Parameters(efSearch=looked_at, **chosen)
        _, rows = self._index.search(vector.reshape(1, -1), looked_at, params=parameters)
        return np.sort(rows[0][rows[0] >= 0])


def _empty(dimension: int) -> FaissIndex:
    index = _Index(dimension, faiss.ScalarQuantizer.QT_8bit, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = BUILDING
    return index


GRAPHS = Kind(_empty, Graph, WIDTHS)
"""The kind `hnsw`."""
