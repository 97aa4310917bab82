"""Whether a passage is about the places, institutions and works that a question names."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.subjects.pinyin import in_pinyin
from retrieval.evidence.subjects.rival import Subject, spoken_of
from retrieval.question.bodies.named import bodies
from retrieval.question.named_things import NamedThing, named_things
from retrieval.question.places.gazetteer import bare, known_place, lies_in
from retrieval.text.organization_aliases import place
from retrieval.text.organization_vocabulary import ZONE
from retrieval.text.person_names import is_person


def whose(evidence: Evidence) -> Iterator[Check]:
    """A check of each thing that the question names: met where it is named in the sentence, before it or around it,
    contradicted where the last of its kind named there is another."""
    named = _subjects(evidence) if evidence.demands.things else []
    spoken = {found.asked.name: found.rival for found in spoken_of(evidence)}
    ends = {one.end for one in bodies(evidence.query.question.folded)}
    things = [thing for thing in evidence.demands.things if thing.end not in ends]
    for thing in things:
        wanted = evidence.query.question.text[thing.start : thing.end]
        others = [text for text in named if text.group == thing.group]
        if zone := _only_a_zone(evidence, thing):
            yield Check("whose", wanted, "contradicted", zone, "different_subject")
        elif thing.name in spoken:
            yield _of(wanted, spoken[thing.name])
        elif thing.name in evidence.said or _ours(evidence, thing):
            yield Check("whose", wanted, "met", None, "different_subject")
        elif others and not _kin(thing.name, others[-1].name):
            last = others[-1]
            yield Check("whose", wanted, "contradicted", _written(evidence, last), "different_subject")
        elif thing.name in evidence.before or thing.name in evidence.around:
            yield Check("whose", wanted, "met", None, "different_subject")
        else:
            yield Check("whose", wanted, "silent", None, "different_subject")
    for name in spoken.keys() - {thing.name for thing in things}:
        yield _of(name, spoken[name])
    yield from _places(evidence)
    yield from _persons(evidence)
    yield from in_pinyin(evidence)


def _persons(evidence: Evidence) -> Iterator[Check]:
    """A check of each person whom a Chinese question names: silent where neither the passage nor what it stands in
    does, or the sentence does not and is of all (全年发表论文96篇)."""
    question = evidence.query.question
    whole = evidence.passage.folded[slice(*evidence.whole)]
    where = whole if _OF_ALL.match(whole) and not _SOMEBODY.search(whole) else evidence.passage.folded
    for word, tag in () if question.words else rjieba.tag(question.folded):
        if tag == "nr" and len(word) > 2 and is_person(word) and word[0] not in _NO_SURNAME:
            yield Check(
                "whose", word, "met" if word in where + evidence.around else "silent", None, "different_subject"
            )


_OF_ALL = re.compile(r"\W*全[年省市县区州镇乡街村院校厂馆队局所系](?![列性])")
"""How a sentence begins that is of all, whoever was named before it."""

_SOMEBODY = re.compile("[他她其]")

_NO_SURNAME = "小老大阿"
"""What begins words that look like names of persons and are none."""


def _of(wanted: str, rival: Subject | None) -> Check:
    state: State = "met" if rival is None else "contradicted"
    return Check("whose", wanted, state, None if rival is None else rival.written, "different_subject")


def _places(evidence: Evidence) -> Iterator[Check]:
    """A check of each city, province or country that the question names: met where the sentence or what it stands in
    has it, left out where the organization whose statement it is lies in it. Else it is contradicted where that
    organization's place is known and is another, or has as a part what is asked for (福建福州), and silent where the
    sentence before has it or the question names it beside the matter."""
    owners = evidence.candidate.passage.organizations
    said = evidence.said + " " + evidence.around
    before = _sentence_before(evidence)
    ours = bool(evidence.query.named & set(owners))
    home = {bare(place(owner)) for owner in owners}
    around = home.union(*map(lies_in, home))
    known = any(map(known_place, home))
    national = None if _COUNTRY.search(evidence.query.question.folded) else _OF_THE_COUNTRY.match(evidence.said)
    for asked in evidence.demands.places:
        if national is not None:
            yield Check("whose", asked.written, "contradicted", national[1], "different_subject")
        elif any(name in said for name in asked.names):
            yield Check("whose", asked.written, "met", None, "different_subject")
        elif asked.names.isdisjoint(around):
            part = any(home & lies_in(name) for name in asked.names)
            elsewhere = known and not asked.beside and (part or not ours)
            elsewhere = elsewhere and not any(name in before for name in asked.names)
            state: State = "contradicted" if elsewhere else "silent"
            yield Check("whose", asked.written, state, owners[0] if elsewhere else None, "different_subject")
    everywhere = _EVERYWHERE.search(evidence.query.question.folded)
    if everywhere and owners and not ours and not _COUNTRY.search(said):
        yield Check("whose", everywhere[0], "contradicted", owners[0], "different_subject")


_EVERYWHERE = re.compile(
    r"(?:全国|我国|全球|全世界)(?=(?:19|20)\d\d|[去今明]年|的?[^,。?？第最首排居前率]{1,12}(?:多少|几|是什么))"
)
"""The whole country where something is asked of it, and not who is first in it."""

_OF_THE_COUNTRY = re.compile(
    r"\W*(全国|我国)(?!第|首|领|平均|前|最|唯|各|人大|政协|排|居|文明|百强|重点|先进|示范|试点|统一)"
)
"""How a sentence begins that speaks of the whole country, in a statement of a part of it."""

_COUNTRY = re.compile("全国|我国|国内|中国|全球|世界")


def _sentence_before(evidence: Evidence) -> str:
    text = evidence.passage.folded[: evidence.sentence[0]].rstrip(_SENTENCE_ENDS)
    return text[max(text.rfind(mark) for mark in _SENTENCE_ENDS) + 1 :]


_SENTENCE_ENDS = "。!?;\n"


def _kin(one: str, other: str) -> bool:
    """Whether two names may be one, the longer with more said (云岭边境 and 云岭)."""
    return one in other or other in one


def _ours(evidence: Evidence, thing: NamedThing) -> bool:
    """Whether the passage is a statement of an organization of the library that goes by the name asked for, and
    names no other of its kind."""
    owners = evidence.query.named & set(evidence.candidate.passage.organizations)
    return bool(owners) and any(thing.name in owner for owner in owners)


def _only_a_zone(evidence: Evidence, thing: NamedThing) -> str | None:
    """The development zone whose statement the passage is, where a question asks of the city or county that it goes by
    and speaks of no zone, and the sentence does not speak of that, either."""
    owner = next(iter(evidence.candidate.passage.organizations), "")
    asked = evidence.query.question.folded
    named = thing.group == _DIVISION and thing.name in owner and asked[thing.start : thing.end] not in owner
    told = asked[thing.start : thing.end] in evidence.said or f"全{asked[thing.end - 1]}" in evidence.said
    return owner if named and _ZONE.search(owner) and not _ZONE_WORD.search(asked) and not told else None


_DIVISION = "县"
"""The group of the words for cities, counties and districts."""

_ZONE = re.compile(rf"(?:{ZONE})\Z")
_ZONE_WORD = re.compile(r"区(?!别|分|间|域)|园")


def _subjects(evidence: Evidence) -> Sequence[NamedThing]:
    """The things that the passage names up to the end of the sentence, in order, but for those that did something for
    another (由某某公司施工)."""
    return [one for one in named_things(evidence.before) if not _DOING_IT.search(evidence.before[: one.start])]


_DOING_IT = re.compile(r"(?:(?<![理缘])由|委托|聘请)[^,;。]{0,12}\Z")


def _written(evidence: Evidence, thing: NamedThing) -> str:
    return evidence.candidate.passage.text[thing.start : thing.end]
