"""Figures of provinces are no figures of other places."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

REPORTS = {
    "2025年浙江省政府工作报告": (
        "2024年，全省茶叶产量18.6万吨，茶叶出口增长7.4%。宁波茶叶交易中心成交额达到31.5亿元。\n\n"
        "对日本的茶叶出口增长9.1%。\n"
    ),
    "2025年云南省政府工作报告": (
        "2024年，全省茶叶产量55.3万吨，新建茶叶初制所140个。全国茶叶产量374万吨，居世界首位。\n"
    ),
}


@pytest.fixture(scope="module")
def provinces(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of what two provinces report of their tea."""
    return library_of(REPORTS)


@pytest.mark.parametrize(
    "question",
    [
        "福建2024年茶叶产量是多少？", "香港2024年茶叶出口增长多少？", "杭州2024年茶叶产量是多少？",
        "浙江绍兴2024年茶叶产量是多少？", "How much tea did Taiwan produce in 2024?",
        "What was Hangzhou's tea output in 2024?",
    ],
)  # fmt: skip
def test_a_place_that_no_passage_names_gets_no_figure(provinces: Library, question: str) -> None:
    assert not provinces.ask(question).answered


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("浙江2024年茶叶产量是多少？", "18.6万吨"), ("宁波茶叶交易中心的成交额是多少？", "31.5亿元"),
        ("浙江对日本的茶叶出口增长多少？", "9.1%"), ("全国2024年茶叶产量是多少？", "374万吨"),
        ("How much tea did Yunnan produce in 2024?", "55.3万吨"),
    ],
)  # fmt: skip
def test_a_place_that_is_spoken_of_does(provinces: Library, question: str, figure: str) -> None:
    answer = provinces.ask(question)
    assert answer.answered and figure in answer.passages[0].highlight


def test_a_refusal_says_whose_it_is_instead(provinces: Library) -> None:
    answer = provinces.ask("福建2024年新建茶叶初制所多少个？")
    assert (answer.reason, answer.missing, answer.instead) == ("different_subject", "福建", "云南省")
