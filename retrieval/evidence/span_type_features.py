"""Whether the stretches of a sentence that could answer are of the kind that a question asks for."""

import re
from collections.abc import Sequence

import numpy as np

from retrieval.document import Span
from retrieval.evidence.span_candidates import Matrix, Places
from retrieval.evidence.span_overlap_features import REACH
from retrieval.extraction.quantity_roles import quantity_roles
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.question.analysis import Question
from retrieval.text.organization_vocabulary import BODY_END, PLACE_END

_STOPS = ";。!?\n"
_BODY = re.compile(rf"(?:{BODY_END})\Z")
_PLACE = re.compile(rf"(?:{PLACE_END})\Z")


def kinds(question: Question, reading: AnalysedText, starts: Places, ends: Places) -> dict[str, Matrix]:
    """Whether a candidate is what is asked for: a quantity that fits, a person, a place, a body, the noun asked for."""
    folded = reading.folded
    roles = quantity_roles(question, reading.quantities)
    dates = [(q.start, q.end) for q in reading.quantities if q.date]
    texts = [folded[a:b] for a, b in zip(starts, ends, strict=True)]
    heads = question.answer.heads
    columns = {
        "fitting quantity": _is(roles.fitting, starts, ends, 2),
        "alike quantity": _is(roles.alike, starts, ends, 2),
        "holds fitting": _holds(roles.fitting, starts, ends),
        "other quantity": _is(roles.other, starts, ends, 2),
        "holds other": _holds(roles.other, starts, ends),
        "holds given": _holds(roles.given, starts, ends),
        "date": _is(dates, starts, ends, 2),
        "holds date": _holds(dates, starts, ends),
        "person": _is(reading.people, starts, ends, 0),
        "holds person": _holds(reading.people, starts, ends),
        "organization": _is(reading.organizations, starts, ends, 0),
        "holds organization": _holds(reading.organizations, starts, ends),
        "ends as body": np.array([bool(_BODY.search(text)) for text in texts]),
        "ends as place": np.array([bool(_PLACE.search(text)) for text in texts]),
        "ends with head": np.array([any(text.endswith(head) for head in heads) for text in texts]),
        "ends like head": np.array([bool(heads) and text[-1] == heads[0][-1] for text in texts]),
        "is head": np.array([text in heads for text in texts]),
        "holds head": np.array([any(head in text for head in heads) for text in texts]),
        "head behind": np.array([any(folded.startswith(head, b) for head in heads) for b in ends]),
        "head and more": np.array(
            [
                any(text.endswith(h) and len(text) > len(h) and text[-len(h) - 1] != "的" for h in heads)
                for text in texts
            ]
        ),
        "part of given": _part_of(roles.given, folded, starts, ends),
        "before given": _beside(roles.given, ends, True),
        "behind given": _beside(roles.given, starts, False),
    }
    return {name: np.asarray(column, dtype=float) for name, column in columns.items()}


def _is(things: Sequence[Span], starts: Places, ends: Places, slack: int) -> Matrix:
    """Whether a candidate is one of the things, but for so many characters more."""
    found = np.zeros(len(starts))
    for a, b in things:
        found[(starts <= a) & (starts >= a - slack) & (ends >= b) & (ends <= b + slack)] = 1.0
    return found


def _holds(things: Sequence[Span], starts: Places, ends: Places) -> Matrix:
    found = np.zeros(len(starts))
    for a, b in things:
        found[(starts <= a) & (ends >= b)] = 1.0
    return found


def _part_of(things: Sequence[Span], folded: str, starts: Places, ends: Places) -> Matrix:
    """Whether a candidate stands in the same part of the sentence as one of the things."""
    found = np.zeros(len(starts))
    for a, b in things:
        begin = max(folded.rfind(mark, 0, a) for mark in _STOPS) + 1
        finish = min((at for mark in _STOPS if (at := folded.find(mark, b)) >= 0), default=len(folded))
        found[(starts >= begin) & (ends <= finish)] = 1.0
    return found


def _beside(things: Sequence[Span], edge: Places, before: bool) -> Matrix:
    """How near a candidate ends before one of the things, or begins behind it."""
    found = np.zeros(len(edge))
    for a, b in things:
        gap = a - edge if before else edge - b
        found = np.maximum(found, np.where(gap >= 0, np.exp(-np.maximum(gap, 0) / REACH), 0.0))
    return found
