"""Questions and their answers: asked by text, by command, and asked again by editing."""

import asyncio
import contextlib
from dataclasses import replace
from functools import partial

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.messages import messages
from bot.telegram.answer_record import AnswerRecord, new_key
from bot.telegram.audience.access import asker
from bot.telegram.audience.addressing import asks_something, question_after_command, question_in
from bot.telegram.handlers.context import Desk, message_of
from bot.telegram.links import deep_link
from bot.telegram.monitoring.metrics import ANSWERS, SENDING
from bot.telegram.queue.current_update import may_have_been_sent
from bot.telegram.views.answers import refusal_of, render_answered, render_refusal, short_of
from bot.telegram.views.keyboards import again_button, page_buttons, table_buttons
from bot.telegram.views.markup import render_text
from bot.telegram.views.replies import edit, reply
from bot.telegram.views.tables import render_table, table_pages
from bot.wording.facts import reply as reply_to
from bot.wording.facts import understood
from retrieval.answer import Answer
from retrieval.answering.conversation import Conversation
from retrieval.question.dialogue_act import dialogue_act

PATIENCE = 0.5
"""Seconds after which an asker sees that the bot is at work."""

Context = ContextTypes.DEFAULT_TYPE


class Asking:
    """Answers questions: one message for each, which changes when its question is edited."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, update: Update, context: Context) -> None:
        """Answers the question after `/ask`, also after it was edited."""
        question = question_after_command(message_of(update))
        if asks_something(question):
            await self.answer(update, question)
        elif update.edited_message is None:
            await self._desk.say(update, "ask_usage")

    async def text(self, update: Update, context: Context) -> None:
        """Answers a text or a caption that is meant for the bot, also after it was edited."""
        question = question_in(message_of(update), context.bot.bot)
        if question is None:
            return
        if asks_something(question) or dialogue_act(question):
            await self.answer(update, question)
        elif update.edited_message is None:
            await self._desk.say(update, "ask_me")

    async def answer(self, update: Update, question: str) -> None:
        """Answers a question in a message. The message that answered it before, if any, becomes the new answer; it
        stays as it is when the question is still the same."""
        message, memory = message_of(update), self._desk.memory
        before = await asyncio.to_thread(memory.answer_to, message.chat.id, message.message_id)
        if before is not None and before.message is not None and before.question == question:
            return
        try:
            conversation = await asyncio.to_thread(self._desk.conversations.of, message.chat.id, asker(update) or 0)
            answer = await self._search(update, question, conversation)
        except Exception:
            ANSWERS.labels("failed").inc()
            raise
        chosen = memory.language(asker(update) or 0)
        if chosen is None and not asks_something(question):
            chosen = self._desk.language(update)  # emoji are of no language
        kept = _kept(answer, update, before, chosen)
        await asyncio.to_thread(memory.keep, kept)
        await self._send(message, answer, kept)
        if update.edited_message is None:  # once it is sent: handled again after a kill, it leans on the same as before
            await asyncio.to_thread(self._desk.conversations.keep, message.chat.id, asker(update) or 0, conversation)
        ANSWERS.labels("answered" if answer.answered else "refused").inc()

    async def _search(self, update: Update, question: str, conversation: Conversation) -> Answer:
        """The library's answer; shows that the bot is typing when it takes a while. A question that was edited stands
        by itself: the last one may be its own earlier wording."""
        message = message_of(update)
        if update.edited_message is None:
            found = self._desk.converse(conversation, question)
        else:
            found = self._desk.search(question)
        search = asyncio.create_task(found)
        done, _ = await asyncio.wait({search}, timeout=PATIENCE)
        if not done:
            with contextlib.suppress(TelegramError):
                await message.reply_chat_action(ChatAction.TYPING)
        return await search

    async def _send(self, message: Message, answer: Answer, kept: AnswerRecord) -> None:
        proof = answer.passages[0].citation.id if kept.page and answer.table is None else None
        shown = None if proof is None else await self._desk.show(proof)
        note = None if shown is None else await self._desk.note(shown, kept.language)
        first, *more = render(answer, kept, message.get_bot().username, note)
        keyboard = page_buttons(kept, kept.page, shown, self._desk.settings.send_originals)
        if answer.table is not None:
            keyboard = table_buttons(kept, 1, len(answer.table.rows), table_pages(answer.table))
        bot = message.get_bot()
        if kept.message is not None and await edit(bot, kept.chat, kept.message, first, keyboard):
            return
        if may_have_been_sent() and kept.question:
            SENDING.labels("in_doubt").inc()
            first, more, keyboard = render_text(messages(kept.language)["in_doubt"]), [], again_button(kept)
        sent = await reply(message, first, keyboard)
        await asyncio.to_thread(self._desk.memory.sent, kept.key, sent.message_id)
        for part in more:
            await reply(message, part)


def render(answer: Answer, kept: AnswerRecord, bot: str, note: str | None) -> list[str]:
    """An answer as the messages that show it, nearly always one; links in it lead to the bot of this name. The `note`
    is of the file of the first passage."""
    if (said := reply_to(answer, kept.language)) is not None:
        return [render_text(said)]
    if not kept.answered:
        return render_refusal(kept.refusal or "", kept.language)
    if answer.table is not None:
        return render_table(answer.table, kept.language, partial(deep_link, bot))
    best = answer.passages[0]
    notes = "\n".join(filter(None, (understood(answer, kept.language), note))) or None
    return render_answered(
        best.text, best.highlight, best.citation, kept.language, short=kept.short, note=notes, doubted=kept.doubted
    )


def _kept(answer: Answer, update: Update, before: AnswerRecord | None, chosen: str | None) -> AnswerRecord:
    """What is remembered of an answer, in the language that its asker has `chosen`, else that of the question."""
    message, language = message_of(update), chosen or answer.language
    said = reply_to(answer, language)
    organizations = answer.passages[0].citation.organizations if answer.passages else ()
    kept = AnswerRecord(
        key=new_key(),
        chat=message.chat.id,
        asked=message.message_id,
        message=None,
        asker=asker(update) or 0,
        language=language,
        question="" if said else answer.understood_as or answer.question,
        answered=answer.answered,
        short=short_of(answer, language),
        refusal=None if answer.answered else said or refusal_of(answer, language),
        organization=organizations[0] if organizations else None,
        passages=() if answer.table else tuple((one.citation.id, one.highlight) for one in answer.passages),
        page=1 if answer.answered else 0,
        doubted=answer.doubted,
    )
    return kept if before is None else replace(kept, key=before.key, message=before.message)
