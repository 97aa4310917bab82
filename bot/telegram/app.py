"""The bot as a process: connects, listens, and ends in good order."""

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import filelock
from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, ContextTypes, Defaults
from tornado.httpserver import HTTPServer

from bot.settings import Settings, TelegramSettings, WebhookSettings
from bot.telegram.arenas import share_arenas
from bot.telegram.handlers.commands import publish_commands
from bot.telegram.handlers.routing import LISTENED_TO, Handlers
from bot.telegram.library import Library
from bot.telegram.links import BOT_NAME
from bot.telegram.monitoring.health import serve_health
from bot.telegram.monitoring.metrics import UPDATES
from bot.telegram.queue.dispatcher import FINISH, Bot, Dispatcher
from bot.telegram.queue.inbox import Inbox
from bot.telegram.queue.sent_once import SentOnce
from bot.telegram.storage.database import WEBHOOK_SECRET, keep_value, open_database, value_once_kept
from bot.telegram.storage.running import lock_beside_others, lock_of_one
from bot.telegram.token import read_token, refused_token, start_logging
from bot.telegram.transport import connecting
from bot.telegram.transport.backoff import pauses
from bot.telegram.transport.connecting import until_reached
from bot.telegram.transport.last_moment import watched_request
from bot.telegram.transport.polling import Polling
from bot.telegram.transport.webhook import new_secret, serve_webhook, tell_telegram, told_secret
from retrieval.errors import DatabaseRefused, DatabaseUnreachable, LibraryError
from retrieval.storage.database import Database

THREADS = 32
"""For searches, and for what waits for the disk. More than are ever busy, so that neither waits for the other."""

TIDY = 6 * 3600
"""Seconds between two looks for what has been kept long enough."""

Opened = TypeVar("Opened")

log = logging.getLogger(__name__)


def serve(settings: Settings, opening: Callable[[], AbstractContextManager[Library]]) -> None:
    """Answers questions in Telegram until SIGTERM, finishing those it has begun. `opening` opens the library.

    A server that cannot be reached, Telegram's or the database's, is tried again, at the start and later.

    Raises:
        SettingsError: there is no usable token, or Telegram refuses it.
        LibraryError: the database cannot be used, or does not let us in.
        KeyboardInterrupt: after an orderly end, when it was Ctrl-C that ended it.
    """
    token = read_token(settings.telegram)
    start_logging(token)
    share_arenas()
    with contextlib.ExitStack() as opened:
        database = _opened_at_last(lambda: open_database(settings))
        opened.callback(database.close)
        library = _opened_at_last(lambda: opened.enter_context(opening()))
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(_Service(token, settings, library, database).live())
    log.info("Stopped")


def _opened_at_last(opening: Callable[[], Opened]) -> Opened:
    """What is opened in a database, however long it takes to be reached."""
    waiting = pauses()
    while True:
        try:
            return opening()
        except DatabaseRefused:
            raise
        except DatabaseUnreachable as error:
            pause = next(waiting)
            log.warning("%s Next try in %.1f s", error, pause)
        time.sleep(pause)


class _Service:
    """One run of the bot, with all its parts."""

    def __init__(self, token: str, settings: Settings, library: Library, database: Database) -> None:
        self._settings = settings.telegram
        self._data_dir = settings.data_dir
        self._database = database
        self._inbox = Inbox(database, f"{token.partition(':')[0]} at {self._settings.base_url}")
        self._application = _application(token, self._settings, SentOnce(self._inbox, self._token_refused))
        self._handlers = handlers = Handlers(library, settings, database)
        self._application.add_handlers(handlers.all())
        self._application.add_error_handler(_count_failure)
        self._application.add_error_handler(handlers.failed)
        self._dispatcher = Dispatcher(self._application, self._settings, self._inbox, handlers.words, handlers.recall)
        self._refused = asyncio.Event()
        self._terminated = False
        self._servers: list[HTTPServer] = []
        self._tasks: list[asyncio.Task[Any]] = []

    async def live(self) -> None:
        """The bot's life; cancelled by SIGTERM (and, through asyncio, by Ctrl-C), it finishes what it has begun."""
        self._listen_to_sigterm()
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        shares = self._inbox.shared and self._settings.mode == "webhook"
        lock = lock_beside_others(self._data_dir) if shares else await _alone(lock_of_one(self._data_dir))
        try:
            await self._start()
            self._tasks.append(asyncio.create_task(self._refused.wait()))
            done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            raise refused_token(self._settings)
        finally:
            await self._end()
            lock.release()

    async def _start(self) -> None:
        settings, application, bot = self._settings, self._application, self._application.bot
        if settings.health_port:
            self._servers.append(serve_health(self._inbox.depth, settings.health_port, settings.mode == "polling"))
        await until_reached(application.initialize, settings)
        await asyncio.to_thread(keep_value, self._database, BOT_NAME, bot.username)
        await publish_commands(bot, settings)
        await application.start()
        self._tasks.append(asyncio.create_task(self._dispatcher.run()))
        self._tasks.append(asyncio.create_task(self._tidy()))
        if settings.mode == "webhook":
            secret = await asyncio.to_thread(webhook_secret, settings.webhook, self._database)
            self._servers.append(serve_webhook(settings.webhook, secret, self._dispatcher.receive))
            await tell_telegram(bot, settings, secret, LISTENED_TO)
        else:
            await until_reached(bot.delete_webhook, settings)
            polling = Polling(bot, LISTENED_TO, self._dispatcher.receive)
            self._tasks.append(asyncio.create_task(polling.run(self._token_refused)))
        log.info("Answering as @%s", bot.username)

    async def _end(self) -> None:
        for server in self._servers:
            server.stop()
        for task in self._tasks:
            task.cancel()
        left = await self._dispatcher.finish(0 if self._refused.is_set() else FINISH)
        if left:
            log.warning("%d questions could not be finished; they are answered after the next start", left)
            if self._terminated:  # a search that does not end would keep the process from ending
                logging.shutdown()
                os._exit(0)
        await asyncio.to_thread(self._inbox.leave)
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()

    async def _token_refused(self) -> bool:
        """Whether the token is refused now; if so, the bot is about to end."""
        if await connecting.token_refused(self._application.bot):
            self._refused.set()
        return self._refused.is_set()

    async def _tidy(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._inbox.tidy, self._settings.keep_days)
                await asyncio.to_thread(self._handlers.tidy)
            except LibraryError as error:
                log.warning("What has been kept long enough is deleted later: %s", error)
            await asyncio.sleep(TIDY)

    def _listen_to_sigterm(self) -> None:
        life = asyncio.current_task()
        assert life is not None

        def end() -> None:
            self._terminated = True
            life.cancel()

        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)


def webhook_secret(settings: WebhookSettings, database: Database) -> str:
    """The secret of the settings or, without one, a secret that is made up once."""
    secret = told_secret(settings)
    if secret is None:
        secret = value_once_kept(database, WEBHOOK_SECRET, new_secret())
    return secret


def _application(token: str, settings: TelegramSettings, sending: SentOnce) -> Bot:
    defaults = Defaults(
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        allow_sending_without_reply=True,
    )
    return (
        Application.builder()
        .token(token)
        .base_url(settings.base_url)
        .base_file_url(settings.base_file_url)
        .defaults(defaults)
        .rate_limiter(sending)
        .request(watched_request(connection_pool_size=256, connect_timeout=10, read_timeout=20, pool_timeout=20))
        .updater(None)
        .job_queue(None)
        .build()
    )


async def _alone(lock: filelock.FileLock) -> filelock.FileLock:
    """The lock, acquired when no other bot runs over the data directory: two would answer the same questions."""
    waiting = False
    while True:
        try:
            lock.acquire()
            return lock
        except filelock.Timeout:
            if not waiting:
                log.warning("Another bot is running over this data directory; waiting until it ends")
            waiting = True
        await asyncio.sleep(0.2)


async def _count_failure(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    UPDATES.labels("failed").inc()
