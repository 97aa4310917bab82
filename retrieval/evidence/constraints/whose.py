"""Whether a passage is about the places, institutions and works that a question names."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.named_things import NamedThing, named_things


def whose(evidence: Evidence) -> Iterator[Check]:
    """A check of each thing that the question names: met where it is named in the sentence, before it or around it,
    contradicted where the last of its kind named there is another."""
    named = _subjects(evidence) if evidence.demands.things else []
    for thing in evidence.demands.things:
        wanted = evidence.query.question.text[thing.start : thing.end]
        others = [text for text in named if text.group == thing.group]
        if thing.name in evidence.said or _ours(evidence, thing):
            yield Check("whose", wanted, "met", None, "different_subject")
        elif others and not _kin(thing.name, others[-1].name):
            last = others[-1]
            yield Check("whose", wanted, "contradicted", _written(evidence, last), "different_subject")
        elif thing.name in evidence.before or thing.name in evidence.around:
            yield Check("whose", wanted, "met", None, "different_subject")
        else:
            yield Check("whose", wanted, "silent", None, "different_subject")
    yield from _in_pinyin(evidence)


_ENGLISH_KINDS = {
    "town": "镇", "township": "镇", "county": "县", "city": "县", "district": "县", "province": "省", "village": "村",
    "reservoir": "水库", "company": "公司", "group": "公司", "school": "小学", "university": "大学", "hospital": "医院",
    "bank": "银行", "port": "港", "airport": "机场", "bridge": "大桥", "park": "景区", "farm": "农场", "mine": "煤矿",
}  # fmt: skip
"""English words for what a named thing is, and the first of the Chinese ones that are not told apart from it."""


def _in_pinyin(evidence: Evidence) -> Iterator[Check]:
    """A check of each name of an English question that is written in pinyin, with the word for what it is behind:
    contradicted where nothing sounds so and the passage or what it stands in names another of its kind."""
    question, candidate = evidence.query.question, evidence.candidate
    if not question.words:
        return
    absent = evidence.query.matcher.absent_names([candidate.reading, candidate.context])
    for word, behind in pairwise(question.words):
        group = _ENGLISH_KINDS.get(behind)
        spoken = any(c.proper and c.sounds and c.alternatives[0][0] == word for c in question.concepts)
        if group is None or not spoken:
            continue
        others = [thing.name for thing in named_things(evidence.before + " " + evidence.around) if thing.group == group]
        if word in absent and others:
            yield Check("whose", f"{word.capitalize()} {behind}", "contradicted", others[-1], "different_subject")
        else:
            yield Check(
                "whose",
                f"{word.capitalize()} {behind}",
                "silent" if word in absent else "met",
                None,
                "different_subject",
            )


def _kin(one: str, other: str) -> bool:
    """Whether two names may be one, the longer with more said (云岭边境 and 云岭)."""
    return one in other or other in one


def _ours(evidence: Evidence, thing: NamedThing) -> bool:
    """Whether the passage is a statement of an organization of the library that goes by the name asked for, and
    names no other of its kind."""
    owners = evidence.query.named & set(evidence.candidate.passage.organizations)
    return bool(owners) and any(thing.name in owner for owner in owners)


def _subjects(evidence: Evidence) -> Sequence[NamedThing]:
    """The things that the passage names up to the end of the sentence, in order."""
    return named_things(evidence.before)


def _written(evidence: Evidence, thing: NamedThing) -> str:
    return evidence.candidate.passage.text[thing.start : thing.end]
