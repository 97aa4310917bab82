"""How many items a text lists: 城投公司、开发公司和运营公司 three, 一是… 二是… two."""

import re
from collections import Counter

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
