"""Quantities written in English words, and ordinals, fractions and ratios in digits."""

import re
from decimal import Decimal

from retrieval.numbers.dates import STARTERS
from retrieval.numbers.measured import approximate, measured, single
from retrieval.numbers.numerals import NUMBER_WORDS, TENS, Numeral, arabic, english, quotient
from retrieval.numbers.quantity import Quantity
from retrieval.numbers.units import unit_at

_ORDINALS = {
    word: value
    for value, word in enumerate(
        re.findall(
            "[a-z]+",
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
        ),
        1,
    )
}
_COMPOUND_ORDINAL = re.compile(rf"(?P<tens>{'|'.join(TENS)})[ -](?P<ones>{'|'.join(list(_ORDINALS)[:9])})(?![a-z])")
_MULTIPLES = {
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "twofold": 2,
    "triple": 3,
    "tripled": 3,
    "tripling": 3,
    "threefold": 3,
    "quadruple": 4,
    "quadrupled": 4,
    "fourfold": 4,
    "fivefold": 5,
    "tenfold": 10,
}
_ADJECTIVE = re.compile(
    r"(?:double|triple|quadruple)(?![a-z]|[^\S\n](?:the|that|its|their|in|to|over|from)\b|[^\S\n]?[,.;?)]|$)"
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_NUMBERED = frozenset({"no", "number", "line", "phase", "route"})
_SHARE = re.compile(
    rf"(?:(?P<above>[a-z]+)[ -])?(?P<part>{'|'.join(_PARTS)})(?P<plural>s?)(?![a-z-])"
    r"(?P<of>(?= of\b| the\b| more\b|[,.;?]|$))?"
)
_NUMBERED_AS = re.compile(r"(?:no\.?|number|line|phase|route)[^\S\n]?#?(?P<number>[0-9]{1,4})(?![0-9a-z]|[.,][0-9])")
_NO_ORDINAL = re.compile(r"first(?:-| of all\b|ly)|second(?:-|ary|ly)|third-party")
_NOT_ORDINAL_BEFORE = re.compile(r"\b(?:at|per|a) \Z")
_NTH = re.compile(r"(?P<number>[0-9]{1,4})(?:st|nd|rd|th)(?![a-z0-9])")
_SLASHED = re.compile(r"(?P<above>[1-9])/(?P<below>[2-9]|10)(?![0-9/.])")
_RATIO = re.compile(
    r"(?P<left>[0-9]+(?:\.[0-9]+)?)(?:[:∶]| to )(?P<right>[0-9]+(?:\.[0-9]+)?)(?![0-9a-z%:∶.,]{0,20}[0-9a-z%])"
)
_HALF_A = re.compile(r"half[- ]a[- ](?P<scale>million|billion|trillion|dozen)(?![a-z])")
_WORTH = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_STARTERS = (
    NUMBER_WORDS | STARTERS | frozenset(_ORDINALS) | frozenset(_MULTIPLES) | _NUMBERED | frozenset(_WORTH) | {"half"}
)


def is_starter(word: str) -> bool:
    """Whether a quantity can begin with this lower-case English word."""
    return word in _STARTERS


def english_quantity(text: str, start: int) -> Quantity | None:
    """The quantity that begins with the English word at `start` of the folded `text`, or None."""
    word = re.compile("[a-z]+").match(text, start)
    assert word is not None
    if word[0] in _NUMBERED:
        return _numbered(text, start)
    if word[0] in _MULTIPLES:
        if _ADJECTIVE.match(text, start):
            return None
        return Quantity(start, word.end(), Decimal(_MULTIPLES[word[0]]), "times", measure=word[0], kind="multiple")
    if word[0] in _WORTH:
        return _worth(text, start, word)
    if half := _HALF_A.match(text, start):
        return _half_a(text, start, half)
    share = _share(text, start)
    if share or word[0] == "half":
        return share
    if word[0] in _ORDINALS:
        return _ordinal(text, start, word)
    compound = _COMPOUND_ORDINAL.match(text, start)
    if compound:
        value = Decimal(TENS[compound["tens"]] + _ORDINALS[compound["ones"]])
        return Quantity(start, compound.end(), value, "ordinal", measure=compound["ones"], kind="ordinal")
    quantity = measured(text, start, english)
    if quantity is None or (word[0] in ("one", "a") and _article(quantity)):
        return None
    return quantity


def _half_a(text: str, start: int, match: re.Match[str]) -> Quantity | None:
    """Half a million visitors, half a dozen."""
    whole = Decimal(_WORTH.get(match["scale"], 12))
    number = Numeral(match.end(), whole / 2, whole / 10 if whole > 12 else Decimal(1))
    return single(text, start, number, unit_at(text, match.end()))


def _article(quantity: Quantity) -> bool:
    """Whether "one" is a pronoun or an article: "one zone", "which one", but not "one day" or "one billion"."""
    return quantity.value == 1 and quantity.upper is None and quantity.unit in ("", "item")


def _ordinal(text: str, start: int, word: re.Match[str]) -> Quantity | None:
    if _NO_ORDINAL.match(text, start) or _NOT_ORDINAL_BEFORE.search(text, max(0, start - 5), start):
        return None
    return Quantity(start, word.end(), Decimal(_ORDINALS[word[0]]), "ordinal", measure=word[0], kind="ordinal")


def _worth(text: str, start: int, word: re.Match[str]) -> Quantity | None:
    """trillion-yuan, as in "two billion-yuan parks": what Chinese calls 万亿级."""
    unit = unit_at(text, word.end()) if text[word.end() : word.end() + 1] == "-" else None
    value = Decimal(_WORTH[word[0]])
    return single(text, start, Numeral(word.end(), value, value), unit) if unit else None


def _numbered(text: str, start: int) -> Quantity | None:
    """No. 3, line 17, phase 2: what Chinese says with 号 and 期."""
    match = _NUMBERED_AS.match(text, start)
    if match is None or unit_at(text, match.end()):
        return None
    return Quantity(start, match.end(), Decimal(match["number"]), "ordinal", measure="no", kind="ordinal")


def _share(text: str, start: int) -> Quantity | None:
    """Half of, one third, two-fifths, a quarter of; in per cent."""
    match = _SHARE.match(text, start)
    if match is None:
        return None
    above = 1 if match["above"] in (None, "a", "one") else 0
    if not above:
        number = english(text, start)
        above = int(number.value) if number and number.end == match.end("above") else 0
    if not above or above > 9 or (above == 1 and match["of"] is None and match["above"] != "one"):
        return None
    if match["above"] is None and match["part"] != "half":
        return None
    if above > 1 and not match["plural"] and match["part"] != "halves":
        return None
    value = quotient(Decimal(100 * above), Decimal(_PARTS[match["part"]]))
    about = approximate(text, start, match.end())
    return Quantity(start, match.end(), value, "%", Decimal(1), match["part"], about, kind="fraction")


def nth_in_digits(text: str, start: int) -> Quantity | None:
    """5th, 22nd."""
    match = _NTH.match(text, start)
    if match is None:
        return None
    return Quantity(start, match.end(), Decimal(match["number"]), "ordinal", measure="th", kind="ordinal")


def slashed(text: str, start: int) -> Quantity | None:
    """1/3, in per cent."""
    match = _SLASHED.match(text, start)
    if match is None or int(match["above"]) >= int(match["below"]):
        return None
    value = quotient(Decimal(100 * int(match["above"])), Decimal(match["below"]))
    about = approximate(text, start, match.end())
    return Quantity(start, match.end(), value, "%", Decimal(1), "/", about, kind="fraction")


def ratio(text: str, start: int) -> Quantity | None:
    """2.04:1, 2.04 to 1, 1:3.4: a ratio to one. Other pairs (10:30, 3:2) are times of day or scores, and left alone."""
    match = _RATIO.match(text, start)
    if match is None:
        return None
    left, right = arabic(match["left"], 0), arabic(match["right"], 0)
    if left is None or right is None or not right.value:
        return None
    hour = match["left"] == "1" and len(match["right"]) == 2
    if hour or (right.value != 1 and left.value != 1) or (" to " in match[0] and right.value != 1):
        return None
    return Quantity(start, match.end(), quotient(left.value, right.value), "ratio", measure=":")
