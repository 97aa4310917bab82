"""Who holds an office in a text, and whose office it is."""

import re
from dataclasses import replace

from retrieval.document import Span
from retrieval.question.named_things import NamedThing, named_things
from retrieval.question.offices.written import OFFICE
from retrieval.text.folding import HAN
from retrieval.text.person_names import is_person, name_end

_BETWEEN = re.compile(
    r"[\s:,、\"“]{0,2}(?:(?:仍|依然)?(?:由|是|为|叫)(?:副?(?:研究馆员|研究员|教授|主任医师|高级工程师|正高级\w{2,4}|博士))?)?"
)
_APPOINTED = re.compile(r"[接继升改调]任|晋升为?|就任|接替|代行|代理|任命?|担任|当选为?|出任|兼任?|转任|\(")
_FURTHER = re.compile(rf"\s?(?:、|兼)\s?(?:(?![和与及等])[{HAN}]){{0,12}}?(?P<office>{OFFICE.pattern})")
"""A further office of the same person."""

_TAKEN_BY = re.compile(rf"(?:一职|职务|岗位)?由(?:曾任|原任?|时任)?[{HAN}]{{0,10}}?(?:{OFFICE.pattern})的?")
"""What leads from an office to who takes it, where another office of theirs is told: 院长一职由原内科主任李四接任."""

_TAKES = re.compile("接任|担任|兼任|出任|继任|接替|代理|任(?!命)")
"""What says, right behind a name, that its bearer takes an office, and does not name or dismiss another."""

_OWNER = 24
"""Characters before an office in which stands whose it is."""

_BODY = re.compile("(?:党工委|工委|管委会|党委|党组|人民政府|政府|[省市区县镇乡村]委|的)*")

_FAR = 16
"""Characters before an office in which its holder may be named (某某任某某局局长)."""


def whose_office(folded: str, start: int) -> NamedThing | None:
    """The place or institution whose office the one that begins at `start` of a folded text is: that right before it
    (荆水高新区党工委书记), None where none is."""
    before = folded[max(0, start - _OWNER) : start]
    offset = start - len(before)
    owners = (thing for thing in named_things(before) if _BODY.fullmatch(before, thing.end))
    found = next(owners, None)
    return None if found is None else replace(found, start=found.start + offset, end=found.end + offset)


def holder(folded: str, start: int, end: int) -> Span | None:
    """Where the names of those stand who hold the office `[start, end)` of a folded text: right behind it, several
    joined by 、, or behind the last of several offices (书记、管委会主任某某), or before it (某某任局长); None where
    nobody is named."""
    further = _FURTHER.match(folded, end)
    if further is not None and (found := holder(folded, *further.span("office"))) is not None and found[0] > end:
        return found
    between = _BETWEEN.match(folded, end)
    behind = between.end() if between else end
    last = _name_at(folded, behind)
    if last is None and (taken := _TAKEN_BY.match(folded, end)) is not None:
        behind, last = taken.end(), _name_at(folded, taken.end())
        last = last if last is not None and _TAKES.match(folded, last) else None
    if last is not None:
        while folded[last : last + 1] == "、" and (following := _name_at(folded, last + 1)) is not None:
            last = following
        return behind, last
    if folded[start - 1 : start] == "为" and (named := _named_to(folded, start - 1)) is not None:
        return named
    first = max(start - _FAR, *(folded.rfind(mark, 0, start) + 1 for mark in "。;!?\n"), 0)
    for appointed in reversed(list(_APPOINTED.finditer(folded, first, start))):
        for length in (3, 2):
            for stands in (appointed.start() - length, appointed.end()):
                name = folded[max(first, stands) : min(start, stands + length)]
                is_cut = name.endswith("为") and folded[stands + length : stands + length + 1] != "为"  # 聘任李四为
                if len(name) == length and is_person(name) and not is_cut and not _cuts_office(folded, stands):
                    return stands, stands + length
    return None


def _cuts_office(folded: str, at: int) -> bool:
    """Whether an office stands on both sides of a place: in 副总经理韦岚 one does before 理韦岚."""
    return any(office.start() < at < office.end() for office in OFFICE.finditer(folded, max(0, at - _FAR), at + _FAR))


def _named_to(folded: str, end: int) -> Span | None:
    """Where the name stands of somebody who is appointed, right before 为: 聘任原副行长沈砚秋|为行长."""
    begin = max(folded.rfind(mark, 0, end) for mark in "。;,!?\n") + 1
    named = _NAMED_TO.search(folded, begin, end)
    if named is None:
        return None
    start = max((office.end() for office in OFFICE.finditer(folded, named.end(), end)), default=named.end())
    return (start, end) if is_person(folded[start:end]) else None


_NAMED_TO = re.compile("聘任?|任命|选举|推选|提名")


def _name_at(folded: str, start: int) -> int | None:
    """Where the name of a person ends that begins at a place of a folded text; None where none or an office does."""
    run = _RUN.match(folded, start)
    return None if run is None or OFFICE.match(run[0]) else name_end(folded, start)


_RUN = re.compile(rf"[{HAN}]{{1,10}}")
