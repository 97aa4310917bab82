"""Lengths of time in several units: 6小时40分, 1小时20分钟, 2分30秒 are one each."""

import re
from dataclasses import replace
from decimal import Decimal

from retrieval.numbers.quantity import Quantity

_HOURS, _MINUTES = (
    frozenset(("小时", "个小时", "钟头", "个钟头", "hour", "hours")),
    frozenset(("分钟", "分")),
)
_AFTER_HOURS = re.compile(
    r"[^\S\n]?(?P<minutes>[1-5]?[0-9])[^\S\n]?(?:分钟?|min(?:ute)?s?\b)(?:[^\S\n]?(?P<seconds>[1-5]?[0-9])秒钟?)?"
)
_AFTER_MINUTES = re.compile(r"[^\S\n]?(?P<seconds>[1-5]?[0-9])[^\S\n]?秒钟?")
_IN_MINUTES = re.compile(r"(?P<minutes>[0-9]{1,3})[^\S\n]?分(?P<seconds>[1-5]?[0-9])[^\S\n]?秒")


def prolonged(text: str, quantity: Quantity) -> Quantity:
    """A quantity read in a folded text with the smaller units of time that follow it; itself where none does."""
    if quantity.unit != "second" or quantity.upper is not None:
        return quantity
    pattern = _AFTER_HOURS if quantity.measure in _HOURS else _AFTER_MINUTES if quantity.measure in _MINUTES else None
    rest = pattern.match(text, quantity.end) if pattern else None
    if rest is None:
        return quantity
    return replace(quantity, end=rest.end(), value=quantity.value + _seconds(rest), factor=Decimal(1))


def minutes_and_seconds(text: str, start: int) -> Quantity | None:
    """2分30秒 at `start`, where 分 alone would be a mark at school; None where there is none."""
    match = _IN_MINUTES.match(text, start)
    return Quantity(start, match.end(), _seconds(match), "second", measure="分") if match else None


def _seconds(match: re.Match[str]) -> Decimal:
    parts = match.groupdict()
    return Decimal(60 * int(parts.get("minutes") or 0) + int(parts["seconds"] or 0))
