"""Whether whose statement a passage is, is of the kind that a question asks for: a zone is no province."""

import re
from collections.abc import Iterator

import rjieba

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.places.named import places_in_chinese
from retrieval.question.places.organization_kinds import CHINESE_KINDS, ENGLISH_KINDS, kind_called, of_kind
from retrieval.text.organization_vocabulary import ZONE

_ASKED = re.compile(
    rf"(?:哪一?[个座家]?|各个?)(?P<chinese>{CHINESE_KINDS})(?!的?(?:开发|高新|园))|"
    rf"\b(?:which|what|each) (?P<english>{ENGLISH_KINDS})\b"
)
_PLACES = ("province", "prefecture", "city", "county")
_A_ZONE = re.compile(rf"{ZONE}|园区|新区")


def owner(evidence: Evidence) -> Iterator[Check]:
    """A check of the kind of organization that is asked for, a place or a zone: met where the passage is the statement
    of one, silent where it is nobody's or its sentence names such a place or zone, contradicted else."""
    question = evidence.query.question
    match = _asked(question.folded)
    if match is None or question.answer.kind not in ("organization", "quantity", "which", "place"):
        return
    kind = kind_called(match["chinese"] or match["english"])
    if kind not in (*_PLACES, "zone"):
        return
    written = question.text[slice(*match.span())].strip()
    owners = evidence.candidate.passage.organizations
    if of_kind(kind, owners):
        yield Check("whose", written, "met", None, "no_such_answer")
    elif not owners or (places_in_chinese(evidence.said) if kind in _PLACES else _A_ZONE.search(evidence.said)):
        yield Check("whose", written, "silent", None, "no_such_answer")
    else:
        yield Check("whose", written, "contradicted", owners[0], "no_such_answer")


def _asked(folded: str) -> re.Match[str] | None:
    """Where a folded question asks for an organization by its kind: a word of its own, which 市 of 哪个市场 is not."""
    match = _ASKED.search(folded)
    if match is None or match["chinese"] is None:
        return match
    return match if rjieba.cut(folded[match.start("chinese") :])[0] == match["chinese"] else None
