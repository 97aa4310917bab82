"""How far a figure that was measured over some questions may lie from what it would be over all such questions."""

import math
from collections.abc import Sequence

import numpy as np

Interval = tuple[float, float]
"""From and to: it holds the true figure with 95 % confidence."""

RESAMPLES = 2000
"""Of 1,000 to 2,000 resamples the ends of a percentile interval become steady (Efron and Tibshirani 1993, 13.3)."""


def wilson(share: float, questions: int, z: float = 1.96) -> Interval:
    """The interval of a share measured over `questions` questions.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212.
    """
    spread = z * z / questions
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / questions + spread / (4 * questions))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def bootstrap(values: Sequence[float]) -> Interval:
    """The interval of the mean of `values`, which need not be shares: the middle 95 % of the means of resamples drawn
    with replacement, always the same ones.

    B. Efron and R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13: the percentile interval.
    """
    drawn = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(np.asarray(values, dtype=float)[drawn].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)
