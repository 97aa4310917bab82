"""What a quantity is, when two of them are the same, and the index tokens that say so.

Three readings make a quantity: its *value* in the base unit of its class (43.4 亿元 is 4340000000 CNY), its number *as
written* (43.4), and for a date its *fields*. A quantity is *bare* when nothing says its unit.

`set(tokens(stated)) & set(query_tokens(asked))` is not empty exactly when `same(asked, stated)`:

=============  =================================  ===================================
quantity       `tokens`, where it is stated       `query_tokens`, where it is asked
=============  =================================  ===================================
43.4 亿元      n4340000000cny n4340000000 n43.4   n4340000000cny b4340000000 b43.4
1,680 (bare)   n1680 b1680                        n1680 b1680
10—15%         n10..15% n10..15                   n10..15% b10..15
2024 年 10 月  n202410 d-2024 d-2024-10 d-_-10    b202410 d-2024-10 d-x-10
=============  =================================  ===================================

`n` with a unit is the value; `n` alone is found by those who ask without a unit; `b` is stated without one. `f` is how
far something falls: 下降3.2% and -3.2% are one. In a date
`x` is a field that the text does not state, `_` one that the question does not ask for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import product
from typing import Literal, NamedTuple

EXACT = Context(prec=60)
"""Arithmetic in which no number of at most 18 digits before and 12 after the point is ever rounded."""

Kind = Literal["cardinal", "determiner", "ordinal", "date", "period", "fraction", "multiple", "identifier"]
"""How the number is meant. A *determiner* picks things out more than it counts them: 一个 and 一家 (the article "a"),
the numeral of 哪两家, of "which three", of "of the two", or one that opens a quoted name (“两个确立”). An *identifier*
(a telephone number, an account, a postcode) can be looked for by its digits, and answers no question for a figure."""


class Date(NamedTuple):
    """A date as far as the text gives it: 10 月 31 日 has no year, 2024 年 no month."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text.

    `start`, `end`: where the number and its unit stand, in code points of the text. `value`: in the base unit of its
    class after 万, 亿, billion; of a date its fields as digits in ISO order (20241031, 1031, 2024). `unit`: the class,
    a key of `retrieval.numbers.units.CLASSES` or `ratio`; for calendar dates their finest field, `year`, `month` or
    `date`; `''` when none is written. `factor`: what the number as written was multiplied by. `measure`: the unit as
    written, folded and without 万 or 亿. `approximate`: 余, 近, 以上, over, nearly or the like stand beside it.
    `upper`: the other end of a range. `date`: the fields of a date; `until`: of the last one of a period. `falls`: a
    word of a fall or loss stands before it.
    """

    start: int
    end: int
    value: Decimal
    unit: str = ""
    factor: Decimal = Decimal(1)
    measure: str | None = None
    approximate: bool = False
    upper: Decimal | None = None
    kind: Kind = "cardinal"
    date: Date | None = None
    until: Date | None = None
    falls: bool = False

    @property
    def bare(self) -> bool:
        """Whether no unit is written. 2024 alone is a year *and* bare."""
        return self.unit == "" or (self.unit == "year" and self.measure is None)


def normal(value: Decimal) -> str:
    """`value` in digits: no exponent, no zeros after the last decimal that counts, no minus before zero."""
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def same(asked: Quantity, stated: Quantity) -> bool:
    """Whether `stated` may be what `asked` means.

    Equal values of one class are the same whatever their writing, and measure words need not agree (34 个, 34
    projects). A bare number is the same as any quantity of that value, or of that number as written (43.4, 43.4 亿元).
    A fall by as much as a negative value says is that value. A range is the same as an equal range only. A date must
    give the finest field asked for and contradict none: 2024 年 10 月 is what 2024 年 and 10 月 ask for, 2024 年 is not
    what 2024 年 10 月 asks for. For all but dates the order does not matter.
    """
    return (
        _dates_agree(asked, stated)
        or _values_agree(asked, stated)
        or bool((by := _fall(asked)) and by == _fall(stated))
    )


def tokens(q: Quantity) -> tuple[str, ...]:
    """The tokens under which a passage that states `q` is indexed: ASCII, no white space, none twice."""
    found = [f"n{_value(q)}{q.unit.lower()}"] if q.unit and not _is_date(q) else []
    found += [f"n{_value(q)}", f"n{_written(q)}"]
    if q.bare:
        found.append(f"b{_value(q)}")
    found += _fall(q)
    if q.date is not None:
        found += _stated_date(q.date, q.until)
    return tuple(dict.fromkeys(found))


def query_tokens(q: Quantity) -> tuple[str, ...]:
    """The tokens to look for when `q` is asked: a passage has one of them exactly when it states `same(q, ...)`."""
    if q.bare:
        found = [f"n{_value(q)}", f"b{_written(q)}"]
    else:
        found = [] if _is_date(q) else [f"n{_value(q)}{q.unit.lower()}"]
        found += [f"b{_value(q)}", f"b{_written(q)}"]
    found += _fall(q)
    if q.date is not None:
        found += _asked_date(q.date, q.until)
    return tuple(dict.fromkeys(found))


def _fall(q: Quantity) -> list[str]:
    """A token for how far something falls, none where nothing does."""
    is_fall = q.upper is None and q.unit and not _is_date(q) and (q.value < 0 or q.falls)
    return [f"f{normal(abs(q.value))}{q.unit.lower()}"] if is_fall else []


def _is_date(q: Quantity) -> bool:
    return q.unit in ("year", "month", "date")


def _ends(low: Decimal, high: Decimal | None) -> str:
    return normal(low) if high is None else f"{normal(low)}..{normal(high)}"


def _value(q: Quantity) -> str:
    return _ends(q.value, q.upper)


def _written(q: Quantity) -> str:
    high = None if q.upper is None else EXACT.divide(q.upper, q.factor)
    return _ends(EXACT.divide(q.value, q.factor), high)


def _values_agree(a: Quantity, b: Quantity) -> bool:
    if a.bare and _value(a) in (_value(b), _written(b)):
        return True
    if b.bare and _value(b) in (_value(a), _written(a)):
        return True
    return a.unit == b.unit != "" and not _is_date(a) and _value(a) == _value(b)


def _dates_agree(asked: Quantity, stated: Quantity) -> bool:
    a, b = asked.date, stated.date
    if a is None or b is None:
        return False
    if asked.until and stated.until:
        return _contains(a, b) and _contains(asked.until, stated.until)
    if stated.until:
        return asked.until is None and a == Date(b.year) == Date(stated.until.year)
    return asked.until is None and _contains(a, b)


def _contains(asked: Date, stated: Date) -> bool:
    finest = max(i for i, field in enumerate(asked) if field is not None)
    pairs = list(zip(asked, stated, strict=True))
    return stated[finest] is not None and all(a is None or b is None or a == b for a, b in pairs)


def _stated_date(date: Date, until: Date | None) -> Iterator[str]:
    """A token for each field with each choice of the coarser ones: `_` where the asker may not give them."""
    if until is None:
        yield from _prefixed("d", _stated_fields(date))
        return
    for first, last in product(_stated_fields(date), _stated_fields(until)):
        yield f"d-{first}..{last}"
    if date.year is not None and date.year == until.year:
        yield f"d-{date.year}"


def _asked_date(date: Date, until: Date | None) -> Iterator[str]:
    if until is None:
        yield from _prefixed("d", _asked_fields(date))
        return
    for first, last in product(_asked_fields(date), _asked_fields(until)):
        yield f"d-{first}..{last}"


def _prefixed(prefix: str, fields: list[str]) -> Iterator[str]:
    return (f"{prefix}-{field}" for field in fields)


def _stated_fields(date: Date) -> list[str]:
    found = []
    for level, field in enumerate(date):
        if field is not None:
            coarser = [("x",) if known is None else (str(known), "_") for known in date[:level]]
            found += ["-".join((*choice, str(field))) for choice in product(*coarser)]
    return found


def _asked_fields(date: Date) -> list[str]:
    finest = max(i for i, field in enumerate(date) if field is not None)
    coarser = [("_", "x") if known is None else (str(known), "x") for known in date[:finest]]
    return ["-".join((*choice, str(date[finest]))) for choice in product(*coarser)]
