"""Passages opened by their citation id: from a link, or with `/show`."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.answer_record import AnswerRecord, new_key
from bot.telegram.audience.access import asker
from bot.telegram.audience.addressing import question_after_command
from bot.telegram.handlers.context import Desk, message_of
from bot.telegram.views.answers import render_answered
from bot.telegram.views.keyboards import page_buttons
from bot.telegram.views.replies import reply
from retrieval.errors import UnknownId

Context = ContextTypes.DEFAULT_TYPE


class Opening:
    """Opens passages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def start(self, update: Update, context: Context) -> None:
        """Greets, or opens the passage that a link to the bot names."""
        await self._open(update, "start")

    async def show(self, update: Update, context: Context) -> None:
        """Opens the passage behind the citation id after `/show`."""
        await self._open(update, "show_usage")

    async def _open(self, update: Update, otherwise: str) -> None:
        """Opens the passage whose citation id stands after the command; says `otherwise` when none does."""
        citation = question_after_command(message_of(update)).strip("[]")
        if not citation:
            await self._desk.say(update, otherwise)
            return
        try:
            shown = await self._desk.show(citation)
        except UnknownId:
            await self._desk.say(update, "unknown_citation")
            return
        if shown.citation is None:
            await self._desk.say(update, "document_gone", document=shown.document)
            return
        kept = await asyncio.to_thread(self._keep, update, shown.id)
        note = await self._desk.note(shown, kept.language)
        html = render_answered(shown.quote, "", shown.citation, kept.language, note=note)[0]
        keyboard = page_buttons(kept, 1, shown, self._desk.settings.send_originals)
        sent = await reply(message_of(update), html, keyboard)
        await asyncio.to_thread(self._desk.memory.sent, kept.key, sent.message_id)

    def _keep(self, update: Update, citation: str) -> AnswerRecord:
        """Remembers a passage like an answer to no question, so that its buttons work."""
        message, memory = message_of(update), self._desk.memory
        before = memory.answer_to(message.chat.id, message.message_id)
        kept = AnswerRecord(
            key=before.key if before else new_key(),
            chat=message.chat.id,
            asked=message.message_id,
            message=None,
            asker=asker(update) or 0,
            language=self._desk.language(update),
            question="",
            answered=True,
            short=None,
            refusal=None,
            organization=None,
            passages=((citation, ""),),
            page=1,
        )
        memory.keep(kept)
        return kept
