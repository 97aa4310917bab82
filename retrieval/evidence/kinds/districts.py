"""Which district, county or town: those that a sentence names itself, not whose statement it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.denial import says
from retrieval.question.named_things import NamedThing, named_things
from retrieval.question.negation import clauses
from retrieval.question.places.named import places_in_chinese
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_ENGLISH = {
    "district": "区", "county": "县", "counties": "县", "town": "镇", "township": "乡", "village": "村", "city": "市",
    "province": "省",
}  # fmt: skip
_TO = (
    "落户于?在?|定在|设在|建在|选在|选址在?|坐落于?在?|位于|派往|派到|派去|前往|运往|开往|搬到|搬往|迁往|迁到|来自|去了?|赴|往|"
    "到了?"
)
_ASKED = re.compile(
    rf"(?P<to>{_TO})?(?:哪一?[个座片处]?|[什甚]么)(?P<chinese>[区县镇乡村](?![域间块长里民委])|市(?![场民长值政])|省(?!长))|"
    rf"\b(?P<from>to |from )?(?:which|what) (?P<english>{'|'.join(_ENGLISH)})\b(?P<rest>.*)"
)
_ENGLISH_TO = re.compile(
    r"\b(?:sent|dispatched|go|went|come|came|moved|shipped)\b.*\b(?:to|from)\b\W*\Z|\b(?:to|from)\W*\Z"
)
_GAZETTEER = "市省"


@dataclass(frozen=True, slots=True)
class Asked:
    """A class of places that is asked for, by its character; `moving` is whether something goes or comes there, so that
    whose statement it is cannot be the answer."""

    kind: str
    moving: bool
    stands: Span


def class_asked(folded: str) -> Asked | None:
    """The class of places that a folded question asks for, None where it asks for none."""
    match = _ASKED.search(folded)
    if match is None:
        return None
    if match["chinese"]:
        return Asked(match["chinese"], bool(match["to"]), match.span())
    moving = bool(match["from"]) or _ENGLISH_TO.search(match["rest"]) is not None
    return Asked(_ENGLISH[match["english"]], moving, match.span("english"))


def stated(query: Query, candidate: Candidate, sentence: Span, kind: str) -> Sequence[NamedThing]:
    """The places of a class that a sentence of a candidate names and the question does not."""
    folded = candidate.reading.analysed.folded
    said = query.question.folded
    return [
        thing
        for thing in named_things(folded)
        if sentence[0] <= thing.start
        and thing.end <= sentence[1]
        and folded[thing.end - 1] == kind
        and thing.name not in said
    ]


def district(query: Query, candidate: Candidate, stretch: Span) -> Span | None:
    """Where the place asked for stands that a stretch of a candidate names itself: that in the clause that says most of
    the question and likeliest answers; None where whose statement it is may be what is asked."""
    asked = class_asked(query.question.folded)
    if asked is None or query.question.answer.listed or not _is_stated_itself(candidate, asked):
        return None
    found = stated(query, candidate, stretch, asked.kind)
    spans = clauses(candidate.reading.analysed.folded, *stretch)

    def weight(thing: NamedThing) -> float:
        clause = next((span for span in spans if span[0] <= thing.start < span[1]), stretch)
        read = candidate.answers.inside(thing.start, thing.end) if candidate.answers else 0.0
        return says(query, candidate, clause) + 2 * read

    best = max(found, key=weight, default=None)
    return None if best is None else (best.start, best.end)


def of_class(query: Query, candidate: Candidate, sentence: Span) -> Check | None:
    """A check that a sentence names a place of the class asked for, where something goes or comes there."""
    asked = class_asked(query.question.folded)
    if asked is None or not asked.moving:
        return None
    said = candidate.reading.analysed.folded[slice(*sentence)]
    has = bool(stated(query, candidate, sentence, asked.kind))
    has = has or (asked.kind in _GAZETTEER and bool(places_in_chinese(said)))
    written = query.question.text[slice(*asked.stands)].strip()
    return Check("kind", written, "met" if has else "contradicted", None, "no_such_answer")


def _is_stated_itself(candidate: Candidate, asked: Asked) -> bool:
    """Whether the answer is in the sentence, not at its head: something goes there, or nobody of that class states
    it."""
    return asked.moving or not any(name.endswith(asked.kind) for name in candidate.passage.organizations)
