"""Inline mode: `@bot question` in any chat offers passages as ready messages with their citations."""

from functools import partial

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import ContextTypes

from bot.messages import messages
from bot.telegram.audience.access import Heard, asker
from bot.telegram.audience.addressing import asks_something
from bot.telegram.handlers.context import Desk
from bot.telegram.links import deep_link
from bot.telegram.views.answers import render_answered, render_passage, short_of
from bot.telegram.views.keyboards import copy_button
from bot.telegram.views.markup import one_line
from bot.telegram.views.tables import render_table
from retrieval.answer import Answer, RankedPassage

RESULTS = 8
"""Passages offered at a time."""

SHORTEST = 2
"""Characters below which a question is still being written."""

CACHED = 10
"""Seconds for which Telegram may answer the same user's same question by itself: shortly, for documents change."""

TITLE, DESCRIPTION = 80, 200
"""UTF-16 units of a result's two lines in the list; Telegram shows about that much."""

Context = ContextTypes.DEFAULT_TYPE


class Inline:
    """Answers inline queries, each for its user alone: an allowlist must not leak through Telegram's cache."""

    def __init__(self, desk: Desk, heard: Heard) -> None:
        self._desk = desk
        self._heard = heard
        self._latest: dict[int, str] = {}

    async def asked(self, update: Update, context: Context) -> None:
        """Offers passages; nothing to those who are not heard. Of queries that came while others were searched for,
        only the latest of each user is: Telegram sends one with every pause in typing."""
        query = update.inline_query
        assert query is not None
        who, text = asker(update) or 0, query.query.strip()
        results: list[InlineQueryResultArticle] = []
        if self._heard.filter(update) and len(text) >= SHORTEST and asks_something(text):
            self._latest[who] = query.id
            try:
                answer = await self._desk.search_while(lambda: self._latest.get(who) == query.id, text, RESULTS)
            finally:
                if self._latest.get(who) == query.id:
                    del self._latest[who]
            if answer is None:
                return
            language = self._desk.memory.language(who) or answer.language
            results = [_result(answer, passage, language, context.bot.username) for passage in answer.passages]
        await _offer(query, results)


async def _offer(query: InlineQuery, results: list[InlineQueryResultArticle]) -> None:
    await query.answer(results, is_personal=True, cache_time=CACHED)


def _result(answer: Answer, passage: RankedPassage, language: str, bot: str) -> InlineQueryResultArticle:
    citation = passage.citation
    short = short_of(answer, language) if answer.answered and passage.rank == 1 else None
    if answer.table is not None and passage.rank == 1:
        html = render_table(answer.table, language, partial(deep_link, bot))[0]
    elif answer.answered and passage.rank == 1:
        html = render_answered(
            passage.text, passage.highlight, citation, language, short=short, doubted=answer.doubted
        )[0]
    else:
        words, count = messages(language), len(answer.passages)
        label = words["other_passage" if answer.answered else "not_the_answer_of"].format(
            number=passage.rank, count=count
        )
        html = render_passage(
            passage.text, passage.highlight if answer.answered else "", citation, language, label=label
        )[0]
    title = short or "、".join(citation.organizations[:1]) or citation.title or citation.document
    link = InlineKeyboardButton(messages(language)["button_open"], deep_link(bot, citation.id))
    return InlineQueryResultArticle(
        id=citation.id,
        title=one_line(title if answer.answered else f"{messages(language)['not_an_answer']} · {title}", TITLE),
        description=one_line(passage.highlight, DESCRIPTION),
        input_message_content=InputTextMessageContent(html),
        reply_markup=InlineKeyboardMarkup([[copy_button(citation, language), link]]),
    )
