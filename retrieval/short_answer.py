"""The shortest thing that answers, out of the sentence that answers or out of its citation."""

import re

from retrieval.answer import Citation
from retrieval.document import Span
from retrieval.matching import Matcher, Reading
from retrieval.question import Question
from retrieval.wanted import things

BEFORE = 24
AFTER = 12
"""Characters before and after a thing in which its subject is looked for: in Chinese a figure follows its subject."""

_PART = re.compile("[。；;！？]")
_QUALIFIED = re.compile(r"\s?(?:以上|以下|左右|以内|多|余)")


def short_answer(
    question: Question, named: frozenset[str], matcher: Matcher, highlight: str, citation: Citation
) -> str | None:
    """What answers `question`, taken from the highlighted sentence or the citation of the best passage.

    That is whose statement it is, who wrote it, or the thing of the kind asked for that stands nearest to what is
    asked; None when the sentence itself is the answer. `named` are the organizations that the question names.
    """
    if question.kind == "organization":
        return next((name for name in citation.organizations if name not in named), None)
    if question.kind == "author":
        return citation.author
    reading = matcher.read(highlight)
    found = things(question, reading)
    if not found:
        return None
    start, end = max(found, key=lambda thing: _nearness(reading, thing, matcher))
    qualified = _QUALIFIED.match(highlight, end)
    return highlight[start : qualified.end() if qualified else end].strip()


def _nearness(reading: Reading, thing: Span, matcher: Matcher) -> float:
    start, end = thing
    part = max(0, start - BEFORE, *(match.end() for match in _PART.finditer(reading.text, 0, start)))
    before, after = matcher.match(reading, part, start), matcher.match(reading, end, end + AFTER)
    return before.total + 0.4 * after.total
