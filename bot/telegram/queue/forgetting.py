"""What the inbox holds of a person who asks to be forgotten."""

import json
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, select, update

from bot.telegram.queue.inbox import DAY
from bot.telegram.storage.schema import inbox
from retrieval.storage.database import Database

_USER: BindParameter[int] = bindparam("user")
_CLOSED = inbox.c.state != "open"
_FORGET = delete(inbox).where(
    _CLOSED,
    ((inbox.c.asker == _USER) & (inbox.c.asked < bindparam("today")))
    | (inbox.c.asker.is_(None) & (inbox.c.chat == _USER)),
)
_COUNTED = update(inbox).where(_CLOSED, inbox.c.asker == _USER, inbox.c.chat.is_not(None)).values(chat=None)
_BROKEN = select(inbox.c.serial, inbox.c.payload).where(inbox.c.state == "broken", inbox.c.payload.is_not(None))
_FORGET_BROKEN = delete(inbox).where(inbox.c.serial.in_(bindparam("serials", expanding=True, literal_execute=True)))


def forget_asked(database: Database, user: int) -> bool:
    """Forget what the inbox holds of a user, and say whether that was anything: what was closed, and updates that could
    not be understood and have their number. Of today's questions it stays that they were asked, but not where, for the
    limit of a day; what is still open is answered first."""
    with database.writing() as db:
        done = db.execute(_FORGET, {"user": user, "today": time.time() // DAY * DAY}).rowcount
        done += db.execute(_COUNTED, {"user": user}).rowcount
        broken = [serial for serial, payload in db.execute(_BROKEN) if user in _ids(json.loads(payload))]
        db.execute(_FORGET_BROKEN, {"serials": broken})
    return bool(done or broken)


def _ids(value: Any) -> Iterator[Any]:
    """Everything in an update that is the number of something."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict):
            if "id" in held:
                yield held["id"]
            waiting.extend(held.values())
        elif isinstance(held, list):
            waiting.extend(held)
