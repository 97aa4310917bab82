"""Whether a passage speaks of the measure that a question asks for, or of one that is told apart from it."""

import re
from collections.abc import Iterator

import rjieba

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.contrasts import Contrast
from retrieval.question.demands import Measure

_NOUNS = ("n", "j", "b", "nz", "x")
_BEFORE = 8


def measure(evidence: Evidence) -> Iterator[Check]:
    """A check of each word of the question that has opposites, and of the noun phrase whose figure is asked for."""
    for contrast in evidence.demands.contrasts:
        yield _of_contrast(evidence, contrast)
    if evidence.demands.measure is not None:
        yield _of_phrase(evidence, evidence.demands.measure)


def _of_contrast(evidence: Evidence, contrast: Contrast) -> Check:
    where = evidence.passage.folded + evidence.around
    if any(word in where for word in contrast.said):
        return Check("measure", contrast.word, "met", None, "other_measure")
    other = next((word for word in sorted(contrast.others, key=len, reverse=True) if word in evidence.said), None)
    state: State = "silent" if other is None else "contradicted"
    return Check("measure", contrast.word, state, other, "other_measure")


def _of_phrase(evidence: Evidence, wanted: Measure) -> Check:
    """Contradicted where nothing that narrows the noun stands in the passage or around it, and each time the noun
    stands in the sentence something else narrows it."""
    where = evidence.passage.folded + evidence.around
    if any(_stands(word, where) for word in wanted.modifiers):
        return Check("measure", wanted.text, "met", None, "other_measure")
    narrowed = [
        _narrowing(evidence.said[max(0, at.start() - _BEFORE) : at.start()])
        for at in re.finditer(re.escape(wanted.head), evidence.said)
    ]
    if narrowed and all(narrowed):
        return Check("measure", wanted.text, "contradicted", f"{narrowed[0]}{wanted.head}", "other_measure")
    return Check("measure", wanted.text, "silent", None, "other_measure")


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text, whole or, of three and more characters, by half of its pairs."""
    pairs = {word[i : i + 2] for i in range(len(word) - 1)}
    return word in text or (len(word) > 2 and 2 * sum(pair in text for pair in pairs) >= len(pairs))


def _narrowing(before: str) -> str:
    """The noun that a text ends with, empty for none."""
    tagged = rjieba.tag(before.strip())
    return tagged[-1][0] if tagged and len(tagged[-1][0]) >= 2 and tagged[-1][1].startswith(_NOUNS) else ""
