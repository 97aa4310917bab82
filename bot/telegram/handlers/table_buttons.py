"""What the buttons under a table of answers do. The table is asked for anew, so that every row is what the documents
say now, also after a restart."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from telegram import CallbackQuery, Update
from telegram.constants import ChatAction
from telegram.ext import ContextTypes

from bot.tables.chart import chart
from bot.tables.csv_file import table_csv
from bot.telegram.answer_record import AnswerRecord
from bot.telegram.handlers.attachments import Place
from bot.telegram.handlers.context import Desk
from bot.telegram.links import deep_link
from bot.telegram.views.keyboards import CHART, SPREADSHEET, table_buttons
from bot.telegram.views.replies import alert, edit, end_waiting
from bot.telegram.views.tables import render_table, table_caption, table_pages
from retrieval.answer import Table

LONGEST_NAME = 40
"""Characters of the name of a file, without its ending."""

Context = ContextTypes.DEFAULT_TYPE


class TableBrowsing:
    """Turns the pages of a table, draws it, and gives it as a file for a spreadsheet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._drawing = ThreadPoolExecutor(1, "drawing")

    async def pressed(self, update: Update, context: Context) -> None:
        """A button under a table."""
        query = update.callback_query
        assert query is not None
        assert context.matches is not None
        verb, key, number = context.matches[0].groups()
        kept = await asyncio.to_thread(self._desk.memory.answer, key)
        here = query.message is not None and kept is not None and query.message.chat.id == kept.chat
        table = await self._table(kept) if kept is not None and here and kept.is_table else None
        if kept is None or table is None or not 1 <= int(number) <= table_pages(table):
            await alert(query, self._desk.words(update)["stale_button"])
        elif verb == CHART:
            await self._draw(query, kept, table)
        elif verb == SPREADSHEET:
            await end_waiting(query)
            caption = table_caption(table, kept.language)
            await Place(query).document(table_csv(table), f"{_name(table)}.csv", caption)
        else:
            await self._turn(query, kept, table, int(number))

    async def _table(self, kept: AnswerRecord) -> Table | None:
        return (await self._desk.search(kept.question)).table

    async def _draw(self, query: CallbackQuery, kept: AnswerRecord, table: Table) -> None:
        """Sends the chart. One is drawn at a time, on a thread for it alone: matplotlib keeps the fonts open that a
        thread has used, for every thread by itself."""
        await end_waiting(query)
        where = Place(query)
        await where.shows(ChatAction.UPLOAD_PHOTO)
        loop = asyncio.get_running_loop()
        picture = await loop.run_in_executor(self._drawing, chart, table, kept.language)
        await where.picture(picture, f"{_name(table)}.png", table_caption(table, kept.language))

    async def _turn(self, query: CallbackQuery, kept: AnswerRecord, table: Table, page: int) -> None:
        assert query.message is not None
        bot = query.get_bot()
        html = render_table(table, kept.language, partial(deep_link, bot.username), page)[0]
        keyboard = table_buttons(kept, page, len(table.rows), table_pages(table))
        await edit(bot, query.message.chat.id, query.message.message_id, html, keyboard)
        await end_waiting(query)


def _name(table: Table) -> str:
    """What a file of a table is called: the measure, without what no name of a file may hold."""
    return re.sub(r"\W+", "-", table.measure).strip("-")[:LONGEST_NAME] or "table"
