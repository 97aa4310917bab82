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
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, func, select

from bot.telegram.answer_record import AnswerRecord
from bot.telegram.storage.answers import DAY
from bot.telegram.storage.database import database_there, move_chat
from bot.telegram.storage.schema import feedback
from retrieval.settings import Settings
from retrieval.storage.database import Database
from retrieval.storage.statements import insert

_OF_USER = delete(feedback).where(
    feedback.c.chat == bindparam("chat"),
    feedback.c.message == bindparam("message"),
    feedback.c.user == bindparam("user"),
)
_FORGET_OLD = delete(feedback).where(feedback.c.given < bindparam("before"))
_USER: BindParameter[int] = bindparam("user")
_FORGET = delete(feedback).where((feedback.c.user == _USER) | (feedback.c.asker == _USER))
_COUNTS = select(func.coalesce(func.sum(feedback.c.liked), 0), func.count())
_SHOWN = feedback.c["key", "language", "question", "short", "organization", "evidence"]
_ALL: Select[Any] = (
    select(*_SHOWN, func.sum(2 * feedback.c.liked - 1))
    .group_by(*_SHOWN)
    .order_by(func.min(feedback.c.given), feedback.c.key)
)


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
        self._database = database
        self._keep = keep_days * DAY

    def tidy(self) -> None:
        """Delete what has been kept long enough."""
        with self._database.writing() as db:
            db.execute(_FORGET_OLD, {"before": time.time() - self._keep})

    def rate(self, kept: AnswerRecord, message: int, user: int, liked: bool | None) -> None:
        """Remember what a user thinks of an answer as it is shown; None when they have taken it back."""
        first = kept.answered and kept.page == 1
        evidence = kept.passages[kept.page - 1][1] if kept.page else None
        with self._database.writing() as db:
            db.execute(_OF_USER, {"chat": kept.chat, "message": message, "user": user})
            if liked is not None:
                insert(
                    db,
                    feedback,
                    chat=kept.chat,
                    message=message,
                    user=user,
                    asker=kept.asker,
                    liked=int(liked),
                    given=time.time(),
                    key=kept.key,
                    language=kept.language,
                    question=kept.question,
                    short=kept.short if first else None,
                    organization=kept.organization if first else None,
                    evidence=evidence,
                )

    def counts(self) -> tuple[int, int]:
        """How many likes there are, and how many dislikes."""
        with self._database.reading() as db:
            liked, all_of_them = db.execute(_COUNTS).one()
        return liked, all_of_them - liked

    def forget(self, user: int) -> bool:
        """Forget what a user thought, and what was thought of answers to them, and say whether that was anything."""
        with self._database.writing() as db:
            return db.execute(_FORGET, {"user": user}).rowcount > 0

    def move(self, old: int, new: int) -> None:
        """A chat has got another id: what was thought of answers in it moves along."""
        with self._database.writing() as db:
            move_chat(db, feedback, ["message", "user"], old, new)

    def all(self) -> list[Rating]:
        """What people thought of each answer, the oldest first."""
        with self._database.reading() as db:
            return [Rating(*row) for row in db.execute(_ALL)]


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


def read_ratings(settings: Settings) -> list[Rating]:
    """What people thought of the answers of the bot with these settings; nothing where no bot has run."""
    with database_there(settings) as database:
        return [] if database is None else Ratings(database, keep_days=0).all()
