"""The bot's token: from the environment or a file, and never in a log."""

import logging
import re
from urllib.parse import quote

from bot.secret import read_secret
from bot.settings import TelegramSettings
from retrieval.errors import SettingsError

_FORM = re.compile(r"[0-9A-Za-z_-]+:[0-9A-Za-z:_-]+")


def read_token(settings: TelegramSettings) -> str:
    """The token in `token` (which only the environment can set) or, without one, in `token_file`.

    Raises:
        SettingsError: there is neither, the file cannot be read, or what it holds is no token.
    """
    found = read_secret("telegram.token", settings.token, settings.token_file)
    if found is None:
        raise SettingsError(
            "the bot has no token: get one from @BotFather in Telegram and set YUANWEN_TELEGRAM__TOKEN, "
            "or name a file that holds it in telegram.token_file"
        )
    token, source = found
    if not _FORM.fullmatch(token):
        raise SettingsError(f"{source}: this is not a bot token; @BotFather gives one like 123456789:AbCdEf")
    return token


def refused_token(settings: TelegramSettings) -> SettingsError:
    """The error of a token that Telegram does not know, or no longer."""
    return SettingsError(
        "Telegram refuses the bot's token: check YUANWEN_TELEGRAM__TOKEN or telegram.token_file"
        f" (asked at telegram.base_url, {settings.base_url}); @BotFather gives a new one with /token"
    )


class RedactingFormatter(logging.Formatter):
    """Formats log records with every occurrence of the token, in tracebacks too, replaced by `<token>`, as it stands or
    percent-encoded: python-telegram-bot does that in the addresses of files."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._written = (token, quote(token))

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text without the token."""
        text = super().format(record)
        for written in self._written:
            text = text.replace(written, "<token>")
        return text


def start_logging(token: str) -> None:
    """Logs to standard error, without the token and without a line for every HTTP request (its URL holds the token).

    python-telegram-bot's own reports of network trouble are left out: the bot says it in its own words.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "telegram.ext.Application"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)
