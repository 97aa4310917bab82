"""Long polling: asks Telegram for updates, and lets it forget them only once they are recorded.

Not `telegram.ext.Updater`, which confirms updates as soon as they have come, and which an update that cannot be parsed
makes ask without end (python-telegram-bot 22.8).
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.monitoring.metrics import CONTACT
from bot.telegram.transport.connecting import seconds
from bot.telegram.transport.updates import Receive, is_update
from retrieval.errors import LibraryError

POLL = 30
"""Seconds that Telegram waits for something to report."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds after a fault until the next try: from the first, doubled, to the last."""

CONFLICT_PAUSE = 2.0
"""Seconds to leave to another program with the same token: of two that ask at once each ends the other's waiting."""

log = logging.getLogger(__name__)


class Polling:
    """Brings updates of some kinds from Telegram."""

    def __init__(self, bot: Bot, kinds: Sequence[str], receive: Receive) -> None:
        self._bot = bot
        self._kinds = kinds
        self._receive = receive
        self._offset: int | None = None

    async def run(self, token_refused: Callable[[], Awaitable[bool]]) -> None:
        """Asks until cancelled, or until the token is refused."""
        pause = FIRST_PAUSE
        async with HTTPXRequest(connection_pool_size=1, connect_timeout=10, read_timeout=POLL + 15) as request:
            while True:
                try:
                    await self._bring(request)
                    pause = FIRST_PAUSE
                    continue
                except RetryAfter as error:
                    log.warning("Telegram asks to wait %.0f s before trying again", seconds(error))
                    await asyncio.sleep(seconds(error))
                    continue
                except Conflict as error:
                    pause = max(pause, CONFLICT_PAUSE)
                    log.error("Another program is listening with this token; only one can (%s)", error)
                except InvalidToken as error:
                    if await token_refused():
                        return
                    log.warning("Telegram does not answer (%s); trying again", error)
                except TelegramError as error:
                    log.warning("Telegram cannot be reached (%s); trying again", error)
                except LibraryError as error:
                    log.error("What came from Telegram cannot be recorded; trying again: %s", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _bring(self, request: BaseRequest) -> None:
        """Asks once, records what comes, and only then moves the offset, which confirms it with the next call."""
        came = await self._ask(request)
        CONTACT.value = time.time()
        updates = [update for update in came if is_update(update)]
        if len(updates) < len(came):
            log.error("Telegram sent %d updates without a number; they are left aside", len(came) - len(updates))
        if came and not updates:
            raise TelegramError("it sends nothing but updates without a number")
        if updates:
            await self._receive(updates)
            self._offset = max(update["update_id"] for update in updates) + 1

    async def _ask(self, request: BaseRequest) -> list[Any]:
        values = {"offset": self._offset, "timeout": POLL, "limit": 100, "allowed_updates": json.dumps(self._kinds)}
        parameters = [RequestParameter.from_input(name, value) for name, value in values.items() if value is not None]
        came = await request.post(f"{self._bot.base_url}/getUpdates", RequestData(parameters))
        if not isinstance(came, list):
            raise TelegramError("its list of updates is no list")
        return came
