"""One file of the vector index: the vectors of some generations in float16, and over many of them a guide.

The vectors are searched exactly, all of them or those of some passages. The guide (`retrieval.indexes.vector_guide`)
says which few are worth that.
"""

import os
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.indexes.vector_guide import FaissIndex, Guide, read_index, selector
from retrieval.storage.files.private import make_private_folder

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]

NOBODY: Numbers = np.empty(0, np.int64)

_END = struct.Struct("<8sI")
_MARK = b"yuanwen1"
"""Behind what FAISS wrote: a mark, and the CRC-32 of all before."""
_PIECE = 1 << 20

SPARSE = 16
"""Of so many vectors less than one is wanted: they are copied out and scanned; of more, all are passed over. Measured
on 100,000 vectors of 384 dimensions: 10,000 of them cost 10 ms copied and 5 passed over, 1,000 .3 and .7."""


def write_segment(folder: Path, name: str, batches: Iterable[tuple[Sequence[int], Vectors]]) -> int:
    """Write passages' vectors as segment `name`, whole or not at all, and give how many there are.

    Each batch has ids and as many vectors (n, dimension); a passage may have several. They are kept in float16, as in
    the cache: half the bytes, half the time to search them, and the same figures.
    """
    index = None
    for ids, vectors in batches:
        if index is None:
            index = faiss.IndexIDMap(_empty(vectors.shape[1]))
        index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, dtype=np.int64))
    if index is None:
        return 0
    make_private_folder(folder)
    write_whole(index, folder / name)
    return int(index.ntotal)


def write_whole(index: FaissIndex, path: Path) -> None:
    """Write an index to a file, whole or not at all, with its checksum at the end, which FAISS does not read. Raises
    RuntimeError (FAISS's), OSError."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    faiss.write_index(index, str(unfinished))
    with unfinished.open("r+b") as file:
        file.write(_END.pack(_MARK, _checksum(file, unfinished.stat().st_size)))
        os.fsync(file.fileno())
    unfinished.replace(path)


def rotten(path: Path) -> bool:
    """Whether a file is not as `write_whole` wrote it. One of before it wrote checksums is taken as it is. Raises
    OSError."""
    with path.open("rb") as file:
        length = max(path.stat().st_size - _END.size, 0)
        found = _checksum(file, length)
        end = file.read()
    mark, stated = _END.unpack(end) if len(end) == _END.size else (b"", 0)
    return bool(mark == _MARK and stated != found)


def _checksum(file: BinaryIO, length: int) -> int:
    """The CRC-32 of so many bytes of a file from its beginning, which is then read up to there."""
    file.seek(0)
    found = 0
    while length and (piece := file.read(min(length, _PIECE))):
        found = zlib.crc32(piece, found)
        length -= len(piece)
    return found


class Segment:
    """A segment as it stands in its files, which are mapped. Safe for concurrent searches; it never changes."""

    def __init__(self, path: Path, gone: Numbers = NOBODY, guide: Guide | None = None) -> None:
        """Map the file at `path`, in which the passages `gone` are not to be found any more. Raises RuntimeError
        (FAISS's) when it is missing or damaged."""
        self._file = read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        self._flat: FaissIndex = faiss.downcast_index(self._file.index)
        self._guide = guide
        self.ids: Numbers = faiss.vector_to_array(self._file.id_map)
        self._order = np.argsort(self.ids, kind="stable")
        self._sorted = self.ids[self._order]
        self._present = None
        lost = self.rows(gone)
        if len(lost):
            self._present = np.ones(len(self.ids), dtype=bool)
            self._present[lost] = False

    @property
    def size(self) -> int:
        """How many vectors there are, those of removed passages included."""
        return len(self.ids)

    def at(self, first: int, count: int) -> Vectors:
        """`count` of the vectors, from row `first` on, in float32 (count, dimension)."""
        found: Vectors = self._flat.reconstruct_n(first, count)
        return found

    @cached_property
    def most_of_one(self) -> int:
        """How many vectors the passage has that has most."""
        return _longest_run(self._sorted)

    def rows(self, passages: Numbers) -> Numbers:
        """The rows in which vectors of these passages (in order, each once) stand."""
        first = np.searchsorted(self._sorted, passages, "left")
        counts = np.searchsorted(self._sorted, passages, "right") - first
        behind = np.cumsum(counts)
        places = np.repeat(first - behind + counts, counts) + np.arange(behind[-1] if len(behind) else 0)
        return np.sort(self._order[places])

    def search(self, vector: Vectors, hits: int) -> tuple[Vectors, Numbers]:
        """The nearest `hits` of the vectors that are not gone, or as good as that: their inner products with `vector`
        and the rows in which they stand, the best first."""
        hits = min(hits, self.size)
        if self._guide is None:
            return self._passed_over(vector, hits, self._present)
        return self.scan(vector, hits, self._guide.nearest(vector, hits, self._present))

    def scan(self, vector: Vectors, hits: int, rows: Numbers) -> tuple[Vectors, Numbers]:
        """As `search`, exactly, among these rows (in order, each once) alone."""
        if SPARSE * len(rows) >= self.size:
            wanted = np.zeros(self.size, dtype=bool)
            wanted[rows] = True
            return self._passed_over(vector, min(hits, len(rows)), wanted)
        codes = faiss.rev_swig_ptr(self._flat.codes.data(), self.size * self._flat.code_size)
        some = _empty(self._flat.d)
        some.add_sa_codes(codes.reshape(self.size, -1)[rows])
        found = _searched(some, vector, min(hits, len(rows)), None)
        return found[0], rows[found[1]]

    def _passed_over(self, vector: Vectors, hits: int, wanted: NDArray[np.bool_] | None) -> tuple[Vectors, Numbers]:
        return _searched(self._flat, vector, hits, wanted)


def _searched(
    index: FaissIndex, vector: Vectors, hits: int, wanted: NDArray[np.bool_] | None
) -> tuple[Vectors, Numbers]:
    if not hits:
        return np.empty(0, np.float32), np.empty(0, np.int64)
    faiss.omp_set_num_threads(1)  # of this thread, which may be another than opened the index
    parameters = None if wanted is None else faiss.SearchParameters(sel=selector(wanted))  # type: ignore[call-arg]
    scores, rows = index.search(vector.reshape(1, -1), hits, params=parameters)
    found = rows[0] >= 0
    return scores[0][found], rows[0][found]


def _empty(dimension: int) -> FaissIndex:
    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _longest_run(ordered: Numbers) -> int:
    """How often the commonest of numbers stands in their order."""
    if not len(ordered):
        return 0
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1], [True]]))
    return int(np.diff(begins).max())
