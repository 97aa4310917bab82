"""Whether a sentence is of the phase, the line, the canteen … that a question names by its number: 二期 is not 一期."""

import re
from collections.abc import Iterator, Sequence

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.numbered_things import NumberedThing, english_numbered_things, numbered_things

_BESIDE = re.compile("(?:[比较与和同跟由从距及、]|前述|换乘)\\Z")
"""What stands before a thing that a sentence is not about."""

_OF_OTHERS = re.compile("其[他它余]|(?<![拆解清扣免消])除(?![夕尘险名])|[仅只]限|只[有对]|各")
"""What a sentence tells of others than those that it names."""

_BEGINNING = 2
"""Characters of a sentence before what it is about from its beginning."""


def numbered(evidence: Evidence) -> Iterator[Check]:
    """A check of what the question names by numbers, of each kind: met where the sentence names one of them, or none of
    the kind and the last of the kind before it is one; contradicted where the sentence, and that before it unless
    another begins this one, name only others and tell nothing of all others; silent else. What has opposites (二期) is
    left to `measure`, which also tells of which of two a date is."""
    question = evidence.query.question
    asked = (english_numbered_things if question.words else numbered_things)(question.folded)
    opposites = {contrast.word for contrast in evidence.demands.contrasts}
    for kind in dict.fromkeys(one.kind for one in asked):
        ours = [one for one in asked if one.kind == kind]
        wanted = question.text[ours[0].start : ours[0].end]
        if wanted.removeprefix("第") in opposites or wanted in opposites:
            continue
        state, found = _held(evidence, kind, frozenset().union(*(one.numbers for one in ours)))
        yield Check("whose", wanted, state, found, "different_subject")


def _held(evidence: Evidence, kind: str, numbers: frozenset[int]) -> tuple[State, str | None]:
    """How things of a kind with these numbers stand to a sentence, and what it has in their place."""
    here = _of(kind, evidence.said)
    if _any(numbers, here):
        return "met", None
    others = [one for one in here if not _BESIDE.search(evidence.said[: one.start])]
    if not others:
        last = (_of(kind, evidence.before) or _of(kind, evidence.around))[-1:]
        return ("met" if _any(numbers, last) else "silent"), None
    told = _of(kind, f"{evidence.near} {evidence.around}")
    if _OF_OTHERS.search(evidence.said) or (others[0].start > _BEGINNING and _any(numbers, told)):
        return "silent", None
    return "contradicted", evidence.written[others[0].start : others[0].end]


def _of(kind: str, folded: str) -> list[NumberedThing]:
    return [one for one in numbered_things(folded) if one.kind == kind]


def _any(numbers: frozenset[int], named: Sequence[NumberedThing]) -> bool:
    return any(numbers & one.numbers for one in named)
