"""What leads to the nearest vectors of a large segment without comparing all of them.

It only says which vectors are worth comparing; they are compared as they are. How good it is, is measured when it is
made (`retrieval.indexes.dense.write_guide`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.processors import processors

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]
FaissIndex = Any
"""An index of FAISS; its types say less than it has."""

VectorsAt = Callable[[int, int], Vectors]
"""Gives so many vectors from a row on: float32 (count, dimension)."""

read_index: Any = faiss.read_index
"""Reads the file at a path, or maps it."""

_Bitmap: Any = faiss.IDSelectorBitmap

LEAST_RECALL = 0.98
"""Share of the nearest NEAREST that a guide has to find, over SAMPLE questions; one that does not is not used."""

SAMPLE, NEAREST = 200, 10

_LEARNED, _PIECE = 20, 1_000
"""Pieces, and vectors in each, of which a guide learns how the vectors lie."""

_ADDED = 8192
"""Vectors that are added at a time."""


class Guide(Protocol):
    """A guide over the vectors of a segment. Safe for concurrent searches."""

    def nearest(self, vector: Vectors, hits: int, present: NDArray[np.bool_] | None) -> Numbers:
        """Rows in order, in which most of the vectors `present` stand that are among the nearest `hits` to `vector`
        (dimension,)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of guide: its index, empty, for vectors of a dimension, how that is used once it is in its file, and how
    many vectors it may look at for a question (the widths, the least first: the first that finds enough is taken)."""

    empty: Callable[[int], FaissIndex]
    over: Callable[[FaissIndex, int], Guide]
    widths: tuple[int, ...]

    def build(self, vectors_at: VectorsAt, count: int) -> FaissIndex:
        """The index over so many vectors."""
        pieces = range(0, count, max(_PIECE, count // _LEARNED))
        some = np.concatenate([vectors_at(first, min(_PIECE, count - first)) for first in pieces])
        index = self.empty(some.shape[1])
        faiss.omp_set_num_threads(processors())
        try:
            index.train(some)
            for first in range(0, count, _ADDED):
                index.add(vectors_at(first, min(_ADDED, count - first)))
        finally:
            faiss.omp_set_num_threads(1)
        return index


@dataclass(frozen=True, slots=True)
class Measured:
    """How a guide did: the width with which it is to be searched, None where it finds too little with any, and the
    share that it found with that, or with the widest, None where there is no guide."""

    width: int | None
    recall: float | None


def selector(wanted: NDArray[np.bool_]) -> Any:
    """Selects the rows that are `wanted`, for a search with FAISS."""
    return _Bitmap(np.packbits(wanted, bitorder="little"))
