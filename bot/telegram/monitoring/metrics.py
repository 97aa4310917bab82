"""What the bot counts, for Prometheus to read."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()

UPDATES = Counter("yuanwen_updates", "Updates from Telegram by how they ended.", ["result"], registry=REGISTRY)
"""`done`, `late`, `limited`, `broken` or `failed`, which counts each time a handler ended with an error; such an update
is `done` too."""

ANSWERS = Counter("yuanwen_answers", "Questions by their answer.", ["result"], registry=REGISTRY)
"""`answered`, `refused` or `failed`."""

SENDING = Counter("yuanwen_sending", "Calls that send something, by what Telegram said.", ["result"], registry=REGISTRY)
"""`sent`; `again` was recorded as sent before a restart and not sent twice; `rate_limited`; `unclear` may have been
sent, and was repeated; `in_doubt` are answers that may have been sent before a restart: that is said, with a button."""

SECONDS = Histogram(
    "yuanwen_question_seconds",
    "From when a question came in to when it was done with.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0),
    registry=REGISTRY,
)

INBOX = Gauge("yuanwen_inbox_open", "Updates that are not done with.", registry=REGISTRY)

CONTACT = Gauge(
    "yuanwen_last_contact_timestamp_seconds", "When Telegram last answered or called, as Unix time.", registry=REGISTRY
)

for counter, results in (
    (UPDATES, ("done", "late", "limited", "broken", "failed")),
    (ANSWERS, ("answered", "refused", "failed")),
    (SENDING, ("sent", "again", "rate_limited", "unclear", "in_doubt")),
):
    for result in results:
        counter.labels(result)  # there from the start, at 0


def last_contact() -> float:
    """When Telegram last answered or called, as Unix time; 0 for never."""
    return REGISTRY.get_sample_value("yuanwen_last_contact_timestamp_seconds") or 0.0


def exposition() -> bytes:
    """Everything, in the text format that Prometheus reads."""
    return generate_latest(REGISTRY)
