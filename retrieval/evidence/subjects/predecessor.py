"""Whether a sentence is of the one before, where that is asked for: the last fair, the old market hall. Of the new one
it says nothing when it only compares the two."""

import re
from collections.abc import Iterator

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.rows.asked_cell import is_row

_LAST = "上一?届|前一届|上一[版代]"
_SITES = "馆|址|市场|院区|校区|校园|厂区|厂房|楼|大厅|码头|机场|桥|站(?!点)"
_ENGLISH_SITES = (
    "market|library|museum|station|building|bridge|hall|campus|hospital|plant|factory|site|theat(?:re|er)|wharf|terminal|"
    "airport|headquarters|stadium|festival|games|fair|edition|exhibition|record"
)
_ASKED = re.compile(
    rf"{_LAST}|(?<![古长老])[老旧](?![旧年人师百街化龄])(?=[^,;。?的]{{0,4}}?(?:{_SITES}))|"
    rf"(?<!how )\b(?:old|former|previous|preceding)(?=(?: [\w'-]+){{0,3}}? (?:{_ENGLISH_SITES})s?\b)"
)
_BEFORE = re.compile(f"{_LAST}|老|旧|(?<!中)原(?![料则因本油野煤粮])|此前|之前|以前|过去")
_COMPARED = re.compile(
    rf"(?:[比较是为从自由占]|相当于|多于|少于|超过)(?:{_LAST}|[老旧原])[^,;。、]{{0,8}}|[老旧](?:年|人|化|城|百姓|师|街)"
)
"""What tells of the one before only beside the other: 比上届多, 是老馆的三倍, 从老馆移来."""

_NEW = re.compile(
    rf"本届|第[一二三四五六七八九十百\d]+届|(?:\A|(?<=[,;。:】\s]))新[^,;。]{{0,4}}?(?:{_SITES})|"
    rf"(?:[比较是]|相当于)(?:{_LAST}|[老旧])"
)
_NEW_TOO = re.compile(r"本届|新|[比较]|相当于|\b(?:new|than|compared)\b")
"""What a question has that asks of both."""

_EDITION = "届"
"""The measure word of what is held again and again."""


def predecessor(evidence: Evidence) -> Iterator[Check]:
    """A check of the one before, where a question asks about it: met where the document is of it or the sentence speaks
    of it otherwise than to compare, contradicted where it speaks of the new one, and where it does neither as that
    before it does; else silent."""
    question = evidence.query.question
    match = _ASKED.search(question.folded)
    of_person = bool(question.words) and question.answer.kind == "person"
    if match is None or of_person or is_row(evidence.written) or _NEW_TOO.search(question.folded):
        return
    of_it = match[0] in evidence.around or _is_earlier(evidence) or _speaks_of_it(evidence.said)
    new = _NEW.search(evidence.said)
    if not of_it and new is None:
        of_it, new = _speaks_of_it(evidence.near), _NEW.search(evidence.near)
    state: State = "met" if of_it else "contradicted" if new is not None else "silent"
    found = new[0] if new is not None and state == "contradicted" and not _COMPARED.match(new[0]) else None
    yield Check("whose", question.text[slice(*match.span())], state, found, "different_subject")


def _speaks_of_it(folded: str) -> bool:
    """Whether a text speaks of the one before otherwise than to compare."""
    return _BEFORE.search(_COMPARED.sub(" ", folded)) is not None


def _is_earlier(evidence: Evidence) -> bool:
    """Whether the sentence is of an earlier 届 than another that the passage names."""
    editions = [q for q in evidence.passage.quantities if q.kind == "ordinal" and q.measure == _EDITION]
    start, end = evidence.sentence
    here = [q.value for q in editions if start <= q.start and q.end <= end]
    return bool(here) and max(here) < max(q.value for q in editions)
