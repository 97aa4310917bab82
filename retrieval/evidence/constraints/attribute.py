"""Whether a passage speaks at all of what a figure is asked of: 人口, 出口额, tourism revenue."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rjieba

from retrieval.answer import Check, State
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence, mostly_stands
from retrieval.evidence.constraints.when import written_years
from retrieval.evidence.denial import figures_of
from retrieval.numbers import Quantity
from retrieval.question.analysis import Question
from retrieval.text.field_words import stands
from retrieval.text.folding import HAN
from retrieval.text.tokens import is_short_for

_DATA = Path(__file__).parents[2] / "data" / "attributes.txt"
FIGURE_WANTED = re.compile(
    r"(?:一共|总共|共计|共|大约|大概|约|各|分别|平均|已经|已|将|具体|到底|究竟)*(?:是|为|有|占|达到?|增长|下降|提高|减少|上升)?(?:了)?\s*"
    r"(?:多少|几(?!乎)|百分之几|多[大长高久远快])"
)
"""Where a Chinese question asks for a figure."""

_COUNTED = re.compile(
    rf"(?:多少|几(?![乎时年月日天点]))[万亿千]?"
    rf"(?P<unit>[个名位家户台套项座条处所份款件种类批次场只头棵株盏辆艘间栋部张本支])?(?P<thing>[{HAN}]+)"
)
_THING = 6
"""Characters behind a count in which the thing counted is named."""

_MANY_NAMES = """
人 企业 公司 厂子 厂家 工厂 业者 商家 单位 机构 店 地方 国家 项目 东西 钱 人员 群众 老百姓 次 时间 性命
"""
_ANYTHING = frozenset(_MANY_NAMES.split())
"""What may be called otherwise in as many ways as there are."""

_NOUN_TAGS = ("n", "vn", "j", "l")
_MARKS = ("", ",", "。", ";", "、", "\n")
_MEASURED = frozenset("额率值价薪费税资")
"""Characters that make of the word before them the name of a figure: 出口额, 换手率."""
_MORE = "总年月日均净毛"
_NOTHING_MORE = re.compile(
    "[总数大小增比利降]?[额率值量价费]|[金数款定差余限]额|增长率|增幅|比率|数值|价值|质量|工资|物资|外资|投资|合资|效率"
)
_BEHIND_HEAD = "of|in|at|for|on|by|during|from|per|did|does|was|is|were|are|do|has|have|had|can|will"
_PREPOSITION = "(?:of|in|at|for|on|by|percent|percentage|share|proportion)"
_OF = rf"(?= (?:{_BEHIND_HEAD})\b|\?|\Z)"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: words that ask for one thing, and all that tells it; whether it happens to somebody, whether
    its figures are sums of money."""

    asking: frozenset[str]
    telling: re.Pattern[str]
    happens: bool
    money: bool

    def tells(self, text: str) -> bool:
        """Whether a folded text tells the thing."""
        return self.telling.search(text) is not None


@cache
def _lines() -> tuple[_Line, ...]:
    lines = (line.split("#")[0].strip() for line in _DATA.read_text(encoding="utf-8").splitlines())
    return tuple(_read(line) for line in lines if line)


def _read(line: str) -> _Line:
    asking, _, more = line.lstrip("!$").strip().partition(" : ")
    words = asking.split("=")
    return _Line(frozenset(words), _telling((*words, *more.split())), line.startswith("!"), line.startswith("$"))


def _telling(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of words; 万人 is not in 万人次."""
    return re.compile("|".join(re.escape(word) + "(?![次才])" * word.endswith("人") for word in words))


def attribute(evidence: Evidence) -> Iterator[Check]:
    """A check of what a figure is asked of, and of what is asked to have been done to somebody: contradicted where
    nothing in the passage or around it tells it, or only in sentences of other years than that asked about."""
    question = evidence.query.question
    if evidence.demands.whether:
        return
    happened = _happening(question.folded)
    if happened is not None:
        word, line = happened
        state: State = "met" if line.tells(evidence.passage.folded + evidence.around) else "contradicted"
        yield Check("measure", word, state, None, "no_such_answer")
    if question.answer.kind == "quantity":
        yield from _of_figure(evidence)
        yield from _of_count(evidence)


def asked_of(question: Question) -> str | None:
    """The word of a question for what a figure is asked of: of a Chinese one the last noun before 是多少, of an English
    one a word that the file has; None where there is none."""
    return _english_head(question.folded) if question.words else _head(question.folded)


def is_money(word: str) -> bool:
    """Whether the figures of what a word stands for are sums of money."""
    line = _line(word)
    return line is not None and line.money


def _happening(folded: str) -> tuple[str, _Line] | None:
    """The first word of a question for what happens to somebody, and its line."""
    found = ((word, line) for line in _lines() if line.happens for word in sorted(line.asking, key=len, reverse=True))
    return next(((word, line) for word, line in found if _occurs(word, folded)), None)


def _occurs(word: str, folded: str) -> bool:
    return re.search(rf"\b{word}\b" if word.isascii() else word, folded) is not None


def _of_count(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where each count of the sentence is of another thing (35家书店 for how many libraries): where
    what is counted stands elsewhere in the passage and, in Chinese, where it stands nowhere."""
    question, said, passage = evidence.query.question, evidence.said, evidence.passage.folded
    if question.words:
        asked = [concept for concept in question.concepts if concept.asked] if "how many" in question.folded else []
        names = [word for concept in asked for word, _ in concept.alternatives[1:] if len(word) > 1]
    else:
        counted = _COUNTED.search(question.folded)
        names = _nouns(counted["thing"], 1)[-1:] if counted and counted["unit"] else []
    if not names or any(mostly_stands(name, said + evidence.around) or name in _ANYTHING for name in names):
        return
    elsewhere = next((name for name in names if name in passage), None)
    if elsewhere is None and question.words:
        return
    counts = [q for q in figures_of(evidence.query, evidence.candidate, evidence.sentence) if q.unit in ("item", "")]
    things = [_counted_thing(passage, q) for q in counts]
    if any(thing and is_short_for(name, thing) for name in names for thing in things):
        return
    if things and all(things):
        yield Check("measure", elsewhere or names[-1], "contradicted", things[0], "other_measure")


def _counted_thing(folded: str, count: Quantity) -> str | None:
    """The noun beside a count: behind it (12家企业) or, where none is there, before it (新建广场6个)."""
    end = count.end + (count.unit == "" and folded[count.end + 1 : count.end + 2] in _MARKS)
    behind = _nouns(folded[end : end + _THING])
    if behind:
        return behind[0]
    if folded[end : end + 1] not in _MARKS:
        return None
    before = rjieba.tag(folded[max(0, count.start - _THING) : count.start])
    return before[-1][0] if before and before[-1][1].startswith(_NOUN_TAGS) and len(before[-1][0]) > 1 else None


def _of_figure(evidence: Evidence) -> Iterator[Check]:
    question = evidence.query.question
    head = asked_of(question)
    if head is None:
        return
    line = _line(head)
    if line is None and (question.words or not _names_a_measure(head)):
        return
    where = evidence.passage.folded + evidence.around
    if not _told(question, head, line, where):
        yield Check("measure", head, "contradicted", None, "other_measure")
        return
    if line is not None and line.money and _told_elsewhere(evidence, head, line):
        yield Check("measure", head, "contradicted", None, "other_measure")
        return
    yield Check("measure", head, "met", None, "other_measure")
    wanted = evidence.demands.years
    ours = "".join(said for said, years in evidence.dated if not years or years & wanted) if wanted else where
    if not _told(question, head, line, ours + evidence.around):
        others = [years for said, years in evidence.dated if _told(question, head, line, said)]
        found = written_years(others[0]) if others else None
        yield Check("when", written_years(wanted), "contradicted", found, "other_year")


def _told_elsewhere(evidence: Evidence, head: str, line: _Line) -> bool:
    """Whether what a figure is asked of is told with figures in other sentences of the passage, and not in this one, in
    that before it or around the passage."""
    question, passage = evidence.query.question, evidence.passage
    spans: list[Span] = sorted(evidence.candidate.passage.sentences)
    begin = max((start for start, end in spans if end <= evidence.sentence[0]), default=0)
    if _told(question, head, line, passage.folded[begin : evidence.sentence[1]] + evidence.around):
        return False
    others = [span for span in spans if not (span[0] < evidence.sentence[1] and begin < span[1])]
    return any(
        figures_of(evidence.query, evidence.candidate, span)
        and _told(question, head, line, passage.folded[slice(*span)])
        for span in others
    )


def _told(question: Question, head: str, line: _Line | None, where: str) -> bool:
    """Whether a text tells what a figure is asked of: by its name, by what the file has of it, by a translation."""
    if head in where or question.otherwise(head, where):
        return True
    if line is None:
        return re.search(f"{_stem(head)}|[{_stem(head)}].?{head[-1]}", where) is not None
    named = question.words and any(stands(term.forms, term.longer, where) for term in question.terms)
    return named or line.tells(where) or _translated(question, head, where)


def _line(*words: str) -> _Line | None:
    return next((line for word in words for line in _lines() if word in line.asking and not line.happens), None)


def _head(folded: str) -> str | None:
    """The noun whose figure is asked for: the last before 是多少, or the last of those that are counted."""
    wanted = FIGURE_WANTED.search(folded)
    if wanted is None:
        return None
    counted = _COUNTED.search(folded, wanted.start())
    nouns = _nouns(counted["thing"]) if counted else []
    if nouns:
        return nouns[-1]
    tagged = rjieba.tag(folded[: wanted.start()])
    if not tagged:
        return None
    word, tag = tagged[-1]
    if len(word) == 1 and len(tagged) > 1 and word in _MEASURED:
        return tagged[-2][0] + word
    named = tag.startswith(_NOUN_TAGS) or _line(word) is not None
    return word if named and len(word) > 1 else None


def _nouns(text: str, shortest: int = 2) -> list[str]:
    """The nouns that a text begins with, of so many characters at least."""
    found: list[str] = []
    for word, tag in rjieba.tag(text):
        if not tag.startswith((*_NOUN_TAGS, "a", "b")):
            break
        if len(word) >= shortest and tag.startswith(_NOUN_TAGS):
            found.append(word)
    return found


@cache
def _english_pattern() -> re.Pattern[str]:
    words = sorted((word for line in _lines() for word in line.asking if word.isascii()), key=len, reverse=True)
    heads = "|".join(words)
    return re.compile(
        rf"\b(?:how much|what(?:'s| is| was| are| were)?(?: the)?)(?: (?!{_PREPOSITION}\b)[a-z'-]+){{0,4}}? "
        rf"(?P<head>{heads}){_OF}|"
        rf"\bhow many(?: (?!{_PREPOSITION}\b)[a-z'-]+){{0,2}}? (?P<many>{heads})\b(?! (?:rate|ratio|growth))|"
        rf"\bhow much (?:did|does|do|has|have|was|were|is|are)\b[^?]*? (?P<done>{heads})\b(?! (?:rate|ratio|growth))"
    )


def _english_head(folded: str) -> str | None:
    """The word of an English question for what a figure is asked of, where the file has it."""
    match = _english_pattern().search(_IN_A_NAME.sub(lambda name: "x" * len(name[0]), folded))
    return (match["head"] or match["many"] or match["done"]) if match else None


_IN_A_NAME = re.compile(r"\b\w+(?= (?:group|company|corporation|bureau|bank|holdings?|co|ltd|inc)\b)")
"""A word of the name of a body."""


def _translated(question: Question, head: str, where: str) -> bool:
    """Whether what an English word may be in Chinese stands in a text."""
    words = frozenset(head.split())
    return any(
        any(len(chinese) > 1 and chinese in where for chinese, _ in concept.alternatives[1:])
        for concept in question.concepts
        if concept.alternatives[0][0] in words
    )


def _names_a_measure(head: str) -> bool:
    return len(head) > 1 and head[-1] in _MEASURED and _NOTHING_MORE.fullmatch(head) is None


def _stem(head: str) -> str:
    """The word that a name of a measure is made of, all of it where that would be a single character."""
    stem = head[:-1].lstrip(_MORE)
    return stem if len(stem) > 1 else head.lstrip(_MORE) if len(head.lstrip(_MORE)) > 1 else head
