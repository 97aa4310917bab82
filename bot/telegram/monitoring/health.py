"""How the bot is, for a monitor on the same machine: `/health` for supervisors, `/metrics` for Prometheus."""

import asyncio
import time
from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.httpserver import HTTPServer
from tornado.web import RequestHandler

from bot.telegram.http_server import QuietApplication, listen
from bot.telegram.monitoring.metrics import INBOX, exposition, last_contact
from retrieval.errors import LibraryError

SILENCE = 120.0
"""Seconds without a word from Telegram after which a bot that polls it (each 30 s) is not healthy."""


class _Watched(RequestHandler):
    def initialize(self, waiting: Callable[[], int], polls: bool) -> None:
        self._waiting = waiting
        self._polls = polls


class _Health(_Watched):
    async def get(self) -> None:
        silence = time.time() - last_contact()
        try:
            waiting = await asyncio.to_thread(self._waiting)
        except LibraryError as error:
            self.set_status(503)
            self.finish({"status": "the inbox cannot be used", "reason": str(error)})
            return
        if self._polls and silence > SILENCE:
            self.set_status(503)
            self.finish({"status": "Telegram does not answer", "silent_seconds": round(silence), "waiting": waiting})
        else:
            self.finish({"status": "ok", "waiting": waiting})


class _Metrics(_Watched):
    async def get(self) -> None:
        try:
            INBOX.set(await asyncio.to_thread(self._waiting))
        except LibraryError as error:
            self.set_status(503)
            self.finish(str(error))
            return
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(exposition())


def serve_health(waiting: Callable[[], int], port: int, polls: bool) -> HTTPServer:
    """Answers on a port of 127.0.0.1; `waiting` counts the updates that are not done with, `polls` says that Telegram
    is asked all the time. Raises SettingsError."""
    shared = {"waiting": waiting, "polls": polls}
    application = QuietApplication([("/health", _Health, shared), ("/metrics", _Metrics, shared)])
    return listen(application, "127.0.0.1", port, "telegram.health_port")
