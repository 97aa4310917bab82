"""What the bot remembers of its conversations: answers given, so that their buttons outlive a restart, and what people
chose. It is forgotten when they ask for it, answers and hints also after a time."""

import json
import time
from dataclasses import asdict

from bot.telegram.answer_record import AnswerRecord
from bot.telegram.storage.database import Database

DAY = 86_400

_SCHEMA = """
-- Answers by the key in their buttons. `asked` is the message of the question, `message` that of the answer, NULL until
-- Telegram has taken it. `passages` are pairs of a citation id and the sentence marked in it.
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    chat INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    message INTEGER,
    asker INTEGER NOT NULL,
    language TEXT NOT NULL,
    question TEXT NOT NULL,
    answered INTEGER NOT NULL,
    short TEXT,
    refusal TEXT,
    organization TEXT,
    passages TEXT NOT NULL,
    page INTEGER NOT NULL,
    given REAL NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS answers_asked ON answers (chat, asked);
CREATE INDEX IF NOT EXISTS answers_message ON answers (chat, message);
CREATE INDEX IF NOT EXISTS answers_given ON answers (given);

CREATE TABLE IF NOT EXISTS languages (user INTEGER PRIMARY KEY, language TEXT NOT NULL);

-- Hints that were given once.
CREATE TABLE IF NOT EXISTS hints (user INTEGER, kind TEXT, given REAL NOT NULL, PRIMARY KEY (user, kind)) WITHOUT ROWID;
"""

_COLUMNS = (
    "key, chat, asked, message, asker, language, question, answered, short, refusal, organization, passages, page"
)
_VALUES = ", ".join(f":{column}" for column in _COLUMNS.split(", "))


class Memory:
    """The bot's memory over its database; answers and hints are kept for `keep_days` days. Any thread may use it."""

    def __init__(self, database: Database, keep_days: int) -> None:
        database.ensure(_SCHEMA)
        self._database = database
        self._keep = keep_days * DAY
        with database.reading() as db:
            self._languages = dict(db.execute("SELECT user, language FROM languages"))

    def tidy(self) -> None:
        """Delete what has been kept long enough."""
        before = time.time() - self._keep
        with self._database.writing() as db:
            db.execute("DELETE FROM answers WHERE given < ?", [before])
            db.execute("DELETE FROM hints WHERE given < ?", [before])

    def keep(self, kept: AnswerRecord) -> None:
        """Remember an answer, in place of an earlier one to the same message."""
        values = asdict(kept) | {"passages": json.dumps(kept.passages, ensure_ascii=False)}
        now = time.time()
        with self._database.writing() as db:
            db.execute("DELETE FROM answers WHERE chat = ? AND asked = ?", [kept.chat, kept.asked])
            db.execute(f"INSERT INTO answers ({_COLUMNS}, given) VALUES ({_VALUES}, :given)", values | {"given": now})

    def sent(self, key: str, message: int) -> None:
        """Remember which message of the bot shows an answer."""
        with self._database.writing() as db:
            db.execute("UPDATE answers SET message = ? WHERE key = ?", [message, key])

    def turned(self, key: str, page: int) -> None:
        """Remember which passage of an answer is shown now."""
        with self._database.writing() as db:
            db.execute("UPDATE answers SET page = ? WHERE key = ?", [page, key])

    def answer(self, key: str) -> AnswerRecord | None:
        """The answer with this key in its buttons."""
        return self._find("key = ?", key)

    def answer_to(self, chat: int, asked: int) -> AnswerRecord | None:
        """The answer to a message."""
        return self._find("chat = ? AND asked = ?", chat, asked)

    def answer_in(self, chat: int, message: int) -> AnswerRecord | None:
        """The answer that a message of the bot shows."""
        return self._find("chat = ? AND message = ?", chat, message)

    def _find(self, condition: str, *values: object) -> AnswerRecord | None:
        with self._database.reading() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM answers WHERE {condition}", values).fetchone()
        if row is None:
            return None
        columns = dict(zip(_COLUMNS.split(", "), row, strict=True))
        passages = tuple((citation, sentence) for citation, sentence in json.loads(columns.pop("passages")))
        return AnswerRecord(**columns | {"answered": bool(columns["answered"])}, passages=passages)

    def answers(self) -> int:
        """How many answers are remembered."""
        with self._database.reading() as db:
            return int(db.execute("SELECT COUNT(*) FROM answers").fetchone()[0])

    def language(self, user: int) -> str | None:
        """The language that a user has chosen."""
        return self._languages.get(user)

    def choose_language(self, user: int, language: str | None) -> None:
        """Remember the language that a user has chosen; None to go by their Telegram again."""
        with self._database.writing() as db:
            db.execute("DELETE FROM languages WHERE user = ?", [user])
            if language is not None:
                db.execute("INSERT INTO languages VALUES (?, ?)", [user, language])
        self._languages.pop(user, None)
        if language is not None:
            self._languages[user] = language

    def first_hint(self, user: int, kind: str) -> bool:
        """Whether a user is given a hint of this kind for the first time; from now on they have been."""
        with self._database.writing() as db:
            row = [user, kind, time.time()]
            return db.execute("INSERT OR IGNORE INTO hints VALUES (?, ?, ?)", row).rowcount == 1

    def forget(self, user: int) -> None:
        """Forget all that is remembered of a user."""
        with self._database.writing() as db:
            db.execute("DELETE FROM answers WHERE asker = ?", [user])
            db.execute("DELETE FROM languages WHERE user = ?", [user])
            db.execute("DELETE FROM hints WHERE user = ?", [user])
        self._languages.pop(user, None)

    def move(self, old: int, new: int) -> None:
        """A chat has got another id: what is remembered of it moves along."""
        with self._database.writing() as db:
            db.execute("UPDATE OR REPLACE answers SET chat = ? WHERE chat = ?", [new, old])
