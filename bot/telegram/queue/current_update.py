"""The update that is being handled: what its handler need not know but what it sends is recorded by."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from retrieval.errors import LibraryError


@dataclass(slots=True)
class Handling:
    """An update of the inbox in hand: its serial, how many messages were sent for it so far, what lets the next updates
    of its chat begin, which of its messages an earlier handling was sending when it was broken off, and what has broken
    this one off."""

    serial: int
    sent: int
    step_aside: Callable[[], None]
    unsure: frozenset[int] = frozenset()
    broken_off_by: LibraryError | None = None


HANDLING: ContextVar[Handling | None] = ContextVar("handling", default=None)
"""What the running task handles; None outside of a handler."""


def may_have_been_sent() -> bool:
    """Whether the next message that is sent for the update in hand may be in its chat already: the bot was killed
    before Telegram's answer to it was recorded."""
    handling = HANDLING.get()
    return handling is not None and handling.sent in handling.unsure


def step_aside() -> None:
    """Let the next updates of the chat begin while this one goes on: for work that takes long, such as indexing a file.
    The update stays open in the inbox until its handler returns."""
    handling = HANDLING.get()
    assert handling is not None
    handling.step_aside()


def break_off(error: LibraryError) -> None:
    """Handle the update in hand no further now: it stays open, and is handled again when what stands in the way is
    gone."""
    handling = HANDLING.get()
    assert handling is not None
    handling.broken_off_by = error
