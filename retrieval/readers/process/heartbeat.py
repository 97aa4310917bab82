"""A sign of life out of a long reading, so that a file of many pages may take longer than one that hangs."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def page_done() -> None:
    """Readers call this behind each page or sheet. It does nothing unless somebody listens."""
    for hear in _listeners:
        hear()


def listen(hear: Callable[[], None]) -> None:
    """Call `hear` behind each page that is read in this process from now on."""
    _listeners.append(hear)
