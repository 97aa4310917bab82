"""The one before is not the new one: a fair that is only compared with the last says nothing of that."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

NEWS = {
    "莲浦市第二季度文旅通报": (
        "第九届荷花节6月1日至3日在莲浦镇举行，三天接待游客4.7万人次，比上届多8,000人次；销售额290万元。\n\n"
        "新客运站建筑面积1.8万平方米，是老站的2.4倍，设发车位46个。旧粮库占地32亩，已改为停车场。\n\n"
        "博物馆新馆展厅11个，老馆展厅4个；老旧小区加装电梯73部。旧戏台建于1994年。新鱼市大厅设摊位310个，比旧鱼市大厅多90个。\n"
    )
}


@pytest.fixture(scope="module")
def news(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of one bulletin."""
    return library_of(NEWS)


@pytest.mark.parametrize(
    "question",
    [
        "上一届荷花节来了多少人次？",
        "上届荷花节卖了多少钱？",
        "老客运站有多少个发车位？",
        "旧鱼市大厅有多少个摊位？",
    ],
)
def test_the_one_before_is_not_the_new_one(news: Library, question: str) -> None:
    answer = news.ask(question)
    assert (answer.answered, answer.reason) == (False, "different_subject")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("荷花节游客比上届多多少人次？", "8,000人次"),
        ("新客运站有多少个发车位？", "46个"),
        ("新客运站是老站的几倍？", "2.4倍"),
        ("旧粮库占地多少亩？", "32亩"),
        ("博物馆老馆有几个展厅？", "4个"),
        ("老旧小区加装了多少部电梯？", "73部"),
    ],
)
def test_what_is_told_of_either_is_given(news: Library, question: str, expected: str) -> None:
    answer = news.ask(question)
    assert (answer.answered, answer.answer) == (True, expected)
