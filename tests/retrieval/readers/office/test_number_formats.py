"""Number formats: what a cell's number looks like."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.office.number_formats import shown_date, shown_number


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (43.4, "General", "43.4"),
        (27, "General", "27"),
        (-0.0, "General", "0"),
        (0.000001, "General", "0.000001"),
        (12345678901234, "0.00E+00", "12345678901234"),
        (0.5, "# ?/?", "0.5"),
        (2.5, "0", "3"),
        (0.05, "0%", "5%"),
        (0.12345, "0.00%", "12.35%"),
        (-5.5, "#,##0.0_);(#,##0.0)", "-5.5"),
        (-5, "0;[Red]-0", "-5"),
        (-0.001, "0.0", "0.0"),
        (3500, "¥#,##0", "¥3,500"),
        (5, "[$￥-804]#,##0.00", "￥5.00"),
        (1.5, "0.##", "1.5"),
        (1, "0.0#", "1.0"),
        (12345, "0.0,", "12.3"),
        (7, "000", "007"),
        (5, '"第"0"名"', "第5名"),
        (5, "0.0!.0", "5"),
        (12, "0_ ", "12"),
        (123, "@", "123"),
        (0, "0;-0;;@", ""),
        (5, ";;;", ""),
        (0, '0.0;-0.0;"—"', "—"),
        (-1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        (-3.2, '0.0;"▲"0.0', "-3.2"),
        (25000, '[>=10000]0.0,"千";0"元"', "25.0千"),
        (250, '[>=10000]0.0,"千";0"元"', "250元"),
        (1, '[=1]"是";[=0]"否"', "是"),
        (0, '[=1]"是";[=0]"否"', "否"),
    ],
)
def test_a_number(value: float, number_format: str, expected: str) -> None:
    assert shown_number(value, number_format) == expected


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("yyyy-mm-dd", "2024年3月1日"),
        ("m/d/yy", "2024年3月1日"),
        ("mmm-yy", "2024年3月"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2024年3月1日"),
        ("yyyy", "2024年"),
        ('m"月"d"日"', "3月1日"),
        ("h:mm AM/PM", "14:05"),
        ("h:mm:ss", "14:05:09"),
    ],
)
def test_a_date(number_format: str, expected: str) -> None:
    assert shown_date(datetime.datetime(2024, 3, 1, 14, 5, 9), number_format) == expected


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#,.%;"\\!_*[]$-年 ?E/@Gy', max_size=12))
def test_any_format_shows_something_of_any_number(value: float, number_format: str) -> None:
    assert shown_number(value, number_format).strip() or ";" in number_format
