"""Whether a sentence is of the company, bureau or school that an English question calls by what it does: the taxi
company is not 轨道运营公司."""

import re
from collections.abc import Iterator
from itertools import takewhile

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.question.analysis import Question
from retrieval.text.folding import HAN
from retrieval.text.stopwords import STOP_WORDS

_KINDS = {
    "company": "公司|集团", "bureau": "局", "department": "[部处厅科]", "college": "学院",
    "school": "学校|小学|中学|学院", "team": "队", "station": "站|所",
    "office": "办公室|办|处", "factory": "厂", "plant": "厂", "line": "号?线",
}  # fmt: skip
"""English words for a body, and what ends its name in Chinese."""

_CALLED = re.compile(rf"\b(?P<words>(?:[a-z'-]+ ){{1,3}})(?P<kind>{'|'.join(_KINDS)})\b")
_LEAST = 0.3
"""Score of a translation from which on it may be what a body is called by."""

_GENERAL = re.compile(rf"[该本全各其我这那此某一每][{HAN}]{{0,3}}|[集总分子]|有限|股份")


def translated(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where a sentence begins with a body of the kind that an English question names, by a name of which
    no word is what the question calls it, and nothing in it is."""
    question = evidence.query.question
    if not question.words:
        return
    for called in _CALLED.finditer(question.folded):
        meant = _meant(question, called["words"])
        if not meant or any(word in evidence.said for word in meant):
            continue
        begins = re.match(
            rf"[^{HAN}]*(?P<name>[{HAN}]{{2,8}}?)(?:{_KINDS[called['kind']]})(?![{HAN}]?长)", evidence.said
        )
        if begins is None or _GENERAL.fullmatch(begins["name"]):
            continue
        if set(begins["name"]).isdisjoint("".join(meant)):
            written = question.text[slice(*called.span())]
            yield Check("whose", written, "contradicted", begins[0].strip(), "different_subject")


def _meant(question: Question, words: str) -> list[str]:
    """What the words before a body's kind may be in Chinese; none where one of them is a name or is not known."""
    wanted = list(takewhile(lambda word: word not in STOP_WORDS, reversed(words.split())))
    found: list[str] = []
    for concept in question.concepts:
        if concept.alternatives[0][0] not in wanted:
            continue
        chinese = [word for word, score in concept.alternatives[1:] if len(word) > 1 and score >= _LEAST]
        if not chinese:
            return []
        found += chinese
    return found
