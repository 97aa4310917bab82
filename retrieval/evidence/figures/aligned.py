"""Which of the statements of a sentence is about what a question asks a figure of: the one that says all that another
says of the question, and more."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import rjieba

from retrieval.document import Span
from retrieval.evidence.denial import figures_of
from retrieval.evidence.figures.statements import Statement, statements
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.numbers import Quantity
from retrieval.numbers.measure_words import counting
from retrieval.question.analysis import Question
from retrieval.question.contrasts import contrasts_in
from retrieval.question.demands import GENERIC
from retrieval.question.named_things import named_things
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.stopwords import FUNCTION_WORDS

_YEAR = re.compile(r"(?:19|20)?\d\d\s?年")
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千]")
_LEADING = re.compile(
    r"(?:一共|总共|共计|共|大约|大概|具体|到底|究竟|约|分别|平均|已经|已|将|是|为|有|占|达到|达|增长率|增速|增幅|涨幅|降幅|同比|增长|下降|提高|减少|增加|上升|上涨|回落|完成|实现|了|\s)*\Z"
)
"""What leads from the thing to the figure that is asked for."""

_PART = re.compile("其中")
_ENDED = re.compile(r"[;。!?\n]\s*\Z")

_SHORTEST_HEAD = 3
"""Characters of what a figure is asked of that a statement must have to be about it."""

_NOTHING = """
多少 几乎 增长 下降 提高 减少 上升 增加 上涨 回落 达到 完成 实现 已经 百分 百分之 万元 亿元 万人 万吨 亿吨 人次
增长率 增速 增幅 涨幅 降幅 成长率 比率 同比
"""
SAYS_NOTHING = frozenset(_NOTHING.split()) | FUNCTION_WORDS | GENERIC
"""Words of a question that do not tell what it asks a figure of."""


Telling = Callable[[str], tuple[frozenset[str], bool, str, str]]
"""Gives of a statement's folded text what `Told` says of the question."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the words of the question that it says, whether these are `more` than names, the most of what
    the figure is asked of that it says (`head`: before the question word, from there back) and how the question has
    that, its figures of the kind asked for, and all its figures."""

    statement: Statement
    words: frozenset[str]
    more: bool
    head: str
    wanted: str
    fitting: tuple[Quantity, ...]
    figures: tuple[Quantity, ...]

    def outdoes(self, other: "Told") -> bool:
        """Whether it says all that another says of the question, and more."""
        no_less = self.words >= other.words and len(self.head) >= len(other.head)
        return no_less and (self.words, self.head) != (other.words, other.head)


def told_by(query: Query, candidate: Candidate, marked: Span) -> list[Told]:
    """The statements of a stretch of a candidate, for a question that asks for one figure; else none, nor for a row of
    a table, which `asked_cell` reads. A part (其中…) that says
    something of the question that the whole before it does not also says what that says."""
    question, analysed = query.question, candidate.reading.analysed
    if question.answer.kind != "quantity" or question.answer.listed or is_row(candidate.passage.text[slice(*marked)]):
        return []
    telling = _translated(question) if question.words else _written(query)
    fitting = counting(question.answer.measure, figures_of(query, candidate, marked))
    found: list[Told] = []
    whole: Told | None = None
    for one in statements(analysed.folded, analysed.quantities, marked):
        said = analysed.folded[one.start : one.end]
        words, more, head, wanted = telling(said)
        if _PART.match(said):
            whole = found[-1] if found else None
        elif _ENDED.search(analysed.folded, 0, one.start):
            whole = None
        if whole is not None and not words <= whole.words:
            words, more, head = words | whole.words, more or whole.more, max(whole.head, head, key=len)
        figures = tuple(q for q in analysed.quantities if one.holds(q) and _counts(q))
        found.append(Told(one, words, more, head, wanted, tuple(q for q in fitting if one.holds(q)), figures))
    return found


def _counts(stated: Quantity) -> bool:
    """Whether a quantity is a figure of something: no date, no ratio and no place in an order."""
    return stated.date is None and stated.unit != "ratio" and stated.kind != "ordinal"


def _written(query: Query) -> Telling:
    """What a statement says of a Chinese question."""
    question, words, before = query.question, _words(query), _before(query.question)
    named = [question.folded[thing.start : thing.end] for thing in named_things(question.folded)]
    names = "".join((*named, before.rpartition("的")[0]))

    def telling(said: str) -> tuple[frozenset[str], bool, str, str]:
        own = frozenset(word for word in words if _stands(word, said) or question.otherwise(word, said))
        head = next((before[at:] for at in range(len(before) - 1) if _begins(before[at:], said)), "")
        return own, any(word not in names for word in own), head, head

    return telling


def _translated(question: Question) -> Telling:
    """What a statement says of an English question: of each word that is no name the longest that it may mean."""
    asked = {
        concept.alternatives[0][0]: [word for word in concept.meanings if len(word) > 1 and word not in SAYS_NOTHING]
        for concept in question.concepts
        if not concept.proper
    }

    def telling(said: str) -> tuple[frozenset[str], bool, str, str]:
        found = {
            written: max(there, key=len)
            for written, meant in asked.items()
            if (there := [word for word in meant if _stands(word, said)])
        }
        own = dict.fromkeys(found.values())
        return frozenset(own), bool(own), "".join(own), " ".join(found)

    return telling


def outdone(told: Sequence[Told]) -> Told | None:
    """The statement that says more of the question, and of what the figure is asked of, than any with a figure of the
    kind asked for, but has only figures of other kinds; None where there is none, or no figure of that kind."""
    answering = [one for one in told if one.fitting]
    if not answering:
        return None
    others = [one for one in told if one.figures and not one.fitting and len(one.head) >= _SHORTEST_HEAD]
    return next((one for one in others if all(one.outdoes(o) and len(one.head) > len(o.head) for o in answering)), None)


def aligned(told: Sequence[Told]) -> Told | None:
    """The statement with a figure of the kind asked for that says all that any other such says of the question, and
    more; None where there is no other, none is ahead of all, or it says only whose figure is asked for."""
    answering = [one for one in told if one.fitting]
    if len(answering) < 2:
        return None
    ahead = (one for one in answering if all(one.outdoes(other) for other in answering if other is not one))
    return next((one for one in ahead if one.more), None)


def _words(query: Query) -> frozenset[str]:
    """What a question says of the thing whose figure it asks for: its words, without names of organizations, numbers
    and what leads to a figure."""
    question, names = query.question, "".join(query.named)
    words = {*rjieba.cut(_YEAR.sub(" ", question.folded)), *question.answer.heads}
    told = (word for word in words if len(word) > 1 and word not in names)
    return frozenset(word for word in told if word not in SAYS_NOTHING and not _NUMBER.match(word))


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text, not counting where it is part of its opposite (出口 in 进出口)."""
    if word not in text:
        return False
    longer = (other for contrast in contrasts_in(word) for other in contrast.others if word in other)
    for other in sorted(longer, key=len, reverse=True):
        text = text.replace(other, " ")
    return word in text


def _begins(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text and begins there with a word."""
    at = text.find(phrase)
    return at >= 0 and at in accumulate(map(len, rjieba.cut(text)), initial=0)


def _before(question: Question) -> str:
    """What stands before the question word of a Chinese question and the words that lead to it; nothing where it is
    only said to have so many (花园乡有多少户)."""
    if question.answer.slot is None:
        return ""
    before = question.folded[: question.answer.slot[0]]
    thing = _LEADING.sub("", before)
    return "" if "有" in before[len(thing) :] else thing
