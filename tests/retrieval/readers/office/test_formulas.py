"""Formulas that a file has no value for."""

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.office.formulas import NotComputed, Sums

CELLS = {(1, 1): 3.0, (2, 1): 4.5, (3, 1): "备注", (1, 2): "=A1+A2", (2, 2): "=B1*2", (3, 2): "=B3"}


def value(formula: str) -> float:
    return Sums({**CELLS, (9, 9): formula}).value(9, 9)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1+A2*2", 12),
        ("=(A1+A2)*2", 15),
        ("=A1-A2-1", -2.5),
        ("=-A1^2", 9),
        ("=A2/A1*100%", 1.5),
        ("=SUM(A1:A3,$A$1,2)", 12.5),
        ("=SUM(A1:A2)/COUNT(A1:A3)", 3.75),
        ("=AVERAGE(A1:A2)", 3.75),
        ("=MAX(A1:A2)-MIN(A1:A2)", 1.5),
        ("=ROUND(A2/7,2)", 0.64),
        ("=ABS(-A1)", 3),
        ("=SUM(B1:B2)", 22.5),
        ("=SUM(D1:D9)", 0),
        ("=A1+D9", 3),
    ],
)
def test_a_formula_is_computed(formula: str, expected: float) -> None:
    assert value(formula) == pytest.approx(expected)


@pytest.mark.parametrize(
    "formula",
    [
        "=A1+A3",
        "=IF(A1>1,2,3)",
        "=Sheet2!A1",
        "=A1/D1",
        "=B3",
        "=SUM(A1:XFD1048576)",
        "=AVERAGE(D1:D2)",
        "=A1+",
        "=(A1",
        "=名称",
        "=SUM(名称)",
        "=A1 A2",
        "=ABS(A1,A2)",
        "=ROUND(A1)",
        "=(A1,A2)",
        "=1e999",
        "={1,2}",
        "=SUM(A1",
        "=(0-8)^0.5",
        f"={'(' * 4000}1{')' * 4000}",
        "=9^9^9^9",
    ],
)
def test_what_is_not_computed_is_said(formula: str) -> None:
    with pytest.raises(NotComputed):
        value(formula)


@given(st.text("A1B2:(),+-*/^%SUMIF\"'!{}#=. ", max_size=20))
def test_any_text_is_a_number_or_not_computed(formula: str) -> None:
    with suppress(NotComputed):
        assert math.isfinite(value(f"={formula}"))
