"""What goes to a chat, and what to do when Telegram refuses it: replies, edits, and answers to pressed buttons."""

import contextlib
import logging

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest, NetworkError

from bot.telegram.views.markup import one_line, plain

log = logging.getLogger(__name__)


async def reply(message: Message, html: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
    """Answers a message in its thread, as a reply to it; as plain text where Telegram cannot read the markup."""
    try:
        return await message.reply_html(html, reply_markup=keyboard, do_quote=True)
    except BadRequest as refusal:
        _check_markup(refusal)
        return await message.reply_text(plain(html), parse_mode=None, reply_markup=keyboard, do_quote=True)


async def edit(bot: Bot, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
    """Replaces the text of a message of the bot; False when there is no such message any more."""
    try:
        try:
            await bot.edit_message_text(html, chat, message, reply_markup=keyboard)
        except BadRequest as refusal:
            if _says(refusal, "not modified"):
                return True
            if _says(refusal, "not found", "can't be edited"):
                return False
            _check_markup(refusal)
            await bot.edit_message_text(plain(html), chat, message, parse_mode=None, reply_markup=keyboard)
    except BadRequest as refusal:
        if not _says(refusal, "not modified"):
            raise
    return True


async def alert(query: CallbackQuery, text: str) -> None:
    """Says something to who pressed a button, in a window over the chat."""
    limit = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
    await end_waiting(query, one_line(text, limit), show_alert=True)


async def end_waiting(query: CallbackQuery, text: str | None = None, show_alert: bool = False) -> None:
    """Ends the waiting of who pressed a button, unless Telegram has done so already, or cannot be reached: what the
    button is for is done all the same."""
    with contextlib.suppress(NetworkError):
        await query.answer(text, show_alert=show_alert)


def _check_markup(refusal: BadRequest) -> None:
    """Raises a refusal again unless it is one of the markup."""
    if not _says(refusal, "can't parse"):
        raise refusal
    log.error("Telegram refused the markup of a message, it went out as plain text: %s", refusal)


def _says(refusal: BadRequest, *phrases: str) -> bool:
    return any(phrase in refusal.message.lower() for phrase in phrases)
