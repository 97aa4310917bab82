"""The bot as a process: connects, listens, and ends in good order."""

import asyncio
import contextlib
import logging
import signal
from typing import Any

from telegram import BotCommand, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application, Defaults

from bot.messages import LANGUAGES, messages
from bot.settings import Settings, TelegramSettings
from bot.telegram import Library
from bot.telegram.handlers import Handlers
from bot.telegram.token import read_token, start_logging
from retrieval.errors import SettingsError

CONCURRENT_UPDATES = 64
"""Updates in hand at a time. Most of them wait for a search or for Telegram, so this is not a matter of processors."""

LONGEST_PAUSE = 30
"""Seconds between two tries to connect, after it has failed a few times."""

log = logging.getLogger(__name__)
Bot = Application[Any, Any, Any, Any, Any, Any]


def serve(settings: Settings, library: Library) -> None:
    """Runs the bot until SIGTERM or Ctrl-C; see `bot.telegram.run`."""
    token = read_token(settings.telegram)
    start_logging(token)
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(_live(_application(token, settings.telegram, library), settings.telegram))
    log.info("Stopped")


def _application(token: str, settings: TelegramSettings, library: Library) -> Bot:
    defaults = Defaults(
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        allow_sending_without_reply=True,
    )
    application = (
        Application.builder()
        .token(token)
        .base_url(settings.base_url)
        .base_file_url(settings.base_file_url)
        .defaults(defaults)
        .rate_limiter(AIORateLimiter(max_retries=3))
        .concurrent_updates(CONCURRENT_UPDATES)
        .job_queue(None)
        .build()
    )
    handlers = Handlers(library)
    application.add_handlers(handlers.all(settings))
    application.add_error_handler(handlers.failed)
    return application


async def _live(application: Bot, settings: TelegramSettings) -> None:
    """The bot's life; cancelled by SIGTERM (and, through asyncio, by Ctrl-C), it finishes what it has begun."""
    life = asyncio.current_task()
    assert life is not None
    with contextlib.suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, life.cancel)
    try:
        await _connect(application, settings)
        await _publish_commands(application)
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(
            bootstrap_retries=-1, allowed_updates=[Update.MESSAGE], error_callback=_report_polling
        )
        log.info("Answering as @%s", application.bot.username)
        await asyncio.Event().wait()
    finally:
        await _end(application)


async def _connect(application: Bot, settings: TelegramSettings) -> None:
    """Makes the bot known to itself (getMe), trying until the server is there."""
    pause = 1
    while True:
        try:
            return await application.initialize()
        except InvalidToken:
            raise SettingsError(
                "Telegram refuses the bot's token: check YUANWEN_TELEGRAM__TOKEN or telegram.token_file"
                f" (asked at telegram.base_url, {settings.base_url})"
            ) from None
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram cannot be reached at %s (%s); next try in %d s", settings.base_url, error, pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _publish_commands(application: Bot) -> None:
    """Puts the commands into Telegram's menu, in each language; the bot works without."""
    for language in LANGUAGES:
        words = messages(language)
        commands = [BotCommand(name, words[f"command_{name}"]) for name in ("ask", "help")]
        try:
            await application.bot.set_my_commands(commands, language_code=None if language == "en" else language)
        except TelegramError as error:
            log.warning("The menu of commands could not be set: %s", error)


def _report_polling(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("Another program is listening with this token; only one can")
    else:
        log.warning("Telegram cannot be reached (%s); trying again", error)


async def _end(application: Bot) -> None:
    if application.updater and application.updater.running:
        await application.updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()
