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
        if any(same(asked, stated) and (stated.bare or _alike(asked, stated)) for stated in passage.quantities):
            yield Check("figure", written, "met", None, "no_such_answer")
            continue
        inside = (q for q in passage.quantities if start <= q.start and q.end <= end and q.kind == "cardinal")
        other = next((q for q in inside if _alike(asked, q)), None)
        found = None if other is None else evidence.candidate.passage.text[other.start : other.end]
        yield Check("figure", written, "silent" if other is None else "contradicted", found, "no_such_answer")


def _alike(asked: Quantity, stated: Quantity) -> bool:
    """Whether two quantities are of the same: units of one class, and of things that are counted measure words, too."""
    if asked.unit != stated.unit:
        return False
    return asked.unit != "item" or alike(asked.measure or "", stated.measure or "")
