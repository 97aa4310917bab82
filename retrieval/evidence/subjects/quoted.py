"""Of which of two that are called by names in quotation marks a sentence speaks: “丝路遗珍”展, “楚风汉韵”展."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence

_QUOTED = re.compile(r"[“\"《「]([^“”\"《》「」,;。]{2,12})[”\"》」]")


def quoted(evidence: Evidence) -> Iterator[Check]:
    """A check of each name that the question has and the passage, or what it stands in, has in quotation marks: met
    where the sentence has it, contradicted where the sentence has another in its place."""
    asked = evidence.query.question.folded
    where = f"{evidence.passage.folded} {evidence.around}"
    here = _QUOTED.findall(evidence.said)
    for name in dict.fromkeys(_QUOTED.findall(where)):
        if name not in asked:
            continue
        others = [other for other in here if other not in asked and other not in name and name not in other]
        if name in evidence.said or name in evidence.around:
            yield Check("whose", name, "met", None, "different_subject")
        elif others and name not in evidence.near:
            yield Check("whose", name, "contradicted", others[0], "different_subject")
