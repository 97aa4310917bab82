"""Where a sentence names a measure: whole, in other order, or by its last word behind what it is of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

import rjieba

from retrieval.across.asked.measure import Measure, Part
from retrieval.document import Span
from retrieval.text.field_words import stands

_APART = 8
"""Characters that may stand between two parts of a measure."""

_REORDERED = 4
"""Characters more than its words have that a stretch may have which holds them in another order."""

_FILLING = re.compile(r"(?:的|总|年|新|常住|实际|地方|全年|累计)*")
"""What may stand between the words of a measure in their order: anything else makes it another (工业技改投资)."""

_BREAK = re.compile(r"[,;:。!?]")
_HEAD_WORD = re.compile(
    r"(?:总产量|产量|总产值|产值|总产|增加值|总额|总量|总值|里程|面积|总收入|收入|支出|人数|人次|用电量|"
    r"装机容量|装机|吞吐量|成交额|余额|"
    r"覆盖率|比例|比重|投资|数量)\Z"
)
"""What a name ends with that is said by itself where it is clear of what."""

_CLAUSE_START = re.compile(r"(?:\A|[,、;:。])(?:其中|全省|全市|全区|年度|全年)?\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch `[start, end)` of a folded sentence that names a measure; `whole` is whether all of it does so, and not
    the last word only (总产 behind 粮食)."""

    start: int
    end: int
    whole: bool = True


def mentions_of(measure: Measure, sentence: str) -> list[Mention]:
    """Where a folded sentence names a measure, in its order."""
    of_parts = [_places(part, sentence) for part in measure.parts]
    if all(of_parts):
        found = list(_together(of_parts, sentence))
        if found:
            return found
    if len(measure.parts) == 1:
        return list(_heads(measure.parts[0], sentence))
    return []


def says_some(measure: Measure, text: str) -> bool:
    """Whether a folded text may name a measure: it holds a form, or the words of one."""
    return all(
        any(form in text or all(word in text for word in words_of(form)) for form in part.forms)
        for part in measure.parts
    )


def _places(part: Part, sentence: str) -> list[Span]:
    """Where a part is named: the longest of those that overlap."""
    found = sorted(stands(part.forms, part.longer, sentence), key=lambda span: (span[0], -span[1]))
    found = [span for span in found if not _inside_a_word(span[0], sentence)]
    if not found and not any(form in sentence for form in part.forms):
        found = [span for form in part.forms if (span := _in_other_order(form, sentence)) is not None]
    return [
        (a, b) for a, b in dict.fromkeys(found) if not any(c <= a and b <= d and (c, d) != (a, b) for c, d in found)
    ]


@lru_cache(maxsize=1 << 12)
def words_of(form: str) -> tuple[str, ...]:
    """The words of a form, single characters with what follows them."""
    if form.isascii():
        return (form,)
    found: list[str] = []
    alone = ""
    head = _HEAD_WORD.search(form)
    cut = head.start() if head and head.start() else len(form)
    for word in [*rjieba.cut(form[:cut]), *([form[cut:]] if cut < len(form) else [])]:
        alone += word
        if len(word) > 1 or len(alone) > 2:
            found.append(alone)
            alone = ""
    return (*found[:-1], found[-1] + alone) if found else (form,)


def _inside_a_word(start: int, sentence: str) -> bool:
    """Whether a stretch begins within a word of a sentence, which then names something else (进出口 for 出口)."""
    return start not in _word_starts(sentence)


@lru_cache(maxsize=1 << 10)
def _word_starts(sentence: str) -> frozenset[int]:
    return frozenset(accumulate((len(word) for word in rjieba.cut(sentence)), initial=0))


def _in_other_order(form: str, sentence: str) -> Span | None:
    """A short stretch within a clause that holds the words of a form in whatever order."""
    words = words_of(form)
    if len(words) < 2 or min(map(len, words)) < 2 or not all(word in sentence for word in words):
        return None
    for first in re.finditer("|".join(map(re.escape, words)), sentence):
        window = sentence[first.start() : first.start() + len(form) + _REORDERED]
        at = [window.find(word) for word in words]
        if min(at) == 0:
            ends = [place + len(word) for place, word in zip(at, words, strict=True)]
            end = max(ends)
            between = [window[a:b] for a, b in pairwise(sorted((*at, *ends)))][1::2]
            narrowed = at == sorted(at) and not all(_FILLING.fullmatch(gap) for gap in between)
            if not narrowed and not re.search(r"[,;:。、]", window[:end]):
                return first.start(), first.start() + end
    return None


def _together(of_parts: Sequence[Sequence[Span]], sentence: str) -> Iterator[Mention]:
    """Stretches that hold each part once, not far apart and within a clause, in order."""
    for start, end in of_parts[0]:
        for others in of_parts[1:]:
            near = [(min(start, a), max(end, b)) for a, b in others if a - end <= _APART and start - b <= _APART]
            if not near:
                break
            start, end = min(near, key=lambda span: span[1] - span[0])
        else:
            if not _BREAK.search(sentence, start, end):
                yield Mention(start, end)


def _heads(part: Part, sentence: str) -> Iterator[Mention]:
    """The last word of a form, at the beginning of a clause, where what it is of begins the sentence before it."""
    known: set[tuple[str, str]] = set()
    for form in part.forms:
        words = words_of(form)
        if len(words) > 1 and _HEAD_WORD.fullmatch(words[-1]):
            known.add(("".join(words[:-1]), words[-1]))
    owners = {owner for owner, _ in known}
    heads = sorted({head for _, head in known}, key=len, reverse=True)
    taken: set[int] = set()
    for head in heads:
        for at in re.finditer(re.escape(head), sentence):
            before = sentence[: at.start()]
            if at.start() in taken or not _CLAUSE_START.search(before):
                continue
            if any(_owns(owner, before) for owner in owners):
                taken.add(at.start())
                yield Mention(at.start(), at.end(), whole=False)


def _owns(owner: str, before: str) -> bool:
    """Whether the last thing at the beginning of a clause before is what a measure is of."""
    subjects = [clause.lstrip("—-– ") for clause in re.split("[,、;:。]", before) if clause]
    return any(clause.startswith(owner) or clause.removeprefix("全省").startswith(owner) for clause in subjects)
