"""How calls go out to Telegram: paced, and repeated until Telegram has taken them."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import httpx
from aiolimiter import AsyncLimiter
from telegram.constants import FloodLimit
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.telegram.monitoring.metrics import SENDING
from bot.telegram.transport.backoff import pauses
from bot.telegram.transport.connecting import seconds

LONGEST_FAULT = 3600.0
"""Seconds after which a call that Telegram answers with a fault of its own is given up: it may be the call itself that
makes Telegram stumble, and it holds up its chat."""

FLEETING = frozenset({"sendChatAction", "answerCallbackQuery", "answerInlineQuery"})
"""Calls that are of no use later: they are tried once."""

KEPT_GROUPS = 512
"""Groups whose pace is remembered; above this, those that have been quiet for a minute are forgotten."""

log = logging.getLogger(__name__)
Callback = Callable[..., Coroutine[Any, Any, Any]]


class Sending(BaseRateLimiter[None]):
    """The way of every call to a chat; others are made as they are.

    Telegram takes 30 messages a second in all and 20 a minute for a group (core.telegram.org/bots/faq); a private chat
    needs no pace of its own, its user's limit lies below Telegram's. A 429 holds up the chat it was given to and no
    other: Telegram does not say when it means the bot as a whole, and then every chat gets its own. Calls that Telegram
    may or may not have taken (a timeout, a dropped connection) are repeated: a message that comes twice is better than
    one that is lost.
    """

    def __init__(self, token_refused: Callable[[], Awaitable[bool]]) -> None:
        """`token_refused` finds out whether the bot's token has been revoked."""
        self._token_refused = token_refused
        self._everywhere = AsyncLimiter(FloodLimit.MESSAGES_PER_SECOND, 1)
        self._groups: dict[int | str, AsyncLimiter] = {}
        self._held_until: dict[int | str, float] = {}

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make a call and give what Telegram gives. Raises what it refuses for good; everything else is waited for."""
        if endpoint in FLEETING or not ("chat_id" in data or "inline_message_id" in data or endpoint == "getFile"):
            return await callback(*args, **kwargs)
        return await self._deliver(callback, kwargs, endpoint, data)

    async def _deliver(self, callback: Callback, kwargs: dict[str, Any], endpoint: str, data: dict[str, Any]) -> Any:
        waiting, began, told = pauses(), time.monotonic(), False
        while True:
            target = data.get("chat_id", endpoint)
            await self._turn(endpoint, target)
            try:
                result = await callback(endpoint, data, **kwargs)
            except RetryAfter as refusal:
                SENDING.labels("rate_limited").inc()
                self._hold(target, refusal)
            except ChatMigrated as moved:
                data = {**data, "chat_id": moved.new_chat_id}
            except InvalidToken:
                if await self._token_refused():
                    await asyncio.Event().wait()  # the bot is about to end; the update stays in the inbox
                raise
            except TelegramError as fault:
                answered = not isinstance(fault.__cause__, httpx.HTTPError)
                if not _may_pass(fault) or (answered and time.monotonic() - began > LONGEST_FAULT):
                    raise
                SENDING.labels("unclear").inc()
                if not told:
                    log.warning("%s may not have reached Telegram (%s); trying again until it does", endpoint, fault)
                told = True
                await asyncio.sleep(next(waiting))
            else:
                SENDING.labels("sent").inc()
                return result

    async def _turn(self, endpoint: str, target: int | str) -> None:
        """Wait until a chat may be written to, or a call without a chat be made."""
        loop = asyncio.get_running_loop()
        while (wait := self._held_until.get(target, 0) - loop.time()) > 0:
            await asyncio.sleep(wait)
        if endpoint.startswith(("send", "copy", "forward", "edit")):
            if _is_group(target):
                await self._group(target).acquire()
            await self._everywhere.acquire()

    def _hold(self, target: int | str, refusal: RetryAfter) -> None:
        now = asyncio.get_running_loop().time()
        self._held_until = {held: until for held, until in self._held_until.items() if until > now}
        self._held_until[target] = max(self._held_until.get(target, 0), now + seconds(refusal))
        log.info("Telegram asks to wait %.0f s before the next message to %s", seconds(refusal), target)

    def _group(self, chat: int | str) -> AsyncLimiter:
        if len(self._groups) > KEPT_GROUPS:
            self._groups = {key: pace for key, pace in self._groups.items() if not pace.has_capacity(pace.max_rate)}
        return self._groups.setdefault(chat, AsyncLimiter(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP, 60))


def _is_group(target: int | str) -> bool:
    """Whether a chat is a group or a channel: those have negative numbers, or names."""
    return target < 0 if isinstance(target, int) else target.startswith(("-", "@"))


def _may_pass(fault: TelegramError) -> bool:
    """Whether the same call may succeed later: Telegram was not reached, or it had a fault of its own. What Telegram
    refuses, and what cannot be put into a request at all, stays as it is."""
    if isinstance(fault, BadRequest) or "too large" in str(fault).lower():
        return False
    if isinstance(fault, NetworkError):
        return isinstance(fault.__cause__, httpx.HTTPError | TelegramError | None)
    return str(fault) == "Invalid server response"  # as python-telegram-bot calls an answer that is not JSON
