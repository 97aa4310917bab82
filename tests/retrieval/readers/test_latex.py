"""Formulas of LaTeX in lines of text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.latex import readable


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (r"占比 $4 3 . 1 \%$，降至 $ 12.5 \% $。", "占比 43.1%，降至 12.5%。"),
        (r"同比 $+ 3 . 2 \%$", "同比 +3.2%"),
        (r"$1{,}234.5$万元，$2\,318$家", "1,234.5万元，2318家"),
        (r"人均$1.8 \times 10^{6}$元", "人均1.8×10⁶元"),
        (r"水厂12$^{3}$座，图书10$^{6}$册，35 km$^2$", "水厂12座，图书10⁶册，35 km²"),
        (r"气温$-5\sim3^{\circ}\mathrm{C}$", "气温-5~3°C"),
        (r"$\mathrm{CO}_{2}$减少", "CO₂减少"),
        (r"$$\frac{a+b}{2}$$", "(a+b)/2"),
        (r"\(12.5\%\)与\[3 0\]", "12.5%与30"),
    ],
)
def test_a_formula_is_readable(line: str, text: str) -> None:
    assert readable(line) == text


@pytest.mark.parametrize("line", ["costs $5 and $6 now", "US$5万和US$6万", "$HOME/$PATH", "一共$5", "C:\\(a"])
def test_a_dollar_sign_alone_is_no_formula(line: str) -> None:
    assert readable(line) == line


@given(
    st.lists(
        st.sampled_from([*"0123456789", " ", ".", "$", "$$", "{,}", r"\%", r"\times", "{", "}", "_", "元", "，"])
    ).map("".join)
)
def test_no_digit_of_a_formula_is_lost(line: str) -> None:
    digits = "".join(re.findall(r"\d", readable(line).translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))))
    assert digits == "".join(re.findall(r"\d", line))
