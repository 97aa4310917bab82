"""What a sentence states of several things, clause by clause or behind all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence.figures.items import items, rest
from retrieval.numbers import quantities
from retrieval.text.folding import fold


def _stated(text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    found = items(folded, quantities(folded), (0, len(folded)))
    return [(folded[slice(*one.label)], folded[one.figure.start : one.figure.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("甲县收治41人，乙县26人", [("甲县收治", "41人"), ("乙县", "26人")]),
        ("占地90亩，比上年多5亩，其中南区30亩", [("占地", "90亩"), ("其中南区", "30亩")]),
        ("甲县收治41人，其余9人来自乙县", [("甲县收治", "41人"), ("来自乙县", "9人")]),
        (
            "稻谷9万吨，小麦5万吨，分别增长3%和下降1%",
            [("稻谷", "9万吨"), ("小麦", "5万吨"), ("稻谷", "3%"), ("小麦", "1%")],
        ),
        ("稻谷9万吨，小麦5万吨，豆类2万吨，分别增长3%和1%", [("稻谷", "9万吨"), ("小麦", "5万吨"), ("豆类", "2万吨")]),
        ("", []),
    ],
)
def test_each_thing_has_the_figure_that_is_told_of_it(text: str, stated: list[tuple[str, str]]) -> None:
    assert _stated(text) == stated


@pytest.mark.parametrize(
    ("text", "those"),
    [("收治41人，其余为郊区。", "郊区"), ("收治41人，其余9人来自郊区。", None), ("收治41人。", None)],
)
def test_the_rest_falls_to_those_without_a_figure(text: str, those: str | None) -> None:
    folded = fold(text)
    at = rest(folded, quantities(folded), (0, len(folded)))
    assert (folded[slice(*at)] if at else None) == those


@given(st.text("甲乙县收治分别其中其余为增长0123.%人、，；。和", max_size=40))
def test_labels_and_figures_stand_in_the_text_apart(text: str) -> None:
    folded = fold(text)
    for one in items(folded, quantities(folded), (0, len(folded))):
        start, end = one.label
        assert 0 <= start <= end <= len(folded)
        assert end <= one.figure.start or one.figure.end <= start
