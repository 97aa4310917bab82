"""What a text lists, and how many items that are: 城投公司、开发公司和运营公司 three, 一是… 二是… two."""

import re
from collections import Counter
from itertools import pairwise

from retrieval.document import Span
from retrieval.text.folding import HAN

_ORDINALS = (
    re.compile(r"([一二三四五六七八九十])是"),
    re.compile(r"第([一二三四五六七八九十])(?![季产届期批次名个])"),
    re.compile(r"[(（]([一二三四五六七八九十]|\d)[)）]"),
    re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])"),
    re.compile(r"(首先|其次|再次|最后)"),
    re.compile(r"(?<!\d)(\d)[.、．](?!\d)"),
)
_CLAUSE = re.compile(r"[。；;！？!?]")
_QUOTED = (re.compile("《[^《》]+》"), re.compile("“[^“”]+”"), re.compile("「[^「」]+」"))
_JOINED = re.compile(rf"(?<=[{HAN}a-z0-9》”\"')])(?:和|与|及|以及|暨|并|或)(?=[{HAN}a-z0-9《“\"'(])")


_MARK = re.compile(r"[,，;；:：。！？!?\n]")
_LEADS = re.compile("(?:其中|分别[是为]?|包括|包含|涵盖|涉及|新开|设有?|含有?|[是为有对由])+")
"""What leads to a list in its clause."""

_TAIL = re.compile(rf"等?(?P<count>\d+|[二三四五六七八九十])[大个家项种人名条处座类省市县]|等[{HAN}]*\Z")
"""What stands behind the last item of a list: 等3人, 三大产业, 等."""

_NUMERALS = "零一二三四五六七八九十"
_FIGURE_ENDS = re.compile(rf"\d[\d.]*[{HAN}%]{{1,3}}\Z")
_LONGEST = 100
"""Characters of a list that is given as an answer."""


def whole_list(text: str, span: Span, count: int | None = None) -> Span:
    """The list parted by 、 of which `span` is a part, in its clause; `span` itself where it is part of none, where the
    list has not `count` items, if that is told, or where it is not clear where it begins."""
    first = max((mark.end() for mark in _MARK.finditer(text, 0, span[0])), default=0)
    last = next((mark.start() for mark in _MARK.finditer(text, span[1])), len(text))
    cuts = [first, *(place + 1 for place in range(first, last) if text[place] == "、"), last + 1]
    items = [(start, end - 1) for start, end in pairwise(cuts)]
    if len(items) < 2 or (count is not None and count != len(items) + bool(_JOINED.search(text, *items[-1]))):
        return span
    start = _with_prefix(text, span[0], items) if span[0] < items[0][1] else _begin(text, items)
    end = span[1] if span[1] > items[-1][0] else _end(text, items)
    if start is None or end is None or end - start > _LONGEST:
        return span
    return min(start, span[0]), max(end, span[1])


def _with_prefix(text: str, start: int, items: list[Span]) -> int:
    """The place `start` in the first of some items, or what stands before it and begins all others: 甲至乙、甲至丙."""
    others = [text[a:b].strip() for a, b in items[1:]]
    length = next((n for n, alike in enumerate(zip(*others, strict=False)) if len(set(alike)) > 1), 0)
    shared = others[0][:length] if len(others) > 1 else ""
    return start - len(shared) if shared and text.endswith(shared, items[0][0], start) else start


def _begin(text: str, items: list[Span]) -> int | None:
    """Where the first of some items begins behind what leads to it; None where that is not clear."""
    start, end = items[0]
    leads = list(_LEADS.finditer(text, start, end - 1))
    longest = max(b - a for a, b in items[1:])
    if leads and end - leads[-1].end() <= longest + 4:
        return leads[-1].end()
    return start if end - start <= longest + 2 else None


def _end(text: str, items: list[Span]) -> int | None:
    """Where the last of some items ends; None where more stands behind it than an item."""
    start, end = items[-1]
    longest = max(b - a for a, b in items[:-1])
    if all(_FIGURE_ENDS.search(text[a:b]) for a, b in items[:-1]):
        return end if _FIGURE_ENDS.search(text[start:end]) else None
    tail = _TAIL.search(text, start, end)
    if tail is not None and (tail["count"] is None or _number(tail["count"]) == len(items)):
        return tail.start()
    return end if end - start <= 2 * longest + 4 else None


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMERALS.index(written)


def items_listed(folded: str, start: int, end: int) -> int:
    """How many items the stretch from `start` to `end` of a folded text lists at most: parted by 、 or joined by 和 in
    one clause, in clauses that begin or end alike, by titles, or numbered; numbers may go on behind the stretch."""
    clauses = _CLAUSE.split(folded[start:end])
    enumerated = max((clause.count("、") + bool(_JOINED.search(clause)) for clause in clauses), default=0) + 1
    numbered = max(len(set(pattern.findall(folded[start:]))) for pattern in _ORDINALS)
    titled = max(len(pattern.findall(folded, start, end)) for pattern in _QUOTED)
    alike = max(map(_alike, clauses), default=0)
    return max(enumerated, numbered, titled, alike, len([clause for clause in clauses if clause.strip()]))


def _alike(clause: str) -> int:
    """How many of the parts of a clause between commas begin or end alike: 甲不招,乙不招,丙不招."""
    parts = [part.strip() for part in clause.split(",")]
    ends = Counter(part[-2:] for part in parts if len(part) > 2)
    begins = Counter(part[:2] for part in parts if len(part) > 2)
    return max((*ends.values(), *begins.values()), default=0)
