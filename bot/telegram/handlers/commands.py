"""The commands that everyone has, and the menus that Telegram shows of them."""

import asyncio
import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.messages import LANGUAGES, messages
from bot.settings import TelegramSettings
from bot.telegram.audience.access import asker, may_upload
from bot.telegram.handlers.context import Desk, message_of
from bot.telegram.views.document_list import DOCUMENTS_A_PAGE, render_documents
from bot.telegram.views.keyboards import document_buttons, language_buttons
from bot.telegram.views.markup import render_text
from bot.telegram.views.replies import edit, end_waiting, reply

IN_PRIVATE = ("ask", "documents", "show", "lang", "privacy", "forget", "help")
IN_GROUPS = ("ask", "documents", "show", "help")
FOR_ADMINISTRATORS = (*IN_PRIVATE, "add", "remove", "status", "reload")
"""The commands in the menus; /start has a button of its own."""

LONGEST = 40
"""Characters of a command that does not exist which are said."""

log = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE


class Commands:
    """Explains, lists, and lets people choose."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def help(self, update: Update, context: Context) -> None:
        """Explains how to ask."""
        words = self._desk.words(update)
        text = words["help"]
        if may_upload(update, self._desk.settings):
            text = f"{text}\n\n{words['help_administrators']}"
        await reply(message_of(update), render_text(text))

    async def unknown(self, update: Update, context: Context) -> None:
        """Says that there is no such command."""
        await self._desk.say(update, "unknown_command", command=(message_of(update).text or "").split()[0][:LONGEST])

    async def privacy(self, update: Update, context: Context) -> None:
        """Says what is stored about people, and for how long."""
        await self._desk.say(update, "privacy", days=self._desk.settings.keep_days)

    async def forget(self, update: Update, context: Context) -> None:
        """Deletes what is stored about who asks for it."""
        who = asker(update) or 0
        await self._desk.forget(who)
        await self._desk.say(update, "forgotten")

    async def lang(self, update: Update, context: Context) -> None:
        """Lets the user choose the language the bot speaks: `/lang zh`, `/lang en`, `/lang auto`, or by button."""
        words = message_of(update).text or ""
        choice = words.split()[1].lower() if len(words.split()) > 1 else ""
        if choice in (*LANGUAGES, "auto"):
            await self._choose(update, choice)
            await self._desk.say(update, "language_chosen")
        else:
            language = self._desk.language(update)
            await reply(message_of(update), render_text(messages(language)["lang"]), language_buttons(language))

    async def lang_chosen(self, update: Update, context: Context) -> None:
        """A button of `/lang`."""
        query = update.callback_query
        assert query is not None
        assert context.matches is not None
        await self._choose(update, context.matches[0].group(1))
        await end_waiting(query, self._desk.words(update)["language_chosen"])

    async def _choose(self, update: Update, choice: str) -> None:
        language = None if choice == "auto" else choice
        await asyncio.to_thread(self._desk.memory.choose_language, asker(update) or 0, language)

    async def documents(self, update: Update, context: Context) -> None:
        """Lists the documents of the library, a page of them."""
        language = self._desk.language(update)
        held = await asyncio.to_thread(self._desk.library.documents)
        pages = -(-len(held) // DOCUMENTS_A_PAGE)
        html = render_documents(held, 1, language, self._desk.uploaded.shown_name)
        await reply(message_of(update), html, document_buttons(1, pages, language))

    async def documents_turned(self, update: Update, context: Context) -> None:
        """A button under the list of documents."""
        query = update.callback_query
        assert query is not None
        assert context.matches is not None
        language = self._desk.language(update)
        held = await asyncio.to_thread(self._desk.library.documents)
        pages = max(1, -(-len(held) // DOCUMENTS_A_PAGE))
        page = min(max(1, int(context.matches[0].group(1))), pages)
        if query.message is not None:
            html = render_documents(held, page, language, self._desk.uploaded.shown_name)
            keyboard = document_buttons(page, pages, language)
            await edit(context.bot, query.message.chat.id, query.message.message_id, html, keyboard)
        await end_waiting(query)


async def publish_commands(bot: Bot, settings: TelegramSettings) -> None:
    """Puts the commands into Telegram's menus: for everyone, for groups, and for each administrator in their chat with
    the bot, in each language. The bot works without: what Telegram refuses is logged."""
    menus: list[tuple[BotCommandScope, Sequence[str]]] = [
        (BotCommandScopeDefault(), IN_PRIVATE),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
        *((BotCommandScopeChat(administrator), FOR_ADMINISTRATORS) for administrator in settings.administrators),
    ]
    for scope, names in menus:
        for language in LANGUAGES:
            words = messages(language)
            commands = [BotCommand(name, words[f"command_{name}"]) for name in names]
            try:
                await bot.set_my_commands(commands, scope, None if language == "en" else language)
            except TelegramError as error:
                log.warning("A menu of commands (%s) could not be set: %s", scope.type, error)
