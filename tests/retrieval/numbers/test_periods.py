"""Parts of a year and years told by where they stand."""

import pytest

from retrieval.numbers.periods import parts_of_year, periods


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("上半年", (1, 6)),
        ("下半年", (7, 12)),
        ("前三季度", (1, 9)),
        ("第二季度", (4, 6)),
        ("四季度", (10, 12)),
        ("前10个月", (1, 10)),
        ("前十一个月", (1, 11)),
        ("1至10月", (1, 10)),
        ("3月-5月", (3, 5)),
        ("全年", (1, 12)),
        ("in the first half of the year", (1, 6)),
        ("the third quarter", (7, 9)),
    ],
)
def test_parts_of_a_year(text: str, months: tuple[int, int]) -> None:
    assert [period.months for period in periods(text)] == [months]


@pytest.mark.parametrize(("text", "year"), [("去年", -1), ("前年", -2), ("今年", 0), ("上年", -1), ("last year", -1)])
def test_years_told_by_where_they_stand(text: str, year: int) -> None:
    assert [period.year for period in periods(text)] == [year]


@pytest.mark.parametrize("text", ["10月1日至10月7日", "2024年", "3个月", "半年"])
def test_dates_and_lengths_are_none(text: str) -> None:
    assert list(periods(text)) == []


def test_single_months_are_parts_of_a_year_and_those_that_bound_one_are_not() -> None:
    assert [part.months for part in parts_of_year("1月至6月,8月")] == [(1, 6), (8, 8)]
