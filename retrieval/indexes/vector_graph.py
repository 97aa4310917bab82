"""A graph over the vectors of a large segment, which leads to the nearest without passing over all.

Hierarchical navigable small worlds (Malkov and Yashunin, arXiv:1603.09320), over vectors in 8 bits a dimension. It only
says which vectors are worth comparing; they are compared as they are. How good it is, is measured when it is made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.processors import processors

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]
FaissIndex = Any
"""An index of FAISS; its types say less than it has."""

read_index: Any = faiss.read_index
"""Reads the file at a path, or maps it."""

_Graph: Any = faiss.IndexHNSWSQ
_HNSW: Any = faiss.SearchParametersHNSW  # type: ignore[attr-defined]
_Bitmap: Any = faiss.IDSelectorBitmap

NEIGHBOURS = 24
"""Of each vector in the graph (M of the paper); at its lowest level twice as many."""

BUILDING = 60
"""Vectors that are looked at for the neighbours of a new one (efConstruction)."""

WIDTHS = (64, 128, 256, 512)
"""Vectors that are looked at for a question (efSearch), the least first: the first that finds enough is taken."""

LEAST_RECALL = 0.98
"""Share of the nearest NEAREST that a graph has to find, over SAMPLE questions; one that does not is not used."""

SAMPLE, NEAREST = 200, 10

ADDED = 8192
"""Vectors that are added at a time."""

LEARNED, PIECE = 20, 1_000
"""Pieces, and vectors in each, of which the range of each dimension is learned."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How a graph did: the width with which it is to be searched, None where it finds too little with any, and the
    share that it found with that, or with the widest, None where there is no graph."""

    width: int | None
    recall: float | None


class Graph:
    """A graph in its file, which is mapped. Safe for concurrent searches."""

    def __init__(self, index: FaissIndex, width: int) -> None:
        """`width` is how many vectors are looked at for a question."""
        self._index = index
        self._width = width

    @classmethod
    def open(cls, path: Path, width: int) -> "Graph":
        """Map the file at `path`. Raises RuntimeError (FAISS's) when it is missing or damaged."""
        return cls(read_index(str(path), faiss.IO_FLAG_MMAP_IFC), width)

    def nearest(self, vector: Vectors, hits: int, present: NDArray[np.bool_] | None) -> Numbers:
        """Rows in order, in which most of the nearest `hits` of the vectors `present` stand: all that are looked at,
        for 8 bits do not tell which of them are nearest."""
        faiss.omp_set_num_threads(1)  # of this thread, which may be another than opened the index
        looked_at = max(self._width, hits)
        chosen = {} if present is None else {"sel": selector(present)}
        parameters = _HNSW(efSearch=looked_at, **chosen)
        _, rows = self._index.search(vector.reshape(1, -1), looked_at, params=parameters)
        return np.sort(rows[0][rows[0] >= 0])


def build(vectors_at: Callable[[int, int], Vectors], count: int) -> FaissIndex:
    """A graph over `count` vectors, of which `vectors_at(first, number)` gives some."""
    pieces = [vectors_at(first, min(PIECE, count - first)) for first in range(0, count, max(PIECE, count // LEARNED))]
    dimension = pieces[0].shape[1]
    index = _Graph(dimension, faiss.ScalarQuantizer.QT_8bit, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = BUILDING
    faiss.omp_set_num_threads(processors())
    try:
        index.train(np.concatenate(pieces))
        for first in range(0, count, ADDED):
            index.add(vectors_at(first, min(ADDED, count - first)))
    finally:
        faiss.omp_set_num_threads(1)
    return index


def selector(wanted: NDArray[np.bool_]) -> Any:
    """Selects the rows that are `wanted`, for a search with FAISS."""
    return _Bitmap(np.packbits(wanted, bitorder="little"))
