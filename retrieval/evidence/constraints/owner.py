"""Whether whose statement a passage is, is of the kind that a question asks for: a zone is no province."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.places.named import places_in_chinese
from retrieval.question.places.organization_kinds import of_kind
from retrieval.text.organization_vocabulary import ZONE

_PROVINCE, _COUNTY, _CITY = "province", "county", "city"
_NO_ZONE_OF_IT = r"(?!的?(?:开发|高新|园))"
_WANTED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (_PROVINCE, re.compile(rf"(?:哪一?个?|各个?)省{_NO_ZONE_OF_IT}|\b(?:which|what|each) province\b")),
    (_COUNTY, re.compile(rf"(?:哪一?个?|各个?)县(?!级市){_NO_ZONE_OF_IT}|\b(?:which|what|each) county\b")),
    (_CITY, re.compile(rf"(?:哪一?[个座]?|各个?)(?:城市|市(?!级)){_NO_ZONE_OF_IT}|\b(?:which|what|each) city\b")),
    ("zone", re.compile(rf"(?:哪一?[个家]?|各个?)(?:{ZONE})|\b(?:which|what|each) (?:\w+ )?zone\b")),
)
_PLACES = (_PROVINCE, _COUNTY, _CITY)
_A_ZONE = re.compile(rf"{ZONE}|园区|新区")


def owner(evidence: Evidence) -> Iterator[Check]:
    """A check of the kind of organization that is asked for: met where the passage is the statement of one, silent
    where it is nobody's or its sentence names such a place or zone, contradicted else."""
    question = evidence.query.question
    wanted = next(((kind, match) for kind, pattern in _WANTED if (match := pattern.search(question.folded))), None)
    if wanted is None or question.answer.kind not in ("organization", "quantity", "which", "place"):
        return
    kind, match = wanted
    written = question.text[slice(*match.span())].strip()
    owners = evidence.candidate.passage.organizations
    if of_kind(kind, owners):
        yield Check("whose", written, "met", None, "no_such_answer")
    elif not owners or (places_in_chinese(evidence.said) if kind in _PLACES else _A_ZONE.search(evidence.said)):
        yield Check("whose", written, "silent", None, "no_such_answer")
    else:
        yield Check("whose", written, "contradicted", owners[0], "no_such_answer")
