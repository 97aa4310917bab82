"""What a question demands of the passage that answers it: whose statement, of when, of which measure, whose office."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import rjieba

from retrieval.numbers import Quantity
from retrieval.numbers.periods import Period, parts_of_year, periods
from retrieval.numbers.units import CURRENCIES
from retrieval.question.analysis import Question
from retrieval.question.bodies.named import english_bodies
from retrieval.question.contrasts import Contrast, contrasts_in, english_words, said_in
from retrieval.question.named_things import NamedThing, named_things
from retrieval.question.negation import denials
from retrieval.question.offices.english import english_offices
from retrieval.question.offices.written import Office, offices
from retrieval.question.places.named import NamedPlace, places_in_chinese, places_in_english
from retrieval.text.folding import HAN
from retrieval.text.glossary import english_words as words_of

_WHETHER = re.compile(
    r"是不是|有没有|(?:吗|(?<![什怎那这多])么)\s*[?？]?\s*\Z|是否|"
    r"\A\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b(?!.*\b(?:or|what|which|who|how|when|where)\b)"
)
_MEASURE_END = re.compile(
    r"(?:一共|总共|共计|共|大约|大概|约|各|分别|具体|到底|究竟)*(?:是|为|有|达到?|占|增长了?|下降了?|提高了?|减少了?)?(?:了)?\s*"
    r"(?:多少|几(?!乎)|百分之几|多[大长高久远快])"
)
_BREAK = re.compile(rf"[^{HAN}]|[的在了是]")
_NOUN_TAGS = ("n", "j", "b")
_PHRASE_TAGS = (*_NOUN_TAGS, "v", "a", "s", "i", "l", "g", "z", "f", "m")
_GENERIC_WORDS = """
全县 全市 全省 全区 全镇 全乡 全年 全部 全国 平均 主要 目前 现在 一共 总共 当前
其中 同比 上年 今年 去年 前年 年末 年底 整个 所有 累计 总量 总数 数量 情况 具体
项目 一个 这个
"""
GENERIC = frozenset(_GENERIC_WORDS.split())
"""Words that narrow nothing."""

SMALL_COUNT = 10
"""Things up to so many are counted by the asker; more are counted by a report."""

_MEASURED = frozenset({"kg", "mu", "m", "m2", "m3", "kWh"})
LARGEST_UNIT = 1000
"""How many of the base unit are in the largest that prices are told by: kilograms in a ton."""

_UNITS_IN_ENGLISH = (1e4, 1e8)
"""How many yuan are 万元 and 亿元, in which English questions ask for sums: the budget in 10,000 yuan."""

_COMPARED_WITH = re.compile(r"(?:[比较]|\b(?:than|compared (?:with|to))(?: in| at| during| of)?(?: the)? )\Z")
"""What stands before a period that something is only compared with: slower than in the first quarter."""

_LOOSE = ("determiner", "ordinal", "identifier")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is asked of: `head` is the noun (产量), `modifiers` the nouns before it that narrow it (油菜)."""

    head: str
    modifiers: tuple[str, ...]

    @property
    def text(self) -> str:
        """The measure as it is written."""
        return "".join((*self.modifiers, self.head))


@dataclass(frozen=True, slots=True)
class Demands:
    """What a question demands beside its words.

    `things` are the places, institutions and works that it names by a name with the word for what they are, `places`
    the cities, provinces and countries. `years` are those that it names, `periods` parts of a year and words such as
    去年, `part` the first part of a year, months
    too. `contrasts` are words of it that have opposites (夏粮, 总投资), `measure` is what a figure is asked of. Of the
    `offices` are asked for the holders; any of them will do. `negated` is whether it asks for what is not so, `whether`
    whether it asks if something is so.
    """

    things: tuple[NamedThing, ...]
    places: tuple[NamedPlace, ...]
    years: frozenset[int]
    periods: tuple[Period, ...]
    part: Period | None
    contrasts: tuple[Contrast, ...]
    measure: Measure | None
    offices: tuple[Office, ...]
    negated: bool
    whether: bool


def demands_of(question: Question) -> Demands:
    """Take a question's demands apart."""
    folded = question.folded
    return Demands(
        things=tuple(named_things(folded)),
        places=tuple(_places(question)),
        years=question.years,
        periods=tuple(_not_compared(folded, periods(folded))),
        part=next(_not_compared(folded, parts_of_year(folded)), None) or _month(question),
        contrasts=tuple(contrasts_in(_said(question))),
        measure=None if question.words else _measure(folded),
        offices=_offices(question),
        negated=any(denials(_WHETHER.sub(" ", folded))),
        whether=bool(_WHETHER.search(folded)),
    )


def _not_compared(folded: str, found: Iterable[Period]) -> Iterator[Period]:
    """The periods that something is said of, and not only compared with."""
    return (period for period in found if not _COMPARED_WITH.search(folded, 0, period.start))


_ASIDE = re.compile(r"\([^()]*\)")
"""What is said beside the question: (Taiyuan, not Xi'an)."""


def _places(question: Question) -> list[NamedPlace]:
    if not question.words:
        return places_in_chinese(_ASIDE.sub(lambda aside: " " * len(aside[0]), question.folded))
    beside = {word for aside in _ASIDE.findall(question.text) for word in words_of(aside)}
    names = {c.alternatives[0][0] for c in question.concepts if c.proper} - beside
    return places_in_english(question.words, frozenset(names))


def _month(question: Question) -> Period | None:
    """The month that an English question names, and not only compares with."""
    for q in question.quantities:
        compared = _COMPARED_WITH.search(question.folded, 0, q.start)
        if q.date is not None and q.date.month is not None and not compared:
            return Period(q.start, q.end, months=(q.date.month, q.date.month))
    return None


def _said(question: Question) -> str:
    """A question's words in Chinese; of an English one those of its words that have opposites, the surest translation
    of each and, of those nearly as sure, what has opposites. The name of a body (No. 5 Middle School) says nothing."""
    if not question.words:
        return question.folded
    bodies = (question.folded[body.start : body.end] for body in english_bodies(question.folded))
    names = frozenset(word for body in bodies for word in words_of(body))
    said = [word for word in question.words if word in english_words()]
    for concept in question.concepts:
        if concept.alternatives[0][0] in _NOUNS_LIKE_VERBS | names:
            continue
        found = sorted(concept.alternatives[1:], key=lambda pair: -pair[1])
        said += [word for word, score in found[:1] if score >= _SURE]
        said += [word for word, score in found[1:] if score >= _NEARLY and said_in(word) == {word}]
    return " ".join(said)


_NOUNS_LIKE_VERBS = frozenset({"building", "buildings"})
"""English nouns whose translations are verbs."""

_SURE, _NEARLY = 0.6, 0.85
"""Scores of a translation from which on it stands for the English word: of the surest, of another."""


def _offices(question: Question) -> tuple[Office, ...]:
    if question.answer.kind not in ("person", "name"):
        return ()
    if question.words:
        return tuple(english_offices(question.folded))
    return tuple(office for _, _, office in offices(question.folded))


def _measure(folded: str) -> Measure | None:
    """What stands before 是多少: the last noun, and the words before it up to 的, a name or a date."""
    match = _MEASURE_END.search(folded)
    if match is None or match.start() == 0:
        return None
    start = max((thing.end for thing in named_things(folded) if thing.end <= match.start()), default=0)
    phrase = _noun_phrase(_BREAK.split(folded[start : match.start()])[-1])
    if len(phrase) < 2 or len(phrase[-1][0]) < 2:
        return None
    before = [(word, tag) for word, tag in phrase[:-1] if len(word) >= 2 and word not in GENERIC]
    nouns = tuple(word for word, tag in before if tag.startswith(_NOUN_TAGS))
    modifiers = nouns or tuple(word for word, tag in before if tag == "vn")
    return Measure(phrase[-1][0], modifiers) if modifiers else None


def _noun_phrase(text: str) -> list[tuple[str, str]]:
    """The words of a noun phrase that a text ends with, with their parts of speech."""
    found: list[tuple[str, str]] = []
    for word, tag in rjieba.tag(text):
        if tag.startswith(_PHRASE_TAGS):
            found.append((word, tag))
        else:
            found.clear()
    return found


def is_figure(asked: Quantity) -> bool:
    """Whether a quantity in a question is a figure that the answer must state: a day but no month or year, not about so
    much, no small count of what is asked for ("the three zones"), and not one of a unit (多少钱一吨)."""
    dated = asked.date is not None and asked.date.day is None
    counts = asked.unit == "item" and asked.value < SMALL_COUNT
    as_a_unit = asked.value in _UNITS_IN_ENGLISH and asked.unit in CURRENCIES and asked.kind == "cardinal"
    per_unit = as_a_unit or (asked.unit in _MEASURED and asked.value == asked.factor and asked.factor <= LARGEST_UNIT)
    return asked.kind not in _LOOSE and not (asked.approximate or dated or counts or per_unit)
