"""Text -> quantities: one pass over the folded text that stops wherever a quantity can begin.

What reads is chosen by how a quantity begins: a currency sign, a Latin word, 第 and a numeral, digits, Chinese
numerals, or one of the words 前, 上, 下, 首, 翻.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from retrieval.numbers.chinese import first_of_its_kind, fraction, han_quantity, multiplied, nth, tenths
from retrieval.numbers.dates import date_at
from retrieval.numbers.durations import minutes_and_seconds, prolonged
from retrieval.numbers.english import english_quantity, is_starter, nth_in_digits, ratio, slashed
from retrieval.numbers.formal import in_plain_numerals
from retrieval.numbers.identifiers import identifier_end
from retrieval.numbers.measured import in_brackets, measured
from retrieval.numbers.numerals import HAN_NUMERALS, POWER, arabic
from retrieval.numbers.quantity import Date, Quantity
from retrieval.numbers.units import unit_at
from retrieval.text.folding import fold

_CURRENCIES = {"rmb": "CNY", "cny": "CNY", "¥": "CNY", "人民币": "CNY", "usd": "USD", "us$": "USD", "$": "USD"} | {
    "hk$": "HKD",
    "€": "EUR",
    "£": "GBP",
}
_START = re.compile(
    rf"(?P<money>rmb|cny|usd|us\$|hk\$|人民币|[$¥€£])[^\S\n]?(?=[0-9])|(?P<word>[a-z]+)|"
    rf"(?P<nth>第[^\S\n]?(?:[0-9]+|[{HAN_NUMERALS}]+))|(?P<digits>[0-9]+(?:[.,][0-9]+){{0,30}})|"
    rf"(?P<han>[{HAN_NUMERALS}]+)|(?P<mark>[前上下首翻])"
)
_NAME_TAIL = re.compile(r"-?[0-9][0-9a-z.-]*")
_NO_NUMBER_AFTER = re.compile(r"[a-z]\Z|(?<![^\W_])\.\Z")
_SUBSCRIPT = re.compile("(?<=[0-9])[₀-₉]")


def quantities(text: str) -> list[Quantity]:
    """The quantities in `text`, in reading order, none overlapping; never raises.

    Fixed phrases that contain numerals (一网通办, 三化三制), names with digits (5G, PM2.5, G318) and 几 are none.
    """
    return list(_quantities(text))


@lru_cache(maxsize=4096)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """The same, kept: the passages of a library are read again and again, question after question."""
    folded = in_plain_numerals(fold(_SUBSCRIPT.sub("·", text)))
    found: list[Quantity] = []
    position = 0
    while match := _START.search(folded, position):
        quantity = _read(folded, match)
        if quantity:
            found.append(prolonged(folded, quantity))
            position = found[-1].end
        else:
            position = _skipped(text, folded, match)
    return tuple(found)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    if match["digits"]:
        return _digits(text, start)
    if match["word"]:
        return _date(text, start) or english_quantity(text, start) if is_starter(match["word"]) else None
    if match["money"]:
        return _money(text, match)
    if match["nth"]:
        return _date(text, start) or nth(text, match)
    if match["mark"]:
        return _date(text, start) or first_of_its_kind(text, start) or multiplied(text, start)
    return _date(text, start) or han_quantity(text, start, match.end())


def _skipped(text: str, folded: str, match: re.Match[str]) -> int:
    """Where to go on after something that is no quantity: a name takes its digits with it (PM2.5, COVID-19), a
    number its power (10^9999)."""
    if not match["word"]:
        power = POWER.match(folded, match.end())
        return power.end() if power else match.end()
    tail = _NAME_TAIL.match(folded, match.end())
    if tail and (tail[0][0] != "-" or text[match.start() : match.end()].isupper()):
        return tail.end()
    return match.end()


def _date(text: str, start: int) -> Quantity | None:
    found = date_at(text, start)
    if found is None:
        return None
    date, until = found.date, found.until
    unit = "date" if date.day else "month" if date.month else "year"
    last = text[found.end - 1]
    return Quantity(
        start,
        found.end,
        _digits_of(date),
        unit,
        measure=last if not last.isascii() else None if unit == "year" else unit,
        upper=_digits_of(until) if until else None,
        kind="period" if until else "date",
        date=date,
        until=until,
    )


def _digits_of(date: Date) -> Decimal:
    return Decimal("".join(f"{field:02d}" for field in date if field is not None))


def _money(text: str, match: re.Match[str]) -> Quantity | None:
    """A number after a currency sign; what it is a number of is settled, so a unit after it must be the same."""
    quantity = measured(text, match.end(), arabic)
    if quantity is None:
        return None
    name = _CURRENCIES[match["money"]]
    if quantity.unit == name:
        return replace(quantity, start=match.start())
    if quantity.unit in ("", "year"):
        return replace(quantity, start=match.start(), unit=name, measure=match["money"], kind="cardinal", date=None)
    return quantity


def _digits(text: str, start: int) -> Quantity | None:
    if _NO_NUMBER_AFTER.search(text, max(0, start - 2), start):
        return None
    for reads in (_date, _identifier, minutes_and_seconds, fraction, slashed, nth_in_digits, tenths, ratio):
        quantity = reads(text, start)
        if quantity:
            return quantity
    return in_brackets(text, start, arabic) or measured(text, start, arabic)


def _identifier(text: str, start: int) -> Quantity | None:
    end = identifier_end(text, start)
    if end is None or ((unit := unit_at(text, end)) and unit.name not in ("ordinal", "day")):
        return None
    digits = "".join(filter(str.isdigit, text[start:end]))
    return Quantity(start, end, Decimal(digits), kind="identifier")
