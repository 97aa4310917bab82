"""Messages that were sent together as an album come one by one; here they find each other."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from telegram import Message

QUIET = 1.5
"""Seconds without another message after which an album is complete. Telegram sends them at once, but each is its own
update."""


@dataclass(slots=True)
class Album:
    """Messages sent together, in the order they were sent."""

    messages: list[Message] = field(default_factory=list)
    finished: asyncio.Event = field(default_factory=asyncio.Event)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Until the end of the block the other messages of the album are not done with either."""
        try:
            yield
        finally:
            self.finished.set()


class Albums:
    """The albums that are coming in."""

    def __init__(self) -> None:
        self._open: dict[str, Album] = {}

    async def gather(self, message: Message) -> Album | None:
        """The album of a message, once it is complete, for the first to come; for the others None, once the first has
        been done with: none of them counts as handled before all are. A message sent alone is an album of one."""
        group = message.media_group_id
        if group is None:
            return Album([message])
        album = self._open.get(group)
        if album is not None:
            album.messages.append(message)
            await album.finished.wait()
            return None
        album = self._open[group] = Album([message])
        try:
            seen = 0
            while seen < len(album.messages):
                seen = len(album.messages)
                await asyncio.sleep(QUIET)
        finally:
            del self._open[group]
        album.messages.sort(key=lambda each: each.message_id)
        return album
