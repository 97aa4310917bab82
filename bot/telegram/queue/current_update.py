"""The update that is being handled: what its handler need not know but what it sends is recorded by."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Handling:
    """An update of the inbox in hand: its serial, how many messages were sent for it so far, and what lets the next
    updates of its chat begin."""

    serial: int
    sent: int
    step_aside: Callable[[], None]


HANDLING: ContextVar[Handling | None] = ContextVar("handling", default=None)
"""What the running task handles; None outside of a handler."""


def step_aside() -> None:
    """Let the next updates of the chat begin while this one goes on: for work that takes long, such as indexing a file.
    The update stays open in the inbox until its handler returns."""
    handling = HANDLING.get()
    if handling:
        handling.step_aside()
