"""What came from Telegram and is not done with: each update is on disk before Telegram may forget it.

An update is `open` from when it is recorded until it is closed as one of `CLOSED`. What was sent for an open update is
recorded too, so that the process can be killed at any point: when the update is handled again, what was sent is not
sent again. That it is about to be sent is recorded before: what a kill left without Telegram's answer may have arrived
or not, and is known as such (`Entry.unsure`). The words of an update are deleted when it is closed; who asked, and
when, is kept for the limits.

Several processes may share one inbox. An update is handled by the one that has claimed it, as long as that is present,
and so are the others of its chat meanwhile: the order of a chat is kept within one process. What a process that is gone
had claimed is anyone's. One that was thought to be gone, but was only cut off, finds that out before it sends anything
(`TakenOver`).
"""

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, Select, Text, bindparam, case, delete, func, select, update

from bot.telegram.storage.schema import inbox, sent
from bot.telegram.transport.updates import asked_at, chat_of
from retrieval.errors import LibraryError
from retrieval.storage.column_types import NUMBER
from retrieval.storage.database import Database
from retrieval.storage.statements import insert_if_new, upsert

Closing = Literal["done", "late", "limited", "broken"]
"""How an update ends: handled; apologised for, because it was too old; over its asker's limit; not an update at all."""

DAY = 86_400

COUNTED_DAYS = 2
"""For which it is kept that an update was handled, and whose it was."""

NOBODY = -1
"""The number of no process. With it the list of others is never empty, which SQLAlchemy 2.1 writes wrongly where a list
is both looked into and negated."""

_SOURCE: BindParameter[str] = bindparam("source")
_ASKER: BindParameter[int] = bindparam("asker")
_SERIAL: BindParameter[int] = bindparam("serial")
_OPEN = (inbox.c.state == "open", inbox.c.source == _SOURCE)
_HOLDER: BindParameter[int] = bindparam("holder")
_OTHERS: BindParameter[int] = bindparam("others", expanding=True, literal_execute=True)
_HELD_ELSEWHERE = inbox.c.holder.in_(_OTHERS)
_CHATS_ELSEWHERE = select(inbox.c.chat).where(*_OPEN, _HELD_ELSEWHERE, inbox.c.chat.is_not(None))
_OLDEST = (
    select(func.min(inbox.c.serial))
    .where(
        *_OPEN,
        inbox.c.serial.not_in(bindparam("hand", expanding=True, literal_execute=True)),
        inbox.c.chat.is_(None) | inbox.c.chat.not_in(bindparam("chats", expanding=True, literal_execute=True)),
        inbox.c.chat.is_(None) | inbox.c.chat.not_in(_CHATS_ELSEWHERE),
        inbox.c.holder.is_(None) | ~_HELD_ELSEWHERE,
    )
    .group_by(inbox.c.chat, case((inbox.c.chat.is_(None), inbox.c.serial)))
)
_NEXT: Select[Any] = (
    select(*inbox.c["serial", "update_id", "chat", "asked", "received", "payload"])
    .where(inbox.c.serial.in_(_OLDEST))
    .order_by(inbox.c.serial)
    .limit(bindparam("most"))
)
_SERIALS: BindParameter[int] = bindparam("serials", expanding=True, literal_execute=True)
_CLAIM = update(inbox).where(inbox.c.serial.in_(_SERIALS)).values(holder=_HOLDER)
_OF_NO_OTHER = select(inbox.c.serial).where(
    inbox.c.serial == _SERIAL, inbox.c.state == "open", inbox.c.holder.is_(None) | (inbox.c.holder == _HOLDER)
)
_DEPTH = select(func.count()).select_from(inbox).where(*_OPEN)
_BROKEN = case((bindparam("state", type_=Text) == "broken", inbox.c.payload))
_CLOSE = (
    update(inbox)
    .where(inbox.c.serial == bindparam("closing"))
    .values(state=bindparam("state"), asker=_ASKER, closed=bindparam("closed"), payload=_BROKEN)
)
_FORGET_SENT = delete(sent).where(sent.c.serial == _SERIAL)
_SENT = select(sent.c.result).where(sent.c.serial == _SERIAL, sent.c.number == bindparam("number"))
_IN_DOUBT = sent.c.result == "null"
_WITHDRAW = delete(sent).where(sent.c.serial == _SERIAL, sent.c.number == bindparam("number"), _IN_DOUBT)
_UNSURE = select(sent.c.serial, sent.c.number).where(_IN_DOUBT, sent.c.serial.in_(_SERIALS))
_HANDLED = func.max(inbox.c.serial).filter(inbox.c.state == "done")
_LIMITED = func.max(inbox.c.serial).filter(inbox.c.state == "limited")
_ASKED = select(func.count().filter(inbox.c.state == "done"), _LIMITED > _HANDLED).where(
    inbox.c.source == _SOURCE, inbox.c.asker == _ASKER, inbox.c.asked >= bindparam("since")
)
_LATE = (
    select(inbox.c.serial)
    .where(
        inbox.c.state == "late",
        inbox.c.source == _SOURCE,
        inbox.c.chat.is_not_distinct_from(bindparam("chat", type_=NUMBER)),
        inbox.c.closed >= bindparam("since"),
    )
    .limit(1)
)
_TIDY = delete(inbox).where(
    (inbox.c.received < bindparam("before"))
    | (inbox.c.state.not_in(("open", "broken")) & (inbox.c.received < bindparam("counted")))
)
_TIDY_SENT = delete(sent).where(sent.c.serial.not_in(select(inbox.c.serial)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded update. `chat` is whose order it keeps, None for one that keeps none; `asked` and `received` are
    seconds since 1970, by Telegram's clock and by ours; `payload` is the update's JSON; `unsure` says which of its
    messages were being sent when an earlier handling of it was broken off."""

    serial: int
    update_id: int
    chat: int | None
    asked: float
    received: float
    payload: str
    unsure: frozenset[int] = frozenset()


class TakenOver(LibraryError):
    """An update that this process had claimed is another's now: to go on with it would be to answer twice."""


class Inbox:
    """The updates that are open. Every method may wait for the disk or for the network: an event loop calls it in a
    thread."""

    def __init__(self, database: Database, source: str) -> None:
        """The inbox in `database` of one source: a bot at a Bot API server. What came from another stays there: this
        bot could not answer it. Raises LibraryError, here and everywhere, when the database cannot be used."""
        self._database = database
        self._source = source
        self._presence = database.presence()
        self.shared = database.place.shared
        """Whether other processes handle its updates, too."""

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
                serial = insert_if_new(
                    db,
                    inbox,
                    source=self._source,
                    update_id=number,
                    digest=digest,
                    chat=chat,
                    asked=asked,
                    received=received,
                    payload=payload,
                )
                if serial is not None:
                    new.append(Entry(serial, number, chat, asked, received, payload))
        return new

    def claim(self, most: int, in_hand: Collection[int], chats: Collection[int]) -> list[Entry]:
        """Claim at most `most` open updates to handle now, the oldest of each chat, oldest first; none of those
        `in_hand` (by serial), none of these chats, and none of a chat that another process handles updates of."""
        values = {"source": self._source, "most": most, "hand": list(in_hand), "chats": list(chats)}
        with self._database.writing() as db:
            # Asked within the transaction: who came since, and claimed something, did so before it.
            rows = db.execute(_NEXT, values | {"others": [NOBODY, *self._presence.others()]}).all()
            serials = [row.serial for row in rows]
            if not serials:
                return []
            db.execute(_CLAIM, {"serials": serials, "holder": self._presence.number})
            unsure: defaultdict[int, set[int]] = defaultdict(set)
            for serial, number in db.execute(_UNSURE, {"serials": serials}):
                unsure[serial].add(number)
        return [replace(Entry(*row), unsure=frozenset(unsure[row.serial])) for row in rows]

    def leave(self) -> None:
        """Claim nothing more: what is claimed and not closed is the others', or this process's when it comes again."""
        self._presence.close()

    def depth(self) -> int:
        """How many updates are open."""
        with self._database.reading() as db:
            return db.execute(_DEPTH, {"source": self._source}).scalar_one()

    def close(self, entry: Entry, closing: Closing, asker: int | None = None) -> None:
        """Close an update; `asker` when it counts as a question of theirs. A broken one keeps its words, to be looked
        into. Raises TakenOver."""
        values = {"closing": entry.serial, "state": closing, "asker": asker, "closed": time.time()}
        with self._database.writing() as db:
            self._hold_on_to(db, entry.serial)
            db.execute(_CLOSE, values)
            db.execute(_FORGET_SENT, {"serial": entry.serial})

    def sent(self, serial: int, number: int) -> Any:
        """What Telegram gave for the `number`-th message that was sent for an open update; None when none was."""
        with self._database.reading() as db:
            result = db.scalar(_SENT, {"serial": serial, "number": number})
        return None if result is None else json.loads(result)

    def record_sending(self, serial: int, number: int) -> None:
        """Record that it is about to be sent: until `record_sent` or `withdraw`, Telegram may have taken it or not.
        Raises TakenOver."""
        with self._database.writing() as db:
            self._hold_on_to(db, serial)
            upsert(db, sent, [{"serial": serial, "number": number, "result": "null"}])

    def _hold_on_to(self, db: Connection, serial: int) -> None:
        """Make sure that no other process has claimed an update, within a transaction that none can do so beside."""
        if db.scalar(_OF_NO_OTHER, {"serial": serial, "holder": self._presence.number}) is None:
            raise TakenOver(f"Update {serial} of the inbox is handled by another process.")

    def withdraw(self, serial: int, number: int) -> None:
        """Record that Telegram has not taken it. Raises TakenOver: whether the other one's was taken is not known."""
        with self._database.writing() as db:
            self._hold_on_to(db, serial)
            db.execute(_WITHDRAW, {"serial": serial, "number": number})

    def record_sent(self, serial: int, number: int, result: Any) -> None:
        """Record what Telegram gave for it. Raises TakenOver: the update may be closed, and what was said forgotten."""
        with self._database.writing() as db:
            self._hold_on_to(db, serial)
            upsert(db, sent, [{"serial": serial, "number": number, "result": json.dumps(result)}])

    def asked_since(self, asker: int, since: float) -> tuple[int, bool]:
        """How many questions of a person were handled that they asked since a time, and whether one of theirs was
        refused after the last of those."""
        values = {"source": self._source, "asker": asker, "since": since}
        with self._database.reading() as db:
            handled, refused = db.execute(_ASKED, values).one()
        return handled, bool(refused)

    def apologised_since(self, chat: int | None, since: float) -> bool:
        """Whether an update of a chat was closed as late since a time."""
        values = {"source": self._source, "chat": chat, "since": since}
        with self._database.reading() as db:
            return db.scalar(_LATE, values) is not None

    def tidy(self, keep_days: int) -> None:
        """Delete what came more than `keep_days` days ago, and was for another bot where it is still open. What has
        been handled goes sooner: it counts for a day's limit, and Telegram brings nothing again after a day."""
        now = time.time()
        with self._database.writing() as db:
            db.execute(_TIDY, {"before": now - keep_days * DAY, "counted": now - COUNTED_DAYS * DAY})
            db.execute(_TIDY_SENT)
