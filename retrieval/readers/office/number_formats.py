"""What a spreadsheet shows for the number in a cell, by its number format (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal

CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), "h:mm"),
    **dict.fromkeys((33, 35, 56), "h:mm:ss"),
}
"""The formats that only their number names in files of Chinese programs (18.8.30, zh-cn); openpyxl leaves them out."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|'
    r"(?P<digits>[0#][0#,]*(?:\.[0#]*)?,*)|(?P<sign>[^A-Za-z0-9?/@#;])|(?P<other>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'(?:\A|(?<=;))((?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])*)(?=;|\Z)', re.DOTALL)
_CONDITION = re.compile(r"\[(?P<how><=|>=|<>|<|>|=)(?P<limit>-?\d{1,15}(?:\.\d{1,15})?)\]")
_NO_LETTERS = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|am/pm|a/p|上午/下午', re.IGNORECASE)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_MOST_DECIMALS = 30


def shown_number(value: float, number_format: str) -> str:
    """A finite number in digits, with the decimals, thousands, per cent and words (`0.0"亿元"`) that its format shows.

    15 significant digits, what a spreadsheet computes with, where the format shows none in particular; exponents and
    fractions are written out. A negative number has a minus, whatever the format does to set it off. Empty where the
    format shows nothing (`;;;`, or zeros hidden by `0;-0;;@`).
    """
    number = Decimal(format(value, ".15g"))
    section, is_for_negative = _section(number_format, number)
    if section is None:
        return ""
    pattern = _pattern(section)
    if pattern is None:
        return _plain(number)
    before, digits, after = pattern
    if is_for_negative:
        before, after = before.lstrip("-−－(（▲△"), after.rstrip(")）")
    if not digits:
        return (before + after).strip() or _plain(number)
    bare = digits.rstrip(",")
    whole, _, decimals = bare.partition(".")
    number = number.scaleb(2 * (before + after).count("%") - 3 * (len(digits) - len(bare)), _WIDE)
    least = Decimal(1).scaleb(-min(len(decimals), _MOST_DECIMALS))
    text = f"{abs(number.quantize(least, context=_WIDE)):{',' if ',' in whole else ''}f}"
    for _ in range(len(decimals) - len(decimals.rstrip("#"))):
        text = text.removesuffix("0").removesuffix(".")
    if "," not in whole:
        text = "0" * (whole.count("0") - len(text.partition(".")[0])) + text
    return f"{'-' if number < 0 and text.strip('0,.') else ''}{before}{text}{after}".strip()


def shown_date(value: datetime.datetime, number_format: str) -> str:
    """A day, month, year or time as Chinese writes it (`2024年3月1日`), as far as its format shows it."""
    letters = _NO_LETTERS.sub("", number_format.split(";")[0]).lower()
    has_year, has_day, has_time = "y" in letters, "d" in letters, "h" in letters or "s" in letters
    has_month = "m" in letters and (has_day or not has_time or "yyyy" in letters)
    date = f"{value.year}年" * has_year + f"{value.month}月" * has_month + f"{value.day}日" * has_day
    time = f"{value.hour}:{value.minute:02d}" + f":{value.second:02d}" * ("s" in letters)
    return f"{date} {time}".strip() if has_time else date


def _section(number_format: str, number: Decimal) -> tuple[str | None, bool]:
    """The section of a format that a number is shown by, None where that is left empty, and whether it is the one for
    negative numbers (18.8.31: positive, negative, zero, text, or what their conditions say)."""
    sections = _SECTION.findall(number_format)[:4]
    conditions = [_CONDITION.search(section) for section in sections[:2]]
    index = 0
    if any(conditions):
        met = [match is not None and _holds(number, match) for match in conditions]
        index = met.index(True) if True in met else min(len(met), len(sections) - 1)
        is_for_negative = False
    else:
        is_for_negative = number < 0 and len(sections) > 1
        index = 1 if is_for_negative else 2 if not number and len(sections) > 2 else 0
    is_empty = len(sections) > 1 and not sections[index].strip()
    return None if is_empty else sections[index], is_for_negative


def _holds(number: Decimal, condition: re.Match[str]) -> bool:
    limit = Decimal(condition["limit"])
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[condition["how"]]


def _pattern(section: str) -> tuple[str, str, str] | None:
    """What stands before the digits of a format's section, its digits, and what stands behind; None where the format is
    General, a date, a fraction, an exponent or anything else that digits and words alone do not show."""
    before, digits, after = "", "", ""
    for match in _TOKEN.finditer(section):
        if match["other"] or (match["digits"] and digits):
            return None
        if match["digits"]:
            digits = match["digits"]
        else:
            text = match["quoted"] or match["escaped"] or match["currency"] or match["sign"] or ""
            before, after = (before, after + text) if digits else (before + text, after)
    return before, digits, after


def _plain(number: Decimal) -> str:
    text = f"{number:f}" if abs(number.adjusted()) <= _MOST_DECIMALS else str(number)
    if "." in text and "E" not in text:
        text = text.rstrip("0").rstrip(".")
    if "." in text and "E" not in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
