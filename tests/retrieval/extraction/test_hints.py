"""What is told of every character before a text is read."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.extraction.hints import KINDS, hints
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.library import Library
from retrieval.question.analysis import analyse

Told = Callable[[str, str, str], str]


@pytest.fixture(scope="module")
def told(sample: Library) -> Iterator[Callable[..., np.ndarray]]:
    """The hints for a question and a text behind a context."""
    with sample.reading() as (_, snapshot):
        term_weights = TermWeights(snapshot.indexes.lexical)

        def told(question: str, text: str, context: str = "") -> np.ndarray:
            return hints(analyse(question), AnalysedText(context + text), term_weights, len(context))

        yield told


@pytest.fixture(scope="module")
def marked(told: Callable[..., np.ndarray]) -> Told:
    """The characters of a text of which a kind is told."""

    def marked(kind: str, question: str, text: str) -> str:
        return "".join(c for c, row in zip(text, told(question, text), strict=True) if row[KINDS.index(kind)])

    return marked


def test_words_of_the_question_are_marked_in_any_language(marked: Told) -> None:
    text = "审批时限压减 62.6%，新增企业 8 家。"
    assert "审批" in marked("said", "审批快了多少？", text)
    assert "审批" in marked("said", "How much faster did approval become?", text)
    assert "临汾" in marked("said", "What did Linfen do?", "临汾新增企业。")


def test_quantities_are_those_given_those_that_fit_and_others(marked: Told) -> None:
    text = "新增企业 8 家，投资 3 亿元，占地 165 亩。"
    assert marked("given", "投资3亿元的是谁？", text).strip() == "3 亿元"
    assert marked("fitting", "投资了多少亿元？", text).strip() == "3 亿元"
    assert "165 亩" in marked("other", "投资了多少亿元？", text)
    assert marked("date", "哪一年开工？", "2019年开工，占地 165 亩。") == "2019年"


def test_the_noun_asked_for_is_marked(marked: Told) -> None:
    assert marked("head", "飞机停在哪座机场？", "飞机停在云岭机场。") == "机场"


def test_the_context_is_told_from_the_text(told: Callable[..., np.ndarray]) -> None:
    rows = told("新增了几家？", "新增 8 家。", "石桥县\n")
    assert rows[:, KINDS.index("context")].tolist() == [1] * 4 + [0] * 7


@settings(max_examples=40, deadline=None)
@given(question=st.text(alphabet="多少哪谁审批时限在2024年8 家how many ", max_size=20), text=st.text(max_size=40))
def test_every_character_has_its_hints(told: Callable[..., np.ndarray], question: str, text: str) -> None:
    rows = told(question, text)
    assert rows.shape == (len(text), len(KINDS))
    assert rows.dtype == np.float32
    assert np.all(rows[:, 0] >= 0)
    assert set(np.unique(rows[:, 1:])) <= {0, 1}
