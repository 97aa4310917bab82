"""No other office, no other dimension, no effect and no other place answers what is asked for."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

BRIEF = (
    "副市长车令仪主持调度会，市交通局局长祁望舒、市气象局副局长逯春明参加。原市教育局局长闾丘和现任市政协副主席。"
    "市消防救援支队副支队长厍云舟通报了上半年火情。\n\n"
    "青石岭隧道长12.4公里，双向四车道。市区公交平均运营速度18.6公里/小时，公交专用道全长74公里。\n\n"
    "上半年，北坪区火灾起数降幅最大，达31.5%。5月9日，绕城高速43公里处一辆油罐车侧翻，造成1人受伤。\n\n"
    "铁路客运量减少，主要原因是新建线路分流。公路货运量增长9.2%，得益于园区投产。\n\n"
    "市里派出救援队18人，赴澜沧市支援抗洪，为期40天。自然人钮启和持有股份3.2%。\n"
)


@pytest.fixture(scope="module")
def brief(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of one report."""
    return library_of({"岫川市应急与交通简报": BRIEF})


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("市消防救援支队支队长是谁？", None),
        ("市消防救援支队副支队长是谁？", "厍云舟"),
        ("市教育局局长现在是谁？", None),
        ("市气象局局长是谁？", None),
        ("市交通局局长是谁？", "祁望舒"),
        ("Who is the director of the meteorological bureau?", None),
        ("Who is the chief of the fire brigade?", None),
        ("Who is the head of the traffic bureau?", "祁望舒"),
        ("How long is the Qingshiling tunnel?", "12.4公里"),
        ("How wide is the Qingshiling tunnel?", None),
        ("青石岭隧道有多宽？", None),
        ("How fast do city buses run on average?", "18.6公里/小时"),
        ("Which district saw the largest decrease in fires?", "北坪区"),
        ("救援队派往哪个县？", None),
        ("救援队去了哪个市支援？", "澜沧市"),
        ("油罐车侧翻是什么原因？", None),
        ("公路货运量为什么增长？", "园区投产"),
        ("铁路客运量为什么减少？", "新建线路分流"),
        ("自然人股东是谁？", "钮启和"),
    ],
)
def test_what_is_asked_for_is_told_or_nothing(brief: Library, question: str, answer: str | None) -> None:
    found = brief.ask(question)
    assert (found.answered, found.answer) == (answer is not None, answer)
