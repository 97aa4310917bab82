"""Whether a passage names the holder of the office that a question asks for."""

from collections.abc import Collection, Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.offices import Office, holder, offices
from retrieval.ranking.candidate import Candidate


def office(evidence: Evidence) -> Iterator[Check]:
    """A check of the offices asked for together: met where one of them stands in the passage with a person's name
    beside it, contradicted where none does."""
    wanted = frozenset(evidence.demands.offices)
    if not wanted:
        return
    text = evidence.passage.folded
    named = list(offices(text))
    written = "、".join(sorted(one.text for one in wanted))
    if any(found in wanted and holder(text, start, end) is not None for start, end, found in named):
        yield Check("office", written, "met", None, "no_such_answer")
    elif any(found in wanted for _, _, found in offices(evidence.around)):
        yield Check("office", written, "silent", None, "no_such_answer")
    else:
        start, end, _ = next((one for one in named if holder(text, *one[:2]) is not None), (0, 0, None))
        found = evidence.candidate.passage.text[start:end] or None
        yield Check("office", written, "contradicted", found, "no_such_answer")


def holding(candidate: Candidate, wanted: Collection[Office]) -> Span | None:
    """Where a candidate names the holder of one of the offices, None where it does not."""
    text = candidate.reading.analysed.folded
    found = (holder(text, start, end) for start, end, office in offices(text) if office in wanted)
    return next((span for span in found if span is not None), None)
