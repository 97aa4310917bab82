"""The Telegram bot. Importing this package is cheap: python-telegram-bot is loaded when the bot runs."""

from typing import Protocol

from bot.settings import Settings
from retrieval.answer import Answer


class Library(Protocol):
    """What the bot needs of `retrieval`: an answer to a question, from any thread."""

    def ask(self, question: str, k: int = 5) -> Answer:
        """The answer to a question with at most `k` passages."""


def run(settings: Settings, library: Library) -> None:
    """Answers questions in Telegram until SIGTERM, finishing those it has begun.

    A server that cannot be reached is tried again, at the start and later.

    Raises:
        SettingsError: there is no usable token, or Telegram refuses it.
        KeyboardInterrupt: after an orderly end, when it was Ctrl-C that ended it.
    """
    from bot.telegram.app import serve

    serve(settings, library)
