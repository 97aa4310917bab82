"""The dense leg: FAISS indexes of inner products over passage vectors, in files that never change.

Each generation that adds passages writes one file (a segment). Small segments are merged into larger ones, as in a
log-structured merge tree (O'Neil et al. 1996), so that there are never many; which segments count, and which of them
are searched by a graph, is recorded in SQLite.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from retrieval.indexes.vector_graph import LEAST_RECALL, NEAREST, SAMPLE, WIDTHS, Graph, Measured, build
from retrieval.indexes.vector_segment import Numbers, Segment, Vectors, write_whole
from retrieval.storage.segments import StoredSegment

GRAPH = ".graph"
"""What the name of a graph's file ends with; before stands the name of its segment."""


def write_graph(folder: Path, name: str) -> Measured:
    """Make a graph over the segment `name` of `folder`, measure it, and write it beside the segment if it is good
    enough. Raises RuntimeError (FAISS's), OSError."""
    exact = Segment(folder / name)
    index = build(exact.at, exact.size)
    questions = _questions(exact)
    least = [exact.search(question, NEAREST)[0][-1] for question in questions]
    recall = 0.0
    for width in WIDTHS:
        segment = Segment(folder / name, graph=Graph(index, width))
        found = [segment.search(question, NEAREST)[0] for question in questions]
        hits = sum(int(np.sum(scores >= worst)) for scores, worst in zip(found, least, strict=True))
        recall = min(1.0, hits / (len(questions) * min(NEAREST, exact.size)))
        if recall >= LEAST_RECALL:
            write_whole(index, folder / f"{name}{GRAPH}")
            return Measured(width, recall)
    return Measured(None, recall)


def _questions(segment: Segment) -> list[Vectors]:
    """Vectors between two of a segment: near some of it, but none of them, as questions are. Always the same."""
    pairs = np.random.default_rng(0).integers(segment.size, size=(SAMPLE, 2)).tolist()
    between = [segment.at(first, 1)[0] + segment.at(second, 1)[0] for first, second in pairs]
    return [vector / np.linalg.norm(vector) for vector in between]


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
                None if one.width is None else Graph.open(folder / f"{one.name}{GRAPH}", one.width),
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
