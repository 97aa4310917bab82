"""What something costs by the unit: a year's sales are no price per jin."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.numbers.units import CURRENCIES
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

_UNIT = "(?:公斤|斤|千克|吨|亩|平方米|平米|立方米|度|小时|天|晚|公里|次|票|瓶|箱|个|只|头|件)"
_ASKED = re.compile(
    rf"每{_UNIT}(?!月)[^,;。?]{{0,6}}(?:多少|几)(?:钱|元|块)|价格?[^,;。?]{{0,4}}每{_UNIT}(?!月)(?:多少|几)|"
    rf"(?:多少|几)(?:钱|元|块钱?)一?{_UNIT}|"
    r"\bhow much\b(?=[^?]*\b(?:costs?|pay|paid|charged?|price|fee|rent|sells?|sold)\b)[^?]*"
    r"\b(?:per|a) (?:kilo\w*|kg|ton|tonne|jin|mu|square metre|hour|day|night|ticket)\b"
)
_TOLD = re.compile(rf"每|/|单价|均价|价格|票价|一{_UNIT}|元{_UNIT}|[人亩日]均|[日月]租|[日月]薪|\d折|\bper\b")
_LARGE = 10_000
"""Yuan from which on a sum without a word for the unit is none of a price."""


def per_unit(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a question asks for a price by the unit, and a sentence has no word for one and only large
    sums."""
    asked = _ASKED.search(query.question.folded)
    analysed = candidate.reading.analysed
    if asked is None or _TOLD.search(analysed.folded, *sentence) is not None:
        return
    inside = (q for q in analysed.quantities if sentence[0] <= q.start and q.end <= sentence[1])
    sums = [q for q in inside if q.unit in CURRENCIES]
    if all(q.value >= _LARGE for q in sums):
        yield Check("measure", query.question.text[slice(*asked.span())], "contradicted", None, "other_measure")
