"""The quantities of a text by what they are to a question: asked for, given, of another kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.numbers import Quantity, same
from retrieval.question.analysis import Question


@dataclass(frozen=True, slots=True)
class QuantityRoles:
    """Where quantities stand: those of the class asked for, among these those of the measure word asked for, others,
    and those that the question gives."""

    fitting: Sequence[Span]
    alike: Sequence[Span]
    other: Sequence[Span]
    given: Sequence[Span]


def quantity_roles(question: Question, stated: Sequence[Quantity]) -> QuantityRoles:
    """Tell the quantities of a text apart. Where some have the measure word asked for, only they fit; where none is of
    the class asked for, all do."""
    fitting: list[Span] = []
    alike: list[Span] = []
    other: list[Span] = []
    given: list[Span] = []
    asked = question.answer
    for q in stated:
        span = q.start, q.end
        if any(same(one, q) for one in question.quantities):
            given.append(span)
        elif q.kind == "identifier" or (q.kind == "determiner" and not asked.units):
            continue
        elif q.unit in asked.units if asked.units else q.date is None and q.unit not in asked.barred:
            fitting.append(span)
            if q.measure is not None and q.measure == asked.measure:
                alike.append(span)
        else:
            other.append(span)
    if alike:
        return QuantityRoles(alike, alike, other + [span for span in fitting if span not in alike], given)
    if fitting or asked.barred:
        return QuantityRoles(fitting, alike, other, given)
    return QuantityRoles(other, alike, fitting, given)
