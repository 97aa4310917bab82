"""Whether confidence means what it says: of the questions answered with confidence .8, are eight in ten right?"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

BINS = 10
"""Bins of equal width between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question came out. `right`: the first passage and its highlight answer it, whether or not they were
    offered as the answer; never, when nothing answers it."""

    confidence: float
    answerable: bool
    answered: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions with a confidence from `low` up to `high`: how many, their mean confidence, the share right."""

    low: float
    high: float
    questions: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that hold questions, in order, and the expected calibration error: the mean distance between confidence
    and share right, each bin weighted by its questions."""

    bins: tuple[Bin, ...]
    error: float

    def to_json(self) -> dict[str, Any]:
        """As `eval --json` prints it."""
        bins = [{name: round(value, 4) for name, value in asdict(one).items()} for one in self.bins]
        return {"expected_calibration_error": round(self.error, 4), "bins": bins}


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a least confidence would do by itself: the share of answerable questions `kept`, of others `refused`; None
    where there are none."""

    confidence: float
    kept: float | None
    refused: float | None


def reliability(outcomes: Sequence[Outcome]) -> Reliability:
    """How well confidence fits what was right.

    C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks", ICML 2017, section 2.
    """
    members: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        members.setdefault(min(int(outcome.confidence * BINS), BINS - 1), []).append(outcome)
    bins = tuple(_bin(number, members[number]) for number in sorted(members))
    error = sum(one.questions * abs(one.confidence - one.right) for one in bins) / max(1, len(outcomes))
    return Reliability(bins, error)


def _bin(number: int, outcomes: Sequence[Outcome]) -> Bin:
    count = len(outcomes)
    confidence = sum(outcome.confidence for outcome in outcomes) / count
    right = sum(outcome.right for outcome in outcomes) / count
    return Bin(number / BINS, (number + 1) / BINS, count, confidence, right)


def thresholds(outcomes: Sequence[Outcome], steps: int = 100) -> list[Threshold]:
    """What each least confidence from 0 to 1 would keep and refuse."""
    known = [outcome.confidence for outcome in outcomes if outcome.answerable]
    unknown = [outcome.confidence for outcome in outcomes if not outcome.answerable]
    found = []
    for step in range(steps + 1):
        least = step / steps
        kept = sum(confidence >= least for confidence in known) / len(known) if known else None
        refused = sum(confidence < least for confidence in unknown) / len(unknown) if unknown else None
        found.append(Threshold(least, kept, refused))
    return found
