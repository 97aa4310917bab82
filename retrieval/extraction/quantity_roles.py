"""The quantities of a text by what they are to a question: asked for, given, of another kind."""

from collections.abc import Sequence

from retrieval.document import Span
from retrieval.numbers import Quantity, same
from retrieval.question.analysis import Question


def sorted_quantities(
    question: Question, stated: Sequence[Quantity]
) -> tuple[list[Span], list[Span], list[Span], list[Span]]:
    """Quantities of the class asked for, those of the measure word asked for, others, and those the question gives."""
    fitting: list[Span] = []
    alike: list[Span] = []
    other: list[Span] = []
    given: list[Span] = []
    for q in stated:
        span = q.start, q.end
        if any(same(asked, q) for asked in question.quantities):
            given.append(span)
        elif q.kind == "identifier" or (q.kind == "determiner" and not question.units):
            continue
        elif q.unit in question.units if question.units else q.date is None:
            fitting.append(span)
            if q.measure is not None and q.measure == question.measure:
                alike.append(span)
        else:
            other.append(span)
    if alike:
        return alike, alike, other + [span for span in fitting if span not in alike], given
    return (fitting, alike, other, given) if fitting else (other, alike, fitting, given)
