"""What a reader is worth on questions that it was not learned on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.reader.packing import ANSWERS, BEGINS, ENDS, Batch

Floats = NDArray[np.float32]
Scored = Callable[[Batch], Floats]
"""What a reader makes of a batch: scores (examples, tokens, 2)."""

LONGEST = 60
"""Tokens of an answer at most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text: by how much its likeliest answer is likelier than none (the margin, a logarithm), with
    which tokens that begins and ends, and in which sentence an answer is likeliest."""

    margin: float
    begin: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question: whether it can be answered, the greatest margin of its texts, and of one that can,
    whether the text of that margin answers, whether the right sentence was the likeliest of its text, and whether the
    answer was marked exactly."""

    answerable: bool
    margin: float
    first: bool
    sentence: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a set: questions that can be answered and that cannot; of the former the shares of `Asked`; and how often an
    answerable one has the greater margin than one that is not (area under the curve)."""

    answerable: int
    unanswerable: int
    first: float
    sentence: float
    exact: float
    area: float


def read(scores: Floats, sentences: NDArray[np.int64]) -> Reading:
    """What the scores (tokens, 2) of a text say; `sentences` numbers the tokens of its passage."""
    allowed = np.flatnonzero(sentences)
    if not allowed.size:
        return Reading(-np.inf, 0, 0, 0)
    kept = scores[np.concatenate([[0], allowed])].astype(np.float64)
    likely = kept - np.logaddexp.reduce(kept, axis=0)
    spans = likely[1:, None, 0] + likely[None, 1:, 1]
    spans[~(np.triu(np.ones_like(spans)) * np.tril(np.ones_like(spans), LONGEST)).astype(bool)] = -np.inf
    begin, end = np.unravel_index(spans.argmax(), spans.shape)
    own = sentences[allowed]
    inside = {number: np.logaddexp.reduce(spans[np.ix_(own == number, own == number)].ravel()) for number in set(own)}
    best = max(inside, key=lambda number: float(inside[number]))
    return Reading(float(spans.max() - likely[0].sum()), int(allowed[begin]), int(allowed[end]), int(best))


def asked(batch: Batch, scores: Floats) -> Iterator[tuple[str, Asked]]:
    """What came of each question of a batch, with its source."""
    for number, source in enumerate(batch.sources):
        rows = np.flatnonzero(batch.groups == number)
        found = [read(scores[row, : batch.sizes[row]], batch.sentences[row, : batch.sizes[row]]) for row in rows]
        best = max(range(len(rows)), key=lambda place: found[place].margin)
        right = [place for place, row in enumerate(rows) if batch.marks[row].any()]
        if not right:
            yield source, Asked(False, found[best].margin, False, False, False)
            continue
        reading, row = found[right[0]], rows[right[0]]
        marks = batch.marks[row]
        sentence = bool(np.any((batch.sentences[row] == reading.sentence) & (marks & ANSWERS > 0)))
        exact = bool(marks[reading.begin] & BEGINS and marks[reading.end] & ENDS)
        yield source, Asked(True, found[best].margin, best in right, sentence, exact)


def figures(batches: Iterable[Batch], scored: Scored) -> dict[str, Figures]:
    """The figures of each source."""
    by_source: dict[str, list[Asked]] = {}
    for batch in batches:
        for source, one in asked(batch, scored(batch)):
            by_source.setdefault(source, []).append(one)
    return {source: _figures(found) for source, found in sorted(by_source.items())}


def _figures(found: list[Asked]) -> Figures:
    good, bad = [one for one in found if one.answerable], [one for one in found if not one.answerable]
    margins = [np.array([one.margin for one in some]) for some in (good, bad)]
    shares = [_mean([getattr(one, name) for one in good]) for name in ("first", "sentence", "exact")]
    return Figures(len(good), len(bad), *shares, area(*margins))


def area(good: NDArray[np.floating], bad: NDArray[np.floating]) -> float:
    """How often one of the first numbers is greater than one of the second (area under the curve); equal ones count
    half. Not a number where there are none of either."""
    above = (good[:, None] > bad) + 0.5 * (good[:, None] == bad)
    return float(above.mean()) if above.size else float("nan")


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
