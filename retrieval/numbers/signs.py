"""What makes a number negative: a minus sign, 负, a triangle, the brackets of accounts; and words of a fall."""

import re

from retrieval.numbers.units import CURRENCIES

_ALWAYS = re.compile(r"(?:(?<![不背肩担抱辜])负|零下|minus |[▼▽])\Z")
_MINUS = re.compile(r"[-−﹣]\Z")
_TRIANGLE = re.compile(r"[▲△]\Z")
_BETWEEN = re.compile(r"[0-9a-z%)）\]年月日号时分秒级期][^\S\n]?\Z")
"""What stands before a dash that joins two things rather than making the second negative."""

_STANDS_FREE = re.compile(r"(?:^|[\s:：,，;；、(（|=→]|[为是达约至到成])\Z")
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]*\Z")
_FALL = re.compile(
    r"(?:亏损|净亏|亏|减亏|下降|减少|降低|回落|下滑|下跌|缩减|萎缩|收窄|负增长|逆差|赤字|降|减|"
    r"\b(?:loss of|lost|fell|fall of|down|drop of|dropped|decline of|declined|decreased?|deficit of)(?: by)?)"
    r"(?:[额了为达约至]|幅度?|比例|\s){0,4}\Z"
)
_SIGNED = frozenset({"%", "pp", "degC"})
_LONGEST = 16
"""Characters before a number that may say its sign."""


def sign_before(text: str, start: int, unit: str) -> int | None:
    """Where the sign begins that makes the number at `start` of the folded `text` negative; None for a positive one.

    `unit` is the class of its unit. A dash is a sign where it does not join two things (10-15%, 第3-5号): before rates
    and temperatures behind anything but digits and letters, before sums of money behind any word that is no date,
    before all else only behind a mark or the word for "is". A triangle is a loss in accounts, in a rate also a rise:
    there it is no minus.
    """
    before = text[max(0, start - _LONGEST) : start]
    if found := _ALWAYS.search(before):
        return start - len(found[0])
    if _TRIANGLE.search(before) and unit not in ("%", "pp"):
        return start - 1
    if not _MINUS.search(before):
        return None
    ahead = before[:-1]
    if unit in _SIGNED:
        return None if ahead[-1:].isascii() and (ahead[-1:].isalnum() or ahead.endswith("%")) else start - 1
    if _BETWEEN.search(ahead) or (_LINE_START.search(ahead) and start > 1 and unit not in CURRENCIES):
        return None
    return start - 1 if unit in CURRENCIES or _STANDS_FREE.search(ahead) else None


def falls(text: str, start: int) -> bool:
    """Whether a word of a fall or a loss stands right before `start` of the folded `text`: 下降3.2% is -3.2%."""
    return _FALL.search(text, max(0, start - _LONGEST), start) is not None


def may_be_in_brackets(text: str, start: int, end: int, unit: str) -> bool:
    """Whether `text[start:end]`, a number in brackets with a unit behind them, is negative as accounts write it
    (`(36.8)万元`), rather than the number of an item in a list (`(2)元素`)."""
    is_item = _LINE_START.search(text, max(0, start - 9), start - 1) and text[start:end].isdigit()
    return unit in CURRENCIES | _SIGNED and not is_item
