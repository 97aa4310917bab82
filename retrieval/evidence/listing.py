"""What a text lists, and how many items that are: 城投公司、开发公司和运营公司 three, 一是… 二是… two."""

import re
from collections import Counter
from itertools import accumulate, pairwise

import rjieba

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
_LEADING = "其中 分别 分别是 分别为 包括 包含 涵盖 涉及 新开 设 设有 含 含有 是 为 有 对 由 在"
_LEADS = frozenset(_LEADING.split())
"""Words that lead to a list in its clause."""

_TAIL = re.compile(r"等?(?P<count>\d+|[二三四五六七八九十])[大个家项种人名条处座类省市县]|等(?![级候待奖])")
"""What stands behind the last item of a list: 等3人, 三大产业, 等."""

_NUMERALS = "零一二三四五六七八九十"
_ALSO = re.compile("以及|[和与及]")
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
    goes_on = _ALSO.match(text, span[1]) is not None
    end = span[1] if span[1] > items[-1][0] and not goes_on else _end(text, items)
    if start is None or end is None or end - start > _LONGEST:
        return span
    return min(start, span[0]), max(end, span[1])


def _shared(text: str, items: list[Span]) -> str:
    """What all items but the first begin with; nothing where there is but one."""
    others = [text[a:b].strip() for a, b in items[1:]]
    length = next((n for n, alike in enumerate(zip(*others, strict=False)) if len(set(alike)) > 1), 0)
    return others[0][:length] if len(others) > 1 else ""


def _with_prefix(text: str, start: int, items: list[Span]) -> int:
    """The place `start` in the first of some items, or what stands before it and begins all others: 甲至乙、甲至丙."""
    shared = _shared(text, items)
    return start - len(shared) if shared and text.endswith(shared, items[0][0], start) else start


def _begin(text: str, items: list[Span]) -> int | None:
    """Where the first of some items begins behind what leads to it; None where that is not clear."""
    start, end = items[0]
    shared = _shared(text, items)
    if shared and shared in text[start:end]:
        return text.rindex(shared, start, end)
    longest = max(b - a for a, b in items[1:])
    words = list(accumulate((len(word) for word in rjieba.cut(text[start:end])), initial=start))
    leads = [behind for at, behind in pairwise(words) if text[at:behind].strip() in _LEADS and behind < end]
    if leads and end - leads[-1] <= longest + 4:
        return leads[-1]
    return start if end - start <= longest + 2 else None


def _end(text: str, items: list[Span]) -> int | None:
    """Where the last of some items ends; None where more stands behind it than an item."""
    start, end = items[-1]
    longest = max(b - a for a, b in items[:-1])
    if all(_FIGURE_ENDS.search(text[a:b]) for a, b in items[:-1]):
        return end if _FIGURE_ENDS.search(text[start:end]) else None
    tail = _TAIL.search(text, start, end)
    if tail is not None and (tail[0].startswith("等") or _number(tail["count"]) == len(items)):
        return tail.start()
    if all(_before_verb(text, a, b) == b for a, b in items[1:-1]):
        end = _before_verb(text, start, end)
    return end if end - start <= 2 * longest + 4 else None


def _before_verb(text: str, start: int, end: int) -> int:
    """Where the first verb behind a word begins in a stretch; its end where there is none."""
    at = start
    for word, tag in rjieba.tag(text[start:end]):
        if tag == "v" and at > start:
            return at
        at += len(word)
    return end


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
