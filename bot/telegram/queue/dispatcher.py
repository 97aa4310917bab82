"""Who is served next: one update of a chat at a time, many chats at once, and what is said instead of an answer."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import Application

from bot.settings import TelegramSettings
from bot.telegram.audience.access import Heard, asker, awaits_answer, is_about_privacy
from bot.telegram.monitoring.metrics import SECONDS, UPDATES
from bot.telegram.queue.current_update import HANDLING, Handling
from bot.telegram.queue.inbox import Closing, Entry, Inbox, TakenOver
from bot.telegram.queue.limits import Limits
from retrieval.errors import DatabaseUnreachable, LibraryError

FINISH = 8.0
"""Seconds that what is being answered may still take when the bot is told to end; Docker kills after 10."""

PAUSE_AFTER_FAULT = 5.0
"""Seconds until an update is tried again that could not be handled because the disk is full or the like."""

PAUSE_UNREACHED = 1.0
"""Seconds until an update is tried again that could not be handled because the database cannot be reached."""

LOOK_AGAIN = 0.5
"""Seconds between two looks into an inbox that other processes share: what one of them received may be for this one,
and so is what one that is gone had in hand. Below `Albums`' patience, so that albums stay together."""

log = logging.getLogger(__name__)
Bot = Application[Any, Any, Any, Any, Any, Any]
Words = Callable[[Update], Mapping[str, str]]
Recall = Callable[[Update], Awaitable[None]]


class Dispatcher:
    """Takes updates out of the inbox and has the application handle them.

    The inbox itself is the queue: what is not in hand is on disk and nowhere else, so a backlog takes no memory.
    """

    def __init__(
        self, application: Bot, settings: TelegramSettings, inbox: Inbox, words: Words, recall: Recall
    ) -> None:
        """`words` gives the bot's texts in the language of who sent an update; `recall` learns, before one is handled,
        what other processes were told."""
        self._application = application
        self._words = words
        self._recall = recall
        self._settings = settings
        self._inbox = inbox
        self._limits = Limits(settings, inbox)
        self._heard = Heard(settings)
        self._changed = asyncio.Event()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._holders: dict[int, int] = {}
        self._told_busy: set[int] = set()
        self._notices: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Handles what is in the inbox, and what comes, until cancelled; what is in hand then goes on."""
        self._changed.set()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), LOOK_AGAIN if self._inbox.shared else None)
            self._changed.clear()
            room = self._settings.chats_at_once - len(self._tasks)
            if room <= 0:
                continue
            try:
                entries = await asyncio.to_thread(self._inbox.claim, room, list(self._tasks), list(self._holders))
            except LibraryError as error:
                log.error("The inbox cannot be read: %s", error)
                await asyncio.sleep(_pause(error))
                self._changed.set()
                continue
            for entry in entries:
                self._begin(entry)

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Records updates, to be handled in their turn; when too many wait, says so, once a chat. Raises LibraryError
        when they cannot be recorded."""
        new = await asyncio.to_thread(self._inbox.record, updates)
        if not new:
            return
        self._changed.set()
        try:
            await self._tell_busy(new)
        except LibraryError as error:
            log.error("The inbox cannot be read: %s", error)

    async def _tell_busy(self, entries: Sequence[Entry]) -> None:
        served = self._settings.chats_at_once + self._settings.busy_after
        beyond = await asyncio.to_thread(self._inbox.depth) - served
        for entry in entries[-beyond:] if beyond > 0 else ():
            if entry.chat is not None and entry.chat not in self._told_busy:
                self._told_busy.add(entry.chat)
                notice = asyncio.create_task(self._say_busy(entry))
                self._notices.add(notice)
                notice.add_done_callback(self._notices.discard)

    async def finish(self, patience: float = FINISH) -> int:
        """Waits for what is in hand, so many seconds at most; gives how many updates were left off and stay open."""
        if not self._tasks:
            return 0
        _, left = await asyncio.wait(self._tasks.values(), timeout=patience)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=1)
        return len(left)

    def _begin(self, entry: Entry) -> None:
        def step_aside() -> None:
            if entry.chat is not None and self._holders.get(entry.chat) == entry.serial:
                del self._holders[entry.chat]
            self._changed.set()

        def ended(task: asyncio.Task[None]) -> None:
            del self._tasks[entry.serial]
            step_aside()

        if entry.chat is not None:
            self._holders[entry.chat] = entry.serial
            self._told_busy.discard(entry.chat)
        task = asyncio.create_task(self._handle(entry, Handling(entry.serial, 0, step_aside, entry.unsure)))
        self._tasks[entry.serial] = task
        task.add_done_callback(ended)

    async def _handle(self, entry: Entry, handling: Handling) -> None:
        HANDLING.set(handling)
        who: int | None = None
        try:
            try:
                closing, who = await self._serve(entry)
                if handling.broken_off_by is not None:
                    raise handling.broken_off_by
            except LibraryError:
                raise
            except Exception as error:  # an update may be of any form, and must not stop those behind it
                log.error("Update %d cannot be understood (%s)", entry.update_id, type(error).__name__)
                closing = "broken"
            await asyncio.to_thread(self._inbox.close, entry, closing, who)
        except TakenOver as error:
            log.warning("Update %d is left to another process: %s", entry.update_id, error)
            return
        except LibraryError as error:
            log.error("Update %d has to wait: %s", entry.update_id, error)
            await asyncio.sleep(_pause(error))
            return
        UPDATES.labels(closing).inc()
        if closing == "done" and who is not None:
            SECONDS.observe(time.time() - entry.received)

    async def _serve(self, entry: Entry) -> tuple[Closing, int | None]:
        """Has an update handled, or says why not; gives how it ended and whose question it was."""
        update = _parsed(entry, self._application)
        await self._recall(update)
        if not self._heard.filter(update) or not awaits_answer(update, self._application.bot.bot):
            await self._application.process_update(update)
            return "done", None
        if is_about_privacy(update):
            await self._application.process_update(update)
            return "done", None
        oldest = time.time() - self._settings.oldest_question_minutes * 60
        if entry.asked < oldest and update.effective_message and not update.callback_query:
            if not await asyncio.to_thread(self._inbox.apologised_since, entry.chat, oldest):
                await self._say(update, "late")
            return "late", None
        who = asker(update)
        refusal = who and await self._limits.refusal(who, entry.asked, update.inline_query is not None)
        if refusal:
            if refusal.tell:
                await self._say(update, f"limit_{refusal.over}")
            return "limited", who
        await self._application.process_update(update)
        return "done", who if update.inline_query is None else None

    async def _say_busy(self, entry: Entry) -> None:
        with suppress(Exception):  # the update itself is handled in its turn, and its faults are told then
            update = _parsed(entry, self._application)
            if self._heard.filter(update) and update.message and awaits_answer(update, self._application.bot.bot):
                await self._say(update, "busy")

    async def _say(self, update: Update, key: str) -> None:
        """Says something in the place of an answer; who blocks the bot does not want to hear it."""
        text = self._words(update)[key].format(
            minute=self._settings.questions_a_minute, day=self._settings.questions_a_day
        )
        with suppress(Forbidden, BadRequest):
            if update.callback_query:
                await update.callback_query.answer(text, show_alert=True)
            elif update.effective_message:
                await update.effective_message.reply_text(text, parse_mode=None)


def _pause(error: LibraryError) -> float:
    return PAUSE_UNREACHED if isinstance(error, DatabaseUnreachable) else PAUSE_AFTER_FAULT


def _parsed(entry: Entry, application: Bot) -> Update:
    return Update.de_json(json.loads(entry.payload), application.bot)
