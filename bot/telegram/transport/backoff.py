"""How long to wait between two tries while Telegram cannot be reached.

A generator of its own rather than a library of retries: what each caller does with a fault (waits as long as Telegram
asks, follows a chat that has moved, finds out whether the token is refused) is most of its loop, and the pause is one
line of it.
"""

from collections.abc import Iterator

FIRST, LONGEST = 0.5, 30.0
"""Seconds of the first pause, and of those after many."""


def pauses() -> Iterator[float]:
    """Seconds to wait after each fault in a row: from the first, doubled, to the longest, without end."""
    pause = FIRST
    while True:
        yield pause
        pause = min(2 * pause, LONGEST)
