"""What every answer reader looks like from outside: where in a text the answer to a question begins and ends, and
whether a stretch of it answers at all."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SpanScores:
    """What was read of a question and a text.

    `offsets` (tokens, 2) says which characters of the text a token covers, `begins` and `ends` (tokens,) how likely the
    answer begins and ends with it, as logarithms of probabilities; `none` is the sum of both for there being no answer.
    """

    offsets: NDArray[np.int64]
    begins: Floats
    ends: Floats
    none: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was read of a claim: the `log_odds` that it answers, and `places`, where in it the answer stands given that
    it does, among the tokens of the claim alone (`none` is minus infinity)."""

    log_odds: float
    places: SpanScores


class AnswerReader(Protocol):
    """Reads a question and a text together. (A *reader* in `retrieval` reads files.)"""

    @property
    def kinds(self) -> int:
        """The number of hints that each character of a text has."""
        ...

    def read(self, question: str, text: str, hints: Floats, first: int = 0) -> SpanScores:
        """Read `question` and `text`, whose answer begins at the character `first` or later.

        `hints` is float32 (len(text), kinds). Of a question and a text of more than 512 tokens together, the end of the
        longer is not read.
        """
        ...

    def verify(self, question: str, text: str, hints: Floats, claimed: tuple[int, int]) -> Verdict | None:
        """Whether the characters `claimed`, `[start, end)` of the text, answer the question, and where in them the
        answer stands. `hints` are as in `read`; a text that does not fit is cut likewise: None where that leaves
        nothing of the claim."""
        ...
