"""What is known of every character of a text before the reader reads it: what of the question stands there, in
whatever language and writing, and what kind of thing it is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.document import Span
from retrieval.extraction.quantity_roles import quantity_roles
from retrieval.extraction.question_occurrences import occurrences, pairs
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import Question
from retrieval.text.tokens import places

KINDS = (
    "weight", "said", "pair", "given", "fitting", "alike", "other", "date", "person", "organization", "context", "head"
)  # fmt: skip
"""What is told of a character, in the order of the columns: the weight of the question's word that stands there, as a
share of all; whether one does; whether a pair of its characters does; whether it belongs to a quantity that the
question gives, to one of the kind asked for, to one with the measure word asked for, to another; to a date, a person's
name, an organization's name, the passage's context; to the noun asked for."""


def hints(question: Question, reading: AnalysedText, term_weights: TermWeights, context: int) -> NDArray[np.float32]:
    """The hints for a text (len(text), len(KINDS)), the first `context` characters of which are its context."""
    found = np.zeros((len(reading.folded), len(KINDS)), np.float32)
    for said in occurrences(question, reading, term_weights):
        found[said.start : said.end, 0] = np.maximum(found[said.start : said.end, 0], said.weight)
        found[said.start : said.end, 1] = 1
    folded = reading.folded
    roles = quantity_roles(question, reading.quantities)
    dates = [(q.start, q.end) for q in reading.quantities if q.date]
    spans: dict[str, Sequence[Span]] = {
        "pair": pairs(question, folded),
        "given": roles.given, "fitting": roles.fitting, "alike": roles.alike, "other": roles.other, "date": dates,
        "person": reading.people, "organization": reading.organizations, "context": [(0, context)],
        "head": [(at, at + len(head)) for head in question.answer.heads for at in places(head, folded)],
    }  # fmt: skip
    for kind, stretches in spans.items():
        for start, end in stretches:
            found[start:end, KINDS.index(kind)] = 1
    return found
