"""What a sentence states figures of, one thing after another: the clauses that a subject opens and those that go on
with it (外送电量935亿千瓦时,增长8% is one statement, 能源工业增长8% the next)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from retrieval.document import Span
from retrieval.numbers import Quantity

_MARK = re.compile(r"[,;:。!?、\n]|——|和(?=\d)")
_LIST_MARK = "、"
_GOES_ON = """
同比 环比 上年 去年 前年 上月 今年 全年 年均 总量 总数 总额 总值 规模 增速 增幅 降幅 涨幅 跌幅 增量
增长率 比重 占比 比例 均价 单价 总投资 投资 面积 总面积 人均 平均 以上 以下 左右 水平 全国 全省 全市
全区 全县 全球 世界 期间 目标 计划 预期 累计 同期 速度 其中 位次 名次 排名 贡献率 个百分点 百分点
"""
_DEPENDENT = frozenset(_GOES_ON.split())
"""Words that alone open no statement: what they say is said of the subject before."""

_SAID_OF_IT = re.compile("[均约则并且也仍]*(?:占|位?居(?!民)|排名?|排在|[高低快慢]于|比|较|达|为|突破|超)")
"""How a clause begins that compares what the one before it says."""

_FOR = "为"
_CHANGES = frozenset(["增长", "下降", "上升", "提高", "增加", "减少", "回落", "是", "有"])
"""Verbs behind 为 that do not tell what something was done for."""

_NOUNS = ("n", "j", "l", "vn", "eng", "x", "b", "s")


@dataclass(frozen=True, slots=True)
class Statement:
    """Where a stretch of a sentence stands that says one thing of one subject, or of several that are listed."""

    start: int
    end: int

    def holds(self, quantity: Quantity) -> bool:
        """Whether a quantity stands in it."""
        return self.start <= quantity.start and quantity.end <= self.end


def statements(folded: str, stated: Sequence[Quantity], span: Span) -> list[Statement]:
    """The statements of a stretch of a folded text, in their order; `stated` are the quantities of the text."""
    figures = [q for q in stated if span[0] <= q.start and q.end <= span[1] and counts(q)]
    found: list[Statement] = []
    pending: int | None = None
    for start, end in pieces(folded, stated, span):
        first = next((q.start for q in figures if start <= q.start and q.end <= end), None)
        opens = _opens(folded[start : end if first is None else first])
        if pending is not None:
            start = pending
        elif found and not opens:
            found[-1] = Statement(found[-1].start, end)
            continue
        listed = first is None and folded[end : end + 1] == _LIST_MARK
        pending = start if listed else None
        if not listed:
            found.append(Statement(start, end))
    if pending is not None:
        found.append(Statement(pending, span[1]))
    return found


def counts(quantity: Quantity) -> bool:
    """Whether a quantity is a figure of something: no date, no place in an order, no number that only names."""
    return quantity.date is None and quantity.kind in ("cardinal", "multiple", "fraction")


def pieces(folded: str, stated: Sequence[Quantity], span: Span) -> list[Span]:
    """The stretches of a folded text between marks; no mark cuts one of the quantities `stated`."""
    inside = [(q.start, q.end) for q in stated]
    found: list[Span] = []
    start = span[0]
    for mark in _MARK.finditer(folded, *span):
        if any(first < mark.start() < last for first, last in inside):
            continue
        if mark.start() > start:
            found.append((start, mark.start()))
        start = mark.end()
    return [*found, (start, span[1])] if span[1] > start else found


@lru_cache(maxsize=4096)
def _opens(label: str) -> bool:
    """Whether a clause that begins so speaks of a subject of its own: 为全省最高 does not, 为吸引游客新设 does."""
    words = rjieba.tag(label)
    said_of_it = _SAID_OF_IT.match(label)
    if said_of_it and not (said_of_it[0].endswith(_FOR) and any(t == "v" and w not in _CHANGES for w, t in words)):
        return False
    return any(len(word) > 1 and word not in _DEPENDENT and tag.startswith(_NOUNS) for word, tag in words)
