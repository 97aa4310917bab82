"""What something costs by the unit: a year's sales are no price per jin."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_UNIT = "(?:公斤|斤|千克|吨|亩|平方米|平米|立方米|度|小时|天|晚|公里|次|票|瓶|箱|个|只|头|件)"
_ASKED = re.compile(
    rf"每{_UNIT}[^,;。?]{{0,6}}(?:多少|几)|(?:多少|几)(?:钱|元|块钱?)一?{_UNIT}|"
    r"\bhow much\b[^?]*\b(?:per|a) (?:kilo\w*|kg|ton|tonne|jin|mu|square metre|hour|day|night|ticket)\b"
)
_TOLD = re.compile(rf"每|/|单价|均价|价格|票价|一{_UNIT}|元{_UNIT}|[人亩日]均|\d折|\bper\b")


def per_unit(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks for a price by the unit, and nothing in a sentence is told by one."""
    asked = _ASKED.search(query.question.folded)
    if asked is not None and _TOLD.search(candidate.reading.analysed.folded, *sentence) is None:
        yield Check("measure", query.question.text[slice(*asked.span())], "contradicted", None, "other_measure")
