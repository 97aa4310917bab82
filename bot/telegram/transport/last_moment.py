"""What has to be done just before a call leaves for Telegram, and not earlier: while a connection is being made or
waited for, nothing can have arrived."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx
from telegram.request import HTTPXRequest

_LEAVING = "http11.send_request_body.started"
"""What httpcore calls the moment before the body of a request is written: no server can act on less."""

_WHEN_LEAVING: ContextVar[Callable[[], None] | None] = ContextVar("when_leaving", default=None)


def watched_request(**options: Any) -> HTTPXRequest:
    """A way to send calls that looks after `when_leaving`; `options` are those of HTTPXRequest."""
    return HTTPXRequest(**options, httpx_kwargs={"event_hooks": {"request": [_watch]}})


@contextmanager
def when_leaving(do: Callable[[], None]) -> Iterator[None]:
    """Do something just before each call that is made in the block leaves. An error in it keeps the call back."""
    token = _WHEN_LEAVING.set(do)
    try:
        yield
    finally:
        _WHEN_LEAVING.reset(token)


async def _watch(request: httpx.Request) -> None:
    do = _WHEN_LEAVING.get()
    if do is None:
        return

    async def trace(event: str, details: dict[str, Any]) -> None:
        if event == _LEAVING:
            do()

    request.extensions = {**request.extensions, "trace": trace}
