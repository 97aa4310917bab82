"""Webhook mode: Telegram calls the bot, and hears that all is well only once its update is recorded."""

import hmac
import json
import logging
import re
import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest
from tornado.httpserver import HTTPServer
from tornado.web import RequestHandler

from bot.secret import read_secret
from bot.settings import TelegramSettings, WebhookSettings
from bot.telegram.http_server import QuietApplication, listen
from bot.telegram.monitoring.metrics import CONTACT
from bot.telegram.transport.connecting import until_reached
from bot.telegram.transport.updates import Receive, is_update
from retrieval.errors import LibraryError, SettingsError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40
"""How many calls Telegram makes at a time (its default)."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

log = logging.getLogger(__name__)


class _Update(RequestHandler):
    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: str, receive: Receive) -> None:
        self._secret = secret
        self._receive = receive

    async def post(self) -> None:
        shown = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._secret.encode()):
            return self._refuse(403, "wrong secret")
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            return self._refuse(415, "not JSON")
        try:
            update = json.loads(self.request.body)
        except ValueError:
            return self._refuse(400, "not JSON")
        if not is_update(update):
            return self._refuse(400, "no update")
        try:
            await self._receive([update])
        except LibraryError as error:
            log.error("What came from Telegram cannot be recorded; Telegram will bring it again: %s", error)
            return self._refuse(500, "not recorded")
        CONTACT.set_to_current_time()
        self.finish()

    def _refuse(self, status: int, reason: str) -> None:
        self.set_status(status)
        self.finish(reason)


def told_secret(settings: WebhookSettings) -> str | None:
    """The secret that Telegram shows with each call: from the environment, else `secret_file`; None without either.

    Raises:
        SettingsError: the file cannot be read, or what was given is no secret.
    """
    found = read_secret("telegram.webhook.secret", settings.secret, settings.secret_file)
    if found is None:
        return None
    secret, source = found
    if not _SECRET.fullmatch(secret):
        raise SettingsError(f"{source}: a secret is 1 to 256 of the characters A-Z a-z 0-9 _ -")
    return secret


def new_secret() -> str:
    """A secret that nobody can guess."""
    return secrets.token_urlsafe(32)


def serve_webhook(settings: WebhookSettings, secret: str, receive: Receive) -> HTTPServer:
    """Listens for Telegram's calls, as the settings say. Raises SettingsError."""
    shared = {"secret": secret, "receive": receive}
    path = settings.path or urlsplit(settings.url or "").path or "/"
    application = QuietApplication([(re.escape(path), _Update, shared)])
    return listen(application, settings.listen, settings.port, "telegram.webhook.port")


async def tell_telegram(bot: Bot, settings: TelegramSettings, secret: str, kinds: Sequence[str]) -> None:
    """Tells Telegram where to call. Raises SettingsError when it refuses the address or the token."""
    url = settings.webhook.url or ""
    try:
        await until_reached(
            lambda: bot.set_webhook(
                url, secret_token=secret, allowed_updates=kinds, max_connections=CONNECTIONS, drop_pending_updates=False
            ),
            settings,
        )
    except BadRequest as error:
        raise SettingsError(f"telegram.webhook.url: Telegram refuses {url}: {error}") from None
