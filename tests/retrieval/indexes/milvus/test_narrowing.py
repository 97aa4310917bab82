"""What a search is narrowed to, as Milvus reads it: its conditions are Python's, too."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.indexes.milvus.narrowing import MOST_STRETCHES, condition

NUMBERS = st.frozensets(st.integers(1, 300))


@given(st.integers(1, 300), NUMBERS, st.one_of(st.none(), st.frozensets(st.integers(1, 300), min_size=1)))
def test_a_condition_is_true_of_what_is_wanted_alone(
    last: int, gone: frozenset[int], among: frozenset[int] | None
) -> None:
    written = condition(last, tuple(gone), among)
    meant = {n for n in range(1, 301) if n <= last and n not in gone and (among is None or n in among)}
    assert {n for n in range(1, 301) if eval(written, {"passage": n})} == meant


def test_documents_are_stretches_and_scattered_passages_are_named() -> None:
    assert " in " not in condition(10**6, (), range(1, 10**5))
    assert " in " in condition(10**6, (), range(0, 4 * MOST_STRETCHES, 2))
