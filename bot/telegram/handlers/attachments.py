"""Pictures of pages and files behind a passage, sent as replies to the answer that shows it."""

import asyncio
import contextlib
import logging
from pathlib import Path

from telegram import CallbackQuery, Message, ReplyParameters
from telegram.constants import ChatAction, FileSizeLimit
from telegram.error import BadRequest, TelegramError

from bot.messages import messages
from bot.telegram.answer_record import AnswerRecord
from bot.telegram.handlers.context import Desk
from bot.telegram.views.answers import render_caption
from bot.telegram.views.markup import render_text
from retrieval.answer import Citation
from retrieval.errors import DocumentError, UsageError

LARGEST_PHOTO, MOST_PIXELS = int(FileSizeLimit.PHOTOSIZE_UPLOAD), 10_000
"""Bytes of a photo, and pixels of its width and height together (Bot API, `sendPhoto`); what is larger goes as a file.
"""

log = logging.getLogger(__name__)


async def send_picture(desk: Desk, query: CallbackQuery, kept: AnswerRecord, citation: Citation) -> None:
    """Sends the page on which a passage stands, with the passage marked; says so when there is none."""
    where = Place(query)
    await where.shows(ChatAction.UPLOAD_PHOTO)
    try:
        picture = await asyncio.to_thread(desk.library.picture, citation.id)
    except (DocumentError, UsageError) as error:
        log.info("No picture of %s: %s", citation.id, error)
        await where.say(messages(kept.language)["no_picture"])
        return
    await where.picture(picture, f"{citation.id}.png", render_caption(citation, kept.language))


async def send_original(desk: Desk, query: CallbackQuery, kept: AnswerRecord, citation: Citation) -> None:
    """Sends the file that a passage is from, by the name that people know; says so when it cannot be sent."""
    where = Place(query)
    path = await asyncio.to_thread(_path, desk, citation.id) if desk.settings.send_originals else None
    if path is None or path.stat().st_size > FileSizeLimit.FILESIZE_UPLOAD:
        await where.say(messages(kept.language)["no_original"])
        return
    await where.shows(ChatAction.UPLOAD_DOCUMENT)
    name = Path(citation.document).name
    await where.document(await asyncio.to_thread(path.read_bytes), name, render_caption(citation, kept.language))


def _path(desk: Desk, citation: str) -> Path | None:
    """The file that a passage is from; None when it is gone, or when several documents go by its name."""
    name = desk.library.show(citation).document
    paths = [Path(document.path) for document in desk.library.documents() if document.name == name]
    return paths[0] if len(paths) == 1 and paths[0].is_file() else None


def _size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its header (W3C, Portable Network Graphics, 11.2.2)."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


class Place:
    """Where a button was pressed: what is sent there replies to its message, in its thread."""

    def __init__(self, query: CallbackQuery) -> None:
        assert query.message is not None
        message = query.message
        self._bot = query.get_bot()
        self._chat = message.chat.id
        in_topic = isinstance(message, Message) and message.is_topic_message
        self._thread = message.message_thread_id if isinstance(message, Message) and in_topic else None
        self._reply = ReplyParameters(message.message_id, allow_sending_without_reply=True)

    async def shows(self, action: ChatAction) -> None:
        """Shows that something is under way."""
        with contextlib.suppress(TelegramError):
            await self._bot.send_chat_action(self._chat, action, message_thread_id=self._thread)

    async def say(self, text: str) -> None:
        """Says something there."""
        await self._bot.send_message(
            self._chat, render_text(text), message_thread_id=self._thread, reply_parameters=self._reply
        )

    async def picture(self, content: bytes, name: str, caption: str) -> None:
        """Sends a PNG as a photo; as a file of this name where Telegram does not take it as one."""
        if len(content) <= LARGEST_PHOTO and sum(_size(content)) <= MOST_PIXELS:
            try:
                await self._photo(content, caption)
                return
            except BadRequest as refusal:
                log.warning("Telegram does not take the picture %s as a photo: %s", name, refusal)
        await self.document(content, name, caption)

    async def _photo(self, content: bytes, caption: str) -> None:
        await self._bot.send_photo(
            self._chat, content, caption, message_thread_id=self._thread, reply_parameters=self._reply
        )

    async def document(self, content: bytes, name: str, caption: str) -> None:
        """Sends a file."""
        await self._bot.send_document(
            self._chat, content, caption=caption, filename=name, message_thread_id=self._thread,
            reply_parameters=self._reply,
        )  # fmt: skip
