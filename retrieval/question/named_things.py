"""Names with the word for what they are: 竹林水库, 西河县, 光明小学, known to a dictionary or not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import rjieba

from retrieval.text.folding import HAN
from retrieval.text.organization_vocabulary import THING_GROUPS
from retrieval.text.person_names import is_person

_GROUP = {word: group[0] for group in THING_GROUPS for word in group}
_KIND = re.compile("|".join(sorted(_GROUP, key=lambda word: (-len(word), word))))
_WATERS = frozenset("河溪湖")
_INSIDE = re.compile("|".join(word for word in _GROUP if word not in _WATERS))
"""What no name has in it; waters are in the names of many towns: 中河乡."""

_FLOWS = re.compile("水(?!库|电|厂)|[流干支治岸沿两主及和与段的全平综清整断蓝生入汇边畔]|[上下]游|中(?!学|心|医|小)")
"""What goes on behind a river or lake, and not behind the name of a town or of a person that ends like one."""

_SAVING = "省"
"""A province behind the name of a place, else a verb: 灌溉省水."""
_PLACES = ("ns", "nr", "nz")
_RUN = re.compile(f"[{HAN}]+")
_DATE = re.compile("(?<=[0-9])[年月日号](?:[底末]|初(?![中级等]))?")
_PARTS = ("nr", "ns", "nt", "nz", "n", "j", "s", "g", "z", "a", "b", "x", "i", "l", "vn", "ng", "vg", "ag")
_NO_NAME = re.compile(
    "[全本该各我此某几每哪这那两同邻外原新老大小中多]?[国省市县区州镇乡村社]?|[全本该各我此某几每哪这那两同邻外]"
    ".{0,2}|中国|国家|国有|地方|重点|企业|园区|城区|地区|市区|城市|农村|乡村|乡镇|工业|农业|产业|特色|项目|高端|周边|中型|大型|小型|其余|"
    "其他|其它|主要|现代|一个|本地|当地|省级|市级|县级|国家级|民营|上市|外资|合资|骨干|龙头|试点|示范|村级|公立|私立|民办|公办|新型|普通|"
    ".{0,4}[母子分总]|.{0,4}(?:控股|参股|全资)|.{0,6}[新旧老][院校厂园]|.{0,4}(?:集装箱|散货|专用|公用|通用)|手机|网上|电子|直销|投资|政策性|商业|股份制|开户|托管|代理|"
    "重要|相关|有关|所有|全部|中心|高新|经济|技术|开发|高等|职业|个别|下属|所属|自然|行政|子公司|省属|市属|央属|合作|优质|建成|建设|新增|新建"
)
_SMALL = ("村", "镇", "乡")
_DIRECTED = re.compile(rf"(?<![{HAN}])[上下东西南北前后][{HAN}]\Z|(?<=[的在是和与及到])[上下东西南北前后][{HAN}]\Z")
_APPOINTED = re.compile(r"(?P<name>.{2,4})(?:担?任|兼任|出任)(?=..)")
"""Who was appointed where, before the name of that: 顾千寻任运营分公司总经理."""

_COUNTED = re.compile("[一二两三四五六七八九十几多]家子?|启动|带动|推动|建设|改造|扩建")
"""What stands before such a word and counts or makes what it names."""

_LONGEST = 8
"""Characters of the longest name before the word for what it is."""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A place, an institution or a work in a text, `[start, end)` of it: its name alone (竹林), and the first of the
    words for what it is (水库) that are not told apart."""

    start: int
    end: int
    name: str
    group: str


def named_things(folded: str) -> list[NamedThing]:
    """The named things of a folded text, in its order."""
    undated = _DATE.sub(lambda match: "-" * len(match[0]), folded)
    return [thing for run in _RUN.finditer(undated) for thing in _of_run(run[0], run.start())]


def is_no_name(word: str) -> bool:
    """Whether a word before the word for what a thing is says of what sort it is, and not which one."""
    return _NO_NAME.fullmatch(word) is not None


def _of_run(run: str, offset: int) -> Iterator[NamedThing]:
    kinds = list(_KIND.finditer(run))
    if not kinds:
        return
    words: list[tuple[int, int, str]] = []
    position = 0
    for word, tag in rjieba.tag(run):
        words.append((position, position + len(word), tag))
        position += len(word)
    last = 0
    for kind in kinds:
        if kind[0] in _WATERS and _FLOWS.match(run, kind.end()) is None:
            continue
        if kind[0] == _SAVING and not _behind_place(words, kind.end()):
            continue
        name = _name_before(run, words, kind.start(), kind.end())
        if name is None and kind[0] in _SMALL and any(stop == kind.end() for _, stop, _ in words):
            name = _name_of_village(run, kind.start())
        if name is not None and name >= last and not _COUNTED.fullmatch(run, name, kind.start()):
            yield NamedThing(offset + name, offset + kind.end(), run[name : kind.start()], _GROUP[kind[0]])
            last = kind.end()


def _name_of_village(run: str, end: int) -> int | None:
    """Where a name that begins with a direction and is in no dictionary begins before `end` of a run: 下墩."""
    match = _DIRECTED.search(run, 0, end)
    known = match is None or rjieba.cut(match[0], False) == [match[0]] or _NO_NAME.fullmatch(match[0])
    return None if match is None or known else match.start()


def _behind_place(words: Sequence[tuple[int, int, str]], end: int) -> bool:
    """Whether the word that ends at `end`, or the one before where that is but one character, is the name of a place or
    may be one."""
    before = (tag for start, stop, tag in reversed(words) if stop < end or (stop == end and stop - start > 1))
    return next(before, "").startswith(_PLACES)


def _name_before(run: str, words: Sequence[tuple[int, int, str]], start: int, end: int) -> int | None:
    """Where the name before the word for what it is, `[start, end)` of a run of characters, begins; None for none."""
    if not any(b == end for _, b, _ in words):
        return None
    inside = next((a for a, b, _ in words if a < start < b), start)
    if inside < start and _NO_NAME.fullmatch(run[inside:end]):
        return None
    begin = inside
    if start - inside < 2:
        behind = ""
        for a, b, tag in reversed([word for word in words if word[1] <= inside]):
            joined = b == begin and tag.startswith(_PARTS) and start - a <= _LONGEST
            if behind.startswith("ns") and not tag.startswith(_PLACES):
                break
            if not joined or _NO_NAME.fullmatch(run[a:b]) or _INSIDE.search(run[a:b]):
                break
            begin, behind = a, tag
            if end - start == 1 and start - begin >= 2:
                break
    appointed = _APPOINTED.match(run, begin, start)
    if appointed is not None and is_person(appointed["name"]):
        begin = appointed.end()
    name = run[begin:start]
    return None if len(name) < 2 or _NO_NAME.fullmatch(name) else begin
