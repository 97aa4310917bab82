"""Long polling: asks Telegram for updates, and lets it forget them only once they are recorded.

Not `telegram.ext.Updater`, which confirms updates as soon as they have come, and which an update that cannot be parsed
makes ask without end (python-telegram-bot 22.8).
"""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.telegram.monitoring.metrics import CONTACT
from bot.telegram.transport.backoff import pauses
from bot.telegram.transport.connecting import seconds
from bot.telegram.transport.updates import Receive, is_update
from retrieval.errors import LibraryError

POLL = 30
"""Seconds that Telegram waits for something to report."""

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
        # The library advises against this way of asking, for the reasons in its favour see above.
        warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
        waiting = pauses()
        while True:
            least = 0.0
            try:
                await self._bring()
                waiting = pauses()
                continue
            except RetryAfter as error:
                log.warning("Telegram asks to wait %.0f s before trying again", seconds(error))
                await asyncio.sleep(seconds(error))
                continue
            except Conflict as error:
                least = CONFLICT_PAUSE
                log.error("Another program is listening with this token; only one can (%s)", error)
            except (EndPointNotFound, InvalidToken) as error:
                if await token_refused():
                    return
                log.warning("Telegram does not answer (%s); trying again", error)
            except TelegramError as error:
                log.warning("Telegram cannot be reached (%s); trying again", error)
            except LibraryError as error:
                log.error("What came from Telegram cannot be recorded; trying again: %s", error)
            await asyncio.sleep(max(least, next(waiting)))

    async def _bring(self) -> None:
        """Asks once, records what comes, and only then moves the offset, which confirms it with the next call."""
        came = await self._ask()
        CONTACT.set_to_current_time()
        updates = [update for update in came if is_update(update)]
        if len(updates) < len(came):
            log.error("Telegram sent %d updates without a number; they are left aside", len(came) - len(updates))
        if came and not updates:
            raise TelegramError("it sends nothing but updates without a number")
        if updates:
            await self._receive(updates)
            self._offset = max(update["update_id"] for update in updates) + 1

    async def _ask(self) -> list[Any]:
        values = {"timeout": POLL, "limit": 100, "allowed_updates": list(self._kinds)}
        if self._offset is not None:
            values["offset"] = self._offset
        came: object = await self._bot.do_api_request("getUpdates", values, connect_timeout=10, read_timeout=POLL + 15)
        if not isinstance(came, list):
            raise TelegramError("its list of updates is no list")
        return came
