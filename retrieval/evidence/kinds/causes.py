"""What a sentence gives as the cause of something: 受燃油涨价影响, 原因是线路分流, 因台风."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from retrieval.document import Span
from retrieval.evidence.denial import says
from retrieval.question.named_things import named_things
from retrieval.question.negation import clauses, parts
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.tokens import grams

_TO_MARK = "[^,;。!?\n]"
_BEFORE = re.compile(
    rf"(?P<word>由于|鉴于|(?<![原起诱病成内外要主死])因(?![此而为素子果]|公负|地制宜|[材人]施|应))(?P<cause>{_TO_MARK}{{2,40}})"
    rf"|受(?P<under>{_TO_MARK}{{2,30}}?)(?:等[^,;。]{{0,6}})?影响"
)
"""A cause that stands before what it brought about, or between it and its subject."""

_BEHIND = re.compile(
    r"(?:原因(?:主要)?(?:是|在于|为|有|系)|得益于|归功于|归因于|源于|缘于|起因(?:于|是)|是因为|是由于|系因|因为|"
    r"目的(?:主要)?(?:是|在于)|旨在|意在|"
    rf"(?<=,)主要是(?={_TO_MARK}*(?:未|没|不|缺|难|慢|滞后|紧张|纠纷|影响|导致|增加|减少|下降|上升|上涨)))"
    r"(?P<cause>(?:(?!,[^,;。]{0,6}原因)[^;。!?\n]){2,60})"
)
_DUE = re.compile(rf"(?:主要)?[是系由](?P<cause>{_TO_MARK}{{2,40}}?)(?:所致|引起|造成|导致)的?(?=[,;。!?\n]|\Z)")
"""A cause between 是 and 所致."""

_BROUGHT = re.compile(rf"(?P<cause>{_TO_MARK}{{2,40}}),?(?:导致|致使|造成|使得|引发|引起)(?P<effect>{_TO_MARK}{{2,}})")
_MEANS = re.compile(
    r"通过|依靠|[依全主]靠|凭|借助|随着|因|由于|[带拉推]动|支撑|受[^,;。]{1,14}(?:影响|限|制约|拖累|冲击|带动|欢迎)|受[益限]|得益|归功|驱动|"
    r"导致|致使|影响|促进(?!中心|会|局)|实施|推行|改[革造变用]|建立|创新|让|使(?!用)|为了|放开|政策|后(?=,|[^,;。]{0,2}[空停缺断闲])|加上|叠加|所致|主要[是因由在]|根据|按照|依据|"
    r"规定|装上|才|就能|可以|以便|不用|只要|如果|一旦|不达标|不足|不够|缺|故障|老化|问题|难|怕|想|需要|要求|否则|太|过[高大多少低快慢]|"
    r"不[符合同再会]|违[反规法]|超标|私|未[按经]|优势|裂缝|漏[水电气雨]|渗漏|爆裂|破裂|断裂|坍塌|塌[方陷]|台风|暴[雨雪]|洪水|地震|火灾|事故|被[淹毁]|损[坏毁]|"
    r"大雾|高温|寒潮|旱情|疫情|停电|亏损|短缺|拥堵|方便|省|以免|免得|看[重中]|用于|避免|防止|解决|满足|适合|有利|利于|目的|意在|旨在|来自|出于|[说道称示][:,]"
)
"""Words by which a sentence may tell why something is so without calling it the cause."""

_DONE = "落实|办妥|办好|到位|达成|解决|下达|批复|获批|跟上|到货|谈拢|确定|明确|理顺|拨付|筹[措齐集]|签订|衔接"
"""What, where it is not done, is a cause and not what came of one."""

_EVENT = re.compile(
    r"(?<=..)(?<!的)(?:(?:不得不|被(?:迫|责令|勒令|要求|依法)?|将|而|于|自[^,;。]{1,8}起)?"
    r"(?:推迟|延期|延后|改[到至为期在]|停[工产用运办业电水]|关闭|取消|叫停|暂[停缓]|搁置|离任|辞[去职任]|退[出休]|落选|缺席|"
    rf"(?:未能|无法|没能|没有)(?!{_TO_MARK}{{0,6}}(?:{_DONE})))"
    r"|不再|被(?!迫)|[请病]假|住院|去世|遇难)"
)
"""What begins to tell what a cause brought about, where no mark stands between: 因人手不足|推迟到明年."""

_NO_SUBJECT = re.compile(
    r"[今去明当昨前近同次][年日天晚期]|[\d年月日上下旬初末底]+|此[前后]|后来|期间|目前|随后|其间|主要|部分|[但而并又也即还后均都]"
)
"""What stands before a cause in its clause and is not what something was brought about of."""

_CALLS_IT = re.compile(r"(?:由于|鉴于|因|受)\Z")
"""What calls something a cause, right before it."""

_WHILE = re.compile(r"[来间时后前中期季度节年月日天夏冬春秋是]\Z")
"""How words end that say when: 入汛以来, 春节期间."""

_LEADING = re.compile("一是|是(?!否)")
_UNKNOWN = re.compile("不明|不详|(?:尚未|没有|未|仍在)(?:公布|查明|调查|说明|确定)|调查中")


@dataclass(frozen=True, slots=True)
class Cause:
    """Where a cause stands in a folded text, and the clauses of what it brought about, its subject left out where the
    cause stands behind that."""

    span: Span
    effect: Span


def causes(folded: str, sentence: Span) -> Iterator[Cause]:
    """The causes that a sentence of a folded text gives."""
    first, last = sentence
    begin = first
    for match in _BEHIND.finditer(folded, first, last):
        yield Cause(_trimmed(folded, match.span("cause")), (begin, match.start()))
        begin = match.end()
    for match in _DUE.finditer(folded, first, last):
        yield Cause(_trimmed(folded, match.span("cause")), (first, match.start()))
    for match in _BEFORE.finditer(folded, first, last):
        if any(stated.start() <= match.start() < stated.end() for stated in _BEHIND.finditer(folded, first, last)):
            continue
        group = "cause" if match["cause"] else "under"
        event = max(_EVENT.finditer(folded, *match.span(group)), key=lambda one: one.start(), default=None)
        begins = match.start() == first or folded[match.start() - 1] in ",;。!?\n"
        if event is not None and begins and folded.startswith(",", match.end()):
            yield Cause(_trimmed(folded, match.span(group)), (match.end(), last))
        if event is not None:
            effect = (first, match.start()) if match.start() > first else (event.start(), last)
            yield Cause(_trimmed(folded, (match.start(group), event.start())), effect)
            continue
        behind = match.end()
        begin = max(first, *(folded.rfind(mark, first, match.start()) + 1 for mark in ",;。!?\n"))
        subject = _NO_SUBJECT.sub("", folded[begin : match.start()].strip())
        if group == "cause" and len(subject) > 1:
            last_word = list(rjieba.cut(match[group]))[-1]
            yield Cause(_trimmed(folded, match.span(group)), (behind - len(last_word), behind))
        elif (group == "under" and folded[behind : behind + 1] in ("。", ";", "")) or behind >= last - 1:
            yield Cause(_trimmed(folded, match.span(group)), (first, match.start()))
        else:
            yield Cause(_trimmed(folded, match.span(group)), (behind, last))


def asked_cause(query: Query, candidate: Candidate, sentence: Span) -> Cause | None:
    """The cause that a sentence gives of what is asked: in the part of it, between semicolons, that says most of the
    question, and of several that of which the effect does; None where it gives none, or only what is asked as the
    cause of something else."""
    folded = candidate.reading.analysed.folded
    said = max(parts(folded, *sentence), key=lambda part: says(query, candidate, part), default=sentence)
    found = [one for one in causes(folded, said) if not _is_asked(query, candidate, one)]
    found = [one for one in found if not _is_of_another(query, folded, one, sentence[1])]
    return max(found, key=lambda one: says(query, candidate, one.effect), default=None)


def states_no_cause(query: Query, candidate: Candidate, sentence: Span) -> bool:
    """Whether a sentence gives what is asked as the cause of something else and no cause of it, or says what came of it
    alone, or that the cause is not known."""
    folded = candidate.reading.analysed.folded
    if _UNKNOWN.search(folded, *sentence) and "原因" in folded[slice(*sentence)]:
        return True
    if asked_cause(query, candidate, sentence) is not None:
        return False
    if any(causes(folded, sentence)):
        return True
    brought = _BROUGHT.search(folded, *sentence)
    return (
        brought is not None
        and says(query, candidate, brought.span("effect")) == 0
        and says(query, candidate, brought.span("cause")) > 0
    )


def marks_reason(folded: str, sentence: Span) -> bool:
    """Whether a sentence has a word by which it may tell a reason."""
    return _MEANS.search(folded, *sentence) is not None


def tells_no_reason(query: Query, candidate: Candidate, sentence: Span) -> bool:
    """Whether nothing in a sentence that marks no reason may be one: no clause without a figure before that which says
    most of what is asked (雨水充沛,粮食增产 may tell one; what goes on behind that tells what came of it)."""
    folded = candidate.reading.analysed.folded
    spans = clauses(folded, *sentence)
    asked = max(spans, key=lambda span: says(query, candidate, span), default=sentence)
    texts = [folded[slice(*span)].strip() for span in spans if span[0] < asked[0]]
    return not any(len(text) > 2 and not _NO_REASON.search(text) for text in texts)


_NO_REASON = re.compile(r"\d|\A(?:现|同时|并|其中|另|推迟|改|目前|由)|看\Z")
"""What a clause has that tells no reason: a figure; how it begins that goes on with what happened; in what view."""


def _is_asked(query: Query, candidate: Candidate, cause: Cause) -> bool:
    """Whether a cause is what is asked about itself: no word of the question is in its effect, one is in it."""
    return says(query, candidate, cause.effect) == 0 and says(query, candidate, cause.span) > 0


def _is_of_another(query: Query, folded: str, cause: Cause, last: int) -> bool:
    """Whether a cause stands in one clause behind the name of another place or institution than those of its kind that
    the question names, or behind what the question does not speak of while a clause after it, in the sentence that ends
    at `last`, begins with what the question names: 甲乡因…受到表扬,乙乡被约谈."""
    begin = max(folded.rfind(mark, 0, cause.span[0]) for mark in ",;。!?\n") + 1
    asked = named_things(query.question.folded)
    subject = _CALLS_IT.sub("", folded[begin : cause.span[0]])
    if any(one.name in subject for one in asked):
        return False
    if any(one.group == other.group for one in named_things(subject) for other in asked):
        return True
    own = _NO_SUBJECT.sub("", subject.strip())
    if _WHILE.search(own):
        return False
    behind = [folded[a:b].lstrip() for a, b in clauses(folded, cause.span[1], last)]
    begun = any(text.startswith(query.question.folded[one.start : one.end]) for text in behind for one in asked)
    return len(own) > 1 and begun and set(grams(own)).isdisjoint(grams(query.question.folded))


def _trimmed(folded: str, span: Span) -> Span:
    start, end = span
    leading = _LEADING.match(folded, start, end)
    start = leading.end() if leading else start
    while end > start and folded[end - 1] in ",;。 :、":
        end -= 1
    return start, end
