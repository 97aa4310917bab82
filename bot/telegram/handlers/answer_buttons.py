"""What the buttons under an answer do. They go by what is remembered, so they work after a restart too."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot.messages import messages
from bot.telegram.answer_record import AnswerRecord
from bot.telegram.handlers.attachments import send_original, send_picture
from bot.telegram.handlers.context import Desk
from bot.telegram.views.answers import render_answered, render_context, render_lines, render_passage, render_refusal
from bot.telegram.views.keyboards import (
    CONTEXT,
    LINES,
    ORIGINAL,
    PICTURE,
    back_button,
    page_buttons,
)
from bot.telegram.views.markup import render_text
from bot.telegram.views.replies import alert, edit, end_waiting
from retrieval.citation.lookup import Shown
from retrieval.errors import UnknownId

Context = ContextTypes.DEFAULT_TYPE


class Browsing:
    """Turns the passages of an answer, and shows what surrounds them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def pressed(self, update: Update, context: Context) -> None:
        """A button under an answer."""
        query = update.callback_query
        assert query is not None
        assert context.matches is not None
        verb, key, number = context.matches[0].groups()
        kept, page = await asyncio.to_thread(self._desk.memory.answer, key), int(number)
        here = query.message is not None and kept is not None and query.message.chat.id == kept.chat
        if kept is None or not here or not int(kept.answered) <= page <= len(kept.passages):
            await alert(query, self._desk.words(update)["stale_button"])
        elif page == 0:
            await self._turn(query, kept, 0, render_refusal(kept.refusal or "", kept.language)[0], None)
        else:
            await self._passage(query, kept, verb, page)

    async def unknown(self, update: Update, context: Context) -> None:
        """A button that is none of the bot's."""
        assert update.callback_query is not None
        await alert(update.callback_query, self._desk.words(update)["stale_button"])

    async def _passage(self, query: CallbackQuery, kept: AnswerRecord, verb: str, page: int) -> None:
        shown = await self._shown(kept, page)
        if shown is None or shown.citation is None:
            await self._gone(query, kept, verb, page, shown)
        elif verb == PICTURE:
            await end_waiting(query)
            await send_picture(self._desk, query, kept, shown.citation)
        elif verb == ORIGINAL:
            await end_waiting(query)
            await send_original(self._desk, query, kept, shown.citation)
        elif verb == CONTEXT:
            await _replace(query, render_context(shown, kept.language)[0], back_button(kept, page))
        elif verb == LINES:
            await _replace(query, render_lines(shown, kept.language)[0], back_button(kept, page))
        else:
            note = await self._desk.note(shown, kept.language)
            await self._turn(query, kept, page, _page(kept, page, shown, note), shown)

    async def _shown(self, kept: AnswerRecord, page: int) -> Shown | None:
        try:
            return await self._desk.show(kept.passages[page - 1][0])
        except UnknownId:
            return None

    async def _gone(self, query: CallbackQuery, kept: AnswerRecord, verb: str, page: int, shown: Shown | None) -> None:
        """Says that the document of a passage is not there any more; the other passages stay within reach."""
        words = messages(kept.language)
        text = words["document_gone"].format(document=shown.document if shown else kept.passages[page - 1][0])
        await alert(query, text)
        if verb not in (PICTURE, ORIGINAL):
            await self._turn(query, kept, page, render_text(text), None)

    async def _turn(self, query: CallbackQuery, kept: AnswerRecord, page: int, html: str, shown: Shown | None) -> None:
        await _replace(query, html, page_buttons(kept, page, shown, self._desk.settings.send_originals))
        await asyncio.to_thread(self._desk.memory.turned, kept.key, page)


def _page(kept: AnswerRecord, page: int, shown: Shown, note: str | None) -> str:
    """A passage of an answer, as it stands in its document now, with a note below."""
    words, (_, highlight) = messages(kept.language), kept.passages[page - 1]
    assert shown.citation is not None
    text, citation = shown.quote, shown.citation
    if kept.answered and page == 1:
        return render_answered(
            text, highlight, citation, kept.language, short=kept.short, note=note, doubted=kept.doubted
        )[0]
    count = len(kept.passages)
    label = words["other_passage" if kept.answered else "not_the_answer_of"].format(number=page, count=count)
    highlight = highlight if kept.answered else ""
    return render_passage(text, highlight, citation, kept.language, label=label, note=note)[0]


async def _replace(query: CallbackQuery, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
    assert query.message is not None
    await edit(query.get_bot(), query.message.chat.id, query.message.message_id, html, keyboard)
    await end_waiting(query)
