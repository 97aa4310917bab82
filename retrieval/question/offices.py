"""Offices that people hold, as they are written: 副市长 is no 市长, 监事会主席 no 工会主席."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import rjieba

from retrieval.document import Span
from retrieval.question.named_things import NamedThing, named_things
from retrieval.text.folding import HAN
from retrieval.text.person_names import is_person

_OF = (
    "工会|监事会|董事会|理事会|监事|财务|安全|技术|人事|行政|运营|营销|市场|生产|首席|总|副|代理?|助理|常务|执行|名誉|"
    "党委|党组|纪委|团委|政协|人大"
)
_NEUTRAL = frozenset({"党委", "党组", "董事会", "常务"})
_HEAD = (
    "书记|省长|市长|县长|区长|州长|旗长|镇长|乡长|村长|主席|主任|局长|处长|科长|厅长|部长|院长|校长|园长|所长|站长|馆长|队长|社长|会长|"
    "行长|台长|厂长|矿长|董事长|理事长|经理|总裁|总监|工程师|会计师|经济师|设计师|秘书长|监事长|指挥长|检察长|科学家|创始人|"
    "发言人|负责人|组长|班长"
)
_OFFICE = re.compile(rf"(?P<of>(?:{_OF})*)(?P<head>{_HEAD})(?!助理|秘书(?!长)|室|办公|会议|联席|单位|[药医护技]师)")
_SPEAKING = re.compile(rf"(?P<name>[{HAN}·]{{2,4}}?)(?:介绍|说|表示|指出|坦言|强调|告诉|认为|透露|带队|主持)")
"""A name that no dictionary knows, told by what its bearer does."""
_BETWEEN = re.compile(r"[\s:,、\"“]{0,2}(?:由|是|为|叫)?")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: what it is, and the words before that set it apart, each once, but for those that say no more than
    the office does; `committee` is whose committee's it is, where that stands before it (区委 of 区委书记)."""

    head: str
    of: frozenset[str]
    committee: str | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The office as it is written, its parts in any order."""
        return "".join((self.committee or "", *sorted(self.of), self.head))

    def is_one_of(self, wanted: Collection["Office"]) -> bool:
        """Whether it is an office of those, and of no other committee: 党工委书记 is no 区委书记, and may be a 书记."""
        return any(
            self == one and (None in (self.committee, one.committee) or self.committee == one.committee)
            for one in wanted
        )


def offices(folded: str) -> Iterator[tuple[int, int, Office]]:
    """The offices in a folded text, and where each stands."""
    for match in _OFFICE.finditer(folded):
        of = frozenset(re.findall(_OF, match["of"])) - _NEUTRAL
        committee = _COMMITTEE_OF.search(folded, max(0, match.start() - _LONGEST_COMMITTEE), match.start())
        yield match.start(), match.end(), Office(match["head"], of, committee["of"] if committee else None)


def _office(written: str) -> Office:
    return next(office for _, _, office in offices(written))


_COMMITTEE_OF = re.compile(r"(?P<of>[省市区县州旗]委|工委)\Z")
_LONGEST_COMMITTEE = 2

_NO_DEPUTY = r"(?<!vice )(?<!vice-)(?<!deputy )"
_COMMITTEE = r"(?:working|work) committee "

ENGLISH_OFFICES: tuple[tuple[re.Pattern[str], tuple[Office, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), tuple(map(_office, written.split())))
    for pattern, written in (
        (rf"{_NO_DEPUTY}mayor", "市长 镇长 县长 区长"),
        (r"(?:vice|deputy)[ -]mayor", "副市长 副镇长 副县长 副区长"),
        (rf"{_NO_DEPUTY}(?:chair(?:man|woman|person)?) of the (?:board|company|group)", "董事长"),
        (r"vice[ -]chair(?:man|woman|person)?", "副董事长 副主席"),
        (
            r"chair(?:man|woman|person)? of the supervisory board|supervisory board chair(?:man|woman)?",
            "监事会主席 监事长",
        ),
        (
            r"(?:chair(?:man|woman|person)?|president) of the (?:labou?r|trade) union|union (?:chair\w*|president)",
            "工会主席",
        ),
        (r"(?<!deputy )general manager", "总经理"),
        (r"deputy general manager", "副总经理"),
        (r"cfo|chief financial officer|finance director", "财务总监"),
        (r"cto|chief technology officer|technical director", "技术总监"),
        (r"(?<!deputy )chief engineer", "总工程师"),
        (r"chief accountant", "总会计师"),
        (r"chief economist", "总经济师"),
        (r"safety director", "安全总监"),
        (r"chief scientist", "首席科学家"),
        (rf"{_NO_DEPUTY}(?:party (?:(?:working|work|group) )?(?:committee )?|{_COMMITTEE})secretary", "书记"),
        (rf"{_NO_DEPUTY}secretary of the (?:[\w'-]+ ){{0,4}}?party (?:(?:working|work) )?committee", "书记"),
        (r"(?:deputy|vice) (?:party )?(?:(?:working|work|group) )?(?:committee )?secretary", "副书记"),
        (
            rf"{_NO_DEPUTY}(?:director|head) of the (?:[\w'-]+ ){{0,4}}?"
            r"(?:management|administrative|administration) committee",
            "主任",
        ),
        (rf"{_NO_DEPUTY}governor", "省长"),
        (r"(?:deputy|vice)[ -]governor", "副省长"),
        (r"(?:head|school) ?master|headteacher|principal", "校长"),
    )
)
"""What an English question calls an office, in small letters, and what it is in Chinese."""


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
    if last is not None:
        while folded[last : last + 1] == "、" and (following := _name_at(folded, last + 1)) is not None:
            last = following
        return behind, last
    first = max(start - _FAR, *(folded.rfind(mark, 0, start) + 1 for mark in "。;!?\n"), 0)
    appointed = _APPOINTED.search(folded, first, start)
    if appointed is not None:
        for length in (3, 2):
            for stands in (appointed.start() - length, appointed.end()):
                name = folded[max(first, stands) : min(start, stands + length)]
                is_cut = name.endswith("为") and folded[stands + length : stands + length + 1] != "为"  # 聘任李四为
                if len(name) == length and is_person(name) and not is_cut:
                    return stands, stands + length
    return None


def _name_at(folded: str, start: int) -> int | None:
    """Where the name of a person ends that begins at a place of a folded text; None where none does."""
    run = _RUN.match(folded, start, start + _LONGEST_RUN)
    if run is None or run[0][0] in _NEVER_FIRST or _OFFICE.match(run[0]):
        return None
    if len(run[0]) <= _MOSTLY and is_person(run[0]) and run[0][-1] != "说":
        return run.end()
    if _is_word(run[0]):
        return None
    for length in (2, 3, 4):
        if is_person(run[0][:length]) and length <= len(run[0]) and _goes_on(run[0][length:]):
            return start + length
    speaking = _SPEAKING.match(run[0])
    if speaking is not None:
        return start + speaking.end("name")
    longest = next((length for length in (3, 2, 4) if length <= len(run[0]) and is_person(run[0][:length])), None)
    return None if longest is None else start + longest


def _is_word(run: str) -> bool:
    """Whether a run of characters begins with a word of the dictionary that is no name."""
    word, tag = rjieba.tag(run, False)[0]
    return len(word) > 1 and (tag == "n" or tag.startswith(_NO_NAMES))


def _goes_on(rest: str) -> bool:
    """Whether what stands behind a name begins with a word: with a single character only where names do not end so."""
    if not rest:
        return True
    first = rjieba.cut(rest, False)[0]
    return len(first) > 1 or (first in _AFTER_NAMES if len(rest) > 1 else first == "说")


_NO_NAMES = ("v", "a", "d", "p", "c", "r", "t", "i", "l")
_NEVER_FIRST = frozenset("和与及因等在也都就还则并又已正将会可要曾亲")
_AFTER_NAMES = frozenset("作说在率就等和与及向对主任到")
_APPOINTED = re.compile(r"任命?|担任|当选为?|出任|兼任?|\(")
_FURTHER = re.compile(rf"\s?(?:、|兼)\s?(?:(?![和与及等])[{HAN}]){{0,12}}?(?P<office>{_OFFICE.pattern})")
"""A further office of the same person."""

_RUN = re.compile(rf"[{HAN}·]+")
_LONGEST_RUN = 10
_MOSTLY = 3
"""Characters of most names."""

_OWNER = 24
"""Characters before an office in which stands whose it is."""

_BODY = re.compile("(?:党工委|工委|管委会|党委|党组|人民政府|政府|[省市区县镇乡村]委|的)*")

_FAR = 16
"""Characters before an office in which its holder may be named (某某任某某局局长)."""
