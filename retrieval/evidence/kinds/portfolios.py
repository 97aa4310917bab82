"""Who is in charge of what: the deputy for research is not the one for logistics."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN

_IN_CHARGE = re.compile(
    rf"(?:分管|主管|主抓|负责)(?P<field>[{HAN}]{{2,8}}?)(?:工作)?的?(?=副|总|局|处|院|校|县|市|区|镇|乡|科|部|主任|[,、。;:是由?？]|\Z)"
)


def portfolio(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """A check that a sentence names who is in charge of the field that a question names, where it names who is in
    charge of any."""
    asked = _IN_CHARGE.search(query.question.folded)
    if asked is None or query.question.answer.kind not in ("person", "name"):
        return
    said = candidate.reading.analysed.folded
    fields = [match["field"] for match in _IN_CHARGE.finditer(said, *sentence)]
    if fields:
        has = any(asked["field"] in field or field in asked["field"] for field in fields)
        written = query.question.text[slice(*asked.span())]
        yield Check("office", written, "met" if has else "contradicted", None if has else fields[0], "no_such_answer")
