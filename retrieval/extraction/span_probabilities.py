"""What the reader says of a passage, as probabilities of stretches of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import SpanScores
from retrieval.document import Span

LONGEST_ANSWER = 30
"""Tokens of the longest answer; a longer one is a sentence."""

WIDEST = 12.0
"""Log-odds beyond which an answer counts as certain, or as certainly not there."""


@dataclass(frozen=True, slots=True, eq=False)
class AnswerSpans:
    """Where the answer may stand in a passage.

    `margin` is the log-odds that it stands there at all. `spans` (tokens, tokens) is the probability, where it does, of
    its beginning with one token and ending with another, and `places` (tokens, 2) the characters of each.
    """

    margin: float
    spans: NDArray[np.float64]
    places: NDArray[np.int64]

    def inside(self, start: int, end: int) -> float:
        """The probability that an answer lies in a stretch `[start, end)` of the passage."""
        first, last = np.searchsorted(self.places[:, 0], [start, end])
        return float(self.spans[first:last, first:last].sum())

    def likeliest(self, start: int, end: int) -> Span | None:
        """The likeliest answer in a stretch `[start, end)` of the passage, None where no token begins there."""
        first, last = np.searchsorted(self.places[:, 0], [start, end])
        if first == last:
            return None
        inside = self.spans[first:last, first:last]
        begin, finish = np.unravel_index(int(inside.argmax()), inside.shape)
        return int(self.places[first + begin, 0]), int(self.places[first + finish, 1])

    def exactly(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
        """The probability (n,) of the answer that begins and ends with the tokens at the ends of each of n
        stretches."""
        if not len(self.places):
            return np.zeros(len(starts))
        first = np.searchsorted(self.places[:, 0], starts, "right") - 1
        last = np.searchsorted(self.places[:, 0], ends - 1, "right") - 1
        found: NDArray[np.float64] = np.where(first < 0, 0.0, self.spans[first, last])
        return found


def answer_spans(found: SpanScores, first: int) -> AnswerSpans:
    """What an extraction says of a passage whose text begins at the character `first` of what was read."""
    tokens = len(found.offsets)
    possible = np.triu(np.ones((tokens, tokens))) - np.triu(np.ones((tokens, tokens)), LONGEST_ANSWER)
    spans = possible * np.exp(found.begins[:, None].astype(float) + found.ends[None, :])
    total = float(spans.sum()) + 1e-30
    margin = float(np.clip(np.log(total) - found.none, -WIDEST, WIDEST))
    return AnswerSpans(margin, spans / total, found.offsets - first)
