"""What a question asks of the values: that they fulfil a condition, are the most or the least, are in an order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from retrieval.document import Span
from retrieval.numbers import Quantity

Relation = Literal["at least", "over", "at most", "under", "between", "is", "is not", "range"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a value has to fulfil: its `relation` to `value` (and to `upper` for `between`), in the base unit of the
    class `unit` (`retrieval.numbers.units.CLASSES`), `measure` its measure word. A `range` is stated with two ends and
    has no value. `spans` are where the question says so."""

    relation: Relation
    value: Decimal
    upper: Decimal | None
    unit: str
    measure: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Extreme:
    """The `count` values with most (`sign` 1) or least (-1); `span` is where the question says so."""

    sign: int
    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class Order:
    """An order in which all values are asked for: the most first (`sign` 1) or the least (-1); `span` is where the
    question says so."""

    sign: int
    span: Span


_BEFORE: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("is not", re.compile(
        r"(?:没有?|未|不)(?:是|写成|定为|定在|设为|等于)?[“\"'‘]?\Z|(?:不等于|不同于)\Z|\bnot (?:at )?\Z"
        )),
    ("at least", re.compile(
        r"(?:达到或者?超过|不低于|不少于|不小于|至少|大于等于|起码|>=|≥)(?:了|为|有)?\Z|"
        r"\b(?:at least|no less than|not less than|no fewer than|at or above|reach(?:ed|es)? or exceed(?:ed|s)?|"
        r"minimum of)(?: about| around)? ?\Z")),
    ("at most", re.compile(
        r"(?:不超过|不高于|不多于|不大于|至多|最多|小于等于|<=|≤)(?:了|为)?\Z|"
        r"\b(?:at most|no more than|not more than|not exceed(?:ing)?|at or below|up to|within)(?: about)? ?\Z")),
    ("under", re.compile(
        r"(?:低于|少于|小于|不到|不足|不及|未达到?|比|<)(?:了)?\Z|"
        r"\b(?:below|under|less than|fewer than|lower than|smaller than|slower than)(?: about)? ?\Z")),
    ("over", re.compile(
        r"(?:超过|高于|多于|大于|超出|突破|高出|快于|>|超)(?:了)?\Z|"
        r"\b(?:above|over|more than|higher than|greater than|larger than|faster than|exceed(?:ed|s|ing)?|"
        r"surpass(?:ed|es|ing)?|beyond|top(?:ped|s)?)(?: about)? ?\Z")),
    ("at least", re.compile(r"(?:达到了?)\Z|\b(?:reach(?:ed|es)?)(?: about)? ?\Z")),
)  # fmt: skip
"""Words right before a number that say how values stand to it, the more telling first."""

_AFTER: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("at least", re.compile(
        
            r"(?:左右)?\s?(?:及|或者?|和|与)?(?:其|之)?(?:以上|更高|更多|更大|更快|起)|\s?(?:or|and) (?:more|"
            r"above|higher|over|greater|faster)\b|\+"
            )),
    ("at most", re.compile(
        r"(?:左右)?\s?(?:及|或者?|和)?(?:其|之)?(?:以下|以内|之内|更低|更少|更小)|\s?or (?:less|lower|below|"
        r"fewer|under)\b"
        )),
)  # fmt: skip
_THAN_LESS = re.compile(r"(?:还|要|更)?(?:更?低|更?少|更?小|更?慢)")
_THAN_MORE = re.compile(r"(?:还|要|更)?(?:更?高|更?多|更?大|更?快)")
_BETWEEN = re.compile(r"(?:之间|到|至)|\bbetween\b|介于|\bfrom\b")
_RANGE = re.compile(r"区间|范围(?:内)?(?:的?形式)|\b(?:as|in) an? (?:range|interval)\b|\ba range\b")
_ENGLISH_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: number for words in ("一二三四五六七八九十", _ENGLISH_COUNTS) for number, word in enumerate(words, 1)}
_COUNTS["两"] = 2
_MORE, _LESS = "高多大快长强好", "低少小慢短弱差"
_ENGLISH_MORE = ("highest", "most", "largest", "biggest", "fastest", "greatest", "longest")
_ENGLISH_LESS = ("lowest", "least", "smallest", "slowest", "fewest", "shortest")
_EXTREME = re.compile(
    rf"最(?:(?P<more>[{_MORE}])|[{_LESS}])(?:的)?(?:(?:前|是哪)?(?P<count>[一二两三四五六七八九十]|"
    rf"\d{{1,2}})(?:名|位|个|家|大)?)?|"
    r"(?:(?:排名?|位居|居|排在)?前|(?P<last>排名?后|倒数(?:前|后)?|末))(?P<top>[一二两三四五六七八九十]|"
    r"\d{1,2})(?:名|位|强|个|家)?(?![年季月天个])|"
    r"\b(?P<first>top|first|bottom|last) (?P<many>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?! (?:full )?(?:years?|quarters?|months?|weeks?|days?)\b)|"
    r"(?:\b(?P<number>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:provinces? |zones? |cities |"
    r"regions? )?(?:with (?:the )?)?)?"
    rf"(?<!\bat )\b(?P<english>{'|'.join(_ENGLISH_MORE + _ENGLISH_LESS)})\b"
)


_HIGH = _MORE, "|".join((*_ENGLISH_MORE, "high", "large", "top"))
_LOW = _LESS, "|".join((*_ENGLISH_LESS, "low", "small", "bottom"))


def _order(called: str, english: str, first: tuple[str, str], last: tuple[str, str]) -> str:
    """The pattern of an order, by its names and the words for what stands first and last in it."""
    return (
        rf"{called}|[从由]?最?[{first[0]}][到至]最?[{last[0]}]|"
        rf"最?[{first[0]}]的[排放列]?在最?前面?(?![\d一二两三四五六七八九十几])|"
        rf"\b(?:in )?{english}\b(?: order)?|\b(?:from )?(?:the )?(?:{first[1]}) to (?:the )?(?:{last[1]})\b|"
        rf"\b(?:the )?(?:{first[1]}) (?:ones )?first(?=\s*(?:[,.;:?!)]|\Z))"
    )


_ORDER = re.compile(
    rf"(?:(?P<falling>{_order('降序', 'descending', _HIGH, _LOW)})|{_order('升序', 'ascending', _LOW, _HIGH)})"
    r"(?:排列|排序)?"
)


def condition_of(folded: str, given: Sequence[Quantity]) -> Condition | None:
    """The condition that a folded question puts, given the quantities in it; None where it puts none."""
    figures = [q for q in given if q.date is None and q.kind in ("cardinal", "multiple", "fraction")]
    for q in figures:
        if q.upper is not None and q.unit != "":
            return Condition("between", q.value, q.upper, q.unit, q.measure, ((q.start, q.end),))
    for one, other in pairwise(figures):
        between = folded[one.end : other.start]
        if len(between) <= 6 and _BETWEEN.search(folded[max(0, one.start - 10) : other.end + 4]) and other.unit:
            unit = other if one.unit == "" else one
            low = one.value * (other.factor if one.unit == "" else 1)
            return Condition("between", low, other.value, unit.unit, unit.measure, ((one.start, other.end),))
    for q in figures:
        relation, start, end = _relation(folded, q)
        if relation is not None:
            return Condition(relation, q.value, None, q.unit, q.measure, ((start, end),))
    match = _RANGE.search(folded)
    if match:
        return Condition("range", Decimal(0), None, "", None, (match.span(),))
    return None


def _relation(folded: str, q: Quantity) -> tuple[Relation | None, int, int]:
    """How values have to stand to a quantity, and where the question says so."""
    before, after = folded[max(0, q.start - 30) : q.start], folded[q.end :]
    after = re.sub(r"\A(?:”|\"|的)", "", after)
    told_before = next(((relation, match) for relation, pattern in _BEFORE if (match := pattern.search(before))), None)
    told_after = next(((relation, match) for relation, pattern in _AFTER if (match := pattern.match(after))), None)
    if told_before is not None:
        relation, found = told_before
        start = q.start - len(before) + found.start()
        if found[0].startswith("比"):
            than = _THAN_LESS.match(after) or _THAN_MORE.match(after)
            if than is None:
                return None, q.start, q.end
            return ("under" if _THAN_LESS.match(after) else "over"), start, q.end + than.end()
        if relation == "over" and told_after is not None and told_after[0] == "at least":
            return "at least", start, q.end + told_after[1].end()
        return relation, start, q.end + (told_after[1].end() if told_after else 0)
    if told_after is not None:
        return told_after[0], q.start, q.end + told_after[1].end()
    return None, q.start, q.end


def order_of(folded: str) -> Order | None:
    """The order in which a folded question asks for values; None where it asks for none."""
    match = _ORDER.search(folded)
    return None if match is None else Order(-1 if match["falling"] is None else 1, match.span())


def extremes_of(folded: str) -> tuple[Extreme, ...]:
    """The extremes that a folded question asks for, in its order: 最高, 前五名, the fewest."""
    found: list[Extreme] = []
    for match in _EXTREME.finditer(_ORDER.sub(lambda order: " " * len(order[0]), folded)):
        written = match["count"] or match["top"] or match["many"] or match["number"]
        count = 1 if written is None else int(written) if written.isdecimal() else _COUNTS[written]
        if match["top"]:
            sign = -1 if match["last"] else 1
        elif match["first"] or match["english"]:
            sign = 1 if (match["first"] or match["english"]) in (*_ENGLISH_MORE, "top", "first") else -1
        else:
            sign = 1 if match["more"] else -1
        found.append(Extreme(sign, count, match.span()))
    return _merged(found)


def _merged(found: Sequence[Extreme]) -> tuple[Extreme, ...]:
    """前五名 and 最高 in one question are one extreme: five of the highest."""
    counted = [one for one in found if one.count > 1]
    if len(found) == 2 and len(counted) == 1:
        other = next(one for one in found if one is not counted[0])
        return (Extreme(other.sign, counted[0].count, other.span),)
    return tuple(found)
