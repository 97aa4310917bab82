"""What the bot counts, and how Prometheus reads it (text exposition format 0.0.4)."""

import threading
from collections.abc import Iterator
from itertools import accumulate


class Counter:
    """A number that only grows, for each value of one label. Any thread may add."""

    def __init__(self, name: str, help: str, label: str, values: tuple[str, ...]) -> None:
        """A counter that begins at 0 for each of the `values` that its label may have."""
        self.name, self._help, self._label = name, help, label
        self._counts = dict.fromkeys(values, 0)
        self._lock = threading.Lock()

    def add(self, value: str) -> None:
        """Count one more. Raises KeyError for a value that the label does not have."""
        with self._lock:
            self._counts[value] += 1

    def lines(self) -> Iterator[str]:
        """As Prometheus reads it."""
        yield f"# HELP {self.name} {self._help}"
        yield f"# TYPE {self.name} counter"
        for value, count in self._counts.items():
            yield f'{self.name}{{{self._label}="{value}"}} {count}'


class Histogram:
    """How often a time was at most so long. Any thread may observe."""

    def __init__(self, name: str, help: str, bounds: tuple[float, ...]) -> None:
        """An empty histogram with these upper bounds, in seconds, rising."""
        self.name, self._help, self._bounds = name, help, bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0
        self._lock = threading.Lock()

    def observe(self, seconds: float) -> None:
        """Count one more time."""
        bucket = next((place for place, bound in enumerate(self._bounds) if seconds <= bound), len(self._bounds))
        with self._lock:
            self._counts[bucket] += 1
            self._sum += seconds

    def lines(self) -> Iterator[str]:
        """As Prometheus reads it."""
        yield f"# HELP {self.name} {self._help}"
        yield f"# TYPE {self.name} histogram"
        with self._lock:
            below, total = list(accumulate(self._counts)), self._sum
        for bound, count in zip((*map(str, self._bounds), "+Inf"), below, strict=True):
            yield f'{self.name}_bucket{{le="{bound}"}} {count}'
        yield f"{self.name}_sum {total:.6f}"
        yield f"{self.name}_count {below[-1]}"


class Gauge:
    """A number that is what it was last set to."""

    def __init__(self, name: str, help: str) -> None:
        """A gauge at 0."""
        self.name, self._help = name, help
        self.value = 0.0

    def lines(self) -> Iterator[str]:
        """As Prometheus reads it."""
        yield f"# HELP {self.name} {self._help}"
        yield f"# TYPE {self.name} gauge"
        yield f"{self.name} {self.value:.15g}"


UPDATES = Counter(
    "yuanwen_updates_total",
    "Updates from Telegram by how they ended.",
    "result",
    ("done", "late", "limited", "broken", "failed"),
)
"""`failed` counts each time a handler ended with an error; such an update is `done` too."""

ANSWERS = Counter("yuanwen_answers_total", "Questions by their answer.", "result", ("answered", "refused", "failed"))

SENDING = Counter(
    "yuanwen_sending_total",
    "Calls that send something, by what Telegram said.",
    "result",
    ("sent", "again", "rate_limited", "unclear"),
)
"""`again` was recorded as sent before a restart and not sent twice; `unclear` may have been sent, and was repeated."""

SECONDS = Histogram(
    "yuanwen_question_seconds",
    "From when a question came in to when it was done with.",
    (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0),
)


INBOX = Gauge("yuanwen_inbox_open", "Updates that are not done with.")
CONTACT = Gauge("yuanwen_last_contact_timestamp_seconds", "When Telegram last answered or called, as Unix time.")


def exposition() -> str:
    """Everything, in the text format that Prometheus reads."""
    metrics = (UPDATES, ANSWERS, SENDING, SECONDS, INBOX, CONTACT)
    return "".join(f"{line}\n" for metric in metrics for line in metric.lines())
