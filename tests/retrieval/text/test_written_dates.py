"""Dates in the forms that reports write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.written_dates import find_date, is_only_a_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025年1月14日在青禾县召开", "2025-01-14"),
        ("2024 年 10 月 31 日,双方签约", "2024-10-31"),
        ("２０２５年１月８日", "2025-01-08"),
        ("二〇二五年一月二十日", "2025-01-20"),
        ("二○二四年十二月", "2024-12"),
        ("二零二四年", "2024"),
        ("2024年度报告", "2024"),
        ("2024年10月份", "2024-10"),
        ("2024-10", "2024-10"),
        ("2024-10-05发布", "2024-10-05"),
        ("2024.10.5", "2024-10-05"),
        ("2024/1/5", "2024-01-05"),
        ("2024年2月30日，2024年3月1日", "2024-03-01"),
        ("11月5日", None),
        ("1—9月完成2024.5万元", None),
        ("编号12024年", None),
        ("", None),
    ],
)
def test_the_first_date_of_a_text(text: str, date: str | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize("text", ["2025年1月14日", "（2025年1月14日）", "——二〇二五年一月", " 2024-10-05 "])
def test_a_line_that_is_only_a_date(text: str) -> None:
    assert is_only_a_date(text)


@pytest.mark.parametrize("text", ["2025年1月14日讯", "2025年工作安排", "2024-13", "十四日", ""])
def test_a_line_that_says_more_than_a_date(text: str) -> None:
    assert not is_only_a_date(text)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_a_written_date_is_found_again(day: datetime.date) -> None:
    assert find_date(f"本报{day.year}年{day.month}月{day.day}日讯") == day.isoformat()
