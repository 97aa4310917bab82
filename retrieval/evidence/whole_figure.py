"""A figure with all that belongs to it: what is counted, the bound that it is, the exact one behind a round one."""

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
_EXACTLY = re.compile(r"[^,，、。；;\d]{0,3}[、，,]\s?(?:达到?|为)\s?")
"""What stands between a round figure that is passed and the exact one (突破8000公里、达8184公里)."""


def whole_figure(question: Question, text: str, span: Span) -> Span:
    """The stretch of a text that a short answer takes, where a figure is asked for and `span` is one; else `span`."""
    if question.answer.kind != "quantity":
        return span
    start, end = _exact(text, span)
    bound = _BOUND.search(text, 0, start)
    behind = _BOUND_BEHIND.match(text, end)
    end = _counted(question, text, behind.end() if behind else end)
    return (bound.start() if bound and text[start : start + 1].isdigit() else start), end


def _exact(text: str, span: Span) -> Span:
    """The exact figure behind one that is said to be passed, of the same unit; else `span`."""
    start, end = span
    between = _EXACTLY.match(text, end)
    if between is None or not _ROUND.search(text, 0, start):
        return span
    folded = fold(text[start : between.end() + 40])
    found = quantities(folded)
    round_ = next((q for q in found if q.start == 0), None)
    exact = next((q for q in found if q.start == between.end() - start), None)
    if round_ is None or exact is None or exact.unit != round_.unit:
        return span
    return start + exact.start, start + exact.end


def _counted(question: Question, text: str, end: int) -> int:
    """The end of a figure behind what is counted, where the question has that behind its question word: 5.2万页 for
    多少页."""
    if question.answer.slot is None or not text[end - 1 : end].strip():
        return end
    counted = question.folded[question.answer.slot[1] :]
    length = next((n for n in (2, 1) if len(counted) >= n and fold(text[end : end + n]) == counted[:n]), 0)
    return end + length if re.fullmatch(f"[{HAN}]+", text[end : end + length]) else end
