"""Whether a passage states the figures that a question gives: which zone hired sixteen people, not which hired six."""

import re
from collections.abc import Iterator

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.numbers import Quantity, same
from retrieval.numbers.measure_words import alike
from retrieval.question.contrasts import said_in
from retrieval.question.demands import is_figure
from retrieval.question.negation import clauses

_SPANS = ("second", "day", "workday", "months", "years")
"""Classes of units of time: they often only say which one is meant (a five-year plan)."""


_RISE_BEFORE = re.compile(r"(?:增长|上升|上涨|提高|增加)(?:了|约|近)?\Z")


def given(evidence: Evidence) -> Iterator[Check]:
    """A check of each exact figure in the question: met where it stands in the passage, contradicted where it does not
    and the sentence counts the same in another, or it is asked what 64家 are and the passage has 64项; silent else."""
    question, passage = evidence.query.question, evidence.passage
    start, end = evidence.sentence
    for asked in question.quantities:
        if asked.kind != "cardinal" or asked.bare or asked.unit in _SPANS or not is_figure(asked):
            continue
        written = question.text[asked.start : asked.end].strip()
        there = [q for q in passage.quantities if same(asked, q) and (q.bare or _alike(asked, q))]
        if there:
            alone = len([q for q in question.quantities if q.kind == "cardinal" and q.date is None]) == 1
            others = [_of_another(evidence, asked, stated) if alone else None for stated in there]
            state: State = "contradicted" if all(others) else "met"
            yield Check("figure", written, state, others[0] if all(others) else None, "no_such_answer")
            continue
        inside = (q for q in passage.quantities if start <= q.start and q.end <= end and q.kind == "cardinal")
        other = next((q for q in inside if _alike(asked, q)), None)
        if question.answer.kind == "figure":
            other = other or next((q for q in passage.quantities if same(asked, q)), None)
        found = None if other is None else evidence.candidate.passage.text[other.start : other.end]
        yield Check("figure", written, "silent" if other is None else "contradicted", found, "no_such_answer")


def _of_another(evidence: Evidence, asked: Quantity, stated: Quantity) -> str | None:
    """What the clause of a figure says it is of, where that is told apart from what the question asks of
    (制造业增长7.6% for mining), or which way it goes, where that is the other; None where it may be meant."""
    passage, folded = evidence.passage, evidence.query.question.folded
    clause = next((c for c in clauses(passage.folded) if c[0] <= stated.start < c[1]), evidence.sentence)
    if stated.falls and _RISE_BEFORE.search(folded[: asked.start]):
        return passage.folded[clause[0] : stated.end]
    here = said_in(passage.folded[slice(*clause)])
    apart = (here & contrast.others for contrast in evidence.demands.contrasts if not contrast.said & here)
    return next((max(sorted(words), key=len) for words in apart if words), None)


def _alike(asked: Quantity, stated: Quantity) -> bool:
    """Whether two quantities are of the same: units of one class, and of things that are counted measure words, too."""
    if asked.unit != stated.unit:
        return False
    return asked.unit != "item" or alike(asked.measure or "", stated.measure or "")
