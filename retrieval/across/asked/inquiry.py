"""Whether a question is put to many organizations at once, and what it asks of each."""

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import rjieba

from retrieval.across.asked.condition import Condition, Extreme, Order, condition_of, extremes_of, order_of
from retrieval.across.asked.english_measure import english_measure
from retrieval.across.asked.measure import Measure, asks_for_flow, chinese_measure, kind_of_figure
from retrieval.across.asked.plans import asks_for_plan
from retrieval.across.asked.years import Years, years_asked, years_said
from retrieval.document import Span
from retrieval.numbers.periods import periods
from retrieval.numbers.units import unit_at
from retrieval.question.analysis import Question
from retrieval.question.answer_type import units_of
from retrieval.question.entity_linking import mentions
from retrieval.question.organization_index import OrganizationIndex
from retrieval.question.places.organization_kinds import CHINESE_KINDS, ENGLISH_KINDS, kind_called
from retrieval.text.field_words import FieldWords, shipped

Form = Literal["list", "condition", "extreme", "unstated"]
"""All values; those that fulfil a condition; the most or the least; the organizations that state none."""

LEAST_SIDES = 3
"""Organizations that a question has to name for it to be asked of each; two are compared by
`retrieval.answering.comparison`."""

_EACH = re.compile(
    rf"(?:各个?|每一?个?|逐个?|所有的?|全部的?|全国各?)(?P<kind>{CHINESE_KINDS})|"
    rf"(?:按|分)(?P<by>{CHINESE_KINDS})(?=列|排|看|统计|汇总|给)"
)
_MANY = re.compile(
    rf"(?:哪些|哪几个?|有哪些|哪[两二三四五六七八九十]个?)(?P<kind>{CHINESE_KINDS})|"
    rf"(?P<had>{CHINESE_KINDS})(?:都)?有(?:哪些|哪几个)|"
    rf"(?:[两二三四五六七八九十几]|\d{{1,2}})个(?P<some>{CHINESE_KINDS})(?:分别|各)?(?:是|为|有)?(?:哪些|哪几个?|哪[两二三四五六七八九十]个)"
)
_ONE = re.compile(rf"(?:哪一?个?|何)(?P<kind>{CHINESE_KINDS})")
_BRACKETS = re.compile(r"[((][^()()]*[))]")
_FIGURE = re.compile(
    r"多少|几(?!乎)|分别|各是|各为|怎么(?:定|样|设|写)|如何|列出|列表|列一下|是什么|一览|汇总|多[大高快长]|"
    r"排[名序列]|比较|对比|情况"
)
_ENGLISH_EACH = re.compile(
    rf"\b(?:each|every|all(?: of)?(?: the)?|all (?:\w+ )?|by|per|across(?: (?:all|"
    rf"the))*)\s(?P<kind>{ENGLISH_KINDS})\b|\b(?P<owner>provinces|regions|zones|cities|counties)'"
)
_ENGLISH_MANY = re.compile(
    rf"\bwhich (?:of the )?(?:\w+ ){{0,2}}?(?P<kind>{ENGLISH_KINDS})\b|\b(?:what|among(?: the)?|the|"
    rf"list(?: the)?|name the) (?P<among>{ENGLISH_KINDS})\b"
)
_ENGLISH_ORDER = re.compile(r"\A\s*(?:please )?(?:rank|sort|order|compare|plot|chart)\b")
_PLURAL = re.compile(r"s\Z")
_ENGLISH_FIGURE = re.compile(
    r"\b(?:how (?:much|many|large|big|fast|high|long)|what|list|give|show|compare|rank|table|plot|chart)\b"
)
_NAMES_FIGURE = re.compile(r"(?:增速|增幅|涨幅|目标|总量|总额|数量|率|比重|占比)[?？。]*\s*\Z")
_COUNTED = re.compile(
    r"多少|几(?!乎)|多[大高快长]|目标|\bhow (?:much|many|large|big|fast|high|long)\b|\btargets?\b|"
    r"\b(?:number|amount|rate|share|value|size) of\b"
)
_COUNTING = re.compile(r"(?:多少|几)(?P<scale>[十百千万亿]*)")
_GROWN_BY = re.compile(
    r"(?:增长|增加|上涨|下降|降低|减少)(?:了|超过|不?[低高多少]于|不到|达到?|突破|约|近)*(?:多少|\d)|"
    r"\b(?:grow|grew|rise|rose|fall|fell|(?:in|de)creased?|declined?|drop(?:ped)?)(?: by)?"
    r"(?: (?:more|less|fewer) than| over| under| at least| at most| about| nearly)? \d"
)
"""What asks, behind the name of a measure, by how much it grows, in whatever unit, and not for how much it is."""

_UNSTATED = re.compile(
    r"(?:没有?|未|不曾)(?:明确|具体)?(?:提到?|提及|说明?|写(?!成)|公布|给出|设定?|披露|列出|提出|报告|"
    r"公开)|\b(?:not|n't|no|without) (?:\w+ )?(?:stat\w+|report\w*|"
    r"mention\w*|giv\w+|set|publish\w*|disclos\w*)\b|\bwithout (?:a |an )?(?:stated )?\w+"
)
_EVERYTHING_NAMED = re.compile(
    r"(?:分别|各|多少|最|比较|对比|谁|哪|排)|\b(?:each|respectively|compare|which|what|how|rank|highest|"
    r"lowest|most|least)\b"
)
_SEVERAL = re.compile(r"\b(?:which|what|who)\b")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question put to many organizations.

    They are those of `kind` (`retrieval.question.places.organization_kinds`) or the `sides` that the question names.
    `planned` is whether a plan is asked for, None where the question does not tell. `months` is the part of a year that
    it names, first and last. `order` is the one in which values are asked for. `certain` is whether its words leave no
    doubt that many are asked, `counted` whether they leave none that a figure is asked for. `called` is what the
    question calls whom it asks.
    """

    form: Form
    kind: str
    sides: tuple[frozenset[str], ...]
    measure: Measure
    years: Years
    planned: bool | None
    months: tuple[int, int] | None
    condition: Condition | None
    extremes: tuple[Extreme, ...]
    order: Order | None
    certain: bool
    counted: bool
    called: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of whom a question asks: the kind, where it says so, whether of each or which of many or which one."""

    kind: str
    span: Span
    how: Literal["each", "many", "one", "sides"]
    sides: tuple[frozenset[str], ...] = ()
    places: tuple[Span, ...] = ()


def inquiry_of(question: Question, names: OrganizationIndex, words: FieldWords | None = None) -> Inquiry | None:
    """What a question asks of many organizations; None where it asks something else. `words` are those of the field,
    those that ship unless told."""
    asked = _asked(question, names)
    if asked is None:
        return None
    folded = question.folded
    extremes = extremes_of(folded)
    condition = None if extremes else condition_of(folded, question.quantities)
    order = order_of(folded)
    unstated = asked.how == "many" and condition is None and not extremes and _UNSTATED.search(folded)
    form = _form(question, asked, condition, extremes, bool(unstated))
    if form is None and order and asked.how in ("each", "sides"):
        form = "list"
    if form is None:
        return None
    taken = [asked.span, *asked.places, *(extreme.span for extreme in extremes)]
    taken += condition.spans if condition else ()
    taken += [order.span] if order else []
    taken += [(q.start, q.end) for q in question.quantities if q.kind != "determiner"]
    taken += [(period.start, period.end) for period in periods(folded)]
    taken += years_said(folded)
    if unstated:
        taken.append(unstated.span())
    taken += _counting(folded)
    measure = _measure(question, taken, condition, words or shipped())
    if measure is None:
        return None
    months = next((period.months for period in periods(folded) if period.months not in (None, (1, 12))), None)
    years = years_asked(question)
    return Inquiry(
        form, asked.kind, asked.sides, measure, years, asks_for_plan(folded, years), months, condition,
        extremes if form == "extreme" else (), order, asked.how != "one",
        condition is not None or measure.kind is not None or bool(_COUNTED.search(folded)),
        question.text[slice(*asked.span)],
    )  # fmt: skip


def _counting(folded: str) -> list[Span]:
    """Where a question says in which unit or by which measure word it counts (多少万人次): whole words, which 人 of
    多少人口 is none of."""
    found: list[Span] = []
    for match in _COUNTING.finditer(folded):
        start, at = match.span("scale")
        whole = unit_at(folded, at)
        ends = accumulate(map(len, rjieba.cut(folded[start:], False)), initial=start)
        for end in ends if whole else ():
            unit = unit_at(folded[:end], at)
            if unit and whole and unit.end == end and (unit == whole or unit.name == whole.name == "item"):
                found.append((start, end))
                break
    return found


def _form(
    question: Question, asked: _Asked, condition: Condition | None, extremes: tuple[Extreme, ...], unstated: bool
) -> Form | None:
    if extremes:
        return "extreme" if asked.how != "one" or not _given(question, extremes) else None
    if asked.how == "one":
        return None
    if condition is not None:
        return "condition" if asked.how == "many" or condition.relation != "is" else "list"
    if unstated:
        return "unstated"
    folded = question.folded
    figure = (_ENGLISH_FIGURE if question.words else _FIGURE).search(folded) or _NAMES_FIGURE.search(folded)
    if asked.how in ("each", "sides"):
        return "list" if figure else None
    return None


def _given(question: Question, extremes: tuple[Extreme, ...]) -> bool:
    """Whether a question gives a figure beside how many it asks for: it asks whose that is."""
    said = [extreme.span for extreme in extremes]
    figures = [q for q in question.quantities if q.date is None and q.kind not in ("determiner", "ordinal")]
    return any(not any(a <= q.start and q.end <= b for a, b in said) for q in figures)


def _asked(question: Question, names: OrganizationIndex) -> _Asked | None:
    folded = question.folded
    named = mentions(question, names)
    sides = tuple(dict.fromkeys(mention.organizations for mention in named))
    places = tuple((mention.start, mention.end) for mention in named)
    if len(sides) >= LEAST_SIDES and _EVERYTHING_NAMED.search(folded):
        return _Asked("any", places[0], "sides", sides, places)
    if sides:
        return None
    return _english(folded) if question.words else _chinese(folded)


def _chinese(folded: str) -> _Asked | None:
    for how, pattern in (("many", _MANY), ("each", _EACH), ("one", _ONE)):
        match = pattern.search(folded)
        if match:
            word = next(filter(None, match.groups()))
            span = match.start(), match.end()
            bracket = _BRACKETS.match(folded, match.end())
            if bracket:
                span = match.start(), bracket.end()
            return _Asked(kind_called(word), span, how)  # type: ignore[arg-type]
    return None


def _english(folded: str) -> _Asked | None:
    match = _ENGLISH_EACH.search(folded)
    if match:
        return _Asked(kind_called(next(filter(None, match.groups()))), match.span(), "each")
    match = _ENGLISH_MANY.search(folded)
    if match is None:
        return None
    word = next(filter(None, match.groups()))
    plural = _PLURAL.search(word) is not None
    if match["among"] is not None and not plural:
        return None
    if match["among"] is not None and _ENGLISH_ORDER.search(folded):
        return _Asked(kind_called(word), match.span(), "each")
    asking = _SEVERAL.search(folded)
    how: Literal["many", "one"] = "many" if plural and asking else "one"
    return _Asked(kind_called(word), match.span(), how)


def _measure(question: Question, taken: list[Span], condition: Condition | None, words: FieldWords) -> Measure | None:
    folded = question.folded
    found = english_measure(question.text, taken, words) if question.words else chinese_measure(folded, taken, words)
    if found is None:
        return None
    called, parts, helping = found
    at = folded.find(called)
    name = question.text[at : at + len(called)] if at >= 0 else called
    kind = kind_of_figure(folded, parts)
    units, word = units_of(folded)
    explicit = word is not None and re.search(r"多少|几|how many", folded) is not None
    unit = next(iter(units)) if explicit and len(units) == 1 else None
    if condition is not None and condition.unit:
        unit, word = condition.unit, condition.measure
    if unit not in (None, "%", "pp") and kind != "share":
        kind = "growth" if _GROWN_BY.search(folded, max(at, 0)) else "amount"
    return Measure(name, parts, helping, kind, unit, word if unit == "item" else None, asks_for_flow(folded))
