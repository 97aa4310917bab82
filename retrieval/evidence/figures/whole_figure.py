"""A figure with all that belongs to it: what is counted, its bound, the exact one behind a round one, the new one of a
change."""

import re

from retrieval.document import Span
from retrieval.numbers import quantities
from retrieval.question.analysis import Question
from retrieval.text.folding import HAN, fold

_BOUND = re.compile(
    r"(?:不到|不足|不低于|不少于|不超过|不高于|至少|最多|至多|将近|接近|(?<![附最远相邻])近|超过|逾)\s?\Z"
)
"""What before a figure makes a bound of it: left out, it would say more than the text."""

_BOUND_BEHIND = re.compile(r"\s?(?:以上|以下|以内|左右|上下)")
_ROUND = re.compile(r"(?:突破|超过?|逾|跨越|迈上)\s?\Z")
_FROM = re.compile(r"(?:由|从)(?P<when>[^,，。；;、]{0,14})\Z")
_TO = re.compile(r"[^,，。；;、\d]{0,8}(?:至|到|为)\s?")
"""What stands around the old figure of a change, and before the new one (由6.5小时压缩至3.8小时)."""

_OLD = re.compile(r"原来|原先|原本|之前|以前|此前|过去|从多少|由多少|\b(?:before|previously|from|used to)\b")
_EXACTLY = re.compile(r"[^,，、。；;\d]{0,3}[、，,]\s?(?:达到?|为)\s?")
"""What stands between a round figure that is passed and the exact one (突破8000公里、达8184公里)."""


def whole_figure(question: Question, text: str, span: Span) -> Span:
    """The stretch of a text that a short answer takes, where a figure is asked for and `span` is one; else `span`."""
    if question.answer.kind != "quantity":
        return span
    start, end = _exact(text, _new(question, text, span))
    bound = _BOUND.search(text, 0, start)
    behind = _BOUND_BEHIND.match(text, end)
    end = _counted(question, text, behind.end() if behind else end)
    return (bound.start() if bound and text[start : start + 1].isdigit() else start), end


def _new(question: Question, text: str, span: Span) -> Span:
    """The new figure of a change where `span` is the old one, unless the question asks for that or names its year; else
    `span`."""
    before, between = _FROM.search(text, 0, span[0]), _TO.match(text, span[1])
    if before is None or between is None or _OLD.search(question.folded):
        return span
    if any(str(year) in before["when"] for year in question.years):
        return span
    return _of_same_unit(text, span, between.end()) or span


def _exact(text: str, span: Span) -> Span:
    """The exact figure behind one that is said to be passed, of the same unit; else `span`."""
    between = _EXACTLY.match(text, span[1])
    if between is None or not _ROUND.search(text, 0, span[0]):
        return span
    return _of_same_unit(text, span, between.end()) or span


def _of_same_unit(text: str, span: Span, at: int) -> Span | None:
    """The figure that begins `at` a place behind another, if it has the unit of that."""
    found = quantities(fold(text[span[0] : at + _LONGEST]))
    one = next((q for q in found if q.start == 0), None)
    other = next((q for q in found if q.start == at - span[0]), None)
    if one is None or other is None or one.unit != other.unit:
        return None
    return span[0] + other.start, span[0] + other.end


_LONGEST = 40
"""Characters in which a figure ends."""


def _counted(question: Question, text: str, end: int) -> int:
    """The end of a figure behind what is counted, where the question has that behind its question word: 5.2万页 for
    多少页."""
    if question.answer.slot is None or not text[end - 1 : end].strip():
        return end
    counted = question.folded[question.answer.slot[1] :]
    length = next((n for n in (2, 1) if len(counted) >= n and fold(text[end : end + n]) == counted[:n]), 0)
    return end + length if re.fullmatch(f"[{HAN}]+", text[end : end + length]) else end
