"""Where a text names a hospital, a school, a waterworks, and whether two such names are of one or of rivals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from retrieval.question.bodies.kinds import (
    ENGLISH_DIRECTIONS,
    ENGLISH_KINDS,
    ENGLISH_MARKS,
    ENGLISH_NUMBERS,
    KINDS,
    MARKS,
)
from retrieval.question.named_things import is_no_name
from retrieval.text.folding import HAN

_DIGITS = "一二三四五六七八九十"
_ORDINAL = re.compile(rf"第?(?P<number>[{_DIGITS}]|\d{{1,2}})\Z")
_DIRECTIONS = "东西南北"
_RANK = re.compile(r"(?<=..)[省市县区州镇乡村旗]\Z")
_STEM_TAGS = ("nr", "ns", "nt", "nz", "n", "j", "s", "f", "g", "z", "a", "b", "x", "i", "l", "ng")
_LONGEST_STEM = 8
_COMMON = "人民"
"""The mark that a number may stand before or be left out of."""

_RUN = re.compile(rf"[{HAN}\d]+")


@dataclass(frozen=True, slots=True)
class Body:
    """A body in a text, `[start, end)` of it: its kind, its number among its like (0 for none), what else tells it from
    them (人民, 中医, 师范), and the place or name before (柳塘市, 城北)."""

    start: int
    end: int
    kind: str
    number: int
    mark: str
    stem: str

    @property
    def direction(self) -> str:
        """The direction in the place or name of its own: 北 of 城北."""
        return next((character for character in reversed(self.stem[-2:]) if character in _DIRECTIONS), "")

    def rivals(self, other: "Body") -> bool:
        """Whether this and another are two of one kind: told apart by a number, a mark or a place."""
        if self.kind != other.kind:
            return False
        if (self.number and other.number and self.number != other.number) or (
            self.mark and other.mark and self.mark != other.mark
        ):
            return True
        if any(one.number and not two.number and two.mark and one.told(two) for one, two in _both(self, other)):
            return True
        return _rival_stems(self, other)

    def told(self, other: "Body") -> bool:
        """Whether this one's number tells it from another that has a mark and no number: 第二医院 from 中医院."""
        return other.mark != _COMMON or (self.number > 1 and bool(other.stem))

    def may_be(self, other: "Body") -> bool:
        """Whether another is this one by all that is said of both, and something is said of both."""
        if self.kind != other.kind or self.rivals(other) or (self.number and not other.number):
            return False
        told = (self.number and self.number == other.number) or (self.mark and self.mark == other.mark)
        one, two = _bare(self.stem), _bare(other.stem)
        return bool(told or (one and two and (one in two or two in one)))


def _both(one: Body, two: Body) -> tuple[tuple[Body, Body], tuple[Body, Body]]:
    return (one, two), (two, one)


def _rival_stems(one: Body, two: Body) -> bool:
    first, second = _bare(one.stem), _bare(two.stem)
    if not first or not second or first in second or second in first:
        return False
    if one.direction and two.direction and one.direction != two.direction:
        return True
    return not any(first[at : at + 2] in second for at in range(len(first) - 1)) or len(first) == 1


def _bare(stem: str) -> str:
    return _RANK.sub("", stem)


@lru_cache(1024)
def bodies(folded: str) -> tuple[Body, ...]:
    """The bodies that a folded Chinese text names by more than their kind, in its order."""
    return tuple(body for run in _RUN.finditer(folded) for body in _of_run(run[0], run.start()))


def _of_run(run: str, offset: int) -> Iterator[Body]:
    last = 0
    words: list[tuple[int, str, str]] = []
    for match in _KIND.finditer(run):
        kind, mark, _ = KINDS[(match.lastindex or 1) - 1]
        if not words:
            words = list(_words(run))
        before, number = match.start(), 0
        short = match[0][0] if match[0][0] in _DIGITS and len(match[0]) == _SHORT else ""
        for told in MARKS.get(kind, ()):
            if not short and run.endswith(told, last, before):
                before, mark = before - len(told), told if kind != _SCHOOLS else mark
                break
        if short:
            number = _DIGITS.index(short) + 1
            before -= run.endswith("第", last, before)
        elif (found := _ORDINAL.search(run, last, before)) is not None:
            before, number = found.start(), _number(found["number"])
        stem = run[_stem(run, words, last, before) : before]
        if is_no_name(stem) or _SORT.fullmatch(stem) or (len(stem) == 1 and stem not in _DIRECTIONS):
            stem = ""
        if number or stem or (mark and kind != _SCHOOLS):
            yield Body(offset + before - len(stem), offset + match.end(), kind, number, mark, stem)
        last = match.end()


_KIND = re.compile("|".join(f"({pattern})" for _, _, pattern in KINDS))
_SHORT = 2
"""Characters of a short form that has the number in it: 二院, 三中."""

_SORT = re.compile(
    ".*[级等甲]|城镇|乡镇|县城|城乡|综合|专科|基层|定点|联合|社区|新建?|老|总|分|主|本|大型|小型|现有|在建|扩建|建设"
)
"""What stands before a body and says of what sort it is."""

_SCHOOLS = "学校"


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _DIGITS.index(written) + 1


def _words(run: str) -> Iterator[tuple[int, str, str]]:
    position = 0
    for word, tag in rjieba.tag(run):
        yield position, word, tag
        position += len(word)


def _stem(run: str, words: list[tuple[int, str, str]], first: int, end: int) -> int:
    """Where the place or name begins that stands before `end` of a run of characters."""
    begin, placed = end, False
    for start, word, tag in reversed(words):
        if start >= end:
            continue
        inside = run[max(start, first) : min(end, start + len(word))]
        named = tag.startswith(_STEM_TAGS) and not (tag.startswith("f") and len(inside) == 1 and begin < end)
        sort = len(inside) > 1 and is_no_name(inside)
        if start < first or not named or sort or end - start > _LONGEST_STEM or (placed and len(word) > 1):
            break
        begin = start
        placed = placed or (tag.startswith("ns") and len(word) > 1)
    return begin


def english_bodies(folded: str) -> tuple[Body, ...]:
    """The bodies that a folded English question names by a number, a direction or a mark."""
    return tuple(_english(folded))


def _english(folded: str) -> Iterator[Body]:
    for match in _ENGLISH.finditer(folded):
        kind, mark, _ = next(one for one in ENGLISH_KINDS if re.fullmatch(one[2], match["kind"]))
        before = match["before"]
        number = next((at for at, word in enumerate(ENGLISH_NUMBERS, 1) if re.search(rf"\b{word}\b", before)), 0)
        if (written := re.search(r"\bno\.? ?(\d{1,2})\b", before)) is not None:
            number, before = int(written[1]), before[written.start() :]
        mark = mark or next((told for word, told in ENGLISH_MARKS.items() if word in before), "")
        direction = next((d for word, d in ENGLISH_DIRECTIONS.items() if re.search(rf"\b{word}(?:ern)?\b", before)), "")
        if number or mark or direction:
            start = match.start() + len(match["before"]) - len(match["before"].lstrip())
            yield Body(start, match.end(), kind, number, mark, direction)


_ENGLISH = re.compile(
    r"(?P<before>(?:\b(?!(?:the|of|at|in|for|to|does|did|do|has|have|is|was|were|are|by|and|many|much|that|which)\b)"
    r"[\w'.-]+ ){0,6})\b(?P<kind>" + "|".join(pattern for _, _, pattern in ENGLISH_KINDS) + r")\b"
)
