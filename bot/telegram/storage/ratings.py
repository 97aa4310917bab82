"""What people thought of answers, and as a question set: the lines of `yuanwen feedback`.

An answer that is liked gives a question whose evidence is the sentence marked in the passage that was shown; a refusal
that is liked one that nothing answers. An answer that is disliked gives a question of the kind `disliked` without
evidence, so for `eval` one that is better refused than answered like that: put the right sentence into its evidence
where there is one. A refusal that is disliked gives nothing: what would answer it is not known. Where people disagree
the majority counts, and where they are even nothing does.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.telegram.answer_record import AnswerRecord
from bot.telegram.storage.answers import DAY
from bot.telegram.storage.database import FILE_NAME, Database

_SCHEMA = """
-- Complete in itself: it can be read when the answer is forgotten.
CREATE TABLE IF NOT EXISTS feedback (
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    user INTEGER NOT NULL,
    asker INTEGER NOT NULL,
    liked INTEGER NOT NULL,
    given REAL NOT NULL,
    key TEXT NOT NULL,
    language TEXT NOT NULL,
    question TEXT NOT NULL,
    short TEXT,
    organization TEXT,
    evidence TEXT,
    PRIMARY KEY (chat, message, user)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS feedback_given ON feedback (given);
"""


@dataclass(frozen=True, slots=True)
class Rating:
    """What people thought of one answer: more of them liked it than not when `balance` is above 0. `short` is the short
    answer, `evidence` the sentence marked in the passage that was shown, None under a refusal."""

    key: str
    language: str
    question: str
    short: str | None
    organization: str | None
    evidence: str | None
    balance: int


class Ratings:
    """What people thought of answers, in the bot's database, kept for `keep_days` days. Any thread may use it."""

    def __init__(self, database: Database, keep_days: int) -> None:
        database.ensure(_SCHEMA)
        self._database = database
        self._keep = keep_days * DAY

    def tidy(self) -> None:
        """Delete what has been kept long enough."""
        with self._database.writing() as db:
            db.execute("DELETE FROM feedback WHERE given < ?", [time.time() - self._keep])

    def rate(self, kept: AnswerRecord, message: int, user: int, liked: bool | None) -> None:
        """Remember what a user thinks of an answer as it is shown; None when they have taken it back."""
        first = kept.answered and kept.page == 1
        evidence = kept.passages[kept.page - 1][1] if kept.page else None
        now = time.time()
        with self._database.writing() as db:
            db.execute("DELETE FROM feedback WHERE chat = ? AND message = ? AND user = ?", [kept.chat, message, user])
            if liked is not None:
                db.execute(
                    f"INSERT INTO feedback VALUES ({'?, ' * 11}?)",
                    [kept.chat, message, user, kept.asker, liked, now, kept.key, kept.language, kept.question,
                     kept.short if first else None, kept.organization if first else None, evidence],
                )  # fmt: skip

    def counts(self) -> tuple[int, int]:
        """How many likes there are, and how many dislikes."""
        with self._database.reading() as db:
            liked, all_of_them = db.execute("SELECT COALESCE(SUM(liked), 0), COUNT(*) FROM feedback").fetchone()
        return liked, all_of_them - liked

    def forget(self, user: int) -> None:
        """Forget what a user thought, and what was thought of answers to them."""
        with self._database.writing() as db:
            db.execute("DELETE FROM feedback WHERE ? IN (user, asker)", [user])

    def move(self, old: int, new: int) -> None:
        """A chat has got another id: what was thought of answers in it moves along."""
        with self._database.writing() as db:
            db.execute("UPDATE OR REPLACE feedback SET chat = ? WHERE chat = ?", [new, old])

    def all(self) -> list[Rating]:
        """What people thought of each answer, the oldest first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT key, language, question, short, organization, evidence, SUM(2 * liked - 1) FROM feedback "
                "GROUP BY key, question, evidence ORDER BY MIN(given), key"
            ).fetchall()
        return [Rating(*row) for row in rows]


def question_set(ratings: list[Rating]) -> Iterator[dict[str, Any]]:
    """The questions that ratings give (see above), in the format that `eval` reads."""
    for rating in ratings:
        liked = rating.balance > 0
        if rating.balance == 0 or (not liked and rating.evidence is None):
            continue
        yield {
            "id": f"FB-{rating.key}",
            "lang": rating.language,
            "kind": "disliked" if not liked else "liked" if rating.evidence else "refused",
            "question": rating.question,
            "zone": rating.organization if liked else None,
            "answer": rating.short if liked else None,
            "accept": [],
            "evidence": [rating.evidence] if liked and rating.evidence else [],
        }


def read_ratings(data_dir: Path) -> list[Rating]:
    """What people thought of the answers of the bot over this data directory; nothing where no bot has run."""
    if not (data_dir / FILE_NAME).is_file():
        return []
    database = Database(data_dir / FILE_NAME)
    try:
        return Ratings(database, keep_days=0).all()
    finally:
        database.close()
