"""What a sentence states of several things, one after another: 甲县收治41人,乙县26人; and what it states of them behind
all of them: 稻谷9万吨,小麦5万吨,分别增长3%和1%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.evidence.figures.statements import counts, pieces
from retrieval.numbers import Quantity

_RESPECTIVELY = re.compile("分别")
_LIST = re.compile("[、和与及]")
_PART = re.compile("其中")
_REST = re.compile("(?:其余|其他|其它|剩余|剩下)的?")
_FALLS_TO = re.compile(rf"{_REST.pattern}(?:都|均|则)?(?:分布|发生|集中|来自|位于)?(?:为|是|在|属于|归)?(?P<those>.+)")
_ENDED = re.compile("[;。!?\n]")
_COMPARED = re.compile("(?:同比|环比|比|较)")
_CHANGE = "增长|增加|上涨|上升|提高|下降|下跌|减少|回落|降低|达到?|为"
_NEXT = re.compile(rf"(?:、|,|和|与|及|以及)(?:{_CHANGE})?")
_FIRST = re.compile(rf"(?:同比|环比|比上年|较上年|{_CHANGE})*")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing with a figure: where its label stands, which is what stands before the figure that it comes with (of the
    rest, behind it), whether it is a `part` of what is named before (其中…), and, where its figure stands behind
    several, what `lead`s to it there."""

    label: Span
    figure: Quantity
    part: bool = False
    lead: Span | None = None


def items(folded: str, stated: Sequence[Quantity], span: Span) -> list[Item]:
    """The things of a stretch of a folded text, each with the first figure of its clause, in their order, and those
    whose figures stand behind several; `stated` are the quantities of the text."""
    figures = [q for q in stated if span[0] <= q.start and q.end <= span[1] and counts(q)]
    found: list[Item] = []
    behind: list[Item] = []
    handed_out, part = 0, False
    for start, end in pieces(folded, stated, span):
        if _ENDED.search(folded, max(0, start - 1), start):
            part = False
        part = part or _PART.match(folded, start) is not None
        first = next((q for q in figures if start <= q.start and q.end <= end), None)
        if first is None or start < handed_out:
            continue
        if at := _RESPECTIVELY.search(folded, start, first.start):
            numbers = _in_a_row(folded, [q for q in figures if q.start >= first.start], at.end())
            handed_out = numbers[-1].end if numbers else end
            things = [] if _LIST.search(folded, start, at.start()) else _things(folded, found, len(numbers))
            behind += [Item(t.label, q, t.part, (start, q.start)) for t, q in zip(things, numbers, strict=False)]
        elif not _COMPARED.match(folded, start):
            rest = _REST.fullmatch(folded, start, first.start)
            found.append(Item((first.end, end) if rest else (start, first.start), first, part))
    return found + behind


def _in_a_row(folded: str, figures: Sequence[Quantity], begin: int) -> list[Quantity]:
    """The figures that are handed out one by one; none where something else stands before the first."""
    if not figures or not _FIRST.fullmatch(folded, begin, figures[0].start):
        return []
    found = [figures[0]]
    for q in figures[1:]:
        if not _NEXT.fullmatch(folded, found[-1].end, q.start):
            break
        found.append(q)
    return found


def _things(folded: str, before: Sequence[Item], count: int) -> Sequence[Item]:
    """The last so many things, where they are all that their sentence names, or all of their unit; else none."""
    own: list[Item] = []
    for item in reversed(before):
        if own and _ENDED.search(folded, item.figure.end, own[-1].label[0]):
            break
        own.append(item)
    own.reverse()
    last = own[-count:] if 1 < count <= len(own) else []
    units = {_unit(item) for item in last}
    alone = len(own) == count or (len(units) == 1 and _unit(own[-count - 1]) not in units) if last else False
    return last if alone else ()


def _unit(item: Item) -> tuple[str, str | None]:
    return item.figure.unit, item.figure.measure


def siblings(found: Sequence[Item], of: Item) -> Iterator[Item]:
    """The things of a list with figures of the same class of unit."""
    begin = of.lead and of.lead[0]
    return (i for i in found if i.figure.unit == of.figure.unit and (i.lead and i.lead[0]) == begin)


def rest(folded: str, stated: Sequence[Quantity], span: Span) -> Span | None:
    """Where those stand that a stretch of a folded text says the rest falls to, without a figure: 其余为郊区; None
    where it says so of none."""
    for start, end in pieces(folded, stated, span):
        match = _FALLS_TO.match(folded, start, end)
        if match and not any(start <= q.start and q.end <= end and counts(q) for q in stated):
            return match.span("those")
    return None
