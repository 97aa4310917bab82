"""A message that says how far indexing has come, edited in place."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from telegram import Message
from telegram.error import TelegramError

from bot.telegram.views.markup import render_text
from bot.telegram.views.replies import edit, reply

BETWEEN = 3.0
"""Seconds between two edits: Telegram takes 20 messages a minute in a group."""


class Progress:
    """Shows the progress of one piece of work in `message`, and at the end what came of it. `Library.index` may call it
    from another thread than the one that made it."""

    def __init__(self, message: Message, name: str, words: Mapping[str, str]) -> None:
        self._message = message
        self._name = name
        self._words = words
        self._loop = asyncio.get_running_loop()
        self._shown = float("-inf")
        self._editing: asyncio.Task[None] | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        """Told how much of a step is done, and of how much."""
        self._loop.call_soon_threadsafe(self._show, step, done, total)

    async def finish(self, text: str) -> None:
        """Replaces the progress by what came of the work."""
        if self._editing is not None:
            await self._editing
        html = render_text(text)
        if not await edit(self._message.get_bot(), self._message.chat.id, self._message.message_id, html):
            await reply(self._message, html)

    def _show(self, step: str, done: int, total: int) -> None:
        if self._loop.time() - self._shown < BETWEEN or (self._editing is not None and not self._editing.done()):
            return
        self._shown = self._loop.time()
        name = self._words[f"step_{step}"]
        text = self._words["upload_progress"].format(name=self._name, step=name, done=done, total=total)
        self._editing = self._loop.create_task(self._edit(text))

    async def _edit(self, text: str) -> None:
        with suppress(TelegramError):
            await edit(self._message.get_bot(), self._message.chat.id, self._message.message_id, render_text(text))
