"""What is read with a sentence that is held against a question."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.extraction.verifying import AFTER, BEFORE, Claim, surrounded
from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import analyse
from retrieval.text.sentences import sentences


class Nothing:
    """A full text in which nothing stands."""

    size = 1

    def frequency(self, field: str, token: str) -> int:
        return 0


@cache
def weights() -> TermWeights:
    return TermWeights(Nothing())  # type: ignore[arg-type]


def around(text: str, number: int, context: str = "") -> tuple[str, str]:
    """What is read with a sentence of a text, and what of that is claimed."""
    spans = sentences(text)
    ready, (start, end) = surrounded(Claim(text, context, spans, spans[number]), analyse("多少公里？"), weights())
    return ready.text, ready.text[start:end]


LONG = "路" * 90 + "。"


@pytest.mark.parametrize(
    ("text", "number", "read"),
    [
        ("一县修路。二县架桥。三县种树。", 1, "一县修路。二县架桥。三县种树。"),
        (f"一县修路。{LONG}二县架桥。", 2, f"一县修路。{LONG}二县架桥。"),
        (f"{LONG}{LONG}二县架桥。", 2, f"{LONG}二县架桥。"),
        (f"二县架桥。{LONG}", 0, "二县架桥。"),
    ],
)
def test_sentences_around_it_are_read_with_it_as_far_as_they_fit(text: str, number: int, read: str) -> None:
    assert around(text, number)[0] == read


def test_the_context_is_read_in_front() -> None:
    read, claimed = around("一县修路。二县架桥。", 1, "二县")
    assert read == "二县\n一县修路。二县架桥。" and claimed == "二县架桥。"


@given(st.lists(st.text(alphabet="路桥树水1。", min_size=1, max_size=60), min_size=1, max_size=6), st.integers(0, 9))
def test_the_sentence_itself_is_always_claimed_and_no_more_read_than_fits(parts: list[str], number: int) -> None:
    text = "。".join(parts) + "。"
    spans = sentences(text)
    chosen = spans[number % len(spans)]
    read, claimed = around(text, number % len(spans))
    assert claimed == text[slice(*chosen)]
    assert len(read) <= len(claimed) + BEFORE + AFTER
