"""Whether a sentence is of the one before, where that is asked for: the last fair, the old market hall. Of the new one
it says nothing when it only compares the two."""

import re
from collections.abc import Iterator

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.rows.asked_cell import is_row

_SITES = "馆|址|市场|院区|校区|校园|厂区|厂房|楼|大厅|码头|机场|桥|站(?!点)"
_ASKED = re.compile(
    rf"上一?届|前一届|上一?[版代]|(?<![古长老])[老旧](?![旧年人师百街化龄])(?=[^,;。?的]{{0,4}}?(?:{_SITES}))|"
    r"(?<!years )(?<!year )\b(?:old|former|previous|preceding)"
    r"(?! (?:age|people|man|woman|year|month|quarter|week|season|day|town|city|street|job|post|president|mayor|head)\b)"
    r"(?= [a-z])"
)
_BEFORE = re.compile("上一?届|前一届|上一?[版代]|老|旧|(?<!中)原(?![料则因本油野煤粮])|此前|之前|以前|过去")
_COMPARED = re.compile(
    r"(?:[比较是为从自由占]|相当于|多于|少于|超过)(?:上一?届|前一届|上一?[版代]|[老旧原])[^,;。、]{0,8}|[老旧](?:年|人|化|城|百姓|师|街)"
)
"""What tells of the one before only beside the other: 比上届多, 是老馆的三倍, 从老馆移来."""

_NEW = re.compile(
    rf"(?P<new>本届|第[一二三四五六七八九十百\d]+届|新[^,;。]{{0,4}}?(?:{_SITES}))|(?:[比较是]|相当于)(?:上一?届|[老旧])"
)


def predecessor(evidence: Evidence) -> Iterator[Check]:
    """A check of the one before, where a question asks about it: met where the sentence speaks of it otherwise than to
    compare, contradicted where it speaks of the new one, and where it does neither as that before it does; else
    silent."""
    question = evidence.query.question
    match = _ASKED.search(question.folded)
    if match is None or is_row(evidence.written) or _NEW_TOO.search(question.folded):
        return
    told = [one for one in (_told(evidence.said), _told(evidence.near)) if one is not None]
    state: State = "silent"
    if match[0] in evidence.around or (told and told[0] is _BEFORE):
        state = "met"
    elif told:
        state = "contradicted"
    new = _NEW.search(evidence.near)
    found = new["new"] if new is not None and state == "contradicted" else None
    yield Check("whose", question.text[slice(*match.span())], state, found, "different_subject")


def _told(folded: str) -> re.Pattern[str] | None:
    """Whether a text speaks of the one before or of the new one; None where of neither."""
    if _BEFORE.search(_COMPARED.sub(" ", folded)):
        return _BEFORE
    return _NEW if _NEW.search(folded) else None


_NEW_TOO = re.compile(r"本届|新|[比较]|相当于|\b(?:new|than|compared)\b")
"""What a question has that asks of both."""
