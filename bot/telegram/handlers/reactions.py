"""Thumbs up and down on answers."""

import asyncio

from telegram import ReactionTypeEmoji, Update
from telegram.constants import ReactionEmoji
from telegram.ext import ContextTypes

from bot.telegram.audience.access import asker
from bot.telegram.handlers.context import Desk

Context = ContextTypes.DEFAULT_TYPE


class Reactions:
    """Remembers what people think of answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def changed(self, update: Update, context: Context) -> None:
        """A reaction to a message was given, changed or taken back; others than thumbs say nothing of an answer."""
        reaction, who = update.message_reaction, asker(update)
        if reaction is None or who is None:
            return
        chat, message = reaction.chat.id, reaction.message_id
        kept = await asyncio.to_thread(self._desk.memory.answer_in, chat, message)
        if kept is not None and kept.question and not kept.is_table:  # a question set takes answers by a sentence
            now = {one.emoji for one in reaction.new_reaction if isinstance(one, ReactionTypeEmoji)}
            liked = ReactionEmoji.THUMBS_UP in now
            thumb = liked if liked or ReactionEmoji.THUMBS_DOWN in now else None
            await asyncio.to_thread(self._desk.ratings.rate, kept, message, who, thumb)
