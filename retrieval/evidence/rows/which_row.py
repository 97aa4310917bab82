"""Which row of a table a question names, by what stands in its cells: 东校区 and not the school that it belongs to."""

import re
from collections.abc import Iterator, Sequence

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.rows.asked_cell import is_row, values_of_cells
from retrieval.evidence.rows.table_rows import other_rows

_LEAST_NAME = 2
"""Characters of a cell that may name a row."""

_TELLS_APART = re.compile(r"[^\W\d_]")
"""What a cell has that may name a row: a letter or a character, alone or beside digits."""


def which_row(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where another row of the table has all cells of this one that the question names, and one more that
    it names; met where the question names a cell of this row."""
    row, asked = evidence.written, evidence.query.question.folded
    if not is_row(row):
        return
    others = [_values(text) for text in other_rows(evidence)]
    own = [*_values(row), evidence.said]
    named = _longest(asked, {value for row_values in (*others, own[:-1]) for value in row_values})
    ours = {span for span in named if any(asked[slice(*span)] in value for value in own)}
    more = [span for values in others for span in named - ours if _all_in(asked, ours | {span}, values)]
    wanted = max(more or ours, key=lambda span: span[1] - span[0], default=None)
    if wanted is None:
        return
    written = evidence.query.question.text[slice(*wanted)]
    if more:
        yield Check("whose", written, "contradicted", own[0], "different_subject")
    else:
        yield Check("whose", written, "met", None, "different_subject")


def _values(row: str) -> list[str]:
    found = (value.rstrip("。") for value in values_of_cells(row))
    return [value for value in found if len(value) >= _LEAST_NAME and _TELLS_APART.search(value)]


def _longest(asked: str, values: set[str]) -> set[Span]:
    """Where a question has one of the values, none within another."""
    found = {match.span() for value in values for match in re.finditer(re.escape(value), asked)}
    return {one for one in found if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in found)}


def _all_in(asked: str, spans: set[Span], values: Sequence[str]) -> bool:
    return all(any(asked[slice(*span)] in value for value in values) for span in spans)
