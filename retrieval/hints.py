"""What is known of every character of a text before the extractor reads it: what of the question stands there, in
whatever language and writing, and what kind of thing it is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.asked_for import AskedFor
from retrieval.document import Span
from retrieval.layout.names import names
from retrieval.numbers import Quantity, same
from retrieval.question import Question
from retrieval.read_text import ReadText
from retrieval.said import occurrences, pairs, places
from retrieval.statistics import Statistics
from retrieval.wanted import people

KINDS = (
    "weight", "said", "pair", "given", "fitting", "alike", "other", "date", "person", "organization", "context", "head"
)  # fmt: skip
"""What is told of a character, in the order of the columns: the weight of the question's word that stands there, as a
share of all; whether one does; whether a pair of its characters does; whether it belongs to a quantity that the
question gives, to one of the kind asked for, to one with the measure word asked for, to another; to a date, a person's
name, an organization's name, the passage's context; to the noun asked for."""


def hints(
    question: Question, asked: AskedFor, reading: ReadText, statistics: Statistics, context: int
) -> NDArray[np.float32]:
    """The hints for a text (len(text), len(KINDS)), the first `context` characters of which are its context."""
    found = np.zeros((len(reading.folded), len(KINDS)), np.float32)
    for said in occurrences(question, asked, reading, statistics):
        found[said.start : said.end, 0] = np.maximum(found[said.start : said.end, 0], said.weight)
        found[said.start : said.end, 1] = 1
    folded = reading.folded
    fitting, alike, other, given = sorted_quantities(question, reading.quantities)
    dates = [(q.start, q.end) for q in reading.quantities if q.date]
    spans: dict[str, Sequence[Span]] = {
        "pair": pairs(question, folded),
        "given": given, "fitting": fitting, "alike": alike, "other": other, "date": dates,
        "person": people(folded), "organization": [name.span for name in names(folded)], "context": [(0, context)],
        "head": [(at, at + len(head)) for head in asked.heads for at in places(folded, head)],
    }  # fmt: skip
    for kind, stretches in spans.items():
        for start, end in stretches:
            found[start:end, KINDS.index(kind)] = 1
    return found


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
        elif q.kind == "determiner" and not question.units:
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
