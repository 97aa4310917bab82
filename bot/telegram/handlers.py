"""What the bot does with each kind of message."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import CommandHandler, ContextTypes, MessageHandler, filters

from bot.messages import messages
from bot.settings import TelegramSettings
from bot.telegram import Library
from bot.telegram.access import Heard
from bot.telegram.addressing import asks_something, question_in
from bot.telegram.rendering import render_answer, render_text
from retrieval.answer import Answer
from retrieval.errors import YuanwenError

SEARCHES = 4
"""Searches at a time; more wait for a thread."""

PATIENCE = 0.5
"""Seconds after which an asker sees that the bot is at work."""

log = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE


class Handlers:
    """The bot's side of a conversation, over one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._searches = asyncio.Semaphore(SEARCHES)

    def all(self, settings: TelegramSettings) -> list[CommandHandler[Context, None] | MessageHandler[Context, None]]:
        """The handlers to add to an application, in order, for the new messages of those who are heard."""
        heard = Heard(settings) & filters.UpdateType.MESSAGE
        private = heard & filters.ChatType.PRIVATE
        return [
            CommandHandler("start", self.start, heard),
            CommandHandler("help", self.help, heard),
            CommandHandler("ask", self.ask, heard),
            MessageHandler(heard & filters.TEXT & ~filters.COMMAND, self.text),
            MessageHandler(private & filters.COMMAND, self.help),
            MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.anything_else),
        ]

    async def start(self, update: Update, context: Context) -> None:
        """Greets."""
        await self._say(update, "start")

    async def help(self, update: Update, context: Context) -> None:
        """Explains how to ask; also the answer to a command that does not exist."""
        await self._say(update, "help")

    async def ask(self, update: Update, context: Context) -> None:
        """Answers the question after `/ask`."""
        question = " ".join(context.args or [])
        if asks_something(question):
            await self._answer(_message(update), question)
        else:
            await self._say(update, "ask_usage")

    async def text(self, update: Update, context: Context) -> None:
        """Answers a text that is meant for the bot."""
        question = question_in(_message(update), context.bot.bot)
        if question is None:
            return
        if asks_something(question):
            await self._answer(_message(update), question)
        else:
            await self._say(update, "ask_me")

    async def anything_else(self, update: Update, context: Context) -> None:
        """Says that stickers, voice and the like cannot be read."""
        await self._say(update, "words_only")

    async def failed(self, update: object, context: Context) -> None:
        """Logs what went wrong and, where Telegram can still be reached, says sorry for it."""
        error = context.error
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            log.error("A message was not sent, Telegram cannot be reached: %s", error)
            return
        if isinstance(error, Forbidden):
            log.info("A message was not sent, the chat does not want it: %s", error)
            return
        if isinstance(error, (YuanwenError, TelegramError)):
            log.error("A message could not be answered: %s", error)
        else:
            log.error("A message could not be answered", exc_info=error)
        if isinstance(update, Update) and update.effective_message:
            with contextlib.suppress(TelegramError):
                await self._say(update, "sorry")

    async def _answer(self, message: Message, question: str) -> None:
        answer = await self._search(message, question)
        for part in render_answer(answer, answer.language):
            await message.reply_html(part)

    async def _search(self, message: Message, question: str) -> Answer:
        """The library's answer, found off the event loop; shows that the bot is typing when it takes a while."""
        async with self._searches:
            search = asyncio.create_task(asyncio.to_thread(self._library.ask, question))
            done, _ = await asyncio.wait({search}, timeout=PATIENCE)
            if not done:
                with contextlib.suppress(TelegramError):
                    await message.reply_chat_action(ChatAction.TYPING)
            return await search

    async def _say(self, update: Update, key: str) -> None:
        words = _words(update)
        await _message(update).reply_html(render_text(words[key].format(example=words["example"])))


def _message(update: Update) -> Message:
    """The message of an update that a filter let through for having one."""
    message = update.effective_message
    assert message is not None
    return message


def _words(update: Update) -> Mapping[str, str]:
    user = update.effective_user
    return messages(user.language_code if user else None)
