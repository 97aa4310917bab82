"""What goes by a number among others of its kind: 一期, 3号线, 第二食堂, 1至6号楼; phase two, Line 3."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

_SMALL = "一二三四五六七八九"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = ("i", "ii", "iii", "iv", "v")

_NUMBER = rf"(?:\d{{1,3}}|[{_SMALL}]?十[{_SMALL}]?|[{_SMALL}])"
_TO = "[至到~—–-]{1,2}"
_AND = "[、和与及或]|以及"
_LIST = rf"{_NUMBER}[号#]?(?:(?:{_AND}|,(?=\d)|{_TO})第?{_NUMBER}[号#]?)*"
_SIGNED = (
    "线(?!路)|(?:教学|宿舍|办公|住宅|居民|综合|实验)?楼(?![梯盘市])|栋|幢|门(?![诊卫票])|桥(?!梁)|炉|井|库(?![存区])|"
    "仓库|泊位|机组|码头|车间|隧道|矿|闸|船(?![厂员舶坞])|(?:候车|候诊|放映|展|影)?厅|大?棚(?!户)|地块|展馆|馆|出口|"
    "通道|站台|塔(?!吊)|池|窑|墓|坑|窗口|院|工厂"
)
"""What is told apart by 号: 3号线, 11号泊位."""
_BARE = "标段|食堂|车间|泊位|机组|码头|分厂|工区|(?:支队|大队|中队)(?!伍)"
"""What is also told apart by the number alone: 一标段; and so is 二期, unless phases are counted (分3期)."""
_ORDERED = "批(?!发)|届|轮(?![胎船流换])|季(?![度军报节])|集(?![团中体])|卷(?!烟)|章(?!程)|期(?!间)|阶段|会场|考场|工厂"
"""What is told apart by 第: 第二批, 第三届."""
_PHASE = "期(?![间末初限满望货盼中内刊])(?!叠加)"
_NOT_BEFORE = rf"\d.月十{_SMALL}"
_CHINESE = re.compile(
    rf"第(?P<ordered>{_LIST})(?P<of_ordered>{_ORDERED}|{_BARE})"
    rf"|(?P<opening>首)(?P<of_opening>[批届轮季期](?![度军间]))"
    rf"|(?<![{_NOT_BEFORE}])第?(?P<signed>{_LIST}(?<=[号#]))(?P<of_signed>{_SIGNED})"
    rf"|(?<![{_NOT_BEFORE}前近后共每两几第])(?P<bare>{_LIST}(?<![号#]))(?P<of_bare>{_BARE})"
    rf"|(?<![{_NOT_BEFORE}前近后共每两几第分办班训])(?P<phase>{_LIST}(?<![号#]))(?P<of_phase>{_PHASE})"
)
_BETWEEN = re.compile(rf"(?P<to>{_TO})第?|(?:{_AND})第?")
"""What stands between two of a kind that are named together: 3号线和4号线."""

_SAME = {"阶段": "期", "栋": "楼", "幢": "楼", "仓库": "库"}
"""Kinds that are not told apart."""

_SPAN = re.compile(rf"({_NUMBER})[号#]?{_TO}第?({_NUMBER})")
_EACH = re.compile(_NUMBER)

_WORD = "|".join((*_CARDINALS, *_ROMAN[:0:-1]))
_LIST_BEHIND = r"{number}(?: (?:and|to|or) {number})*"
_DIGITS = _LIST_BEHIND.format(number=r"\d{1,3}")
_DIGITS_OR_WORDS = _LIST_BEHIND.format(number=rf"(?:\d{{1,3}}|{_WORD})")
_FIRST = rf"(?:(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))|(?:no\.? ?|number )(?P<named>\d{{1,3}}))"
_IN_ENGLISH = (
    ("期", re.compile(rf"\b(?:phase|stage)s? (?P<behind>{_DIGITS_OR_WORDS}|i)\b|\b{_FIRST}[ -](?:phase|stage)\b")),
    ("标段", re.compile(rf"\b(?:section|(?<!parking )lot)s? (?P<behind>{_DIGITS})\b|\b{_FIRST}[ -]section\b")),
    ("线", re.compile(rf"\blines? (?:no\.? ?)?(?P<behind>{_DIGITS})\b(?! (?:year|month|day|hour|m|km)s?\b)")),
    ("楼", re.compile(rf"\b(?:building|block)s? (?:no\.? ?)?(?P<behind>{_DIGITS})\b")),
    ("门", re.compile(rf"\bgates? (?:no\.? ?)?(?P<behind>{_DIGITS})\b")),
    ("库", re.compile(rf"\bwarehouses? (?:no\.? ?)?(?P<behind>{_DIGITS})\b")),
    ("泊位", re.compile(rf"\bberths? (?:no\.? ?)?(?P<behind>{_DIGITS})\b")),
    ("车间", re.compile(rf"\bworkshops? (?:no\.? ?)?(?P<behind>{_DIGITS})\b|\b{_FIRST}[ -]workshop\b")),
    ("食堂", re.compile(rf"\bcanteens? (?:no\.? ?)?(?P<behind>{_DIGITS})\b|\b{_FIRST}[ -]canteen\b")),
    ("批", re.compile(rf"\b{_FIRST}[ -]batch\b")),
    ("届", re.compile(rf"\b{_FIRST}[ -]edition\b")),
)
_EACH_IN_ENGLISH = re.compile(r"\d+|[a-z]+")


@dataclass(frozen=True, slots=True)
class NumberedThing:
    """`[start, end)` of a text that names things of a kind by their numbers: 1至3号楼 is 1, 2 and 3."""

    start: int
    end: int
    kind: str
    numbers: frozenset[int]


def numbered_things(folded: str) -> list[NumberedThing]:
    """The numbered things that a folded text in Chinese names, in its order; those of a kind that are named together
    (3号线和4号线) are one."""
    found: list[NumberedThing] = []
    for match in _CHINESE.finditer(folded):
        group = next(name for name in ("ordered", "opening", "signed", "bare", "phase") if match[name])
        kind = match[f"of_{group}"]
        kind = "楼" if kind.endswith("楼") else _SAME.get(kind, kind)
        numbers = {1} if group == "opening" else _numbers(match[group])
        thing = NumberedThing(match.start(), match.end(), kind, frozenset(numbers))
        joined = _joined(folded, found[-1], thing) if found else None
        found = [*found, thing] if joined is None else [*found[:-1], joined]
    return found


def english_numbered_things(folded: str) -> list[NumberedThing]:
    """The same of a folded question in English, by the kinds that they have in Chinese."""
    found = [
        NumberedThing(match.start(), match.end(), kind, frozenset(_english_numbers(match)))
        for kind, pattern in _IN_ENGLISH
        for match in pattern.finditer(folded)
    ]
    return sorted(found, key=lambda one: one.start)


def _joined(folded: str, one: NumberedThing, other: NumberedThing) -> NumberedThing | None:
    """Two that are named together as one, those between them with them where it is a span; None where they are not."""
    between = _BETWEEN.fullmatch(folded, one.end, other.start)
    if between is None or one.kind != other.kind:
        return None
    inside = range(max(one.numbers), min(other.numbers)) if between["to"] else ()
    return NumberedThing(one.start, other.end, one.kind, one.numbers.union(other.numbers, inside))


def _numbers(written: str) -> Iterator[int]:
    """The numbers of a list, those inside a span with them."""
    spans = (range(_value(first), _value(last)) for first, last in _SPAN.findall(written))
    yield from chain(map(_value, _EACH.findall(written)), *spans)


def _english_numbers(match: re.Match[str]) -> Iterator[int]:
    groups = match.groupdict()
    if groups.get("behind"):
        words = _EACH_IN_ENGLISH.findall(groups["behind"])
        yield from (_value(word) for word in words if word not in ("and", "to", "or"))
        if " to " in groups["behind"]:
            yield from range(_value(words[0]), _value(words[-1]))
    else:
        yield _value(groups["ordinal"] or groups["named"])


def _value(written: str) -> int:
    for names in (_ORDINALS, _CARDINALS, _ROMAN):
        if written in names:
            return names.index(written) + 1
    if written[0].isdigit():
        return int(re.sub("[a-z]+", "", written))
    tens, ten, ones = written.rpartition("十")
    units = _SMALL.index(ones) + 1 if ones else 0
    return (10 * (_SMALL.index(tens) + 1 if tens else 1) if ten else 0) + units
