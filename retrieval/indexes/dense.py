"""The dense leg: FAISS indexes of inner products over passage vectors, in files that never change.

Each generation that adds passages writes one file (a segment). Small segments are merged into larger ones, as in a
log-structured merge tree (O'Neil et al. 1996), so that there are never many; which segments count, and which of them
are searched with a guide, is recorded in SQLite.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import faiss
import numpy as np

from retrieval.indexes.vector_codes import CODES
from retrieval.indexes.vector_graph import GRAPHS
from retrieval.indexes.vector_guide import LEAST_RECALL, NEAREST, SAMPLE, Guide, Measured, read_index
from retrieval.indexes.vector_segment import Numbers, Segment, Vectors, write_whole
from retrieval.storage.segments import StoredSegment

GUIDE = ".graph"
"""What the name of a guide's file ends with, of whichever kind it is; before stands the name of its segment."""

KINDS = {"codes": CODES, "hnsw": GRAPHS}


def write_guide(folder: Path, name: str, kind: str) -> Measured:
    """Make a guide of one of the KINDS over the segment `name` of `folder`, measure it, and write it beside the segment
    if it is good enough. Raises RuntimeError (FAISS's), OSError."""
    exact, made = Segment(folder / name), KINDS[kind]
    index = made.build(exact.at, exact.size)
    questions = made_questions(exact)
    least = [exact.search(question, NEAREST)[0][-1] for question in questions]
    recall = 0.0
    for width in made.widths:
        segment = Segment(folder / name, guide=made.over(index, width))
        found = [segment.search(question, NEAREST)[0] for question in questions]
        hits = sum(int(np.sum(scores >= worst)) for scores, worst in zip(found, least, strict=True))
        recall = min(1.0, hits / (len(questions) * min(NEAREST, exact.size)))
        if recall >= LEAST_RECALL:
            write_whole(index, folder / f"{name}{GUIDE}")
            return Measured(width, recall)
    return Measured(None, recall)


def _open_guide(path: Path, width: int) -> Guide:
    """The guide in a file, mapped. Raises RuntimeError (FAISS's) when it is missing or damaged."""
    index = read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    kind = GRAPHS if isinstance(index, faiss.IndexHNSW) else CODES
    return kind.over(index, width)


def made_questions(segment: Segment) -> list[Vectors]:
    """Vectors between three of a segment, and as far off again in no direction of its own: always the same.

    So the nearest have a cosine of .54 on average, as those of real questions have, and of the nearest ten of 11,000
    windows of reports 200 codes leave .992, of real questions' .999 (`benchmarks.guides`); between two alone they have
    .8, and leave all.
    """
    chance = np.random.default_rng(0)
    triples = chance.integers(segment.size, size=(SAMPLE, 3)).tolist()
    between = np.stack([sum(segment.at(row, 1)[0] for row in triple) for triple in triples])
    off = chance.standard_normal(between.shape, np.float32)
    mixed = _unit(between) + _unit(off)
    return list(_unit(mixed))


def _unit(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


class VectorIndex:
    """The segments of one generation, searched as one. Safe for concurrent searches; it never changes."""

    def __init__(self, folder: Path, stored: Sequence[StoredSegment], gone: Sequence[int] = ()) -> None:
        """Map the segments that are `stored` in `folder`, in which the passages `gone` are not to be found any more.
        Raises RuntimeError (FAISS's) when one is missing or damaged."""
        lost = _in_order(gone)
        self._segments = [
            Segment(
                folder / one.name,
                lost,
                None if one.width is None else _open_guide(folder / f"{one.name}{GUIDE}", one.width),
            )
            for one in stored
        ]

    @property
    def size(self) -> int:
        """How many vectors there are, those of removed passages included."""
        return sum(segment.size for segment in self._segments)

    def search(self, vector: Vectors, k: int, among: Collection[int] | None = None) -> dict[int, float]:
        """The `k` passages whose vectors have the largest inner product with `vector` (dimension,), with that product:
        that of the nearest, where a passage has several. Best first; of equals, the lower id.

        `among` narrows the search to these passage ids, whose vectors alone are then compared.
        """
        wanted = None if among is None else _in_order(among)
        best: dict[int, float] = {}
        for segment in self._segments:
            hits = k * segment.most_of_one
            if wanted is None:
                scores, rows = segment.search(vector, hits)
            else:
                scores, rows = segment.scan(vector, hits, segment.rows(wanted))
            for score, number in zip(scores.tolist(), segment.ids[rows].tolist(), strict=True):
                best[number] = max(score, best.get(number, score))
        return dict(sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k])


def _in_order(numbers: Collection[int]) -> Numbers:
    return np.unique(np.fromiter(numbers, np.int64, len(numbers)))
