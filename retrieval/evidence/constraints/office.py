"""Whether a passage names the holder of the office that a question asks for."""

from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.offices import holder, offices


def office(evidence: Evidence) -> Iterator[Check]:
    """A check of the offices asked for together: met where one of them stands in the passage with a person's name
    beside it, contradicted where none does."""
    wanted = frozenset(evidence.demands.offices)
    if not wanted:
        return
    text = evidence.passage.folded
    named = list(offices(text))
    written = "、".join(sorted(one.text for one in wanted))
    if any(found in wanted and holder(text, start, end) for start, end, found in named):
        yield Check("office", written, "met", None, "no_such_answer")
    elif any(found in wanted for _, _, found in offices(evidence.around)):
        yield Check("office", written, "silent", None, "no_such_answer")
    else:
        start, end, _ = next((one for one in named if holder(text, *one[:2])), (0, 0, None))
        found = evidence.candidate.passage.text[start:end] or None
        yield Check("office", written, "contradicted", found, "no_such_answer")
