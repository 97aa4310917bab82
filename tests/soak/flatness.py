"""Whether a series of measurements is level, or grows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LIMITS = {"memory": 0.02, "memory_of_children": 0.02, "handles": 0.01, "threads": 0.01, "processor": 0.05}
"""How much of its level a measure may grow in an hour. Memory that grows by 2 % an hour takes two days to double, and a
restart a day would hide it; what an allocator gives and takes from hour to hour is less. Handles and threads are
counted, and grow by whole ones or not at all. What a question costs varies with the question, so it is known to 5 %."""

JUDGED_FROM = 20.0
"""Minutes of which the second half says something: in less a cache that fills looks like a leak."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The level of a measure in the second half of a run, and how much it grows in an hour."""

    level: float
    an_hour: float

    def is_flat(self, measure: str) -> bool:
        """Whether it grows by no more than LIMITS says."""
        return self.an_hour <= LIMITS[measure] * self.level


def second_half(minutes: Sequence[float], values: Sequence[float]) -> Trend:
    """The trend of the values of the second half: the median of the slopes between all pairs (Theil, 1950; Sen, 1968),
    which a few high values, such as those while a file is indexed, do not move."""
    x, y = np.asarray(minutes), np.asarray(values, dtype=float)
    late = x >= (x[0] + x[-1]) / 2
    x, y = x[late], y[late]
    first, second = np.triu_indices(len(x), 1)
    apart = x[second] - x[first]
    slopes = (y[second] - y[first])[apart > 0] / apart[apart > 0]
    return Trend(float(np.median(y)), 60 * float(np.median(slopes)) if len(slopes) else 0.0)
