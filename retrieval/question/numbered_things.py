"""What goes by a number among others of its kind: 一期, 3号线, 第二食堂, 1至6号楼; phase two, Line 3."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SMALL = "一二三四五六七八九十"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = ("i", "ii", "iii", "iv", "v")

_NUMBER = rf"(?:\d{{1,3}}|[{_SMALL}]{{1,3}})"
_WITH_NUMBER = (
    "线(?![上下路城])|楼|栋|幢|座|门|桥|炉|井|库|仓库|泊位|机组|码头|车间|隧道|矿井|闸|船|展厅|展馆|馆|出口|通道|站台|"
    "塔|池|窑|墓|坑|窗口"
)
"""What is told apart by 号: 3号线, 11号泊位."""
_WITHOUT = "期(?![间末初限满望货盼中内])|标段|食堂|车间|泊位|机组|码头|展厅|分厂|工区|支队|大队|中队"
"""What is also told apart by the number alone: 二期, 一标段."""
_IN_ORDER = "[批届轮集卷章期]|季(?!度)|标段|食堂|车间|阶段|分厂|工区|支队|大队|中队|会场|考场|工厂"
"""What is told apart by 第: 第二批, 第三届."""
_LIST = rf"{_NUMBER}号?(?:[、和与及或至到~-]第?{_NUMBER}号?)*"
_CHINESE = re.compile(
    rf"(?<![\d.{_SMALL}月前近后共每两几第])(?:"
    rf"第(?P<ordered>{_LIST})(?P<in_order>{_IN_ORDER})"
    rf"|(?P<signed>{_LIST}(?<=号))(?P<with_sign>{_WITH_NUMBER})"
    rf"|(?P<bare>{_LIST}(?<!号))(?P<without>{_WITHOUT}))"
)
_PARTS = (("ordered", "in_order"), ("signed", "with_sign"), ("bare", "without"))
_ENGLISH_KINDS = {
    "期": "phase|stage",
    "线": "(?:metro |subway )?line",
    "楼": "building|block",
    "泊位": "berth",
    "车间": "workshop",
    "标段": "section|lot",
    "食堂": "canteen",
    "批": "batch",
    "届": "edition",
    "机组": "generator|turbine",
}
_WORD = "|".join((*_ORDINALS, *_CARDINALS, *reversed(_ROMAN)))
_ENGLISH = {
    kind: re.compile(
        rf"\b(?:{words}) (?:no\.? ?)?(?P<behind>\d{{1,3}}|{_WORD})\b(?!,\d|\.\d)|"
        rf"\b(?:(?P<ordinal>{'|'.join(_ORDINALS)})|no\.? ?(?P<number>\d{{1,3}})) (?:{words})\b"
    )
    for kind, words in _ENGLISH_KINDS.items()
}
_SPAN = re.compile(rf"({_NUMBER})号?[至到~-]第?({_NUMBER})")
_DIGITS = re.compile(_NUMBER)


@dataclass(frozen=True, slots=True)
class NumberedThing:
    """`[start, end)` of a text that names things of a kind by their numbers: 1至3号楼 is 1, 2 and 3."""

    start: int
    end: int
    kind: str
    numbers: frozenset[int]


def numbered_things(folded: str) -> list[NumberedThing]:
    """The numbered things that a folded text in Chinese names, in its order."""
    return [
        NumberedThing(match.start(), match.end(), match[kind], frozenset(_numbers(match[numbers])))
        for match in _CHINESE.finditer(folded)
        for numbers, kind in _PARTS
        if match[kind]
    ]


def english_numbered_things(folded: str) -> list[NumberedThing]:
    """The same of a folded question in English, by the kinds that they have in Chinese."""
    found = [
        NumberedThing(match.start(), match.end(), kind, frozenset([_value(match[match.lastgroup or 0])]))
        for kind, pattern in _ENGLISH.items()
        for match in pattern.finditer(folded)
    ]
    return sorted(found, key=lambda one: one.start)


def _numbers(written: str) -> Iterator[int]:
    """The numbers of a list, those inside a span with them."""
    yield from (_value(number) for number in _DIGITS.findall(written))
    for first, last in _SPAN.findall(written):
        yield from range(_value(first), _value(last))


def _value(written: str) -> int:
    for names in (_ORDINALS, _CARDINALS, _ROMAN):
        if written in names:
            return names.index(written) + 1
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    units = _SMALL.index(ones) + 1 if ones else 0
    return (10 * (_SMALL.index(tens) + 1 if tens else 1) if ten else 0) + units
