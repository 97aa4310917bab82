"""What an update says before it is parsed: whose it is, and when it was made. It may be of any form."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

Receive = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]
"""Takes updates (`is_update` holds for each), and returns once none of them can be lost: only then may Telegram forget
them. Raises LibraryError when they cannot be recorded."""


def is_update(value: object) -> bool:
    """Whether what came can be recorded: an object with a number. What else is in it is seen when it is handled."""
    return isinstance(value, dict) and _is_integer(value.get("update_id"))


def chat_of(update: dict[str, Any]) -> int | None:
    """Whose order an update keeps: its chat's. None for inline queries, which are asked anew with every letter, for
    what has no chat, and for what is no update."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        for holder in (content, content.get("message")):
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and _is_integer(chat.get("id")):
                return int(chat["id"])
    return None


def asked_at(update: dict[str, Any], received: float) -> float:
    """When an update was made, in seconds since 1970, by Telegram's clock; `received` for one that does not say: a
    button's message has the date of the message, not of the press."""
    for kind in ("message", "edited_message", "channel_post", "edited_channel_post", "message_reaction"):
        content = update.get(kind)
        if isinstance(content, dict):
            date = content.get("edit_date", content.get("date"))
            return min(float(date), received) if isinstance(date, int) else received
    return received


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62
