"""What came from Telegram and is not done with: each update is on disk before Telegram may forget it.

An update is `open` from when it is recorded until it is closed as one of `CLOSED`. What was sent for an open update is
recorded too, so that the process can be killed at any point: when the update is handled again, what was sent is not
sent again. The words of an update are deleted when it is closed; who asked, and when, is kept for the limits.
"""

import hashlib
import json
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from bot.telegram.storage.database import Database
from bot.telegram.transport.updates import asked_at, chat_of

Closing = Literal["done", "late", "limited", "broken"]
"""How an update ends: handled; apologised for, because it was too old; over its asker's limit; not an update at all."""

DAY = 86_400

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    update_id INTEGER NOT NULL,
    digest BLOB NOT NULL,
    chat INTEGER,
    asked REAL NOT NULL,
    received REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',
    closed REAL,
    asker INTEGER,
    payload TEXT,
    UNIQUE (source, update_id, digest)
);
CREATE INDEX IF NOT EXISTS inbox_open ON inbox (chat, serial) WHERE state = 'open';
CREATE INDEX IF NOT EXISTS inbox_asker ON inbox (source, asker, asked) WHERE asker IS NOT NULL;
CREATE INDEX IF NOT EXISTS inbox_late ON inbox (source, chat, closed) WHERE state = 'late';

-- What Telegram gave for the n-th message that was sent for an open update.
CREATE TABLE IF NOT EXISTS sent (
    serial INTEGER NOT NULL,
    number INTEGER NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (serial, number)
) WITHOUT ROWID;
"""

_NEXT = """
SELECT serial, update_id, chat, asked, received, payload FROM inbox WHERE serial IN (
    SELECT MIN(serial) FROM inbox
    WHERE state = 'open' AND source = :source AND serial NOT IN (SELECT value FROM json_each(:hand))
        AND (chat IS NULL OR chat NOT IN (SELECT value FROM json_each(:chats)))
    GROUP BY chat, CASE WHEN chat IS NULL THEN serial END
) ORDER BY serial LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded update. `chat` is whose order it keeps, None for one that keeps none; `asked` and `received` are
    seconds since 1970, by Telegram's clock and by ours; `payload` is the update's JSON."""

    serial: int
    update_id: int
    chat: int | None
    asked: float
    received: float
    payload: str


class Inbox:
    """The updates that are open, in a file. Every method may wait for the disk: an event loop calls it in a thread."""

    def __init__(self, database: Database, source: str) -> None:
        """The inbox in `database` of one source: a bot at a Bot API server. What came from another stays there: this
        bot could not answer it. Raises LibraryError, here and everywhere, when the database cannot be used."""
        self._database = database
        self._source = source
        database.ensure(_SCHEMA)

    def record(self, updates: Iterable[dict[str, Any]]) -> list[Entry]:
        """Record updates (`is_update` holds for each); gives those that were not known, in order. An update is known
        by its number and its content: Telegram numbers anew after a week without updates."""
        new: list[Entry] = []
        received = time.time()
        with self._database.writing(durable=True) as db:
            for update in updates:
                payload = json.dumps(update, sort_keys=True)
                digest = hashlib.sha256(payload.encode()).digest()
                chat, asked, number = chat_of(update), asked_at(update, received), update["update_id"]
                row = db.execute(
                    "INSERT OR IGNORE INTO inbox (source, update_id, digest, chat, asked, received, payload) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING serial",
                    [self._source, number, digest, chat, asked, received, payload],
                ).fetchone()
                if row:
                    new.append(Entry(row[0], number, chat, asked, received, payload))
        return new

    def next(self, most: int, in_hand: Collection[int], chats: Collection[int]) -> list[Entry]:
        """At most `most` open updates to handle now, the oldest of each chat, oldest first; none of those `in_hand`
        (by serial) and none of these chats."""
        values = {
            "source": self._source,
            "most": most,
            "hand": json.dumps(list(in_hand)),
            "chats": json.dumps(list(chats)),
        }
        with self._database.reading() as db:
            return [Entry(*row) for row in db.execute(_NEXT, values)]

    def depth(self) -> int:
        """How many updates are open."""
        with self._database.reading() as db:
            query = "SELECT COUNT(*) FROM inbox WHERE state = 'open' AND source = ?"
            return int(db.execute(query, [self._source]).fetchone()[0])

    def close(self, entry: Entry, closing: Closing, asker: int | None = None) -> None:
        """Close an update; `asker` when it counts as a question of theirs. A broken one keeps its words, to be looked
        into."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE inbox SET state = :state, asker = :asker, closed = :closed, "
                "payload = CASE :state WHEN 'broken' THEN payload END WHERE serial = :serial",
                {"state": closing, "asker": asker, "closed": time.time(), "serial": entry.serial},
            )
            db.execute("DELETE FROM sent WHERE serial = ?", [entry.serial])

    def sent(self, serial: int, number: int) -> Any:
        """What Telegram gave for the `number`-th message that was sent for an open update; None when none was."""
        with self._database.reading() as db:
            row = db.execute("SELECT result FROM sent WHERE serial = ? AND number = ?", [serial, number]).fetchone()
        return json.loads(row[0]) if row else None

    def record_sent(self, serial: int, number: int, result: Any) -> None:
        """Record what Telegram gave for it."""
        with self._database.writing() as db:
            db.execute("INSERT OR REPLACE INTO sent VALUES (?, ?, ?)", [serial, number, json.dumps(result)])

    def asked_since(self, asker: int, since: float) -> tuple[int, bool]:
        """How many questions of a person were handled that they asked since a time, and whether one of theirs was
        refused after the last of those."""
        with self._database.reading() as db:
            handled, refused = db.execute(
                "SELECT COUNT(*) FILTER (WHERE state = 'done'), "
                "MAX(serial) FILTER (WHERE state = 'limited') > MAX(serial) FILTER (WHERE state = 'done') "
                "FROM inbox WHERE source = ? AND asker = ? AND asked >= ?",
                [self._source, asker, since],
            ).fetchone()
        return handled, bool(refused)

    def apologised_since(self, chat: int | None, since: float) -> bool:
        """Whether an update of a chat was closed as late since a time."""
        with self._database.reading() as db:
            found = db.execute(
                "SELECT 1 FROM inbox WHERE state = 'late' AND source = ? AND chat IS ? AND closed >= ? LIMIT 1",
                [self._source, chat, since],
            ).fetchone()
        return found is not None

    def tidy(self, keep_days: int) -> None:
        """Delete what came more than `keep_days` days ago, and was for another bot where it is still open."""
        with self._database.writing() as db:
            db.execute("DELETE FROM inbox WHERE received < ?", [time.time() - keep_days * DAY])
            db.execute("DELETE FROM sent WHERE serial NOT IN (SELECT serial FROM inbox)")
