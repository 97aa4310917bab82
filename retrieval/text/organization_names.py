"""Names of organizations in a text: development zones, institutions, and the divisions of government.

A name is found from its right end, the word that says what it is (`开发区`, `局`, `县`); where it begins is told by the
part of speech of the words before it, and by whether they are a place of the dictionary. No place is written here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import rjieba

from retrieval.document import Span
from retrieval.text.folding import HAN, fold
from retrieval.text.organization_vocabulary import (
    DIVISION,
    ECONOMIC,
    HIGH_TECH,
    INSTITUTION,
    OFFICE,
    ZONE,
    ZONE_WORDS,
    zone_kind,
)

_ENDS = re.compile(rf"(?P<zone>{ZONE})|(?P<institution>{INSTITUTION})")
_BEFORE = re.compile(rf"[{HAN}]{{1,18}}\Z")
_DIVISION_END = re.compile(rf"(?:{DIVISION})\Z")
_OFFICE = re.compile(OFFICE)
_AND = re.compile(r"[与和、及]|携手|联合|牵手")

_PROPER = ("ns", "nr", "nt")
_PART = ("n", "nz", "j", "s", "g", "zg")
_ONLY_INSIDE = ("vn", "b")
_FUNCTION_WORDS = ("p", "c", "t")
_PLACE_ENDS = "县市区州旗镇乡"
_NO_DIVISIONS = ("城镇", "乡镇", "城市", "城乡", "村镇", "市县")
_GENERIC = re.compile(
    "[全我本各][国省市县区州地]|中国|国家|地方|重点|企业|园区|城区|地区|市区|工业|产业|特色|项目|高端|周边"
)


@dataclass(frozen=True, slots=True)
class Name:
    """An organization's name as it stands in a text. `place` is what sets it apart: the name without what it is.

    `family` are the other forms of what it is. `sure` says that a proper name was recognised in it; otherwise it only
    stands where a name would.
    """

    text: str
    span: Span
    place: str
    family: tuple[str, ...]
    sure: bool

    @property
    def is_zone(self) -> bool:
        return bool(self.family)


def names(text: str) -> list[Name]:
    """The zones and institutions that `text` names, in reading order."""
    folded = fold(text)
    found: list[Name] = []
    for match in _ENDS.finditer(folded):
        before = _BEFORE.search(folded[max(0, match.start() - 18) : match.start()])
        if before is None:
            continue
        kind = match[0]
        length, sure = _name_length(before[0], kind, bool(match["zone"]))
        if length:
            start, end = match.start() - length, match.end()
            name = Name(
                text[start:end], (start, end), text[start : match.start()], zone_kind(match["zone"] or ""), sure
            )
            if found and found[-1].span[0] >= start:
                found.pop()
            found.append(name)
    return found


def named_by(line: str) -> tuple[Name, ...]:
    """The organizations that `line` consists of, joined by nothing but `与`, `和`, `、`; empty when it says more.

    A colon behind them announces what they say.
    """
    bare = line.strip().rstrip("：:")
    if not 3 <= len(bare) <= 60:
        return ()
    found = names(bare) or division_names(bare)
    if not found or found[0].span[0] > 0 or _OFFICE.sub("", fold(bare[found[-1].span[1] :])).strip():
        return ()
    between = (bare[name.span[1] : after.span[0]] for name, after in pairwise(found))
    return tuple(found) if all(_AND.fullmatch(fold(gap.strip())) for gap in between) else ()


def division_names(text: str) -> list[Name]:
    """The division of government (province, city, county, …) that `text` begins with: a list of one, or an empty one.

    `text` may go on behind it; `政府` and the like end it.
    """
    head = _OFFICE.split(fold(text), maxsplit=1)[0][:24]
    length, complete = 0, 0
    for word, flag in rjieba.tag(head):
        proper = flag.startswith(_PROPER) or _is_place(word)
        if not (proper or _DIVISION_END.fullmatch(word)) or _GENERIC.fullmatch(word) or word in _NO_DIVISIONS:
            break
        length += len(word)
        if _DIVISION_END.search(word) or (flag == "ns" and complete == length - len(word)):
            complete = length
    if complete < 2 or re.fullmatch(DIVISION, head[:complete]):
        return []
    return [Name(text[:complete], (0, complete), text[:complete], (), True)]


def full_name(name: Name, text: str) -> str:
    """The fullest form of `name` in `text`: `某某经济技术开发区` for `某某经开区`, `某某自治区` for the bare name."""
    folded, place = fold(text), re.escape(fold(name.place))
    if name.is_zone:
        forms = [form for form in _forms(name) if len(form) > len(name.text) - len(name.place)]
        for form in forms:
            position = folded.find(fold(name.place) + form)
            if position >= 0:
                return text[position : position + len(name.place) + len(form)]
        return name.text
    if name.place != name.text or _DIVISION_END.search(fold(name.text)):
        return name.text
    forms_of_division = re.compile(
        rf"{place}(?:[{HAN}]{{0,6}}?自治[区州县旗]|特别行政区|[省市县州盟旗]|[镇乡](?![村镇])|街道)"
    )
    counts: dict[str, int] = {}
    for match in forms_of_division.finditer(folded):
        form = text[match.start() : match.end()]
        counts[form] = counts.get(form, 0) + 1
    return max(counts, key=lambda form: (counts[form], len(form)), default=name.text)


def mentions(name: Name, text: str) -> int:
    """How often `text` names the organization, under any of its forms."""
    if not name.is_zone:
        return text.count(name.text)
    forms = "|".join(sorted(_forms(name), key=len, reverse=True))
    return len(re.findall(rf"{re.escape(fold(name.place))}(?:{forms})", fold(text)))


def _forms(name: Name) -> tuple[str, ...]:
    """The forms of the name's family; the bare `开发区` may also be short for a high-technology one."""
    kind = fold(name.text[len(name.place) :])
    return (*ECONOMIC, *HIGH_TECH) if kind == "开发区" else name.family


@lru_cache(4096)
def _name_length(before: str, kind: str, is_zone: bool) -> tuple[int, bool]:
    """How many characters right before `kind` belong to the name, and whether a proper name is among them.

    0 when there is none (`推动开发区…`, `省级开发区`). `before` begins at punctuation or at its 18th character.
    """
    inside = _ONLY_INSIDE if is_zone else (*_ONLY_INSIDE, "v")
    length = sure_length = 0
    edge = ""
    words = _words_before(before, kind)
    for index, (word, flag) in reversed(list(enumerate(words))):
        proper = flag.startswith(_PROPER) or _is_place(word)
        part = proper or flag in _PART or (flag in inside and kind not in ECONOMIC)
        part = part or (word == "和" and not is_zone and _joins_tasks(words[:index]))
        if not part or _GENERIC.fullmatch(word) or word in ZONE_WORDS or word[-1] in "委党":
            edge = flag
            break
        length += len(word)
        if proper:
            sure_length = length
    if sure_length:
        return sure_length, True
    stands_alone = 2 <= length <= 4 and (length == len(before) or edge in _FUNCTION_WORDS)
    return (length, False) if stands_alone else (0, False)


def _joins_tasks(words: list[tuple[str, str]]) -> bool:
    """Whether the `和` behind `words` joins what one office is for (`发展和改革`), not two organizations."""
    return bool(words) and len(words[-1][0]) >= 2 and not _ENDS.search(words[-1][0])


def _words_before(before: str, kind: str) -> list[tuple[str, str]]:
    """The words of `before` with their parts of speech, told in sight of `kind`; of a word that reaches into `kind`
    (`理工|大学`) what stands before it, as the dictionary has that."""
    words: list[tuple[str, str]] = []
    left = len(before)
    for word, flag in rjieba.tag(before + kind):
        if left > 0:
            words += [(word, flag)] if len(word) <= left else rjieba.tag(word[:left])
        left -= len(word)
    return words


@lru_cache(4096)
def _is_place(word: str) -> bool:
    """Whether the dictionary has `word` as a place once it is called a county, city, …, or does not know it at all."""
    if not 2 <= len(word) <= 5 or _GENERIC.fullmatch(word):
        return False
    if any(rjieba.tag(word + end, hmm=False) == [(word + end, "ns")] for end in _PLACE_ENDS):
        return True
    return len(word) <= 3 and len(rjieba.cut(word, hmm=False)) > 1
