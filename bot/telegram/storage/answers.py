"""What the bot remembers of its conversations: answers given, so that their buttons outlive a restart, and what people
chose. It is forgotten when they ask for it, and after a time: a language when its user has no answer left."""

import time
from dataclasses import asdict
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, func, select, update

from bot.telegram.answer_record import AnswerRecord
from bot.telegram.storage.database import move_chat
from bot.telegram.storage.schema import answers, hints, languages
from retrieval.storage.database import Database
from retrieval.storage.statements import insert, insert_new, upsert

DAY = 86_400

_KEY: BindParameter[str] = bindparam("key")
_CHAT: BindParameter[int] = bindparam("chat")
_BEFORE: BindParameter[float] = bindparam("before")
_USER: BindParameter[int] = bindparam("user")
_KEPT: Select[Any] = select(*(column for column in answers.c if column.name != "given"))
_BY_KEY = _KEPT.where(answers.c.key == _KEY)
_BY_QUESTION = _KEPT.where(answers.c.chat == _CHAT, answers.c.asked == bindparam("asked"))
_BY_MESSAGE = _KEPT.where(answers.c.chat == _CHAT, answers.c.message == bindparam("message"))
_LANGUAGES = select(languages.c.user, languages.c.language)
_LANGUAGE = select(languages.c.language).where(languages.c.user == _USER)
_REPLACED = delete(answers).where(answers.c.chat == _CHAT, answers.c.asked == bindparam("asked"))
_FORGET_OLD = [
    delete(answers).where(answers.c.given < _BEFORE),
    delete(hints).where(hints.c.given < _BEFORE),
    delete(languages).where(languages.c.given < _BEFORE, languages.c.user.not_in(select(answers.c.asker))),
]
_FORGET_LANGUAGE = delete(languages).where(languages.c.user == _USER)
_FORGET = [
    delete(answers).where(answers.c.asker == _USER),
    _FORGET_LANGUAGE,
    delete(hints).where(hints.c.user == _USER),
]


class Memory:
    """The bot's memory over its database; it is kept for `keep_days` days. Any thread may use it."""

    def __init__(self, database: Database, keep_days: int) -> None:
        self._database = database
        self._keep = keep_days * DAY
        with database.reading() as db:
            self._languages: dict[int, str] = {user: language for user, language in db.execute(_LANGUAGES)}

    def tidy(self) -> None:
        """Delete what has been kept long enough."""
        with self._database.writing() as db:
            for statement in _FORGET_OLD:
                db.execute(statement, {"before": time.time() - self._keep})
            self._languages = {user: language for user, language in db.execute(_LANGUAGES)}

    def keep(self, kept: AnswerRecord) -> None:
        """Remember an answer, in place of an earlier one to the same message."""
        values = asdict(kept) | {"answered": int(kept.answered), "doubted": int(kept.doubted), "given": time.time()}
        with self._database.writing() as db:
            db.execute(_REPLACED, {"chat": kept.chat, "asked": kept.asked})
            insert(db, answers, **values)

    def sent(self, key: str, message: int) -> None:
        """Remember which message of the bot shows an answer."""
        self._set(key, message=message)

    def turned(self, key: str, page: int) -> None:
        """Remember which passage of an answer is shown now."""
        self._set(key, page=page)

    def _set(self, key: str, **values: int) -> None:
        with self._database.writing() as db:
            db.execute(update(answers).where(answers.c.key == key).values(**values))

    def answer(self, key: str) -> AnswerRecord | None:
        """The answer with this key in its buttons."""
        return self._find(_BY_KEY, key=key)

    def answer_to(self, chat: int, asked: int) -> AnswerRecord | None:
        """The answer to a message."""
        return self._find(_BY_QUESTION, chat=chat, asked=asked)

    def answer_in(self, chat: int, message: int) -> AnswerRecord | None:
        """The answer that a message of the bot shows."""
        return self._find(_BY_MESSAGE, chat=chat, message=message)

    def _find(self, statement: Select[Any], **values: object) -> AnswerRecord | None:
        with self._database.reading() as db:
            row = db.execute(statement, values).mappings().first()
        if row is None:
            return None
        return AnswerRecord(**dict(row) | {name: bool(row[name]) for name in ("answered", "doubted")})

    def answers(self) -> int:
        """How many answers are remembered."""
        with self._database.reading() as db:
            return db.execute(select(func.count()).select_from(answers)).scalar_one()

    def language(self, user: int) -> str | None:
        """The language that a user has chosen."""
        return self._languages.get(user)

    def recall(self, user: int) -> None:
        """Learn what language a user has chosen, in whichever process."""
        with self._database.reading() as db:
            chosen = db.scalar(_LANGUAGE, {"user": user})
        self._languages.pop(user, None)
        if chosen is not None:
            self._languages[user] = chosen

    def choose_language(self, user: int, language: str | None) -> None:
        """Remember the language that a user has chosen; None to go by their Telegram again."""
        with self._database.writing() as db:
            if language is None:
                db.execute(_FORGET_LANGUAGE, {"user": user})
            else:
                upsert(db, languages, [{"user": user, "language": language, "given": time.time()}])
        self._languages.pop(user, None)
        if language is not None:
            self._languages[user] = language

    def first_hint(self, user: int, kind: str) -> bool:
        """Whether a user is given a hint of this kind for the first time; from now on they have been."""
        with self._database.writing() as db:
            return insert_new(db, hints, [{"user": user, "kind": kind, "given": time.time()}]) == 1

    def forget(self, user: int) -> bool:
        """Forget all that is remembered of a user, and say whether that was anything."""
        with self._database.writing() as db:
            forgotten = sum(db.execute(statement, {"user": user}).rowcount for statement in _FORGET)
        self._languages.pop(user, None)
        return forgotten > 0

    def move(self, old: int, new: int) -> None:
        """A chat has got another id: what is remembered of it moves along."""
        with self._database.writing() as db:
            move_chat(db, answers, ["asked"], old, new)
