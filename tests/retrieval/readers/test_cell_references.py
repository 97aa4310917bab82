"""Cells are named as spreadsheets name them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_from_string, get_column_letter

from retrieval.readers.cell_references import cell_of, column_letters


@given(row=st.integers(1, 1_048_576), column=st.integers(1, 16_384), dollars=st.tuples(st.booleans(), st.booleans()))
def test_a_cell_is_found_by_the_name_that_it_has(row: int, column: int, dollars: tuple[bool, bool]) -> None:
    assert column_letters(column) == get_column_letter(column)
    first, second = ("$" if fixed else "" for fixed in dollars)
    reference = f"{first}{column_letters(column)}{second}{row}"
    assert cell_of(reference) == (row, column)
    assert coordinate_from_string(reference) == (column_letters(column), row)


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_counted_from_a(number: int, letters: str) -> None:
    assert column_letters(number) == letters


@pytest.mark.parametrize("written", ["", "7", "B", "b7", "7B", "ABCD1", "B7:D9", "B-7", " B7", "产7"])
def test_what_is_no_cell_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(written)}$"):
        cell_of(written)
