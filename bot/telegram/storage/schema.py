"""The tables of the bot's database, and the steps that bring one of an earlier version up to date."""

import time

from sqlalchemy import Column, Connection, Index, LargeBinary, MetaData, Table, UniqueConstraint

from retrieval.storage.column_types import FRACTION, NUMBER, SERIAL, TEXT, Tuple
from retrieval.storage.database import Progress, Schema, add_column

TABLES = MetaData()

kept = Table(
    "kept",
    TABLES,
    Column("key", TEXT, primary_key=True),
    Column("value", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""Single values under a name."""

answers = Table(
    "answers",
    TABLES,
    Column("key", TEXT, primary_key=True),
    Column("chat", NUMBER, nullable=False),
    Column("asked", NUMBER, nullable=False),
    Column("message", NUMBER),
    Column("asker", NUMBER, nullable=False),
    Column("language", TEXT, nullable=False),
    Column("question", TEXT, nullable=False),
    Column("answered", NUMBER, nullable=False),
    Column("short", TEXT),
    Column("refusal", TEXT),
    Column("organization", TEXT),
    Column("passages", Tuple, nullable=False),
    Column("page", NUMBER, nullable=False),
    Column("given", FRACTION, nullable=False),
    Column("doubted", NUMBER, nullable=False, server_default="0"),
    Index("answers_asked", "chat", "asked", unique=True),
    Index("answers_message", "chat", "message"),
    Index("answers_given", "given"),
    sqlite_with_rowid=False,
)
"""Answers by the key in their buttons. `asked` is the message of the question, `message` that of the answer, NULL until
Telegram has taken it. `passages` are pairs of a citation id and the sentence marked in it."""

languages = Table(
    "languages",
    TABLES,
    Column("user", NUMBER, primary_key=True, autoincrement=False),
    Column("language", TEXT, nullable=False),
    Column("given", FRACTION, nullable=False, server_default="0"),
)
"""What users have chosen, and when."""

hints = Table(
    "hints",
    TABLES,
    Column("user", NUMBER, primary_key=True),
    Column("kind", TEXT, primary_key=True),
    Column("given", FRACTION, nullable=False),
    sqlite_with_rowid=False,
)
"""Hints that were given once."""

feedback = Table(
    "feedback",
    TABLES,
    Column("chat", NUMBER, primary_key=True),
    Column("message", NUMBER, primary_key=True),
    Column("user", NUMBER, primary_key=True),
    Column("asker", NUMBER, nullable=False),
    Column("liked", NUMBER, nullable=False),
    Column("given", FRACTION, nullable=False),
    Column("key", TEXT, nullable=False),
    Column("language", TEXT, nullable=False),
    Column("question", TEXT, nullable=False),
    Column("short", TEXT),
    Column("organization", TEXT),
    Column("evidence", TEXT),
    Index("feedback_given", "given"),
    sqlite_with_rowid=False,
)
"""What people thought of answers. A row is complete in itself: it can be read when the answer is forgotten."""

conversations = Table(
    "conversations",
    TABLES,
    Column("chat", NUMBER, primary_key=True),
    Column("asker", NUMBER, primary_key=True),
    Column("question", TEXT, nullable=False),
    Column("organization", TEXT),
    Column("answer", TEXT),
    Column("given", FRACTION, nullable=False),
    sqlite_with_rowid=False,
)
"""What each asker in each chat asked last, for questions that lean on it: `Previous`, and when it was."""

uploads = Table(
    "uploads",
    TABLES,
    Column("sha256", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""Files sent, by the hash they are stored under, and the name they were sent with."""

inbox = Table(
    "inbox",
    TABLES,
    Column("serial", SERIAL, primary_key=True),
    Column("source", TEXT, nullable=False),
    Column("update_id", NUMBER, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("chat", NUMBER),
    Column("asked", FRACTION, nullable=False),
    Column("received", FRACTION, nullable=False),
    Column("state", TEXT, nullable=False, server_default="open"),
    Column("closed", FRACTION),
    Column("asker", NUMBER),
    Column("payload", TEXT),
    Column("holder", NUMBER),
    UniqueConstraint("source", "update_id", "digest"),
    sqlite_autoincrement=True,
)
"""Updates from Telegram (`bot.telegram.queue.inbox`). `holder` is the process that has taken it in hand, by its
number."""

_LATE = inbox.c.state == "late"
_OPEN = inbox.c.state == "open"
Index("inbox_open", inbox.c.chat, inbox.c.serial, sqlite_where=_OPEN)
_ASKED = inbox.c.asker.is_not(None)
Index("inbox_asker", inbox.c.source, inbox.c.asker, inbox.c.asked, sqlite_where=_ASKED)
Index("inbox_late", inbox.c.source, inbox.c.chat, inbox.c.closed, sqlite_where=_LATE)

sent = Table(
    "sent",
    TABLES,
    Column("serial", NUMBER, primary_key=True),
    Column("number", NUMBER, primary_key=True),
    Column("result", TEXT, nullable=False),
    sqlite_with_rowid=False,
)
"""What Telegram gave for the n-th message that was sent for an open update."""


def _make_what_is_missing(db: Connection, progress: Progress) -> None:
    """1 -> 2: all tables are there as soon as the file is; until now each was made when it was first needed."""
    TABLES.create_all(db)


def _doubted_answers(db: Connection, progress: Progress) -> None:
    """2 -> 3: that an answer is in doubt is remembered with it; until now none was said to be."""
    add_column(db, "answers", Column("doubted", NUMBER, nullable=False, server_default="0"))


def _when_languages_were_chosen(db: Connection, progress: Progress) -> None:
    """3 -> 4: when a language was chosen, so that it is forgotten with the rest; until now it was kept for good."""
    add_column(db, "languages", Column("given", FRACTION, nullable=False, server_default="0"))
    db.exec_driver_sql("UPDATE languages SET given = ?", (time.time(),))


def _taken_in_hand(db: Connection, progress: Progress) -> None:
    """4 -> 5: which process has taken an update in hand, and what was asked last; until now one process kept both to
    itself."""
    add_column(db, "inbox", Column("holder", NUMBER))
    columns = (
        "chat INTEGER NOT NULL, asker INTEGER NOT NULL, question TEXT NOT NULL, organization TEXT, answer TEXT, "
        "given REAL NOT NULL, PRIMARY KEY (chat, asker)"
    )
    db.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS conversations ({columns}) WITHOUT ROWID")


TELEGRAM = Schema(
    tables=TABLES,
    first=1,
    steps=(_make_what_is_missing, _doubted_answers, _when_languages_were_chosen, _taken_in_hand),
    advice="move it away; questions that were waiting in it are not answered then",
)
"""The bot's database."""
