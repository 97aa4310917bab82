"""Numerals of folded text and their values: Arabic digits, Chinese numerals, English number words.

Chinese numerals follow the positional rules of GB/T 15835-2011, with the spoken short forms (两万五 is 25000).
"""

import re
from decimal import Decimal
from typing import NamedTuple

from retrieval.numbers.quantity import EXACT

HAN_DIGITS = {"零": 0, "〇": 0, "两": 2} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
HAN_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_LONGEST_NUMBER = 18

_ARABIC = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9]|[.,][0-9])|[0-9]+(?:\.[0-9]+)?(?![0-9]|\.[0-9]))"
)
_HAN_SCALE = re.compile(
    r"[^\S\n]{0,2}(?P<vague>余|多)?(?P<places>[十百千]?)(?P<scale>万亿|亿|万)|"
    r"[^\S\n]?(?P<small>千(?![瓦伏米克卡兆赫安帕禧])|百(?![分强货姓家年县]))"
)
_SPOKEN = re.compile(r"千(?P<hundreds>[1-9])百(?:(?P<tens>[1-9])十)?(?P<scale>万亿|亿|万)?")
_SECOND_PART = re.compile(r"零?(?P<number>[0-9]{1,4}(?:\.[0-9]+)?)(?P<scale>千(?=万)万|[百千]?万|千)")
POWER = re.compile(
    r"(?P<times>[^\S\n]?(?:[×xX*·⋅]|\\times)[^\S\n]?10)?"
    r"(?:\^[^\S\n]?(?:(?P<digits>-?[0-9]+)|\{[^\S\n]?(?P<braced>-?[0-9]+)[^\S\n]?\})|(?P<raised>[⁻−]?[⁰¹²³⁴-⁹]+))"
)
"""What makes of the number before it one times a power of ten (×10⁸), or of 10 such a power."""

_RAISED = str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
_ENGLISH_SCALE = re.compile(r"[^\S\n]?-?(?P<word>hundred|thousand|million|billion|trillion|bn|mn|tn|dozen)(?![a-z])")
_HAN = re.compile(rf"[{HAN_NUMERALS}]+(?:点[零〇一二三四五六七八九]+(?:万亿|[十百千]?[万亿])?)?")
_HAN_PARTS = re.compile(r"(?P<whole>.*?[^万亿])(?P<scale>万亿|亿|万)?", re.DOTALL)

_SMALL = {
    word: value
    for value, word in enumerate(
        re.findall(
            "[a-z]+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen",
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(re.findall("[a-z]+", "twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_ENGLISH_SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
NUMBER_WORDS = frozenset(_SMALL) | frozenset(TENS) | {"a"}
_WORD = re.compile(r"(?:[^\S\n]and[^\S\n]|[^\S\n]|-)?(?P<word>[a-z]+)")
_WORTH_YUAN = re.compile(r"[^\S\n](?:million|billion|trillion)-yuan")


class Numeral(NamedTuple):
    """A number in a text: where it ends, its value, what the number as written was multiplied by (万, billion), and
    whether 余 or 多 stands inside it."""

    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    vague: bool = False


def arabic(text: str, start: int) -> Numeral | None:
    """The number in Arabic digits at `start`, with its scale: `30 余万`, `1亿2000万`, `3千5百万`, `4.3 billion`.

    None for what is written in digits and is no number: 1.2.3, 007, runs of more than 18 digits.
    """
    match = _ARABIC.match(text, start)
    if match is None:
        return None
    digits = match["number"].replace(",", "")
    whole, _, decimals = digits.partition(".")
    if len(whole) > _LONGEST_NUMBER or len(decimals) > 12 or (len(whole) > 1 and whole[0] == "0"):
        return None
    number = Decimal(digits)
    power = POWER.match(text, match.end())
    if power and (power["times"] or digits == "10"):
        return _raised(power, number)
    english = _ENGLISH_SCALE.match(text, match.end())
    if english:
        return _scaled(english.end(), number, _ENGLISH_SCALES[english["word"]])
    spoken = _SPOKEN.match(text, match.end()) if len(digits) == 1 else None
    if spoken:
        below = 100 * int(spoken["hundreds"]) + 10 * int(spoken["tens"] or 0)
        return _scaled(spoken.end(), 1000 * number + below, _SCALES.get(spoken["scale"], 1))
    han = _HAN_SCALE.match(text, match.end())
    if han is None:
        return Numeral(match.end(), number)
    factor = _SCALES[han["small"]] if han["small"] else _SCALES.get(han["places"], 1) * _SCALES[han["scale"]]
    second = _SECOND_PART.match(text, han.end()) if factor > 1000 else None
    if second:
        rest = EXACT.multiply(Decimal(second["number"]), Decimal(_product(second["scale"])))
        if rest < factor:
            return Numeral(second.end(), EXACT.add(EXACT.multiply(number, Decimal(factor)), rest))
    return _scaled(han.end(), number, factor, bool(han["vague"]))


def _raised(power: re.Match[str], number: Decimal) -> Numeral | None:
    """A number times a power of ten (3.2×10⁸), or such a power alone (10⁶)."""
    written = power["digits"] or power["braced"] or power["raised"].translate(_RAISED)
    if len(written) > len(f"-{_LONGEST_NUMBER}") or abs(int(written)) > _LONGEST_NUMBER:
        return None
    factor = Decimal(1).scaleb(int(written))
    return Numeral(power.end(), EXACT.multiply(number if power["times"] else Decimal(1), factor), factor)


def _product(scales: str) -> int:
    value = 1
    for scale in scales:
        value *= _SCALES[scale]
    return value


def _scaled(end: int, number: Decimal, scale: int, vague: bool = False) -> Numeral:
    return Numeral(end, EXACT.multiply(number, Decimal(scale)), Decimal(scale), vague)


def han(text: str, start: int) -> Numeral | None:
    """The number in Chinese numerals at `start`: 十五, 四十三点四亿, 两万五. None for what is none (一二三, 万众)."""
    match = _HAN.match(text, start)
    if match is None:
        return None
    run = match[0]
    whole, point, rest = run.partition("点")
    if point:
        decimals = rest.rstrip("十百千万亿")
        integer = _integer(whole)
        if integer is None or integer >= 10**8:
            return None
        digits = "".join(str(HAN_DIGITS[digit]) for digit in decimals)[:12]
        return _scaled(match.end(), Decimal(f"{integer}.{digits}"), _product(rest[len(decimals) :]))
    parts = _HAN_PARTS.fullmatch(run)
    if parts is None:
        return None
    if parts["scale"] and not set(parts["whole"]) & set("万亿"):
        integer = _integer(parts["whole"])
        return None if integer is None else _scaled(match.end(), Decimal(integer), _SCALES[parts["scale"]])
    integer = _integer(run)
    return None if integer is None else Numeral(match.end(), Decimal(integer))


def _integer(run: str) -> int | None:
    """The value of an integer in Chinese numerals, None where it is malformed."""
    if len(run) > 2 * _LONGEST_NUMBER:
        return None
    for scale, places in (("亿", 8), ("万", 4)):
        if scale in run:
            above, _, below = run.rpartition(scale)
            high, low = _integer(above), _below(below, places)
            return None if high is None or low is None else high * 10**places + low
    return _section(run)


def _below(run: str, places: int) -> int | None:
    if len(run) == 1 and run in HAN_DIGITS:
        return HAN_DIGITS[run] * int(10 ** (places - 1))
    low = _integer(run.removeprefix("零")) if run else 0
    return low if low is not None and low < 10**places else None


def _section(run: str) -> int | None:
    """The value of numerals below 万, None where they are malformed."""
    value, digit, place, gap = 0, None, 10000, False
    for character in run:
        if character in "零〇":
            if digit is not None or gap or (place == 10000 and len(run) > 1):
                return None
            gap = True
        elif character in HAN_DIGITS:
            if digit is not None:
                return None
            digit = HAN_DIGITS[character]
        else:
            unit = _PLACES[character]
            if unit >= place or (digit is None and unit > 10):
                return None
            value, place, digit, gap = value + (1 if digit is None else digit) * unit, unit, None, False
    if digit is None:
        return value if run and (not gap or run in "零〇") else None
    return value + digit * (1 if gap or place == 10000 else place // 10)


def english(text: str, start: int) -> Numeral | None:
    """The number in English words at `start`: five, twenty-three, two hundred and six, sixty-two point six, a dozen.

    Of "two billion-yuan parks" it is two, of "two billion yuan" two billion.
    """
    total, current, scale, end, below = 0, None, 1, start, 10**15
    position = start
    while match := _WORD.match(text, position):
        word = match["word"]
        if word in _SMALL and _fits(current, _SMALL[word]):
            current = (current or 0) + _SMALL[word]
        elif word in TENS and (current is None or (current >= 100 and current % 100 == 0)):
            current = (current or 0) + TENS[word]
        elif word == "a" and position == start and (following := _WORD.match(text, match.end())):
            if following["word"] not in _ENGLISH_SCALES:
                return None
            current = 1
        elif word in ("hundred", "dozen") and current is not None and current < 100:
            current *= _ENGLISH_SCALES[word]
        elif _WORTH_YUAN.match(text, position) and current is not None:
            break
        elif word in _ENGLISH_SCALES and current is not None and _ENGLISH_SCALES[word] < below:
            scale = below = _ENGLISH_SCALES[word]
            total, current = total + current * scale, None
        else:
            break
        position = end = match.end()
    if end == start:
        return None
    if current is not None:
        return _point(text, end, total + current)
    return Numeral(end, Decimal(total), Decimal(scale if total % scale == 0 else 1))


def quotient(above: Decimal, below: Decimal) -> Decimal:
    """`above / below`; to 15 decimals where no finite decimal is exact, so that 三分之一 and one third are equal."""
    value = EXACT.divide(above, below)
    return value if len(value.as_tuple().digits) < EXACT.prec else round(value, 15)


def _fits(current: int | None, value: int) -> bool:
    if current is None or (current >= 100 and current % 100 == 0 and value > 0):
        return True
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _point(text: str, start: int, integer: int) -> Numeral:
    match = re.compile(rf" point(?P<digits>(?: (?:{'|'.join(list(_SMALL)[:10])})(?![a-z]))+)").match(text, start)
    if match is None:
        return Numeral(start, Decimal(integer))
    number = Decimal(f"{integer}." + "".join(str(_SMALL[word]) for word in match["digits"].split()[:12]))
    scale = _ENGLISH_SCALE.match(text, match.end())
    return _scaled(scale.end(), number, _ENGLISH_SCALES[scale["word"]]) if scale else Numeral(match.end(), number)
