"""A figure with all that belongs to it: what is counted, its bound, the exact one behind a round one, the new one of a
change; a time with its day and its hour."""

import re

from retrieval.document import Span
from retrieval.numbers import quantities
from retrieval.question.analysis import Question
from retrieval.question.vocabulary import FIRST_ASKED, HOUR_ASKED
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

_EXACTLY = re.compile(r"[^,，、。；;\d]{0,3}[、，,]\s?(?:达到?|为)\s?")
"""What stands between a round figure that is passed and the exact one (突破8000公里、达8184公里)."""

_YEAR_ASKED = re.compile(r"[哪何]一?年|几几年|\b(?:which|what) year\b")
_BEFORE_HOUR = re.compile(r"(?:凌晨|清晨|清早|早[上晨]?|上午|中午|下午|傍晚|晚上?|夜[里间]?)\s?\Z")
_HOUR = re.compile(r"(?:\s?[时点](?:\d{1,2}分|[半整]|一刻|三刻)?|[:：]\d\d)")


def whole_figure(question: Question, text: str, span: Span) -> Span:
    """The stretch of a text that a short answer takes, where a figure or a time is asked for and `span` is one or a
    part of one; else `span`."""
    if question.answer.kind == "date" or HOUR_ASKED.search(question.folded):
        return _time(question, text, span)
    if question.answer.kind != "quantity":
        return span
    start, end = _exact(text, _new(question, text, span))
    bound = _BOUND.search(text, 0, start)
    behind = _BOUND_BEHIND.match(text, end)
    end = _counted(question, text, behind.end() if behind else end)
    return (bound.start() if bound and text[start : start + 1].isdigit() else start), end


_PART_OF_DATE = re.compile(r"(?<=[年月])(?:[底初末](?:之?前|以前)?|[上中下]旬)")


def _time(question: Question, text: str, span: Span) -> Span:
    """A time with the whole date that it is a part of, unless the year alone is asked for, and all of its hour."""
    start, end = span
    if not _YEAR_ASKED.search(question.folded):
        folded = fold(text)
        dates = [q for q in quantities(folded) if q.date is not None and q.start < end and start < q.end]
        start, end = min([start, *(q.start for q in dates)]), max([end, *(q.end for q in dates)])
    hour = (_HOUR if text[end - 1 : end].isdigit() else _PART_OF_DATE).match(text, end)
    end = hour.end() if hour else end
    part_of_day = _BEFORE_HOUR.search(text, 0, start) if _HOUR.search(text, start, end) else None
    return part_of_day.start() if part_of_day else start, end


def _new(question: Question, text: str, span: Span) -> Span:
    """The new figure of a change where `span` is the old one, unless the question asks for that or names its year; else
    `span`."""
    before, between = _FROM.search(text, 0, span[0]), _TO.match(text, span[1])
    if before is None or between is None or FIRST_ASKED.search(question.folded):
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
