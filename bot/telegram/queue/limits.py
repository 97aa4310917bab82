"""How many questions one person may ask: so many a minute and a day."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from bot.settings import TelegramSettings
from bot.telegram.queue.inbox import DAY, Inbox

MINUTE = 60

KEPT_MINUTES = 1000
"""People whose minute is remembered; above this, those whose minute is over are forgotten."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """That a question is over a limit: of which time, and whether to say so, or to be silent because it was said."""

    over: Literal["minute", "day"]
    tell: bool


@dataclass(slots=True)
class _Minute:
    began: float
    asked: int = 0
    told: bool = False


class Limits:
    """The limits of the settings. A minute begins with a question and is forgotten in a restart; a day is one of UTC,
    and what was asked in it stands in the inbox. Inline queries, of which every pause in typing makes one, have a
    minute of their own and do not count for the day."""

    def __init__(self, settings: TelegramSettings, inbox: Inbox) -> None:
        self._settings = settings
        self._inbox = inbox
        self._minutes: dict[tuple[int, bool], _Minute] = {}

    async def refusal(self, asker: int, asked: float, inline: bool = False) -> Refusal | None:
        """Count a question of a person's, asked at a time in seconds since 1970; gives the refusal of one too many.
        Administrators have no limits. Raises LibraryError."""
        if asker in self._settings.administrators:
            return None
        if not inline:
            handled, told = await asyncio.to_thread(self._inbox.asked_since, asker, asked // DAY * DAY)
            if handled >= self._settings.questions_a_day:
                return Refusal("day", tell=not told)
        minute = self._minute((asker, inline), asked)
        minute.asked += 1
        if minute.asked <= self._settings.questions_a_minute:
            return None
        told, minute.told = minute.told, True
        return Refusal("minute", tell=not told)

    def _minute(self, key: tuple[int, bool], now: float) -> _Minute:
        if len(self._minutes) > KEPT_MINUTES:
            self._minutes = {held: m for held, m in self._minutes.items() if now - m.began < MINUTE}
        minute = self._minutes.get(key)
        if minute is None or now - minute.began >= MINUTE:
            minute = self._minutes[key] = _Minute(now)
        return minute
