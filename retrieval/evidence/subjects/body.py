"""Whether a passage is of the hospital, school, waterworks … that a question names, or of another of its kind."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.bodies.kinds import OFFICIAL
from retrieval.question.bodies.named import Body, bodies, english_bodies

_COUNTED = re.compile("(?:一共|总共|共|现)?有?(?:多少|几)[所家个]")
"""What stands behind a kind of body that is counted: 全区小学有几所."""


def body(evidence: Evidence) -> Iterator[Check]:
    """A check of each body that the question names: met where the sentence, the passage or what it stands in names it,
    in full or in short, contradicted where they name only another of its kind, or the sentence does, silent where they
    name none."""
    question = evidence.query.question
    for asked in english_bodies(question.folded) if question.words else bodies(question.folded):
        if _COUNTED.match(question.folded, asked.end):
            continue
        wanted = question.text[asked.start : asked.end]
        rival = _rival(evidence, asked)
        if rival is not None:
            yield Check("whose", wanted, "contradicted", rival, "different_subject")
        elif _named(evidence, asked) and (question.words or _near(evidence, asked)):
            yield Check("whose", wanted, "met", None, "different_subject")
        elif not question.words:
            yield Check("whose", wanted, "silent", None, "different_subject")


def _named(evidence: Evidence, asked: Body) -> bool:
    return any(asked.may_be(one) for text in (evidence.passage.folded, evidence.around) for one, _ in _of(asked, text))


def _near(evidence: Evidence, asked: Body) -> bool:
    """Whether a body is named in the sentence, right before it or around the passage, and not somewhere in it alone."""
    return any(asked.may_be(one) for text in (evidence.near, evidence.around) for one, _ in _of(asked, text))


def _rival(evidence: Evidence, asked: Body) -> str | None:
    """The rival whose statement a sentence is, as it is written."""
    official = asked.kind == OFFICIAL
    if official and _named(evidence, asked):
        return None
    ours = _ours(evidence, asked)
    wider = (evidence.before, evidence.around, evidence.passage.folded)
    for text in (evidence.around,) if official else wider if ours else (evidence.said, *wider):
        found = _of(asked, text)
        if any(asked.may_be(one) for one, _ in found):
            return None
        rivals = [written for one, written in found if asked.rivals(one)]
        rivals = [written for written in rivals if written not in evidence.query.question.folded]
        if rivals and not ours:
            return rivals[-1]
    return None


def _ours(evidence: Evidence, asked: Body) -> bool:
    """Whether the passage stands in what is of the body asked for, and of no rival."""
    around = [one for one, _ in _of(asked, evidence.around)]
    return any(map(asked.may_be, around)) and not any(map(asked.rivals, around))


def _of(asked: Body, text: str) -> list[tuple[Body, str]]:
    """The bodies of the kind in a text and how they are written, without the ends of what is written in full there
    (师范大学 beside 北麓师范大学)."""
    found = [(one, text[one.start : one.end]) for one in bodies(text) if one.kind == asked.kind]
    whole = {written for _, written in found}
    return [(one, written) for one, written in found if not any(w != written and w.endswith(written) for w in whole)]
