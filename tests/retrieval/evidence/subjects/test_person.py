"""Whose figure it is, where a sentence names two people: not that of who is named only behind it."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

NEWS = {
    "莲浦市专项整治通报": (
        "旅行社经理涂光远因合同诈骗于4月12日被刑事拘留，5月20日被批准逮捕，违法所得86万元；"
        "导游卞小舟移送市监局处理。\n\n"
        "6月8日，佟若兰接任市监局副局长，房启明退休。\n\n"
        "得到32分的前锋岑小满带领队友晋级，教练裴远山表示满意。\n"
    )
}


@pytest.fixture(scope="module")
def news(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of one bulletin."""
    return library_of(NEWS)


@pytest.mark.parametrize(
    "question",
    [
        "卞小舟哪天被批准逮捕？",
        "卞小舟的违法所得是多少？",
        "On what date was Bian Xiaozhou formally arrested?",
    ],
)
def test_a_figure_is_not_of_who_is_named_behind_it(news: Library, question: str) -> None:
    answer = news.ask(question)
    assert (answer.answered, answer.reason) == (False, "different_subject")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("涂光远哪天被批准逮捕？", "5月20日"),
        ("涂光远的违法所得是多少？", "86万元"),
        ("佟若兰是哪天接任副局长的？", "6月8日"),
        ("岑小满得了多少分？", "32分"),
    ],
)
def test_a_figure_before_the_only_one_it_can_be_of_is_given(news: Library, question: str, expected: str) -> None:
    answer = news.ask(question)
    assert (answer.answered, answer.answer) == (True, expected)
