"""Of two places or works of one kind that a passage or its headings name, the one that a sentence speaks of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.bodies.named import bodies
from retrieval.question.named_things import named_things
from retrieval.text.pinyin import is_spelt_in

_PLACE_TAGS = ("ns", "nr", "nz", "nt")
_ENDS = re.compile(r"[。!?;\n]")
_BESIDE = re.compile("[与和跟同及向对从到赴往比由被给离至自]\\Z")
"""What stands before a place that a sentence does not speak of."""

_CLAUSE = re.compile(r"(?:\A|[,，。;:：!?！？\n\s“”\"])\Z")
_STRICT = "县"
"""The group of cities, counties and districts, of which one may be a part of another."""

_NAMING = ("which", "place", "organization", "body", "name")
"""Kinds of answer that may be a place of the kind itself."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A place or work: its name alone (竹林), the word for what it is (水库), the group of that word."""

    name: str
    word: str
    group: str

    @property
    def written(self) -> str:
        """The name with the word."""
        return self.name + self.word

    def beside(self, other: "Subject") -> bool:
        """Whether another is of the same kind and no form of this one."""
        same = self.word == other.word if self.group == _STRICT else self.group == other.group
        return same and self.name not in other.name and other.name not in self.name


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whom a sentence speaks of: what was asked for, or `rival`, another of its kind."""

    asked: Subject
    rival: Subject | None


def spoken_of(evidence: Evidence) -> Iterator[Spoken]:
    """For each place or work that the question names in full, or by its name alone where the full name stands in the
    passage or around it, whom the sentence speaks of: itself or, where it names none, the nearest sentence before it
    does. None of those of which nothing tells that."""
    cast = list(dict.fromkeys((*_subjects(evidence.around), *_subjects(evidence.passage.folded))))
    asked = [one for one in dict.fromkeys((*_subjects(evidence.query.question.folded), *cast)) if _asked(evidence, one)]
    for one in asked:
        rivals = [other for other in cast if one.beside(other) and other not in asked]
        if not rivals:
            continue
        owned = one.name in evidence.around and not any(other.name in evidence.around for other in rivals)
        found = _owned(evidence, one, rivals) if owned else _nearest(evidence, one, rivals)
        if found is not None:
            yield found


def _asked(evidence: Evidence, subject: Subject) -> bool:
    question = evidence.query.question
    if not question.words:
        return subject.written in question.folded or (_alone(evidence, subject) and subject.name in question.folded)
    return _alone(evidence, subject) and is_spelt_in(subject.name, question.words)


def _owned(evidence: Evidence, asked: Subject, rivals: Sequence[Subject]) -> Spoken | None:
    """In a statement of what is asked for: a rival where its name begins a clause of the sentence."""
    said = evidence.said
    if asked.name in said or evidence.query.question.answer.kind in _NAMING:
        return None
    rival = _last(evidence, said, rivals, beginning=True)
    return Spoken(asked, rival) if rival is not None else None


def _nearest(evidence: Evidence, asked: Subject, rivals: Sequence[Subject]) -> Spoken | None:
    for sentence in reversed([part for part in _ENDS.split(evidence.before) if part.strip()]):
        if asked.name in sentence:
            return Spoken(asked, None)
        rival = _last(evidence, sentence, rivals)
        if rival is not None:
            return Spoken(asked, rival)
    return None


def _last(evidence: Evidence, text: str, rivals: Sequence[Subject], beginning: bool = False) -> Subject | None:
    """The rival that a text names last, in full or by its name alone, and not beside the matter."""
    found = [
        (match.start(), rival)
        for rival in rivals
        for match in re.finditer(re.escape(rival.name if _alone(evidence, rival) else rival.written), text)
        if not _BESIDE.search(text[: match.start()]) and (not beginning or _CLAUSE.search(text[: match.start()]))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


@lru_cache(512)
def _subjects(folded: str) -> tuple[Subject, ...]:
    ends = {body.end for body in bodies(folded)}
    things = [thing for thing in named_things(folded) if thing.end not in ends]
    return tuple(Subject(t.name, folded[t.start + len(t.name) : t.end], t.group) for t in things)


def _alone(evidence: Evidence, subject: Subject) -> bool:
    """Whether a text may have a subject by its name alone: one that says nothing else, or that of a town or village of
    which the headings have the full name."""
    return _proper(subject.name) or (subject.group in _SMALL and subject.written in evidence.around)


_SMALL = ("镇", "村")


@lru_cache(1024)
def _proper(name: str) -> bool:
    """Whether a name says nothing else: the dictionary lacks it, or has it as a name."""
    tagged = rjieba.tag(name)
    return not rjieba.has_word(name) or tagged[0][1].startswith(_PLACE_TAGS)
