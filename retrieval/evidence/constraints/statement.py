"""Whether the figures of a sentence are said of what a question asks a figure of, or of another thing in the same
sentence."""

from collections.abc import Iterator, Sequence

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import denied
from retrieval.evidence.figures.aligned import Told, outdone, told_by
from retrieval.evidence.figures.assigned import asked_of_rest, assigned_figure
from retrieval.question.contrasts import said_in
from retrieval.text.tokens import grams

_LONG = 3
"""Characters of a name of what is measured that is not said of other things in passing."""


def statement(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the sentence tells of what is asked only figures of other kinds, and those of the kind asked
    for of other things (外送电量935亿千瓦时,能源工业增长8% for how much the first grew), or of the opposite of a word
    of the question that it says elsewhere."""
    if at := asked_of_rest(evidence.query, evidence.candidate, evidence.sentence):
        stated = evidence.candidate.passage.text[slice(*at)]
        yield Check("whose", stated, "contradicted", None, "no_such_answer")
        return
    if assigned_figure(evidence.query, evidence.candidate, evidence.sentence) is not None:
        return
    told = told_by(evidence.query, evidence.candidate, evidence.whole)
    start, end = evidence.sentence
    inside = [one for one in told if start <= one.statement.start and one.statement.end <= end]
    answering = [one for one in inside if one.fitting]
    found = outdone([*answering, *(one for one in told if not one.fitting)])
    if found is not None:
        figure = found.figures[0]
        stated = evidence.candidate.passage.text[figure.start : figure.end]
        yield Check("measure", found.wanted, "contradicted", stated, "other_measure")
    elif answering and not denied(evidence.query, evidence.candidate, evidence.sentence):
        yield from _opposite(evidence, answering)
        yield from _before_it(evidence, told)


def _before_it(evidence: Evidence, told: Sequence[Told]) -> Iterator[Check]:
    """Contradicted where all figures that would answer stand in statements before the one that says most of what the
    figure is asked of, and say nothing of it: 厚度28微米,电导率提高四成 does not say how high that is."""
    if evidence.query.question.words:
        return
    naming = max(told, key=lambda one: len(one.head), default=None)
    if naming is None or naming.fitting or len(naming.head) < _LONG:
        return
    before = [one for one in told if one.fitting]
    folded = evidence.passage.folded
    said = "".join(folded[one.statement.start : one.statement.end] for one in before)
    if any(pair in said for pair in grams(naming.head)):
        return
    if all(one.statement.end <= naming.statement.start and len(one.head) < len(naming.head) for one in before):
        figure = before[-1].fitting[-1]
        stated = evidence.candidate.passage.text[figure.start : figure.end]
        yield Check("measure", naming.wanted, "contradicted", stated, "other_measure")


def _opposite(evidence: Evidence, answering: Sequence[Told]) -> Iterator[Check]:
    folded = evidence.passage.folded
    said = [said_in(folded[one.statement.start : one.statement.end]) for one in answering]
    for contrast in evidence.demands.contrasts:
        others = [words & contrast.others for words in said]
        if all(others) and not any(words & contrast.said for words in said):
            yield Check("measure", contrast.word, "contradicted", max(sorted(others[0]), key=len), "other_measure")
