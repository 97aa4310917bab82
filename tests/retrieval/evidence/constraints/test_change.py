"""Rises and falls, what was added and all there is, the third and the fourth time."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

REPORT = """2024年，河湾县民间投资增长14.6%。社会大局稳定，信访总量下降21.3%，满意度提高2个百分点。新增上市公司3家。

消费市场活跃，商品零售额完成38.2亿元。稻谷种植面积5.1万亩、产量3.6万吨。茶叶产量增长8.7%。

全县公路总里程达到2160公里。石磨坊累计销售豆腐17.4万盒。县里第六届龙舟赛在南湖举行。公交每十分钟一班，候车时间下降四成。

规上工业增加值、服务业增加值分别增长7.4%、5.2%。火灾起数和受伤人数分别下降12%、9%。城乡居民人均收入分别增长4.1%和6.3%。

新增幼儿园学位、小学学位分别为600个和1200个。景区接待游客和旅游收入同比增长11%、14%。
"""


@pytest.fixture(scope="module")
def county(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of what a county reports."""
    return library_of({"2024年河湾县工作报告": REPORT})


@pytest.mark.parametrize(
    "question",
    [
        "河湾县民间投资下降多少？",
        "河湾县信访总量上升了多少？",
        "河湾县商品零售额增长多少？",
        "河湾县上市公司总数是多少家？",
        "河湾县新增公路多少公里？",
        "2024年石磨坊销售豆腐多少盒？",
        "河湾县第五届龙舟赛在哪里举行？",
        "为什么河湾县民间投资下滑？",
        "河湾县受伤人数是多少？",
        "How much did private investment in Hewan County fall?",
    ],
)
def test_a_change_of_another_sort_is_refused(county: Library, question: str) -> None:
    assert not county.ask(question).answered


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("河湾县民间投资增长多少？", "14.6%"),
        ("河湾县信访总量下降了多少？", "21.3%"),
        ("河湾县新增上市公司多少家？", "3家"),
        ("河湾县公路总里程是多少公里？", "2160公里"),
        ("石磨坊累计销售豆腐多少盒？", "17.4万盒"),
        ("河湾县第六届龙舟赛在哪里举行？", "南湖"),
    ],
)
def test_what_is_asked_for_is_answered(county: Library, question: str, figure: str) -> None:
    answer = county.ask(question)
    assert answer.answered and figure in answer.passages[0].highlight


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("河湾县规上工业增加值增长多少？", "7.4%"),
        ("河湾县服务业增加值增长多少？", "5.2%"),
        ("河湾县受伤人数下降多少？", "9%"),
        ("河湾县火灾起数下降多少？", "12%"),
        ("河湾县农村居民人均收入增长多少？", "6.3%"),
        ("河湾县城镇居民人均收入增长多少？", "4.1%"),
        ("河湾县旅游收入增长多少？", "14%"),
        ("河湾县小学学位新增多少个？", "1200个"),
    ],
)
def test_of_figures_in_a_list_that_of_what_is_asked(county: Library, question: str, figure: str) -> None:
    assert county.ask(question).answer == figure


def test_a_refusal_says_what_there_is_instead(county: Library) -> None:
    answer = county.ask("河湾县信访总量上升了多少？")
    assert (answer.reason, answer.instead) == ("other_measure", "下降")


def test_an_output_is_no_area_and_no_rate(county: Library) -> None:
    assert county.ask("河湾县稻谷产量是多少？").answer == "3.6万吨"
    assert county.ask("河湾县茶叶产量是多少？").reason == "no_such_answer"


@pytest.mark.parametrize(
    "question", ["为什么河湾县要增加公交班次？", "How many high-rise blocks are there in Hewan County?"]
)
def test_what_is_done_or_only_called_so_is_no_change_that_is_asked_for(county: Library, question: str) -> None:
    assert county.ask(question).reason != "other_measure"
