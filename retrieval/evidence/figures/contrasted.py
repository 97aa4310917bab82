"""Which part of a sentence is of the one asked for of two that are told apart: 博士30万元;硕士8万元."""

from collections.abc import Sequence

from retrieval.document import Span
from retrieval.question.contrasts import Contrast, said_in
from retrieval.question.negation import parts


def contrasted_part(folded: str, marked: Span, contrasts: Sequence[Contrast]) -> Span | None:
    """The one part of the `marked` stretch of a folded text, between semicolons, that has a word of a question of which
    other parts have the opposite; None where there is none."""
    found = parts(folded, *marked)
    said = [said_in(folded[slice(*part)]) for part in found]
    for contrast in contrasts if len(found) > 1 else ():
        ours = [part for part, words in zip(found, said, strict=True) if words & contrast.said]
        if len(ours) == 1 and any(words & contrast.others for words in said):
            return ours[0]
    return None
