"""What can be said of a passage without its text."""

import pytest

from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Scores
from retrieval.ranking.features import legs_of
from retrieval.ranking.query import Query
from retrieval.ranking.weights import Situation
from retrieval.search.candidates import query_of
from retrieval.storage.passages import StoredPassage


def passage_of(*organizations: str) -> StoredPassage:
    return StoredPassage(
        id=1, citation="c", document=1, document_name="d", document_title=None, article=0, headline=None,
        organizations=organizations, author=None, date=None, publication=None, headings=(), text="路修好了。",
        spans=((0, 5),), sentences=((0, 5),), lines=(1, 1), page=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("organizations", "ours", "theirs"),
    [
        (("青山县",), 1.0, 0.0),
        (("青山县教育局",), 0.0, 0.0),
        (("青山",), 0.0, 0.0),
        (("白水县",), 0.0, 1.0),
        ((), 0.0, 0.0),
    ],
)
def test_a_part_of_an_organization_is_no_stranger(
    sample: Library, organizations: tuple[str, ...], ours: float, theirs: float
) -> None:
    with sample.reading() as (_, snapshot):
        known = query_of(analyse("青山县修了几条路？"), snapshot)
    query = Query(known.question, frozenset({"青山县"}), frozenset(), known.term_weights, known.matcher)
    scores = Scores({1: 2.0}, {1: {(0, 5): 0.5, (0, 2): 0.7}}, Situation(False, True))
    legs = legs_of(passage_of(*organizations), query, scores, 4.0)
    assert (legs["ours"], legs["theirs"]) == (ours, theirs)
    assert (legs["bm25"], legs["whole"], legs["window"]) == (0.5, 0.5, 0.7)
