"""Offices that people hold, as they are written: 副市长 is no 市长, 监事会主席 no 工会主席, 支队长 no 副支队长."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import rjieba

from retrieval.text.folding import HAN
from retrieval.text.tokens import is_short_for

_OF = (
    "工会|监事会|董事会|理事会|监事|财务|安全|技术|人事|行政|运营|营销|市场|生产|首席|总|副|代理?|助理|常务|执行|名誉|"
    "党委|党组|纪委|团委|政协|人大"
)
_NEUTRAL = frozenset({"党委", "党组", "董事会", "常务"})
_HEAD = (
    "监理工程师|监理(?![工公部办单站企人合机制员]|$)|监理$|主任委员|秘书长|指挥长|检察长|参谋长|"
    "书记|省长|市长|县长|区长|州长|旗长|镇长|乡长|村长|主席|主任|局长|处长|科长|厅长|司长|署长|股长|部长|院长|校长|园长|所长|站长|馆长|"
    "[支大中分]队长|队长|庭长|教务长|总务长|船长|机长|团长|政委|社长|会长|行长|台长|厂长|矿长|店长|"
    "护士长|会计(?!师|核算|准则|制度|年度|信息|事务|报表|政策|资料|凭证|学|专业|工作|处理|科目|从业|资格|期间|机构|人员|估计|差错|[科室股])|出纳(?![员工])|"
    "导师(?!制|团|组|队|库)|"
    "董事长|理事长|监事长|经理|总裁|总监|工程师|会计师|经济师|设计师|科学家|创始人|发言人|负责人|组长|班长|主编|总编辑"
)
OFFICE = re.compile(rf"(?P<of>(?:{_OF})*)(?P<head>{_HEAD})(?!助理|秘书(?!长)|室|办公|会议|联席|单位|[药医护技]师)")
_SUPERVISING = {"监理工程师": "监理"}
"""Heads that are the same office in other words."""

_COMMITTEE_OF = re.compile(r"(?P<of>[省市区县州旗]委|工委)\Z")
_LONGEST_COMMITTEE = 2
_ITEM = re.compile(rf"[{HAN}]+\Z")
_LONGEST_BODY = 24
"""Characters before an office in which stands what body's it is."""

_FORMER = frozenset({"原", "前", "原任", "前任", "时任", "曾任", "历任", "免去"})
_HELD = ("前任", "原任", "首任", "第一任", "上一任")
_LEADING = re.compile("曾任|历任|免去")
_BODY_BEGINS = re.compile(".*(?:[为由是的兼]|任(?!公司)|原任?|现任)")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: what it is, and the words before that set it apart, each once, but for those that say no more than
    the office does; `committee` is whose committee's it is, where that stands before it (区委 of 区委书记), `former`
    whether it is one that was held."""

    head: str
    of: frozenset[str]
    committee: str | None = field(default=None, compare=False)
    former: bool = False

    @property
    def text(self) -> str:
        """The office as it is written, its parts in any order."""
        return "".join(("原" if self.former else "", self.committee or "", *sorted(self.of), self.head))

    def is_one_of(self, wanted: Collection["Office"]) -> bool:
        """Whether it is an office of those, and of no other committee: 党工委书记 is no 区委书记, and may be a 书记."""
        return any(
            (self.of, self.former) == (one.of, one.former)
            and (self.head == one.head or (one.head == _CAPTAIN and self.head.endswith(_CAPTAIN)))
            and (None in (self.committee, one.committee) or self.committee == one.committee)
            for one in wanted
        )


_CAPTAIN = "队长"


def offices(folded: str) -> Iterator[tuple[int, int, Office]]:
    """The offices in a folded text, and where each stands."""
    for match in OFFICE.finditer(folded):
        of = frozenset(re.findall(_OF, match["of"])) - _NEUTRAL
        committee = _COMMITTEE_OF.search(folded, max(0, match.start() - _LONGEST_COMMITTEE), match.start())
        head = _SUPERVISING.get(match["head"], match["head"])
        former = _is_former(_before(folded, match.start())) or folded.startswith("任上", match.end())
        yield match.start(), match.end(), Office(head, of, committee["of"] if committee else None, former)


def _before(folded: str, start: int) -> str:
    """The characters right before a place of a folded text, from the last mark on."""
    item = _ITEM.search(folded, max(0, start - _LONGEST_BODY), start)
    return item[0] if item else ""


def _is_former(before: str) -> bool:
    """Whether what stands before an office says that it was held: 原教务处, and not 原平市."""
    held = before.endswith(_HELD) or _LEADING.search(before) is not None
    return held or (bool(before) and rjieba.cut(before, False)[0] in _FORMER)


def body_before(folded: str, start: int) -> str:
    """The body whose office the one at `start` of a folded text is, as far as it is written right before it."""
    return _BODY_BEGINS.sub("", _before(folded, start))


def body_of(folded: str, start: int, office: Office) -> str:
    """What stands right before an office, with the word for a body that begins the office: 统计局 of 统计局局长 and of
    统计局长, 局 of 局长 alone."""
    before = body_before(folded, start)
    if office.head.endswith("长") and office.head != "护士长":
        kind = office.head[:-1]
        before = before if before.endswith(kind) else before + kind
    return before


_UNIT = re.compile(
    "(?:有限责任公司|有限公司|分公司|公司|集团|学院|大学|中心|委员会|管委会|办公室|实验室|政府|"
    r"[局厅处科室院所站馆队部会办委厂矿社台镇乡县区市省州村校园行司组])\Z"
)
_PLACE = re.compile("[^省市县区州]{0,3}[省市县区州镇乡河湖江](?=..)")
_SHORTEST = 2


def is_another_body(asked: str, stated: str) -> bool:
    """Whether two bodies that are written with the word for what they are are not the same: neither may be short for
    the other (文旅局, 文化和旅游局)."""
    if not (_UNIT.search(asked) and _UNIT.search(stated)):
        return False
    a, b = _UNIT.sub("", asked), _UNIT.sub("", stated)
    if min(len(a), len(b)) < _SHORTEST:
        return False
    forms = [(one, other) for one in (a, _PLACE.sub("", a, count=1)) for other in (b, _PLACE.sub("", b, count=1))]
    return not any(is_short_for(*pair) or is_short_for(*reversed(pair)) for pair in forms)
