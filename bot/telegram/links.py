"""Links that open a passage in the chat with the bot (https://core.telegram.org/bots/features#deep-linking)."""

from bot.telegram.storage.database import peek_at_value
from retrieval.settings import Settings

BOT_NAME = "username"
"""Under which the bot that runs over a data directory keeps its user name."""


def deep_link(bot: str, citation: str) -> str:
    """The link that opens the passage behind a citation id with the bot of this user name."""
    return f"https://t.me/{bot}?start={citation}"


def bot_name(settings: Settings) -> str | None:
    """The user name of the bot that runs, or ran last, with these settings; None when none has, or when its database
    cannot be read. The database is only read: a terminal must not stand in the bot's way, nor make its file."""
    return peek_at_value(settings, BOT_NAME)
