"""Quantities written with Chinese numerals, and the Chinese ways to say fractions, tenths, doublings and ordinals.

A Chinese numeral is a quantity only before a unit that is counted with, and only where the words of the text (jieba's
dictionary) do not make it part of a longer one: 五台 of 五台山 and 一次 of 一次性 are none. 百, 千, 万 and 亿 alone are
words (百姓, 万众) except where something passes them or is worth them (突破百亿, 千亿元).
"""

import re
from dataclasses import replace
from decimal import Decimal

import rjieba

from retrieval.numbers.measured import approximate, measured, single, unit_after
from retrieval.numbers.numerals import HAN_DIGITS, HAN_NUMERALS, Numeral, arabic, han, quotient
from retrieval.numbers.quantity import EXACT, Kind, Quantity
from retrieval.numbers.units import counts, unit_at
from retrieval.text.folding import HAN

_FIXED = re.compile("一件事|一次办|一张网|一个窗口|一个中心|一家人|一条心|一条龙|十分|一二三|一项一")
_ARTICLE_BEFORE = tuple("哪每某任这那同另逐统唯万专进之单又首第上下")
_DISTRIBUTED = re.compile("[每一].{0,2}\\Z")
_OPENING_QUOTES = tuple('“‘「『《〈"')
_UNKNOWN_BEFORE = tuple("几数好")
_NO_PART_BEFORE = tuple("廿卅")
_MIXED_SCALE = re.compile("(?P<vague>[余多])(?P<scale>万亿|亿|万)")
_MIXED = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_PAIR = re.compile(
    "(?P<low>[一两二三四五六七八])(?P<high>[两二三四五六七八九])(?P<place>十)?(?P<scale>[百千]?万亿|[百千]?亿|[百千]?万|千|百)?"
    f"(?![{HAN_NUMERALS}])"
)
_SCALE_ALONE = re.compile(f"(?P<places>[百千]?)(?P<scale>万亿|亿|万)|(?P<small>[百千])(?![{HAN_NUMERALS}])")
_PASSED = re.compile("(?:[破超过达近约逾]|突破|跨上|跨过|迈上)\\Z")
_WORTH = re.compile("[元级]|元级")
_PLACES = {"": 1, "十": 10, "百": 100, "千": 1000} | _MIXED
_ENDS_CLAUSE = re.compile(r"\s|[，。,.;；!！?？)）]|$")
_CONGRESS = range(13, 40)

_PART = rf"(?:[0-9]+(?:\.[0-9]+)?|[{HAN_NUMERALS}]+(?:点[零〇一二三四五六七八九]+)?)"
_FRACTION = re.compile(rf"(?P<below>{_PART})分之(?P<above>{_PART})")
_TENTHS = re.compile(
    "(?P<tens>[0-9]|[一二两三四五六七八九])成(?P<more>[一二三四五六七八九半](?!年|天|个))?"
    "(?![功立员为果熟长本效品就绩都人年分套语名交份型形色因败群风千不行])"
)
_DOUBLINGS = re.compile(f"翻了?(?P<times>[一两二三四五六七八九]?)番(?![{HAN}]?茄)")
_FIRST = re.compile("首(?P<measure>[个家次批台套条座部张例单届列期位名艘架款支枚])")
_NTH_AFTER = re.compile(rf"$|[^{HAN}a-z]|的")


def han_quantity(text: str, start: int, run_end: int) -> Quantity | None:
    """The quantity whose Chinese numerals are `text[start:run_end]`, or None."""
    if text[run_end : run_end + 1] == "几" or text[start - 1 : start] in _NO_PART_BEFORE or _FIXED.match(text, start):
        return None
    special = fraction(text, start) or tenths(text, start) or _pair(text, start) or _scale_alone(text, start)
    if special:
        return special
    number = _numeral(text, start)
    if number is None or (text[start - 1 : start] in _UNKNOWN_BEFORE and text[start] in "十百千万亿"):
        return None
    quantity = measured(text, start, _numeral)
    if quantity is None:
        return None
    if quantity.measure is None:
        return quantity if _stands_alone(text, start, number) else None
    return _counted(text, start, quantity)


def _numeral(text: str, start: int) -> Numeral | None:
    """A number in Chinese numerals, 余 or 多 inside it (两百多万)."""
    number = han(text, start)
    mixed = _MIXED_SCALE.match(text, number.end) if number and number.scale == 1 else None
    if number is None or mixed is None:
        return number
    scale = Decimal(_MIXED[mixed["scale"]])
    return Numeral(mixed.end(), EXACT.multiply(number.value, scale), scale, True)


def _counted(text: str, start: int, quantity: Quantity) -> Quantity | None:
    """`quantity` where its numeral counts what the unit measures, else None."""
    run = text[start : quantity.end]
    one = run[0] == "一" and run[1] not in HAN_NUMERALS + "点"
    short = quantity.value < 20 and quantity.factor <= 1
    unit = quantity.measure or ""
    if one and (text[start - 1 : start] in _ARTICLE_BEFORE or text[quantity.end : quantity.end + 1] == "一"):
        return None
    if one and _DISTRIBUTED.search(text, max(0, start - 3), start):
        return None
    if (short or quantity.unit in ("item", "ordinal")) and quantity.upper is None and not counts(unit, one):
        return None
    if unit == "大" and int(quantity.value) in _CONGRESS:
        return None
    if _part_of_word(text, start, quantity.end):
        return None
    named = text[start - 1 : start] in _OPENING_QUOTES
    article = quantity.unit in (("item", "day", "months", "years") if one else ("item",) if named else ())
    return replace(quantity, kind="determiner") if article else quantity


def _stands_alone(text: str, start: int, number: Numeral) -> bool:
    """Whether numerals without a unit are a number all the same: 三点五, 两亿, 一百二十 at the end of a clause."""
    if _part_of_word(text, start, number.end):
        return False
    written = text[start : number.end]
    if "点" in written or number.scale > 1:
        return written[0] not in "零〇" or "点" in written
    return number.value > 10 and len(written) > 1 and bool(_ENDS_CLAUSE.match(text, number.end))


def _part_of_word(text: str, start: int, end: int) -> bool:
    """Whether a word of jieba's dictionary holds some of `text[start:end]` and more than it."""
    begin = max(0, start - 4)
    for word in rjieba.cut(text[begin : end + 4], False):
        stop = begin + len(word)
        if begin < end and stop > start and (begin < start or stop > end) and not word.isascii():
            return True
        begin = stop
    return False


def _pair(text: str, start: int) -> Quantity | None:
    """Two neighbouring numerals that name a range: 两三个, 七八十家, 三五年."""
    match = _PAIR.match(text, start)
    if match is None:
        return None
    low, high = HAN_DIGITS[match["low"]], HAN_DIGITS[match["high"]]
    if high - low != 1 and (low, high) != (3, 5):
        return None
    unit, _ = unit_after(text, match.end())
    if unit is None or not counts(unit.written, False) or _part_of_word(text, start, unit.end):
        return None
    scale = _PLACES[match["place"] or ""]
    for character in (match["scale"] or "").replace("万亿", "兆"):
        scale *= 10**12 if character == "兆" else _PLACES[character]
    base = single(text, start, Numeral(match.end(), Decimal(low * scale), Decimal(scale)), unit, True)
    return base and replace(base, upper=EXACT.multiply(Decimal(high * scale), unit.factor))


def _scale_alone(text: str, start: int) -> Quantity | None:
    """百亿, 千亿, 万亿 and the like where something passes them or is worth them; 百亿级 is a class of 100 亿元."""
    match = _SCALE_ALONE.match(text, start)
    if match is None or text[start - 1 : start] in (*_UNKNOWN_BEFORE, *"上成多少"):
        return None
    passed = _PASSED.search(text, max(0, start - 2), start)
    worth = match["scale"] and _WORTH.match(text, match.end())
    if not passed and not worth:
        return None
    value = Decimal(_PLACES[match["small"]] if match["small"] else _PLACES[match["places"]] * _MIXED[match["scale"]])
    number = Numeral(match.end(), value, value)
    if worth and worth[0] != "元":
        return Quantity(start, worth.end(), value, "CNY", value, worth[0], approximate(text, start, worth.end()))
    unit, vague = unit_after(text, match.end())
    large = value >= 10**8
    if (unit is None and not large) or _part_of_word(text, start, unit.end if unit else match.end()):
        return None
    return single(text, start, number, None if large and unit and unit.name == "item" else unit, vague)


def fraction(text: str, start: int) -> Quantity | None:
    """百分之六十二点六, 三分之一, 一半: a share, in per cent."""
    if text.startswith("一半", start):
        about = approximate(text, start, start + 2)
        return Quantity(start, start + 2, Decimal(50), "%", Decimal(1), "半", about, kind="fraction")
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    below = Decimal(_PLACES[match["below"]]) if match["below"] in _PLACES else _part(match["below"])
    above = Decimal(100) if match["above"] == "百" else _part(match["above"])
    if not below or above is None:
        return None
    value = quotient(EXACT.multiply(above, Decimal(100)), below)
    about = approximate(text, start, match.end())
    kind: Kind = "cardinal" if below == 100 else "fraction"
    return Quantity(start, match.end(), value, "%", Decimal(1), text[start : match.start("above")], about, kind=kind)


def _part(written: str) -> Decimal | None:
    numeral = arabic(written, 0) if written[0].isascii() else han(written, 0)
    return numeral.value if numeral and numeral.end == len(written) else None


def tenths(text: str, start: int) -> Quantity | None:
    """六成 is 60 %, 六成五 is 65 %."""
    match = _TENTHS.match(text, start)
    if match is None:
        return None
    tens, more = match["tens"], match["more"]
    value = 10 * (int(tens) if tens.isascii() else HAN_DIGITS[tens]) + (5 if more == "半" else HAN_DIGITS.get(more, 0))
    about = approximate(text, start, match.end())
    return Quantity(start, match.end(), Decimal(value), "%", Decimal(1), "成", about, kind="fraction")


def multiplied(text: str, start: int) -> Quantity | None:
    """翻一番 is twice as much, 翻两番 four times, 翻番 twice."""
    match = _DOUBLINGS.match(text, start)
    if match is None:
        return None
    value = Decimal(2 ** HAN_DIGITS.get(match["times"], 1))
    return Quantity(start, match.end(), value, "times", measure="番", kind="multiple")


def nth(text: str, match: re.Match[str]) -> Quantity | None:
    """第5, 第五, 第137届. A Chinese numeral needs a measure word, 的 or the end of the clause after it: not 第三方."""
    start = match.start()
    position = start + len(match["nth"]) - len(match["nth"][1:].lstrip())
    number = arabic(text, position) or han(text, position)
    if number is None:
        return None
    unit = unit_at(text, number.end)
    counted = unit is not None and unit.name in ("item", "ordinal") and number.scale == 1
    if not text[position].isascii() and not counted and not _NTH_AFTER.match(text, number.end):
        return None
    end = unit.end if unit and counted else number.end
    return Quantity(
        start, end, number.value, "ordinal", measure=unit.written if unit and counted else "第", kind="ordinal"
    )


def first_of_its_kind(text: str, start: int) -> Quantity | None:
    """首个, 首家, 首次: the first."""
    match = _FIRST.match(text, start)
    if match is None:
        return None
    return Quantity(start, match.end(), Decimal(1), "ordinal", measure=match["measure"], kind="ordinal")
