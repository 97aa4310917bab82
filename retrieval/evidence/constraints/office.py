"""Whether a passage names the holder of the office that a question asks for."""

from collections.abc import Collection, Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.analysis import Question
from retrieval.question.named_things import NamedThing
from retrieval.question.offices import Office, holder, offices, whose_office
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query


def office(evidence: Evidence) -> Iterator[Check]:
    """A check of the offices asked for together: met where one of them stands in the passage with a person's name
    beside it, contradicted where none does, or only such as are said to be another's."""
    wanted = frozenset(evidence.demands.offices)
    if not wanted:
        return
    text = evidence.passage.folded
    named = list(offices(text))
    written = "、".join(sorted(one.text for one in wanted))
    held = [one for one in named if one[2].is_one_of(wanted) and holder(text, *one[:2]) is not None]
    ours = _owner_asked(evidence.query.question)
    theirs = next((one for one in held if _is_others(text, one[0], ours)), None)
    if theirs is not None and all(_is_others(text, one[0], ours) for one in held):
        owner = whose_office(text, theirs[0])
        found = evidence.candidate.passage.text[owner.start : owner.end] if owner else None
        yield Check("office", written, "contradicted", found, "different_subject")
    elif held:
        yield Check("office", written, "met", None, "no_such_answer")
    elif any(found.is_one_of(wanted) for _, _, found in offices(evidence.around)):
        yield Check("office", written, "silent", None, "no_such_answer")
    else:
        other = next((one[2].text for one in named if holder(text, *one[:2]) is not None), None)
        yield Check("office", written, "contradicted", other, "no_such_answer")


def holding(query: Query, candidate: Candidate, wanted: Collection[Office], within: Span | None = None) -> Span | None:
    """Where a candidate names, in a stretch of it or anywhere, the holder of one of the offices, None where it does not
    or says that it is another's."""
    text = candidate.reading.analysed.folded
    first, last = within or (0, len(text))
    ours = _owner_asked(query.question)
    held = (one for one in offices(text) if one[2].is_one_of(wanted) and not _is_others(text, one[0], ours))
    found = (holder(text, start, end) for start, end, _ in held)
    return next((span for span in found if span is not None and first <= span[0] and span[1] <= last), None)


def _owner_asked(question: Question) -> NamedThing | None:
    """Whose office a question asks for, as far as it says so right before the office."""
    owners = (whose_office(question.folded, start) for start, _, _ in offices(question.folded))
    return next((owner for owner in owners if owner is not None), None)


def _is_others(text: str, start: int, ours: NamedThing | None) -> bool:
    """Whether a text says that the office at `start` is another's of the same kind as the one asked for."""
    owner = whose_office(text, start) if ours is not None else None
    if ours is None or owner is None or owner.group != ours.group:
        return False
    return ours.name not in owner.name and owner.name not in ours.name
