"""Numbered paragraphs that follow one another, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.layout.reading_order.enumerations import broken_numbers, ordinal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一是修路。", ("是", 1)),
        ("十二是修路。", ("是", 12)),
        ("二十、修路", ("、", 20)),
        ("（三）修路", ("()", 3)),
        ("第四，修路", ("第,", 4)),
        ("一年来，", None),
        ("（三修路", None),
        ("园区一是修路", None),
        ("", None),
    ],
)
def test_the_number_of_a_paragraph(text: str, found: tuple[str, int] | None) -> None:
    assert ordinal(text) == found


@pytest.mark.parametrize(
    ("texts", "broken"),
    [
        (["一是甲", "二是乙", "三是丙"], 0),
        (["三是丙", "一是甲", "二是乙"], 1),
        (["一是甲", "三是丙", "二是乙"], 2),
        (["一、甲", "一是乙", "二是丙", "二、丁", "一是戊"], 0),
        ([], 0),
    ],
)
def test_enumerations_out_of_order(texts: list[str], broken: int) -> None:
    assert broken_numbers(filter(None, map(ordinal, texts))) == broken


@given(st.text())
def test_any_text_is_numbered_or_not(text: str) -> None:
    number = ordinal(text)
    assert number is None or 0 < number[1] < 100
