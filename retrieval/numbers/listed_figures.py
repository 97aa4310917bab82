"""Measures that are listed before their figures (A、B分别增长5%、6%), and measures that share one (A、B均增长5%)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import rjieba

from retrieval.numbers.quantity import Quantity

_RESPECTIVE = re.compile(
    r"分别|各(?=增长|为|达|是|新增)|"
    r"(?<!分别)(?:同比|比上年)?(?:增长|下降|提高|上升|减少|降低|压减|达到?)(?=[约近超]?\d[\d.]*[^,;:。、和\d]{0,6}(?:、|和)[约近超]?\d)"
)
_ALIKE = re.compile(r"(?<![人户年平日亩])均|(?<![首成古])都(?!市)|双双")
_SEPARATOR = re.compile(r"、|和|与|及|以及")
_LISTING = re.compile(r"、|和|与|及|以及|,")
_LONGEST_ITEM = 30
_TOWN_AND_COUNTRY = "城乡"


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the things listed: `text` is what it is called, completed by what the list says once for all, `start` and
    `end` where it stands in the sentence, `number` its figure, `lead` what stands before the figures, `first` whether
    it opens the list."""

    text: str
    start: int
    end: int
    number: Quantity
    lead: str
    first: bool


def listed(folded: str, stated: Sequence[Quantity]) -> Iterator[Listed]:
    """The things that a folded sentence lists before their figures, each way that their names can be completed."""
    figures = [q for q in stated if q.date is None and q.kind in ("cardinal", "multiple", "fraction")]
    for match in (*_RESPECTIVE.finditer(folded), *_ALIKE.finditer(folded)):
        start = max((m.end() for m in re.finditer(r"[,;:。!?]", folded[: match.start()])), default=0)
        items = _items(folded, start, match.start())
        if _TOWN_AND_COUNTRY in folded[start : match.start()] and len(items) == 1:
            yield from _town_and_country(folded, items[0], figures, match.end())
        if len(items) < 2 or any(end - begin > _LONGEST_ITEM for begin, end in items):
            continue
        behind = [q for q in figures if q.start >= match.end()]
        if not behind or re.search(r"[,;:。!?]", folded[match.end() : behind[0].start]):
            continue
        lead = folded[match.end() : behind[0].start]
        numbers = [behind[0]] * len(items) if _ALIKE.match(folded, match.start()) else _in_a_row(folded, behind)
        if len(numbers) != len(items):
            continue
        yield from _completed(folded, items, numbers, lead)


def _town_and_country(folded: str, item: tuple[int, int], figures: Sequence[Quantity], end: int) -> Iterator[Listed]:
    """The two things that 城乡 says in one: the figure of the towns comes first."""
    behind = [q for q in figures if q.start >= end]
    numbers = _in_a_row(folded, behind) if behind else []
    if len(numbers) == 2:
        lead = folded[end : numbers[0].start]
        for place, (number, where) in enumerate(zip(numbers, ("城镇", "农村"), strict=True)):
            text = folded[slice(*item)].replace(_TOWN_AND_COUNTRY, where)
            yield Listed(text, item[0] + place, item[1], number, lead, place == 0)


def _items(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between the marks of a list."""
    found: list[tuple[int, int]] = []
    position = start
    for match in _SEPARATOR.finditer(folded, start, end):
        if match.start() > position:
            found.append((position, match.start()))
        position = match.end()
    return [*found, (position, end)] if end > position else found


def _in_a_row(folded: str, behind: Sequence[Quantity]) -> list[Quantity]:
    """The figures that follow one another with nothing but marks of a list between."""
    found = [behind[0]]
    for q in behind[1:]:
        between = re.sub("左右|以上|以内|以下|余", "", folded[found[-1].end : q.start])
        if (
            not _LISTING.fullmatch(between)
            and re.fullmatch(r"(?:、|和|与|及|以及)(?:增长|达到?|超过?)?", between) is None
        ):
            break
        found.append(q)
    return found


def _completed(
    folded: str, items: Sequence[tuple[int, int]], numbers: Sequence[Quantity], lead: str
) -> Iterator[Listed]:
    last = folded[slice(*items[-1])]
    for (start, end), number in zip(items, numbers, strict=True):
        text = folded[start:end]
        first = (start, end) == items[0]
        yield Listed(text, start, end, number, lead, first)
        if (start, end) != items[-1]:
            for cut in accumulate(map(len, rjieba.cut(last))):
                yield Listed(text + last[cut:], start, end, number, lead, first)
