"""What every handler works with: the library, the settings, what is remembered, and the asker's words."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from telegram import Message, Update

from bot.messages import messages
from bot.settings import Settings
from bot.telegram.audience.access import asker
from bot.telegram.library import Library
from bot.telegram.queue.forgetting import forget_asked
from bot.telegram.storage.answers import Memory
from bot.telegram.storage.conversations import Conversations
from bot.telegram.storage.erasing import remove_document
from bot.telegram.storage.ratings import Ratings
from bot.telegram.storage.uploaded_files import UPLOADS, Uploaded
from bot.telegram.views.markup import render_text
from bot.telegram.views.replies import reply
from bot.wording.facts import examples
from retrieval.answer import Answer
from retrieval.answering.conversation import Conversation
from retrieval.citation.lookup import Shown
from retrieval.errors import LibraryLocked
from retrieval.ingestion.planning import Progress
from retrieval.ingestion.report import IndexReport
from retrieval.storage.database import Database

SEARCHES = 4
"""Searches at a time; more wait for a thread."""

PASSAGES = 6
"""Passages of an answer that can be paged through."""

BETWEEN_TRIES, TRIES = 5.0, 60
"""Seconds between two tries to change the library while another process does, and how many there are."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Desk:
    """The library as the bot's users see it, and what they are told."""

    def __init__(self, library: Library, settings: Settings, database: Database) -> None:
        self.library = library
        self.settings = settings.telegram
        self.database = database
        self.memory = Memory(database, self.settings.keep_days)
        self.ratings = Ratings(database, self.settings.keep_days)
        self.uploaded = Uploaded(database, settings.data_dir / UPLOADS)
        self.conversations = Conversations(library, database)
        self._searches = asyncio.Semaphore(SEARCHES)
        self._changing = asyncio.Lock()

    async def search(self, question: str, k: int = PASSAGES) -> Answer:
        """The library's answer, found off the event loop. Raises YuanwenError."""
        answer = await self.search_while(lambda: True, question, k)
        assert answer is not None
        return answer

    async def search_while(self, wanted: Callable[[], bool], question: str, k: int = PASSAGES) -> Answer | None:
        """The library's answer, or None when it is not `wanted` any more once its turn has come."""
        async with self._searches:
            if not wanted():
                return None
            answer = await asyncio.to_thread(self.library.ask, question, k)
        return self.uploaded.in_answer(answer)

    async def converse(self, conversation: Conversation, question: str) -> Answer:
        """The library's answer to a question of a conversation. Raises YuanwenError."""
        async with self._searches:
            answer = await asyncio.to_thread(conversation.ask, question, PASSAGES)
        return self.uploaded.in_answer(answer)

    async def index_sent(self, progress: Progress) -> IndexReport:
        """Indexes the files that were sent. Where the library is shared, what was sent to other machines is in it, too,
        and not in the folder here: nothing is dropped then but by `remove`, and what that has taken out elsewhere is
        deleted first. Raises YuanwenError."""
        return await self.change(self._index_sent, progress)

    async def reload(self, documents: Sequence[Path], progress: Progress) -> list[IndexReport]:
        """Indexes files and folders anew, and those that were sent. Raises YuanwenError."""
        return await self.change(self._reload, documents, progress)

    def _reload(self, documents: Sequence[Path], progress: Progress) -> list[IndexReport]:
        sent = self.uploaded.folder
        if not self.database.place.shared:
            return [self.library.index([*documents, *([sent] if sent.exists() else [])], progress)]
        return [
            *([self.library.index(documents, progress)] if documents else []),
            *([self._index_sent(progress)] if sent.exists() else []),
        ]

    def _index_sent(self, progress: Progress) -> IndexReport:
        shared = self.database.place.shared
        if shared:
            self.uploaded.forget_removed()
        return self.library.index([self.uploaded.folder], progress, drops=not shared)

    async def remove(self, document: str) -> None:
        """Takes a document, by its path, out of the library and out of all that is remembered. Raises YuanwenError."""
        await self.change(remove_document, self.library, self.uploaded, document)

    async def show(self, citation: str) -> Shown:
        """What stands behind a citation id now. Raises UnknownId."""
        return self.uploaded.in_shown(await asyncio.to_thread(self.library.show, citation))

    async def note(self, shown: Shown, language: str) -> str | None:
        """That a document has changed since it was cited, or that its file has, or is gone, since it was indexed; None
        where all is as it was."""
        if shown.status == "moved":
            return messages(language)["document_changed"]
        stale = await asyncio.to_thread(self.library.staleness, shown.id)
        keys = {"changed": "file_changed_here", "missing": "file_missing"}
        return None if stale is None else messages(language)[keys[stale]]

    async def change(
        self, make: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Makes a change to the library off the event loop, one at a time; questions are answered from the generation
        before it meanwhile. While another process writes, it waits. Raises YuanwenError."""
        async with self._changing:
            for _ in range(TRIES - 1):
                with suppress(LibraryLocked):
                    return await asyncio.to_thread(make, *args, **kwargs)
                await asyncio.sleep(BETWEEN_TRIES)
            return await asyncio.to_thread(make, *args, **kwargs)

    async def forget(self, who: int) -> None:
        """Forgets a person, so that nothing that was forgotten is left in the file either. Raises LibraryError."""
        await asyncio.to_thread(self._forget, who)

    def _forget(self, who: int) -> None:
        of_all = (self.memory, self.ratings, self.conversations)
        forgotten = [*(held.forget(who) for held in of_all), forget_asked(self.database, who)]
        if any(forgotten):
            self.database.compact()

    async def recall(self, update: Update) -> None:
        """Learn what other processes have been told since: the language that who sent an update has chosen, and the
        names of files that were sent. Raises LibraryError."""
        if self.database.place.shared:
            await asyncio.to_thread(self.memory.recall, asker(update) or 0)
            await asyncio.to_thread(self.uploaded.recall)

    def language(self, update: Update) -> str:
        """The language of who sent an update: the one they chose, else that of their Telegram."""
        user = update.effective_user
        return self.memory.language(asker(update) or 0) or (user and user.language_code) or "en"

    def words(self, update: Update) -> Mapping[str, str]:
        """The bot's words for who sent an update."""
        return messages(self.language(update))

    async def say(self, update: Update, key: str, **values: object) -> Message:
        """Tells who sent a message one of the bot's texts."""
        words = self.words(update)
        text = words[key]
        if "{example}" in text:
            values["example"] = await self.example(self.language(update), several=key == "start")
        return await reply(message_of(update), render_text(text.format(**values)))

    async def example(self, language: str, several: bool) -> str:
        """A question that the library answers, or `several`, a line each."""
        async with self._searches:
            found = await asyncio.to_thread(self.library.examples, language)
        return examples(found, language) if several or not found else found[0]


def message_of(update: Update) -> Message:
    """The message of an update that a filter let through for having one."""
    message = update.effective_message
    assert message is not None
    return message
