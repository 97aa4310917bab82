"""How old somebody or something is."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_ASKED = re.compile(r"多大(?:年纪|岁数|年龄)|(?:多少|几)岁|年龄(?:是|有)?多[大少]|\bhow old\b|\bwhat age\b")
_TOLD = re.compile(
    r"岁|年龄|出生|生于|[\d一二三四五六七八九十]0?后(?![^,。;]{0,2}[年月日])|年代|高龄|年的?历史|年生|[树工教党船房]龄|\d年(?=[,;。]|\Z)|[始兴]?建于|建成|始建|成立|创办|年头|年[前间]"
)


def age(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks how old somebody or something is, and a sentence tells of no age and of no
    beginning."""
    asked = _ASKED.search(query.question.folded)
    if asked is not None and _TOLD.search(candidate.reading.analysed.folded, *sentence) is None:
        yield Check("kind", query.question.text[slice(*asked.span())], "contradicted", None, "no_such_answer")
