"""Figures of one thing in two states."""

import pytest

from retrieval.evidence.figures.states import asked_state, in_state
from retrieval.numbers import quantities
from retrieval.question.analysis import analyse
from retrieval.text.folding import fold


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        ("扩建后库容是多少？", "现有库容4万吨，扩建后达到7万吨", ["7万吨"]),
        ("扩建前库容是多少？", "现有库容4万吨，扩建后达到7万吨", ["4万吨"]),
        ("How large will it be after the extension?", "现有库容4万吨，扩建后达到7万吨", ["7万吨"]),
        ("目标是多少？", "已装38%，目标为装到65%", ["65%"]),
        ("现在装了多少？", "已装38%，目标为装到65%", ["38%"]),
        ("离堤顶还差多少？", "筑到高程52米，距堤顶还差9米", ["9米"]),
        ("筑到多高？", "筑到高程52米，距堤顶还差9米", ["52米"]),
        ("库容是多少？", "现有库容4万吨，扩建后达到7万吨", ["4万吨", "7万吨"]),
    ],
)
def test_figures_of_the_state_asked_about_are_kept(question: str, text: str, kept: list[str]) -> None:
    folded = fold(text)
    found = in_state(analyse(question), folded, quantities(folded))
    assert [folded[q.start : q.end] for q in found] == kept


def test_a_question_that_names_no_state_has_none() -> None:
    assert asked_state("库容是多少") is None
