"""What stands around a passage, as a reader wants it: whole sentences."""

from retrieval.citation.lookup import CONTEXT, Shown
from retrieval.text.sentences import sentences


def around(shown: Shown) -> tuple[str, str]:
    """What is shown before and after a passage: without the sentence that was cut through at the far end of each,
    unless there is no other."""
    before, after = shown.before, shown.after
    if len(before) >= CONTEXT and len(spans := sentences(before)) > 1:
        before = before[spans[1][0] :]
    if len(after) >= CONTEXT and len(spans := sentences(after)) > 1:
        after = after[: spans[-2][1]]
    return before, after
