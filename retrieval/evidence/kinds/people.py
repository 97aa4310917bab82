"""How many people: a count of rooms or ships is none of those in them."""

import re
from collections.abc import Iterator, Sequence

import rjieba

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.numbers import Quantity
from retrieval.numbers.measure_words import alike
from retrieval.question.analysis import Question
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN

_IN_CHINESE = re.compile(rf"(?:多少|几(?![乎时年月日天点]))[个名位]?(?P<noun>[{HAN}]{{1,6}})")
_IN_ENGLISH = re.compile(
    r"\bhow many (?:[a-z'-]+ ){0,2}?(?P<noun>[a-z'-]+)(?= (?:did|does|do|has|have|had|can|could|will|would|was|were|"
    r"is|are|of|in|at|on|from|took|take|work\w*|live\w*|came|were|serve\w*)\b|\?|\Z)|"
    r"\b(?P<size>(?:crew|staff) size|"
    r"(?:size|number) of (?:the |its )?(?:crew|staff|workforce|people|guests|passengers|visitors))\b"
)
_PERSON = re.compile(
    "(?:[人员者师客众犯警兵徒民]|[学业究医新考师]生|[职员民矿技]工|教授|干部|司机|嘉宾|[选水新]手|专家)\\Z"
)
_NO_PERSON = re.compile("机器人|无人|法人|客户|人次|动员|者联盟")
_PEOPLE = ("人", "名", "位")
"""Measure words of people."""


def people(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where people are asked for and each figure of a sentence counts something else."""
    wanted = _asked(query.question)
    if wanted is None or query.question.answer.kind in ("date", "reason"):
        return
    analysed = candidate.reading.analysed
    inside = [q for q in analysed.quantities if sentence[0] <= q.start and q.end <= sentence[1]]
    counts = [q for q in inside if q.date is None and q.kind not in ("ordinal", "identifier", "determiner")]
    if counts and not any(_may_count_people(analysed.folded, q) for q in counts):
        found = candidate.passage.text[counts[0].start : counts[0].end]
        yield Check("kind", wanted, "contradicted", found, "no_such_answer")


def _asked(question: Question) -> str | None:
    """The people whose number a question asks for, as it names them; None where it asks for none's."""
    folded = question.folded
    match = _IN_ENGLISH.search(folded) if question.words else _IN_CHINESE.search(folded)
    if match is None:
        return None
    if not question.words:
        noun = _first_noun(match["noun"])
        return noun if _is_person(noun) else None
    if match["size"]:
        return match["size"]
    return match["noun"] if _means_people(question, match["noun"]) else None


def _first_noun(text: str) -> str:
    """The nouns that a text begins with."""
    found = ""
    for word, tag in rjieba.tag(text):
        if not tag.startswith(("n", "j", "b", "vn")):
            break
        found += word
    return found


def _means_people(question: Question, noun: str) -> bool:
    concepts = (concept for concept in question.concepts if concept.alternatives[0][0] in (noun, noun.rstrip("s")))
    likeliest: Sequence[tuple[str, float]] = next((c.alternatives[1:] for c in concepts), ())
    best = max((score for _, score in likeliest), default=0.0)
    return noun == "people" or any(_is_person(word) for word, score in likeliest if score == best)


def _is_person(noun: str) -> bool:
    return bool(noun) and _NO_PERSON.search(noun) is None and _PERSON.search(noun) is not None


def _may_count_people(folded: str, count: Quantity) -> bool:
    """Whether a quantity may be a number of people: one without a unit, or of a measure word for them."""
    if count.unit == "":
        return True
    if count.unit != "item" or count.measure is None:
        return count.unit == "item"
    return count.measure == "户" or any(alike(count.measure, one) for one in _PEOPLE)
