"""Whether the cell that a question asks for is empty in the row that it asks of: readers leave it out."""

from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.rows.asked_cell import asked_names, is_row, names_of_cells
from retrieval.evidence.rows.table_rows import other_rows


def empty_cell(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where the question names a column under which other rows of the table have a cell and this one has
    none."""
    question, row = evidence.query.question, evidence.written
    if not is_row(row) or asked_names(question, row, evidence.around):
        return
    own = set(names_of_cells(row))
    for other in other_rows(evidence):
        wanted = asked_names(question, other, evidence.around)
        if wanted and not own.issuperset(wanted):
            yield Check("kind", " ".join(wanted), "contradicted", None, "no_such_answer")
            return
