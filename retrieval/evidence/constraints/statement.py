"""Whether the figures of a sentence are said of what a question asks a figure of, or of another thing in the same
sentence."""

import re
from collections.abc import Iterator, Sequence

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.denial import denied
from retrieval.evidence.figures.aligned import Told, outdone, told_by
from retrieval.evidence.figures.assigned import asked_of_rest, assigned_figure
from retrieval.question.contrasts import said_in

_STOP = re.compile(r"[。!?\n]")


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
    told = told_by(evidence.query, evidence.candidate, _whole_sentence(evidence))
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


def _whole_sentence(evidence: Evidence) -> Span:
    """The sentence up to its full stop, of which the one that answers may be what stands between semicolons."""
    folded, (start, end) = evidence.passage.folded, evidence.sentence
    stop = _STOP.search(folded, end - 1)
    return max(folded.rfind(mark, 0, start) for mark in "。!?\n") + 1, stop.start() if stop else len(folded)


def _opposite(evidence: Evidence, answering: Sequence[Told]) -> Iterator[Check]:
    folded = evidence.passage.folded
    said = [said_in(folded[one.statement.start : one.statement.end]) for one in answering]
    for contrast in evidence.demands.contrasts:
        others = [words & contrast.others for words in said]
        if all(others) and not any(words & contrast.said for words in said):
            yield Check("measure", contrast.word, "contradicted", max(sorted(others[0]), key=len), "other_measure")
