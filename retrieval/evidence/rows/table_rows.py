"""The other rows of the table that a row stands in, as far as they were found for the question."""

from collections.abc import Sequence

from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.rows.asked_cell import is_row, names_of_cells

_ALIKE = 0.5
"""Share of its headers that a row of the same table must have of another, whose cells may be empty. Not tuned."""


def other_rows(evidence: Evidence) -> Sequence[str]:
    """The rows of the candidates out of the same document under mostly the same headers as the sentence, as they are
    written; none where that is no row."""
    row = evidence.written
    if not is_row(row):
        return []
    own = set(names_of_cells(row))
    document = evidence.candidate.passage.document_name
    found: dict[str, None] = {}
    for candidate in (evidence.candidate, *evidence.beside):
        passage = candidate.passage
        if passage.document_name != document:
            continue
        for span in passage.sentences:
            text = passage.text[slice(*span)]
            names = set(names_of_cells(text)) if text != row and is_row(text) else set()
            if names and len(own & names) >= _ALIKE * min(len(own), len(names)):
                found[text] = None
    return list(found)
