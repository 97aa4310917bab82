"""Which handler takes which update, and what happens when one fails."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot.faults import fault, record, where_kept
from bot.settings import Settings
from bot.telegram.audience.access import Heard, asker, may_upload
from bot.telegram.audience.addressing import asks_something
from bot.telegram.handlers.administration import Administration
from bot.telegram.handlers.answer_buttons import Browsing
from bot.telegram.handlers.citations import Opening
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.context import Desk, message_of
from bot.telegram.handlers.inline import Inline
from bot.telegram.handlers.questions import Asking
from bot.telegram.handlers.reactions import Reactions
from bot.telegram.handlers.table_buttons import TableBrowsing
from bot.telegram.handlers.uploads import Uploads
from bot.telegram.library import Library
from bot.telegram.queue.current_update import break_off
from bot.telegram.queue.inbox import TakenOver
from bot.telegram.views.keyboards import OF_A_TABLE, OF_AN_ANSWER, OF_THE_DOCUMENTS, OF_THE_LANGUAGE
from bot.telegram.views.replies import alert, end_waiting
from retrieval.errors import DatabaseUnreachable, LibraryError, YuanwenError
from retrieval.storage.database import Database

LISTENED_TO = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MESSAGE_REACTION,
    UpdateType.MY_CHAT_MEMBER,
)
"""The kinds of updates that there are handlers for (`allowed_updates`)."""

FILES = ("animation", "video", "video_note", "voice", "audio")
"""Files that cannot be read: who sends one is told so each time, for an album once."""

KINDS = ("sticker", "location", "venue", "contact", "poll", "dice")
"""What else people send that cannot be read; each kind gets its hint once."""

ALBUMS = 1000
"""Albums that are remembered as declined; of more, those that came first are forgotten."""

log = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Handlers:
    """The bot's side of all conversations, over one library."""

    def __init__(self, library: Library, settings: Settings, database: Database) -> None:
        self._desk = Desk(library, settings, database)
        self.recall = self._desk.recall
        self._heard = Heard(settings.telegram)
        self._asking = Asking(self._desk)
        self._browsing = Browsing(self._desk)
        self._tables = TableBrowsing(self._desk)
        self._opening = Opening(self._desk)
        self._commands = Commands(self._desk)
        self._uploads = Uploads(self._desk, self._asking)
        self._administration = Administration(self._desk, self._uploads, settings.documents)
        self._inline = Inline(self._desk, self._heard)
        self._reactions = Reactions(self._desk)
        self._declined: OrderedDict[str, None] = OrderedDict()

    def tidy(self) -> None:
        """Delete what is stored about people and has been kept long enough."""
        self._desk.memory.tidy()
        self._desk.ratings.tidy()
        self._desk.conversations.tidy()
        try:
            self._desk.database.compact()
        except LibraryError as error:
            log.warning("The file is cleaned of what was deleted the next time: %s", error)
        if self._desk.database.place.shared:
            try:
                self._desk.library.names()  # what was erased elsewhere goes from this machine's indexes
            except LibraryError as error:
                log.warning("This machine's indexes are brought up to date with the next question: %s", error)

    def words(self, update: Update) -> Mapping[str, str]:
        """The bot's words for who sent an update."""
        return self._desk.words(update)

    def all(self) -> list[BaseHandler[Update, Context, None]]:
        """The handlers to add to an application, in order."""
        new = self._heard & filters.UpdateType.MESSAGE
        asked = self._heard & filters.UpdateType.MESSAGES
        words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
        private = new & filters.ChatType.PRIVATE
        files = filters.Document.ALL | filters.PHOTO
        commands: list[tuple[str, Callback, filters.BaseFilter]] = [
            ("start", self._opening.start, new),
            ("show", self._opening.show, new),
            ("help", self._commands.help, new),
            ("ask", self._asking.command, asked),
            ("documents", self._commands.documents, new),
            ("lang", self._commands.lang, new),
            ("privacy", self._commands.privacy, new),
            ("forget", self._commands.forget, new),
            ("add", self._administration.add, new),
            ("remove", self._administration.remove, new),
            ("status", self._administration.status, new),
            ("reload", self._administration.reload, new),
        ]
        buttons: list[tuple[Callback, str | None]] = [
            (self._browsing.pressed, OF_AN_ANSWER),
            (self._tables.pressed, OF_A_TABLE),
            (self._commands.documents_turned, OF_THE_DOCUMENTS),
            (self._commands.lang_chosen, OF_THE_LANGUAGE),
            (self._browsing.unknown, None),
        ]
        return [
            MessageHandler(filters.StatusUpdate.MIGRATE, self._moved),
            *(CommandHandler(name, callback, chosen) for name, callback, chosen in commands),
            MessageHandler(private & files, self._file),
            MessageHandler(asked & words, self._asking.text),
            MessageHandler(private & filters.COMMAND, self._commands.unknown),
            MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, self._unreadable),
            *(CallbackQueryHandler(self._from_those_heard(callback), pattern) for callback, pattern in buttons),
            InlineQueryHandler(self._inline.asked),
            MessageReactionHandler(
                self._from_those_heard(self._reactions.changed),
                message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED,
            ),
            ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER),
        ]

    async def failed(self, update: object, context: Context) -> None:
        """Logs what went wrong and, where Telegram can still be reached, says sorry for it."""
        error = context.error
        assert isinstance(update, Update) and error is not None
        if isinstance(error, DatabaseUnreachable | TakenOver):
            break_off(error)  # nobody is told: it is handled again, here or by another process
            return
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            log.error("A message was not sent, Telegram cannot be reached: %s", error)
            return
        if isinstance(error, Forbidden):
            log.info("A message was not sent, the chat does not want it: %s", error)
            return
        if isinstance(error, (YuanwenError, TelegramError)):
            record(error)
            log.error("A message could not be answered: %s", error)
        else:
            log.error("A message could not be answered: %s%s", fault(error), where_kept())
        with contextlib.suppress(TelegramError):
            if update.callback_query:
                await alert(update.callback_query, self._desk.words(update)["sorry"])
            elif update.effective_message:
                await self._desk.say(update, "sorry")

    async def _file(self, update: Update, context: Context) -> None:
        """A file or a photo in private: a document to take in, or from those who may not only a caption to answer."""
        if may_upload(update, self._desk.settings):
            await self._uploads.sent(update, context)
        else:
            if asks_something(message_of(update).caption or ""):
                await self._asking.text(update, context)
            await self._decline(update, "uploads_closed")

    async def _unreadable(self, update: Update, context: Context) -> None:
        """A sticker, a voice message and the like."""
        message = message_of(update)
        if any(getattr(message, kind) for kind in FILES):
            await self._decline(update, "words_only")
        else:
            await self._hint(update, next((kind for kind in KINDS if getattr(message, kind)), "other"), "words_only")

    async def _decline(self, update: Update, key: str) -> None:
        """Tells who sent a file that it is not taken; the limits keep that within reason."""
        album = message_of(update).media_group_id
        if album is None or album not in self._declined:
            await self._desk.say(update, key)
        if album is not None:
            self._declined[album] = None
            if len(self._declined) > ALBUMS:
                self._declined.popitem(last=False)

    async def _hint(self, update: Update, kind: str, key: str) -> None:
        """Tells a user something, once for each kind of occasion."""
        if await asyncio.to_thread(self._desk.memory.first_hint, asker(update) or 0, kind):
            await self._desk.say(update, key)

    async def _moved(self, update: Update, context: Context) -> None:
        """A group has become a supergroup, which has another id."""
        message = message_of(update)
        old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
        await asyncio.to_thread(self._desk.memory.move, old, new)
        await asyncio.to_thread(self._desk.ratings.move, old, new)
        if old in self._desk.settings.allowed_chats:
            log.warning("Group %d has become a supergroup: put %d into telegram.allowed_chats instead", old, new)

    async def _membership(self, update: Update, context: Context) -> None:
        """The bot was blocked, unblocked, added to a chat or taken out of it."""
        changed = update.my_chat_member
        assert changed is not None
        log.info("In chat %d the bot is now: %s", changed.chat.id, changed.new_chat_member.status)

    def _from_those_heard(self, callback: Callback) -> Callback:
        """A handler that leaves alone what comes from others: python-telegram-bot takes filters for messages only."""

        async def heard(update: Update, context: Context) -> None:
            if self._heard.filter(update):
                await callback(update, context)
            elif update.callback_query:
                await end_waiting(update.callback_query)

        return heard
