"""Whether a passage states anything of the kind that a question asks for."""

import re
from collections.abc import Iterator, Sequence

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.constraints.named import named
from retrieval.evidence.denial import denied
from retrieval.evidence.figures.money import asks_for_money, states_money
from retrieval.evidence.figures.rates import is_other_rate, rate_asked
from retrieval.evidence.kinds.causes import asked_cause, marks_reason, states_no_cause, tells_no_reason
from retrieval.evidence.kinds.dates import dated
from retrieval.evidence.kinds.dimensions import asks_for_speed, dimension_asked, is_speed, states_dimension
from retrieval.evidence.kinds.districts import of_class
from retrieval.evidence.kinds.events import stopped
from retrieval.evidence.kinds.partners import partner
from retrieval.evidence.kinds.people import people
from retrieval.evidence.kinds.places import place_of_sort
from retrieval.evidence.kinds.portfolios import portfolio
from retrieval.evidence.kinds.prices import per_unit
from retrieval.evidence.kinds.ranks import among
from retrieval.evidence.kinds.somebody import somebody
from retrieval.evidence.kinds.told import told
from retrieval.evidence.listing import items_listed
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.numbers import Quantity, same
from retrieval.numbers.identifiers import is_labelled
from retrieval.numbers.measure_words import alike
from retrieval.numbers.units import CURRENCIES, RATES
from retrieval.question.answer_type import COUNTED
from retrieval.question.named_things import named_things
from retrieval.question.places.named import places_in_chinese
from retrieval.question.vocabulary import ASKED_FOR

_TIME = re.compile(
    r"[今明去前后次翌当同上近每]年|年[初中末底内前后]|[上下本次当同]个?月|月[初中底末]|[上中下]旬|[本上下]周|周[一二三四五六日末]|"
    r"星期[一二三四五六日天]|每[天日晚]|每月[第最]|季度|半年|[春夏秋冬]|[上下中]午|凌晨|[早晚]|夜[里间]|"
    r"[今昨明次当]天|[今昨明次当即]日|春节|国庆|元旦|假期|期间|目前|现在|刚刚|以来|之[前后]|[前后时](?=[,、;。]|\Z)|[生后院到]即|第\d+(?:小时|天)|(?:汛|农忙|旺|淡)季"
)
"""What tells a time beside a date: 再试一年 tells none, nor does 每月出航两次."""

_NOTHING = re.compile(r"零(?!部|售|件|距)|取消|全部|所有|全都|(?<![平年月日人户地亩])均(?![衡价值质等匀])")
_FREE = re.compile(r"免费|免[收交缴征除]|不收|不用.{0,3}钱|取消|(?<![\d.])零(?=收费|成本|费用)|(?<![\d.])0元|分文")
_PAID_ONCE = re.compile(r"[花投建修造买亏赔]|投资|造价|预算|成本|\b(?:cost|spen[dt]|invest\w*|build|built|budget)\b")
_OTHER = re.compile(
    r"哪|什么|谁|怎|如何|为何|\b(?:which|what (?!percent|share|proportion|number|amount|rate)|who|why|where)\b"
)

_DURATIONS = frozenset({"second", "day", "workday", "months", "years"})
_CUT_WAGE = re.compile(r"(?:绩效|工资|薪酬|奖金|薪金|得分)[^,;。\d]{0,4}\d+(?:\.\d+)?%")
"""A sum that is told as a share of what is paid."""
_WHERE = re.compile(
    r"(?:[设建开办盖放]在|分别在|都在|各在|位于|坐落[在于]?|选址在?|地[址点]是?在?)(?:哪里?|哪儿|何[处地]|什么地方)|"
    r"\bwhere (?:in [\w' -]+? )?(?:exactly )?(?:is|are|was|were|will)\b.*\b(?:built|set up|located|based|stand)\b"
)
_LEADS_TO_PLACE = re.compile(
    r"[在于至到往赴抵](?!此|同|会|期|本次)|位于|地处|(?<!完成)(?<!另行)(?<!重新)选址(?!工作|方案|完成|已|尚|待|[,;。、])|坐落|落户|来自|沿|靠近|毗邻|附近|境内|"
    r"[东南西北中]部|[侧畔边旁]|岸(?=[,、。边])|地[点址]|[省市县区镇乡村路街号楼](?=[,、。])"
)
_PLACES = frozenset({"镇", "县", "省", "村", "港", "景区", "农场", "开发区"})
"""Groups of named things that are places."""


def kind(evidence: Evidence) -> Iterator[Check]:
    """A check that the sentence has a date, a sum of money or a figure of a unit that fits, for which it may say that
    there is none, or the name of what is asked for by name."""
    asked = evidence.query.question.answer
    stated = [
        q for q in evidence.passage.quantities if evidence.sentence[0] <= q.start and q.end <= evidence.sentence[1]
    ]
    written = _written(evidence)
    if asked.kind == "date":
        has = any(q.date is not None for q in stated) or _TIME.search(evidence.said) is not None
        yield Check("kind", written, "met" if has else "contradicted", None, "no_such_answer")
    elif asks_for_money(evidence.query.question) and not _costs_nothing(evidence):
        has = states_money(evidence.said, stated) or _CUT_WAGE.search(evidence.said) is not None
        yield Check("kind", written, "met" if has else "contradicted", None, "no_such_answer")
    elif asked.kind == "quantity" and _counts(evidence) and not (_says_nothing(evidence) or _at_a_discount(evidence)):
        given, rate = evidence.query.question.quantities, rate_asked(evidence.query.question.folded)
        figures = [
            q
            for q in stated
            if q.kind != "identifier"
            and not any(same(one, q) for one in given)
            and not is_other_rate(rate, evidence.passage.folded, q)
        ]
        word = None if evidence.query.question.words else asked.measure
        has = any(_fits(asked.units, word, q) for q in figures)
        found = next((evidence.candidate.passage.text[q.start : q.end] for q in figures), None)
        yield Check("kind", written, "met" if has else "contradicted", None if has else found, "no_such_answer")
    yield from _other_kinds(evidence, stated, written)
    if (count := asked.count) is not None and asked.kind not in ("date", "quantity", "organization"):
        has = _lists(evidence, count)
        yield Check("kind", written, "met" if has else "contradicted", None, "no_such_answer")
    yield from _only_counted(evidence)
    yield from named(evidence)
    for held in (dated, per_unit, among, people, partner, place_of_sort, portfolio, somebody, stopped, told):
        yield from held(evidence.query, evidence.candidate, evidence.sentence)


def _other_kinds(evidence: Evidence, stated: Sequence[Quantity], written: str) -> Iterator[Check]:
    """A check that the sentence states the dimension or speed asked for, a cause, a place of the class asked for."""
    query, candidate, sentence = evidence.query, evidence.candidate, evidence.sentence
    folded, passage = query.question.folded, evidence.passage.folded
    dimension = dimension_asked(folded)
    if dimension is not None and query.question.answer.kind == "quantity" and not _says_nothing(evidence):
        time = dimension == "长" and any(q.unit in _DURATIONS and q.date is None for q in stated)
        has = time or states_dimension(dimension, passage, stated)
        yield Check("kind", written, "met" if has else "contradicted", None, "no_such_answer")
    if asks_for_speed(folded) and query.question.answer.kind == "quantity":
        has = any(is_speed(q, passage) or q.unit in RATES for q in stated)
        yield Check("kind", written, "met" if has else "contradicted", None, "no_such_answer")
    if query.question.answer.kind == "reason":
        if states_no_cause(query, candidate, sentence):
            yield Check("kind", written, "contradicted", None, "no_such_answer")
        elif asked_cause(query, candidate, sentence) is not None:
            yield Check("kind", written, "met", None, "no_such_answer")
        elif not marks_reason(passage, sentence):
            state: State = "contradicted" if tells_no_reason(query, candidate, sentence) else "silent"
            yield Check("kind", written, state, None, "no_such_answer")
    if query.question.answer.kind in ("organization", "place", "which"):
        if query.question.answer.kind == "place" and _WHERE.search(folded) and not _says_where(evidence):
            yield Check("kind", written, "contradicted", None, "no_such_answer")
        moved = of_class(query, candidate, sentence)
        if moved is not None:
            yield moved


def _says_where(evidence: Evidence) -> bool:
    """Whether the sentence may say where: by a word that leads to a place, or by a place that has a name."""
    said = evidence.said
    asked = {name for place in evidence.demands.places for name in place.names}
    placed = any(thing.group in _PLACES for thing in named_things(said))
    known = any(place.names.isdisjoint(asked) for place in places_in_chinese(said))
    return is_row(evidence.written) or placed or known or _LEADS_TO_PLACE.search(said) is not None


def _lists(evidence: Evidence, count: int) -> bool:
    """Whether the sentence may name so many, in a list or one by one."""
    named_one_by_one = any(evidence.said.count(head) >= count for head in evidence.query.question.answer.heads)
    return (
        is_row(evidence.written)
        or named_one_by_one
        or items_listed(evidence.passage.folded, *evidence.sentence) >= count
    )


def _only_counted(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where it is asked which those of a number are, and the sentence tells only that they are so many:
    no list, nothing of all of them alike, none of those among them, and not whose statement it is."""
    question = evidence.query.question
    asked, kind = _WHICH_OF_THEM.search(question.folded), question.answer.kind
    if asked is None or question.answer.count is not None or kind in ("date", "quantity"):
        return
    stated = kind == "organization" and bool(evidence.candidate.passage.organizations)
    if stated or _ALIKE.search(evidence.said) or _AMONG.search(question.folded):
        return
    start, end = evidence.sentence
    counts = [q for q in question.quantities if q.unit in ("item", "") and q.kind in _COUNTS and q.value >= _FEWEST]
    here = {q.value for q in evidence.passage.quantities if start <= q.start and q.end <= end and q.unit == "item"}
    told = [one for one in counts if one.value in here]
    if told and not _lists(evidence, min(int(told[0].value), _ENOUGH)):
        written = question.text[told[0].start : told[0].end]
        yield Check("kind", written, "contradicted", None, "no_such_answer")


_WHICH_OF_THEM = re.compile(
    r"(?:各|分别)[^,?？]{0,4}(?:哪|谁|什么)|哪(?:[几些两三四五六七八九十]|[2-9])|"
    r"\b(?:which|what)(?: the)? (?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_COUNTS = ("cardinal", "determiner")
_ALIKE = re.compile("均|都|全部?(?=[是在为])|皆|由|其中|中,")
"""What says one thing of all of several, or something of some of them."""

_AMONG = re.compile(r"\d[^,?？]{0,8}?(?:[中里]|之间)[^,?？]{0,12}哪|\bof the\b")
"""What asks for some of a number: 12个县区中哪些."""

_FEWEST, _ENOUGH = 2, 3
"""The fewest that are several, and so many of them as must be listed, where they are more: the rest may stand in the
next sentence."""


def _says_nothing(evidence: Evidence) -> bool:
    """Whether the sentence may say that there is none, or, of what is counted or a share, that it is all."""
    may_be_all = evidence.query.question.answer.units <= _OF_WHICH_ALL
    return bool(may_be_all and _NOTHING.search(evidence.said)) or _costs_nothing(evidence)


_OF_WHICH_ALL = CURRENCIES | {"item", "%"}
"""Units of what may be all or none: no length is, nor how many times as much."""


def _at_a_discount(evidence: Evidence) -> bool:
    """Whether it is asked how much cheaper something is, and the sentence says so by a share: 市场价的六折."""
    asked = re.search(r"便宜|优惠|打几折|\bcheaper\b|\bdiscount\b", evidence.query.question.folded)
    return asked is not None and re.search(r"[\d一二三四五六七八九]折|减半|半价", evidence.said) is not None


def _costs_nothing(evidence: Evidence) -> bool:
    """Whether the sentence may say that nothing is paid."""
    free = _FREE.search(evidence.said) and not _PAID_ONCE.search(evidence.query.question.folded)
    return bool(free) or denied(evidence.query, evidence.candidate, evidence.sentence)


def _counts(evidence: Evidence) -> bool:
    """Whether nothing but a figure is asked for, and no identifier."""
    folded = evidence.query.question.folded
    how_large = "多大" in folded and "面积" not in folded
    counted = COUNTED.search(folded)
    if counted is None:
        return (
            rate_asked(folded) is not None
            and evidence.query.question.answer.kind == "quantity"
            and not _OTHER.search(folded)
        )
    if is_labelled(folded, counted.start()):
        return False
    return not (evidence.demands.whether or how_large or _OTHER.search(folded))


def _written(evidence: Evidence) -> str:
    """What a question asks for, in its own words."""
    question = evidence.query.question
    slot = question.answer.slot
    match = ASKED_FOR.search(question.folded)
    start, end = slot or (match.span() if match else (0, len(question.text)))
    return question.text[start:end].strip()


def _fits(units: frozenset[str], measure: str | None, stated: Quantity) -> bool:
    if not units:
        return True
    if stated.unit == "" or stated.unit in units - {"item"}:
        return True
    if "item" not in units or stated.unit != "item":
        return False
    return measure is None or stated.measure is None or alike(measure, stated.measure)
