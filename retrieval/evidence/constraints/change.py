"""Whether the figures of a sentence are of the sort that a question asks for: a rise or a fall, an amount or a rate,
what was added or all there is, the third or the fourth time."""

import re
from collections.abc import Iterator, Sequence

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import figures_of, says
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.numbers import Quantity
from retrieval.numbers.units import RATES
from retrieval.question.analysis import Question
from retrieval.question.negation import clauses
from retrieval.question.numbered_things import NumberedThing, numbered_things
from retrieval.text.tokens import grams

_RISE = "增长|上升|提高|增加|上涨|提升|回升|攀升|扩大"
_FALL = "下降|减少|降低|下跌|回落|缩减|下滑|压减|缩短|缩小"
_ASKED = re.compile(
    rf"(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))(?:了|过|幅度|幅|的比例|比例|率)*(?:是|为|有|达|达到|约|大约)*"
    r"(?:多少|几(?!乎)|百分之几|多大)"
)
_ASKED_IN_ENGLISH = re.compile(
    r"(?<![-\w])(?:(?P<rise>grow|grew|grown|rise|rose|risen|increased?)|"
    r"(?P<fall>fall|fell|fallen|drop|dropped|declined?|decreased?))(?![-\w])"
)
_BY_ITSELF = r"(?=\W*\Z| (?:in|last|this|by|over|from|during|so|faster|slower|compared)\b)"
_ROSE = re.compile(
    r"增长|上升|上涨|回升|攀升|[比较][^,;。]{1,8}(?:增加|提高|多了?)(?=[\d.]|约|近|了)|"
    rf"\b(?:grow|grew|rise|rose|climb(?:ed)?|surged?|increased?{_BY_ITSELF}|go up|went up)\b"
)
_FELL = re.compile(
    r"下降|下滑|下跌|回落|[比较][^,;。]{1,8}(?:减少|降低|少了?)(?=[\d.]|约|近|了)|"
    rf"\b(?:fall|fell|drop(?:ped)?|declined?|decreased?{_BY_ITSELF}|slip(?:ped)?|shrunk|shrank|go down|went down)\b"
)
"""What happens to a figure, and is not done to it: who asks why fares are raised may be told what falls by it."""

_CAUSING = re.compile("因|由于|随着|[带推拉][动高低]|导致|致使")
"""What a clause has that tells the cause and not what is asked about."""

_HOW_MUCH = re.compile(r"\bhow (?:much|far|fast)\b|\bby how many\b|\bwhat (?:percent\w*|share)\b")
_AND_SO_MUCH = re.compile(r"\W*(?:约|近|总量|总数|规模|总产)?(?:达到?|为|突破|超过?|共)")
_CHANGING = re.compile("[增升涨扩翻倍提高快多减降跌缩落慢少低压回]")
"""Characters of words that tell of a change: without any a sentence tells none."""

_GOES_ON = re.compile(
    rf"\W*(?:分别|约|均|则|并)*(?:同比|环比|比上年|较上年|比去年|较去年|年均|连续|增速|增幅|降幅|比|较|[快高低多少]|{_RISE}|{_FALL})"
)

_MUCH = re.compile("多少|多[大长高久]")
_BECAME = re.compile(rf"(?:比|较|同比|环比)[^,;。]{{0,10}}?(?P<by>{_RISE}|{_FALL}|[多少])了?(?:约|近|超过?)?\Z")
"""How a clause leads to a figure that is a difference: 比上年减少2600人."""

_LED = 14
"""Characters before a figure in its clause in which the word stands that leads to it."""

_ALL_ASKED = re.compile(
    r"总数|总量|总面积|总规模|存量|现有|拥有|保有|(?:总共|一共|共|累计)有|(?:总共|一共)(?=多少|几)|累计(?!新)|截至|"
    r"\bin total\b|\baltogether\b|\btotal number\b"
)
_ADDED_ASKED = re.compile(r"新增|净增|新认定|新培育|新注册|新设|新引进|新开通|新建成|\bnewly\b|\badded?\b")
_ADDED = re.compile(r"新增|净增|新认定|新培育|新注册|新设|新引进|新入库|新登记|新开通|新建|改扩建|\A\W*建设")
_ALL = re.compile(
    r"累计|总数|总量|总面积|总规模|总里程|总规模|保有量|共有|拥有|现有|突破|(?:达到?|超过?)(?:[\d.]+[^\d,;。]{1,2}、)*\Z"
)
_TOGETHER = re.compile("累计")
_DATED = re.compile(r"年|月|季")
_ANY_ADDED = re.compile("(?<![特创更革最])新(?![型能材质兴时产疆城区闻乡])|净增|增加")
_POSITIONS = frozenset({"位", "名", "第", "大", "产业", "方阵", "批"})
"""What ordinals tell the place of in an order: the first of one is the second of another."""


def change(evidence: Evidence) -> Iterator[Check]:
    """Checks of the direction, of what was added against all there is, and of the time that a question names."""
    figures = _figures(evidence)
    if evidence.query.question.answer.kind == "reason":
        yield from _premise(evidence)
    yield from _amount(evidence)
    if figures and not is_row(evidence.written):
        yield from _direction(evidence, figures)
    if figures:
        yield from _added(evidence, figures)
    yield from _ordinal(evidence)


def _figures(evidence: Evidence) -> list[Quantity]:
    """The figures of the kind asked for in the clauses that say most of the question."""
    query, candidate = evidence.query, evidence.candidate
    stated = [
        (says(query, candidate, span), figures)
        for span in clauses(evidence.passage.folded, *evidence.sentence)
        if (figures := figures_of(query, candidate, span))
    ]
    most = max((said for said, _ in stated), default=0.0)
    return [figure for said, figures in stated for figure in figures if said == most]


def _amount(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the clause that says most of the question has only figures that cannot be of what is asked
    after (shares of a number, areas of an output), and the next does not go on with the amount."""
    query, candidate = evidence.query, evidence.candidate
    asked = query.question.answer
    barred = frozenset[str]() if asked.kind != "quantity" or is_row(evidence.written) else asked.barred
    spans = clauses(evidence.passage.folded, *evidence.sentence) if barred else []
    told: list[tuple[float, int, list[Quantity]]] = []
    for number, (start, end) in enumerate(spans):
        inside = [q for q in evidence.passage.quantities if start <= q.start and q.end <= end]
        unfit = [q for q in inside if q.unit in barred]
        if unfit or figures_of(query, candidate, (start, end)):
            told.append((says(query, candidate, (start, end)), -number, unfit))
    if not told:
        return
    _, place, unfit = max(told, key=lambda one: one[:2])
    following = evidence.passage.folded[slice(*spans[1 - place])] if 1 - place < len(spans) else ""
    if unfit and not figures_of(query, candidate, spans[-place]) and not _AND_SO_MUCH.match(following):
        found = candidate.passage.text[unfit[0].start : unfit[0].end]
        wanted = query.question.text[slice(*(asked.slot or (0, None)))]
        yield Check("kind", wanted, "contradicted", found, "no_such_answer")


def _premise(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where a question asks why something fell and the sentence tells of a rise alone, or the other way
    round."""
    query, folded = evidence.query, evidence.query.question.folded
    for wanted, other in ((_FELL, _ROSE), (_ROSE, _FELL)):
        asked = wanted.search(folded)
        if not asked or other.search(folded):
            continue
        spans = clauses(evidence.passage.folded, *evidence.sentence)
        about = set(grams(folded)) - set(grams(asked[0]))
        told = [
            (says(query, evidence.candidate, span), bool(wanted.search(text)), other.search(text))
            for span in spans
            if (text := evidence.passage.folded[slice(*span)])
            and (wanted.search(text) or other.search(text))
            and not _CAUSING.search(text)
            and (query.question.words or about & set(grams(text)))
        ]
        most = max((said for said, _, _ in told), default=0.0)
        against = [opposite for said, same, opposite in told if said == most and not same]
        if most and against and against[0] and not any(same for said, same, _ in told if said == most):
            yield Check("measure", asked[0], "contradicted", against[0][0], "other_measure")


def _direction(evidence: Evidence, figures: list[Quantity]) -> Iterator[Check]:
    """Contradicted where of the figures asked for no change is told, or one the other way, and nothing goes the way
    that is asked for. An amount has to be that of the change itself: 收入2万元,增长6% tells no amount of it."""
    question = evidence.query.question
    asked = _asked(question)
    if asked is None:
        yield from _level(evidence, figures)
        return
    same, opposite = (_RISE, _FALL) if asked["rise"] else (_FALL, _RISE)
    amount = _is_amount(question)
    if amount:
        every = figures_of(evidence.query, evidence.candidate, evidence.sentence)
        told = [_leading(evidence, figure) for figure in every]
    else:
        told = [_told(evidence, figure) for figure in figures]
    against = [match[0] for one in told for match in re.finditer(opposite, one)]
    if any(_tells(same, one) for one in told):
        yield Check("measure", asked[0], "met", None, "other_measure")
    elif against or amount or not any(map(_CHANGING.search, told)):
        yield Check("measure", asked[0], "contradicted", against[-1] if against else None, "other_measure")


def _level(evidence: Evidence, figures: list[Quantity]) -> Iterator[Check]:
    """Contradicted where a question asks how much there is and each figure is of how much more or less it became:
    人口比上年减少2600人 says nothing of how many there are."""
    question = evidence.query.question
    amount = question.answer.kind == "quantity" and not question.answer.units & RATES
    if question.words or not amount or _CHANGING.search(_MUCH.sub("", question.folded)):
        return
    figures = [figure for figure in figures if figure.unit not in RATES]
    led = [_BECAME.search(_clause(evidence, figure, figure.start)) for figure in figures]
    if led and all(led) and led[0]:
        stated = evidence.candidate.passage.text[figures[0].start : figures[0].end]
        yield Check("measure", "多少", "contradicted", f"{led[0]['by']}{stated}", "other_measure")


def amounts_of_change(evidence: Evidence) -> list[Quantity]:
    """The figures of a sentence that are the change whose amount a question asks for; none where it asks for none."""
    question = evidence.query.question
    asked = _asked(question)
    if asked is None or not _is_amount(question):
        return []
    same = _RISE if asked["rise"] else _FALL
    every = figures_of(evidence.query, evidence.candidate, evidence.sentence)
    return [figure for figure in every if _tells(same, _leading(evidence, figure))]


def _is_amount(question: Question) -> bool:
    """Whether a question asks for so many of a unit, and for no rate."""
    return bool(question.answer.units) and not question.answer.units & RATES


def _asked(question: Question) -> re.Match[str] | None:
    """The change whose amount a question asks for."""
    if question.words:
        return _ASKED_IN_ENGLISH.search(question.folded) if _HOW_MUCH.search(question.folded) else None
    return _ASKED.search(question.folded)


def _tells(changes: str, text: str) -> bool:
    more = "|新增|净增|增[收产]|多[收出]" if changes == _RISE else "|少[收了]"
    return re.search(rf"(?:{changes}{more})(?!值|[到至])", text) is not None


def _told(evidence: Evidence, figure: Quantity) -> str:
    """The clause of a figure, with the next where that goes on with a change: 出口5亿元,同比增长3%."""
    spans = clauses(evidence.passage.folded, *evidence.sentence)
    texts = [evidence.passage.folded[slice(*span)] for span in spans]
    at = next((n for n, span in enumerate(spans) if span[0] <= figure.start < span[1]), None)
    if at is None:
        return evidence.said
    following = texts[at + 1] if at + 1 < len(texts) and _GOES_ON.match(texts[at + 1]) else ""
    return texts[at] + following


def _added(evidence: Evidence, figures: list[Quantity]) -> Iterator[Check]:
    """Contradicted where all there is is asked for and each figure is of what was added, or the other way round, or
    what a year brought and each is of all years together."""
    folded = evidence.query.question.folded
    added, everything = _ADDED_ASKED.search(folded), _ALL_ASKED.search(folded)
    if everything and not added:
        wanted, other, but = everything[0], _ADDED, _ALL
    elif added and not everything:
        wanted, other, but = added[0], _ALL, _ANY_ADDED
    elif evidence.demands.years and not everything:
        wanted, other, but = "、".join(map(str, sorted(evidence.demands.years))), _TOGETHER, _DATED
    else:
        return
    near = None if everything else -_LED
    led = [_clause(evidence, q, q.start)[near:] for q in figures]
    found = [
        None if but.search(_clause(evidence, q)) else other.search(one) for q, one in zip(figures, led, strict=True)
    ]
    if all(found) and found[0]:
        yield Check("measure", wanted, "contradicted", found[0][0], "other_measure")


def _ordinal(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the sentence has another number of what the question numbers (第三名), and the passage not
    that; `numbered` sees to what goes by a number."""
    passage = evidence.passage
    stated = [q for q in passage.quantities if q.kind == "ordinal"]
    inside = [q for q in stated if evidence.sentence[0] <= q.start and q.end <= evidence.sentence[1]]
    named = numbered_things(evidence.query.question.folded)
    for asked in evidence.query.question.quantities:
        if asked.kind != "ordinal" or asked.measure is None or any(_holds(one, asked) for one in named):
            continue
        if asked.measure in _POSITIONS and not _of_the_same(evidence, asked, inside):
            continue
        alike = [q for q in inside if q.measure == asked.measure and q.value != asked.value]
        if alike and not any(q.value == asked.value for q in stated):
            wanted = evidence.query.question.text[asked.start : asked.end]
            found = evidence.candidate.passage.text[alike[0].start : alike[0].end]
            yield Check("measure", wanted, "contradicted", found, "other_measure")


def _holds(thing: NumberedThing, asked: Quantity) -> bool:
    return thing.start <= asked.start and asked.end <= thing.end


def _of_the_same(evidence: Evidence, asked: Quantity, stated: Sequence[Quantity]) -> bool:
    """Whether the places in an order that are asked for and stated are of the same: 第三大股东, 第二大股东."""
    behind = evidence.query.question.folded[asked.end : asked.end + 2]
    passage = evidence.passage.folded
    return len(behind) == 2 and any(passage.startswith(behind, q.end) for q in stated if q.measure == asked.measure)


def _leading(evidence: Evidence, figure: Quantity) -> str:
    """What leads to a figure in its clause."""
    return _clause(evidence, figure, figure.start)[-_LED:]


def _clause(evidence: Evidence, figure: Quantity, end: int | None = None) -> str:
    """The clause of a figure, up to a position of the passage."""
    spans = clauses(evidence.passage.folded, *evidence.sentence)
    span: Span = next((c for c in spans if c[0] <= figure.start < c[1]), evidence.sentence)
    return evidence.passage.folded[span[0] : span[1] if end is None else end]
