"""Getting hold of Telegram at the start, however long it takes, and finding out that the token is refused."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.settings import TelegramSettings
from bot.telegram.token import refused_token
from bot.telegram.transport.backoff import pauses

T = TypeVar("T")
log = logging.getLogger(__name__)


async def until_reached(call: Callable[[], Awaitable[T]], settings: TelegramSettings) -> T:
    """What a call of the Bot API gives, made until Telegram can be reached.

    Raises:
        SettingsError: Telegram refuses the token.
        TelegramError: Telegram refuses the call.
    """
    waiting = pauses()
    while True:
        try:
            return await call()
        except InvalidToken:
            raise refused_token(settings) from None
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            wait = max(next(waiting), seconds(error) if isinstance(error, RetryAfter) else 0)
            log.warning("Telegram cannot be reached at %s (%s); next try in %.0f s", settings.base_url, error, wait)
        await asyncio.sleep(wait)


async def token_refused(bot: Bot) -> bool:
    """Whether Telegram refuses the bot's token. Some servers answer an unknown method like an unknown token, so this is
    asked before the bot gives up."""
    try:
        await bot.get_me()
    except InvalidToken:
        return True
    except TelegramError:
        return False
    return False


def seconds(refusal: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = refusal.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else after
