"""Whether a passage states the figures that a question gives: which zone hired sixteen people, not which hired six."""

from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.numbers import Quantity, same
from retrieval.numbers.measure_words import alike
from retrieval.question.demands import is_figure

_SPANS = ("second", "day", "workday", "months", "years")
"""Classes of units of time: they often only say which one is meant (a five-year plan)."""


def given(evidence: Evidence) -> Iterator[Check]:
    """A check of each exact figure in the question: met where it stands in the passage, contradicted where it does not
    and the sentence counts the same in another, silent else."""
    question, passage = evidence.query.question, evidence.passage
    start, end = evidence.sentence
    for asked in question.quantities:
        if asked.kind != "cardinal" or asked.bare or asked.unit in _SPANS or not is_figure(asked):
            continue
        written = question.text[asked.start : asked.end].strip()
        if any(same(asked, stated) for stated in passage.quantities):
            yield Check("figure", written, "met", None, "no_such_answer")
            continue
        other = next(
            (q for q in passage.quantities if start <= q.start and q.end <= end and _counts_same(asked, q)), None
        )
        found = None if other is None else evidence.candidate.passage.text[other.start : other.end]
        yield Check("figure", written, "silent" if other is None else "contradicted", found, "no_such_answer")


def _counts_same(asked: Quantity, stated: Quantity) -> bool:
    """Whether two quantities count the same: units of one class, and for things like measure words."""
    if asked.unit != stated.unit or stated.kind != "cardinal":
        return False
    return asked.unit != "item" or alike(asked.measure or "", stated.measure or "")
