"""Which messages are meant for the bot, and what they ask."""

import re

from telegram import Message, User
from telegram.constants import ChatType


def question_in(message: Message, bot: User) -> str | None:
    """What a message, or the caption of a picture or file, asks the bot; None when it is not meant for it.

    In a private chat every text is, but for what the bot itself said through inline mode. In a group only those are
    that mention the bot by name, which is left out of the question, or that reply in words to a message of its own.
    """
    text = message.text or message.caption or ""
    if message.via_bot == bot:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return text.strip()
    mention = re.compile(rf"(?<!\w)@{re.escape(bot.username or '')}(?!\w)", re.IGNORECASE)
    replied = message.reply_to_message
    to_bot = replied is not None and replied.from_user == bot and replied.forum_topic_created is None
    if mention.search(text) or (to_bot and asks_something(text)):
        return mention.sub(" ", text).strip()
    return None


def question_after_command(message: Message) -> str:
    """What stands behind the command that a message begins with."""
    return " ".join((message.text or "").split()[1:])


def asks_something(question: str) -> bool:
    """Whether there is a letter or a digit in it at all: emoji and punctuation ask nothing."""
    return any(character.isalnum() for character in question)
