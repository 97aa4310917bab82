"""The stretches of a sentence that could answer: runs of whole words, and where their words begin and end."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import rjieba
from numpy.typing import NDArray

from retrieval.numbers import Quantity
from retrieval.text.folding import HAN

Matrix = NDArray[np.float64]
Places = NDArray[np.int64]

LONGEST_RUN = 36
"""Characters of a run of words inside one clause."""
LONGEST_CLAUSES = 60
"""Characters of a run of whole clauses."""
MOST = 1500
"""Candidates of one sentence."""

_PIECE = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<latin>[a-z0-9]+(?:[-.&+'/:·•][a-z0-9]+)*)|(?P<space>\s+)|(?P<mark>.)", re.DOTALL
)
_AFTER_QUANTITY = re.compile(r"\s?(?:以上|以下|左右|以内|之间|多|余)(?![0-9])")
_OPENING, _CLOSING = '“‘「『《〈（(【"', '”’」』》〉）)】"'
_CLAUSE_MARKS = frozenset(",;:。!?…—\n")
_CATEGORIES = {
    **dict.fromkeys(_OPENING[:-1], "opening"),
    **dict.fromkeys(_CLOSING[:-1], "closing"),
    **dict.fromkeys("。!?…\n", "stop"),
    "、": "、", ",": "comma", ";": "stop", ":": "colon", "·": "point", "•": "point", '"': "quote",
}  # fmt: skip
_GRAMMAR = """
的 了 是 为 由 在 于 被 把 将 与 和 及 跟 对 向 从 自 到 至 以 用
叫 称 因 因为 所以 而 但 等 其 也 都 有 后 前 中 上 下 时 之 所 者 成为
称为 作为 包括 通过 根据 其中 以及 并 可 使 让 给 说 认为 第 约 达 内 外 里 间 或
就 则 分别
"""
_OWN_CATEGORY = frozenset(_GRAMMAR.split())
"""Words of grammar that say more of what stands beside them than their part of speech does."""
_MARKS_BETWEEN = frozenset({"comma", "stop", "colon", "、", "point", "space"})
_JOINING = "和 与 及 以及 但 而 并 是 由 被 把 将 于"
_NOT_FIRST = "closing 的 了 等 也 都 就 则 其中 自"
_NOT_LAST = "opening 的 在 从 对 以 向 至 到 成为 称为"
_NEVER_FIRST = _MARKS_BETWEEN.union(_JOINING.split(), _NOT_FIRST.split())
_NEVER_LAST = _MARKS_BETWEEN.union(_JOINING.split(), _NOT_LAST.split())
"""What joins an answer to what stands before or behind it belongs to neither end of it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a folded text, `[start, end)` of it, and its category: a part of speech, a mark, or itself."""

    start: int
    end: int
    category: str


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """The candidates of a sentence as arrays (n,): the numbers of the first and the last of its `words` that each is
    made of, and where it begins and ends in the text."""

    words: Sequence[Word]
    first: Places
    last: Places
    starts: Places
    ends: Places


def runs_of(words: Sequence[Word], chosen: Sequence[tuple[int, int]]) -> Runs:
    """The chosen runs of words, `[first, last)`, as arrays."""
    first = np.array([i for i, _ in chosen])
    last = np.array([j - 1 for _, j in chosen])
    starts = np.array([word.start for word in words])[first]
    ends = np.array([word.end for word in words])[last]
    return Runs(words, first, last, starts, ends)


def words_of(folded: str, quantities: Sequence[Quantity], edges: Iterable[int] = ()) -> list[Word]:
    """The words of a folded text without its white space: a quantity with what qualifies it is one of them. At the
    `edges`, places in the text, words are cut apart, too."""
    found: list[Word] = []
    position = 0
    for start, end, category in _measured(folded, quantities):
        found += _plain(folded, position, start)
        found.append(Word(start, end, category))
        position = end
    return list(_cut(found + _plain(folded, position, len(folded)), sorted(set(edges))))


def _cut(words: Sequence[Word], edges: Sequence[int]) -> Iterator[Word]:
    for word in words:
        inside = [edge for edge in edges if word.start < edge < word.end]
        for start, end in pairwise((word.start, *inside, word.end)):
            yield Word(start, end, word.category)


def _measured(folded: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int, str]]:
    last = 0
    for quantity in quantities:
        if quantity.start < last or quantity.kind in ("determiner", "identifier"):
            continue
        after = _AFTER_QUANTITY.match(folded, quantity.end)
        end = after.end() if after else quantity.end
        last = end
        yield quantity.start, end, "date" if quantity.date else "quantity"


def _plain(folded: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    for match in _PIECE.finditer(folded, start, end):
        if match.lastgroup == "han":
            position = match.start()
            for word, tag in rjieba.tag(match[0]):
                found.append(Word(position, position + len(word), _category(word, tag)))
                position += len(word)
        elif match.lastgroup == "latin":
            found.append(Word(*match.span(), "latin"))
        elif match.lastgroup == "mark":
            category = _CATEGORIES.get(match[0], "mark")
            in_title = folded.rfind("《", 0, match.start()) > folded.rfind("》", 0, match.start())
            found.append(Word(*match.span(), "mark" if in_title and match[0] in _CLAUSE_MARKS else category))
        elif "\n" in match[0]:
            found.append(Word(*match.span(), "stop"))
    return found


def _category(word: str, tag: str) -> str:
    if word in _OWN_CATEGORY:
        return word
    return tag if tag in ("nr", "ns", "nt", "nz", "vn") else tag[0]


def clauses(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The runs of words, `[first, last)`, between commas, colons and full stops."""
    found: list[tuple[int, int]] = []
    first = 0
    for index, word in enumerate(words):
        if word.category in ("comma", "stop", "colon"):
            if index > first:
                found.append((first, index))
            first = index + 1
    return found + ([(first, len(words))] if first < len(words) else [])


def candidates(folded: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """The runs of words, `[first, last)`, that could answer: any run in one clause, and any run of neighbouring whole
    clauses, that is short enough, begins and ends with a word that can, and leaves no bracket or quotation
    mark open."""
    found: list[tuple[int, int]] = []
    parts = clauses(words)
    for first, last in parts:
        for i in range(first, last):
            if words[i].category in _NEVER_FIRST:
                continue
            listed = False
            for j in range(i, last):
                listed = listed or words[j].category == "、"
                if words[j].end - words[i].start > (LONGEST_CLAUSES if listed else LONGEST_RUN):
                    break
                if words[j].category not in _NEVER_LAST:
                    found.append((i, j + 1))
    for number, (first, last) in enumerate(parts):
        for _, following in parts[number:]:
            length = words[following - 1].end - words[first].start
            if length > LONGEST_CLAUSES or (following > last and words[following - 1].category == "stop"):
                break
            if following > last or length > LONGEST_RUN:
                found.append((first, following))
    depths = _depths(folded)
    return [(i, j) for i, j in found if _balanced(depths, words[i].start, words[j - 1].end)][:MOST]


def _depths(folded: str) -> list[int]:
    """At each position how many brackets and quotation marks are open there."""
    found = [0]
    for character in folded:
        found.append(found[-1] + (character in _OPENING[:-1]) - (character in _CLOSING[:-1]))
    return found


def _balanced(depths: Sequence[int], start: int, end: int) -> bool:
    return depths[start] == depths[end] and min(depths[start : end + 1]) == depths[start]
