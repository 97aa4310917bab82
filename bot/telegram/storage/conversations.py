"""Who asked what last, so that a question may lean on the one before, whichever process answers it."""

import time
from typing import Any

from sqlalchemy import Select, bindparam, delete, select

from bot.telegram.library import Library
from bot.telegram.storage.schema import conversations
from retrieval.answering.conversation import REMEMBERED, Conversation
from retrieval.question.rewriting import Previous
from retrieval.storage.database import Database
from retrieval.storage.statements import upsert

_HELD: Select[Any] = select(*conversations.c["question", "organization", "answer", "given"]).where(
    conversations.c.chat == bindparam("chat"), conversations.c.asker == bindparam("asker")
)
_FORGET_OLD = delete(conversations).where(conversations.c.given < bindparam("before"))
_FORGET = delete(conversations).where(conversations.c.asker == bindparam("asker"))


class Conversations:
    """The conversation of each asker in each chat, in the bot's database. Any thread may use it."""

    def __init__(self, library: Library, database: Database) -> None:
        self._library = library
        self._database = database

    def of(self, chat: int, asker: int) -> Conversation:
        """The conversation of this asker in this chat, as it was when it was kept last."""
        with self._database.reading() as db:
            row = db.execute(_HELD, {"chat": chat, "asker": asker}).first()
        begun = None if row is None else (Previous(row.question, row.organization, row.answer), float(row.given))
        return Conversation(self._library, time.time, begun)

    def keep(self, chat: int, asker: int, conversation: Conversation) -> None:
        """Keep a conversation for the next question, until that would not lean on it any more."""
        if conversation.held is None:
            return
        previous, given = conversation.held
        row = {
            "chat": chat,
            "asker": asker,
            "question": previous.question,
            "organization": previous.organization,
            "answer": previous.answer,
            "given": given,
        }
        with self._database.writing() as db:
            db.execute(_FORGET_OLD, {"before": time.time() - REMEMBERED})
            upsert(db, conversations, [row])

    def tidy(self) -> None:
        """Delete what no question would lean on any more."""
        with self._database.writing() as db:
            db.execute(_FORGET_OLD, {"before": time.time() - REMEMBERED})

    def forget(self, asker: int) -> bool:
        """Forget what someone asked, and say whether that was anything."""
        with self._database.writing() as db:
            return db.execute(_FORGET, {"asker": asker}).rowcount > 0
