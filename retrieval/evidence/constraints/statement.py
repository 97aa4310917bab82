"""Whether the figures of a sentence are said of what a question asks a figure of, or of another thing in the same
sentence."""

from collections.abc import Iterator, Sequence

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.figures.aligned import Told, outdone, told_by
from retrieval.question.contrasts import said_in


def statement(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the sentence tells of what is asked only figures of other kinds, and those of the kind asked
    for of other things (外送电量935亿千瓦时,能源工业增长8% for how much the first grew), or of the opposite of a word
    of the question that it says elsewhere."""
    told = told_by(evidence.query, evidence.candidate, evidence.sentence)
    answering = [one for one in told if one.fitting]
    found = outdone(told)
    if found is not None:
        figure = found.figures[0]
        stated = evidence.candidate.passage.text[figure.start : figure.end]
        yield Check("measure", found.head, "contradicted", stated, "other_measure")
    elif answering:
        yield from _opposite(evidence, answering)


def _opposite(evidence: Evidence, answering: Sequence[Told]) -> Iterator[Check]:
    folded = evidence.passage.folded
    said = [said_in(folded[one.statement.start : one.statement.end]) for one in answering]
    for contrast in evidence.demands.contrasts:
        others = [words & contrast.others for words in said]
        if all(others) and not any(words & contrast.said for words in said):
            yield Check("measure", contrast.word, "contradicted", max(sorted(others[0]), key=len), "other_measure")
