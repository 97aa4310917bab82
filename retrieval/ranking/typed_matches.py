"""The things in a text that could be what a question asks for: quantities, dates, people, names in quotation marks."""

import re

from retrieval.document import Span
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.numbers import Quantity, same
from retrieval.question.analysis import Question
from retrieval.text.person_names import people

_QUOTED = re.compile(r"“[^”]{1,30}”(?:活动|改革|行动|工程|机制|品牌|模式)?|《[^》]{1,40}》|「[^」]{1,30}」")


def things(question: Question, analysed: AnalysedText, start: int = 0, end: int | None = None) -> list[Span]:
    """Where in the stretch `[start, end)` of a text stands something of the kind that `question` asks for and does not
    say itself. None for a kind that no form tells."""
    end = len(analysed.text) if end is None else end
    if question.answer.kind in ("quantity", "date"):
        inside = (q for q in analysed.quantities if start <= q.start and q.end <= end)
        fitting = [q for q in inside if _fits(question, q)]
        agreeing = [q for q in fitting if q.measure == question.answer.measure]
        return [(q.start, q.end) for q in agreeing or fitting]
    if question.answer.kind == "person":
        return [(start + a, start + b) for a, b in people(analysed.text[start:end])]
    if question.answer.kind == "name":
        quoted = _QUOTED.finditer(analysed.text, start, end)
        return [match.span() for match in quoted if match[0].strip("“”《》「」") not in question.text]
    return []


def _fits(question: Question, stated: Quantity) -> bool:
    if stated.kind in ("determiner", "ordinal", "identifier") or any(
        same(asked, stated) for asked in question.quantities
    ):
        return False
    if question.answer.kind == "date":
        return stated.date is not None
    return stated.unit in question.answer.units if question.answer.units else stated.date is None
