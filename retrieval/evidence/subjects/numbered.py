"""Whether a sentence is of the phase, the line, the canteen … that a question names by its number: 二期 is not 一期."""

import re
from collections import Counter
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.numbered_things import NumberedThing, english_numbered_things, numbered_things

_BESIDE = re.compile("(?:[比较与和同跟由从距及、]|前述|换乘)\\Z")
"""What stands before a thing that a sentence is not about."""

_OF_OTHERS = re.compile("其[他它余]|除|仅|只[有限对]|各")
"""What a sentence tells of others than those that it names."""

_BEGINNING = 2
"""Characters of a sentence before what it is about from its beginning."""


def numbered(evidence: Evidence) -> Iterator[Check]:
    """A check of each thing that the question names by its number, alone of its kind and in no word that has opposites
    (`measure` sees to those): met where the sentence names it, or none of its kind and what it stands in does;
    contradicted where the sentence, and that before it unless another begins this one, name only others and tell
    nothing of all others; silent else."""
    question = evidence.query.question
    asked = (english_numbered_things if question.words else numbered_things)(question.folded)
    kinds = Counter(one.kind for one in asked)
    here = [one for one in numbered_things(evidence.said) if not _BESIDE.search(evidence.said[: one.start])]
    told, where = (numbered_things(text) for text in (f"{evidence.near} {evidence.around}", _where(evidence)))
    for one in asked:
        if kinds[one.kind] > 1 or len(one.numbers) > 1:
            continue
        written = question.text[one.start : one.end]
        if any(contrast.word in written for contrast in evidence.demands.contrasts):
            continue
        others = [other for other in here if other.kind == one.kind]
        if _among(one, others) or (not others and _among(one, where)):
            yield Check("whose", written, "met", None, "different_subject")
        elif _OF_OTHERS.search(evidence.said) or not others:
            yield Check("whose", written, "silent", None, "different_subject")
        elif others[0].start <= _BEGINNING or not _among(one, told):
            found = evidence.written[others[0].start : others[0].end]
            yield Check("whose", written, "contradicted", found, "different_subject")
        else:
            yield Check("whose", written, "silent", None, "different_subject")


def _where(evidence: Evidence) -> str:
    return f"{evidence.passage.folded} {evidence.around}"


def _among(asked: NumberedThing, named: list[NumberedThing]) -> bool:
    return any(one.kind == asked.kind and asked.numbers <= one.numbers for one in named)
