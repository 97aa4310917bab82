"""The things in a text that could be what a question asks for: quantities, dates, people, names in quotation marks."""

import re

import rjieba

from retrieval.document import Span
from retrieval.layout.people import is_person
from retrieval.matching import Reading
from retrieval.numbers import Quantity, same
from retrieval.question import Question
from retrieval.words import HAN

_TITLED = re.compile(
    rf"(?:主席|省长|市长|县长|区长|书记|主任|局长|院长|部长|厅长|董事长|总经理|经理|校长|教授|记者|先生|女士)\s?(?P<name>[{HAN}·]{{2,4}}?)"
    r"(?=同志|表示|指出|说|强调|介绍|作|在|代表|率|出席|主持|致辞|[，,、。\s]|$)"
)
_QUOTED = re.compile(r"“[^”]{1,30}”(?:活动|改革|行动|工程|机制|品牌|模式)?|《[^》]{1,40}》|「[^」]{1,30}」")


def things(question: Question, reading: Reading, start: int = 0, end: int | None = None) -> list[Span]:
    """Where in the stretch `[start, end)` of a text stands something of the kind that `question` asks for and does not
    say itself. None for a kind that no form tells."""
    end = len(reading.text) if end is None else end
    if question.kind in ("quantity", "date"):
        inside = (q for q in reading.quantities if start <= q.start and q.end <= end)
        fitting = [q for q in inside if _fits(question, q)]
        agreeing = [q for q in fitting if q.measure == question.measure]
        return [(q.start, q.end) for q in agreeing or fitting]
    if question.kind == "person":
        return [(start + a, start + b) for a, b in people(reading.text[start:end])]
    if question.kind == "name":
        quoted = _QUOTED.finditer(reading.text, start, end)
        return [match.span() for match in quoted if match[0].strip("“”《》「」") not in question.text]
    return []


def _fits(question: Question, stated: Quantity) -> bool:
    if stated.kind in ("determiner", "ordinal") or any(same(asked, stated) for asked in question.quantities):
        return False
    if question.kind == "date":
        return stated.date is not None
    return stated.unit in question.units if question.units else stated.date is None


def people(text: str) -> list[Span]:
    """Where people's names stand in a text: after a title, or as jieba's dictionary and its name model tell (tag
    nr)."""
    titled = [match.span("name") for match in _TITLED.finditer(text)]
    if titled:
        return titled
    found: list[Span] = []
    position = 0
    for word, tag in rjieba.tag(text):
        start = text.find(word, position)
        position = start + len(word)
        if tag.startswith("nr") and is_person(word):
            found.append((start, position))
    return found
