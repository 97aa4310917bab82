"""What a column holds comes back as it was."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from retrieval.storage.column_types import Tuple

NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple)
SPANS = st.lists(st.tuples(st.integers(0, 2**53), st.integers(0, 2**53))).map(tuple)


@given(st.none() | NAMES | SPANS)
def test_a_tuple_is_stored_as_text_that_gives_it_again(value: tuple[object, ...] | None) -> None:
    dialect = sqlite.dialect()
    stored = Tuple().process_bind_param(value, dialect)
    assert stored is None or stored.isascii()
    assert Tuple().process_result_value(stored, dialect) == value
