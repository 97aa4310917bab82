"""Names in Latin letters as syllables, and pairs of characters as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.pinyin import pairs_in_pinyin, syllables


@pytest.mark.parametrize(
    ("word", "found"),
    [("gaoping", ("gao", "ping")), ("fangan", ("fang", "an")), ("zhangzi", ("zhang", "zi")), ("x", ()), ("", ())],
)
def test_a_word_is_cut_into_syllables(word: str, found: tuple[str, ...]) -> None:
    assert syllables(word) == found


@given(st.text("aeghinouzx", max_size=40))
def test_syllables_make_the_word_again_or_are_none(word: str) -> None:
    found = syllables(word)
    assert "".join(found) == word or not found


@pytest.mark.parametrize("word", ["zhuang" * 300, "a" * 1800, "x" * 1800, "zhuangx" * 260])
def test_a_word_of_any_length_is_cut(word: str) -> None:
    assert "".join(syllables(word)) in (word, "")


@given(st.text(max_size=30))
def test_any_text_has_pairs_or_none(text: str) -> None:
    assert all(pair.isascii() for pair in pairs_in_pinyin(text))
