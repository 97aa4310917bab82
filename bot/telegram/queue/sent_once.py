"""What is sent for an update of the inbox is sent once, however often the update is handled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.telegram.monitoring.metrics import SENDING
from bot.telegram.queue.current_update import HANDLING, Handling
from bot.telegram.queue.inbox import Inbox
from bot.telegram.transport.backoff import pauses
from bot.telegram.transport.last_moment import when_leaving
from bot.telegram.transport.sending import FLEETING, Callback, Sending
from retrieval.errors import DatabaseUnreachable, LibraryError

log = logging.getLogger(__name__)


class SentOnce(Sending):
    """The way of every call to a chat, with a record in the inbox of what is being sent, and was, for the update in
    hand."""

    def __init__(self, inbox: Inbox, token_refused: Callable[[], Awaitable[bool]]) -> None:
        """`token_refused` finds out whether the bot's token has been revoked."""
        super().__init__(token_refused)
        self._inbox = inbox

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make a call, or give what Telegram gave when it was made for this update before. Raises what Telegram refuses
        for good."""
        handling = HANDLING.get()
        if handling is None or endpoint in FLEETING or not endpoint.startswith(("send", "copy", "forward")):
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        number = handling.sent
        handling.sent += 1
        result = await asyncio.to_thread(self._inbox.sent, handling.serial, number)
        if result is not None:
            SENDING.labels("again").inc()
            return result
        attempt = self._recorded(callback, handling, number)
        result = await super().process_request(attempt, args, kwargs, endpoint, data, rate_limit_args)
        await self._record(handling.serial, number, result)
        return result

    async def _record(self, serial: int, number: int, result: Any) -> None:
        """Record what Telegram gave, at once, for a kill before it leaves it in doubt; where the database cannot be
        reached, as soon as it can: what was sent must not be forgotten."""
        waiting = pauses()
        while True:
            try:
                self._inbox.record_sent(serial, number, result)
                return
            except DatabaseUnreachable as error:
                pause = next(waiting)
                log.warning("What was sent cannot be recorded yet; trying again in %.1f s: %s", pause, error)
            await asyncio.sleep(pause)

    def _recorded(self, callback: Callback, handling: Handling, number: int) -> Callback:
        """A call that is recorded as each attempt leaves, and withdrawn when Telegram has surely not taken it."""
        unclear = number in handling.unsure

        async def attempt(*args: Any, **kwargs: Any) -> Any:
            nonlocal unclear
            try:
                with when_leaving(partial(self._inbox.record_sending, handling.serial, number)):
                    return await callback(*args, **kwargs)
            except TelegramError as fault:
                if isinstance(fault.__cause__, LibraryError):  # it was held back, for it could not be recorded
                    raise fault.__cause__ from None
                unclear = unclear or not _surely_not_taken(fault)
                if not unclear:
                    await asyncio.to_thread(self._inbox.withdraw, handling.serial, number)
                raise

        return attempt


def _surely_not_taken(fault: TelegramError) -> bool:
    """Whether Telegram refused a call, or was not reached at all."""
    refused = isinstance(fault, BadRequest | ChatMigrated | Forbidden | InvalidToken | RetryAfter)
    return refused or isinstance(fault.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
