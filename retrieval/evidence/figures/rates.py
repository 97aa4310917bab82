"""What a percentage is of: how much something grew, or which share of another it is."""

import re
from typing import Literal

from retrieval.numbers import Quantity

Rate = Literal["growth", "share"]

_UNITS = ("%", "pp")
_GROWTH_ASKED = re.compile(
    r"(?:增长|上升|提高|增加|上涨|提升|下降|减少|降低|回落|下滑)(?:了|过|幅度|幅)?(?:多少|几|百分之)|增速|增长率|增幅|涨幅|降幅|"
    r"\b(?:grow|grew|grown|growth|increased?|decreased?|rose|rise|risen|fell|fall|fallen|declined?)\b"
)
_SHARE_ASKED = re.compile(
    r"占比|比重|份额|占.{0,16}(?:多少|几|百分之)|(?<!完)几成(?!立|功|为)|"
    r"\b(?:share|proportion|accounts? for|accounted for)\b"
)
_NAMED = re.compile(r"几成|百分之几|增速|增长率|占比|比重|\b(?:growth|share|proportion|percent(?:age)?)\b")
_CHANGED = "增长|增速|增幅|涨幅|降幅|上涨|上升|下降|回落|下滑|提高|同比|环比"
_GROWTH_LED = re.compile(rf"(?:{_CHANGED})(?:达到|[^,;:。、%到至])*\Z")
"""What leads to a change, and not to what something has changed to (提高到45.7%)."""

_SHARE_LED = re.compile(
    rf"(?:占(?!地|用|领)|比重|份额)(?:(?!{_CHANGED})[^,;:。、%])*\Z|(?:{_CHANGED}|[升降提])了?[到至]\Z"
)
"""What leads to a share, or to what something has changed to."""
_BEFORE = 20
"""Characters before a figure in which stands what leads to it."""


def rate_asked(folded: str) -> Rate | None:
    """Which rate a folded question asks for; None where it asks for neither, or for both."""
    growth, share = _GROWTH_ASKED.search(folded), _SHARE_ASKED.search(folded)
    if bool(growth) is bool(share):
        return None
    return "growth" if growth else "share"


def asks_for_rate(folded: str) -> bool:
    """Whether a folded question asks for a rate by its name, so that no amount answers it."""
    return rate_asked(folded) is not None and _NAMED.search(folded) is not None


def asks_for_change(folded: str) -> bool:
    """Whether a folded question asks how much something has changed."""
    return _GROWTH_ASKED.search(folded) is not None or _CHANGE_ASKED.search(folded) is not None


_CHANGE_ASKED = re.compile(
    r"变化|变动|[快慢高低大小少]了?多少|幅度|几成|百分|%|\b(?:changed?|cut|percent\w*|faster|less|more)\b"
)


def is_change(folded: str, stated: Quantity) -> bool:
    """Whether a figure of a folded text is a percentage by which something has changed."""
    before = folded[max(0, stated.start - _BEFORE) : stated.start]
    return stated.unit in _UNITS and _GROWTH_LED.search(before) is not None


def named_rate(folded: str) -> str | None:
    """The name of the rate that a folded question asks for (毛利率); None where it asks for none, or for a growth."""
    match = _NAMED_RATE.search(folded)
    return match["name"] if match and rate_asked(folded) is None else None


def is_otherwise(name: str, folded: str, stated: Quantity) -> bool:
    """Whether a percentage of a folded text is told as a share or a change, in a clause that does not name the rate."""
    if stated.unit not in _UNITS:
        return False
    before = _CLAUSE_BEGIN.split(folded[max(0, stated.start - _BEFORE) : stated.start])[-1]
    return name not in before and (_GROWTH_LED.search(before) or _OF_A_WHOLE.search(before)) is not None


_CLAUSE_BEGIN = re.compile("[,;。:]")
_OF_A_WHOLE = re.compile("占(?!地|用|领)|比重|份额")
_NAMED_RATE = re.compile(
    r"(?P<name>[^,的了是\d\s]{1,2}率)(?:具体|到底|大约|约)?(?:是|为|有|达到?)?(?:多少|几|[?？]|\Z)"
)


def is_other_rate(asked: Rate | None, folded: str, stated: Quantity) -> bool:
    """Whether a figure of a folded text is a percentage that is said to be the other rate than the one asked for."""
    if asked is None or stated.unit not in _UNITS:
        return False
    before = folded[max(0, stated.start - _BEFORE) : stated.start]
    return (_SHARE_LED if asked == "growth" else _GROWTH_LED).search(before) is not None
