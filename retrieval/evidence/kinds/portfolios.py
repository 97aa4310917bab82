"""Who is in charge of what: the deputy for research is not the one for logistics."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.rows.asked_cell import cells, is_row
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.text.folding import HAN

_IN_CHARGE = re.compile(
    rf"(?:分管|主管|主抓|负责|(?<![主分城监])管(?=[{HAN}]{{2,8}}的))(?P<field>[{HAN}]{{2,8}}?)(?:工作)?的?(?=副|总|局|处|院|校|县|市|区|镇|乡|科|部|主任|[,、。;:是由?？]|\Z)"
)

_HEADER = re.compile("分管|主管|负责工作|职责|分工")
_STATED = re.compile(r"(?:分管|主管|主抓|负责)(?P<field>[^,;。:()]{2,16})")


def portfolio(query: Query, candidate: Candidate, sentence: Span) -> Iterator[Check]:
    """Contradicted where a sentence names several who are in charge of something, and nobody who is of what a question
    names, by no character of it."""
    asked = _IN_CHARGE.search(query.question.folded)
    if asked is None or query.question.answer.kind not in ("person", "name"):
        return
    said, row = candidate.reading.analysed.folded, candidate.passage.text[slice(*sentence)]
    fields = [match["field"] for match in _STATED.finditer(said, *sentence)]
    in_cells = [value for name, value in cells(row) if _HEADER.search(name)] if is_row(row) else []
    if (len(fields) > 1 or in_cells) and not any(set(asked["field"]) & set(field) for field in (*fields, *in_cells)):
        written = query.question.text[slice(*asked.span())]
        yield Check("office", written, "contradicted", (*fields, *in_cells)[0], "no_such_answer")
