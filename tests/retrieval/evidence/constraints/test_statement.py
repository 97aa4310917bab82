"""Figures of another thing in the same sentence, and those who did not."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

REPORT = """2024年，河湾县生产总值385亿元、增长4.7%，税收收入33.1亿元，居民消费支出增长3.9%。
外运矿石935万吨，矿业增长8%。

进出口总值增长12.4%。全体居民人均存款增长5.2%，农村居民人均存款增长6.8%，均快于上年。接待客商增长9%，其中港澳客商111人。

今年下达乡村图书购置资金共计1,437.2万元，其中县级配套512万元，社会捐赠925.2万元。

道路投资完成14.2亿元，增长19.4%；厂房投资完成9.8亿元，增长6.1%；设备投资完成7.1亿元，占工业投资比重达25.7%。

古桥公司搬迁到投产不到50个工作日，云锦公司仅用21天办完消防验收，石磨公司仅用2天领到许可证。

县里新建图书馆6座、体育馆2座，书店突破40家。首批学员中1900人选择留下。有31家企业拿到奖补。镇上引进4所外地高校来办学。县篮球队夺得“五连冠”。
"""


@pytest.fixture(scope="module")
def county(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of what a county reports."""
    return library_of({"2024年河湾县工作报告": REPORT})


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("河湾县税收收入增长多少？", "33.1亿元"),
        ("河湾县外运矿石增长多少？", "935万吨"),
        ("河湾县接待客商多少人？", "9%"),
        ("河湾县出口总值增长多少？", "进出口总值"),
        ("河湾县城镇居民人均存款增长多少？", "全体居民"),
    ],
)
def test_a_figure_of_another_thing_in_the_sentence_is_refused(county: Library, question: str, instead: str) -> None:
    answer = county.ask(question)
    assert (answer.answered, answer.reason, answer.instead) == (False, "other_measure", instead)


@pytest.mark.parametrize(
    "question",
    [
        "河湾县设备投资增长多少？",
        "河湾县设备投资增速是多少？",
        "How much did equipment investment grow in Hewan County?",
    ],
)
def test_a_share_is_no_growth_nor_anothers(county: Library, question: str) -> None:
    answer = county.ask(question)
    assert not answer.answered
    assert answer.instead == "7.1亿元"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("河湾县厂房投资增速是多少？", "6.1%"),
        ("县级配套的乡村图书购置资金是多少？", "512万元"),
        ("乡村图书购置资金里社会捐赠是多少万元？", "925.2万元"),
        ("今年下达的乡村图书购置资金共计多少？", "1,437.2万元"),
        ("河湾县设备投资占工业投资的比重是多少？", "25.7%"),
        ("How much did road investment grow in Hewan County?", "19.4%"),
        ("河湾县生产总值增长多少？", "4.7%"),
        ("河湾县居民消费支出增长多少？", "3.9%"),
        ("河湾县矿业增长多少？", "8%"),
        ("河湾县进出口总值增长多少？", "12.4%"),
        ("河湾县农村居民人均存款增长多少？", "6.8%"),
        ("古桥公司搬迁到投产用了多少天？", "不到50个工作日"),
        ("云锦公司多少天办完消防验收？", "21天"),
    ],
)
def test_each_figure_answers_for_its_own_thing(county: Library, question: str, figure: str) -> None:
    assert county.ask(question).answer == figure


@pytest.mark.parametrize(
    "question",
    [
        "河湾县体育馆总数是多少？",
        "河湾县新增书店多少家？",
        "首批学员中没有留下的有多少人？",
        "有多少家企业没有拿到奖补？",
        "没有拿到奖补的企业有多少家？",
    ],
)
def test_what_is_added_is_not_all_and_those_who_did_are_not_those_who_did_not(county: Library, question: str) -> None:
    assert not county.ask(question).answered


def test_schools_that_are_not_named_answer_no_question_for_their_name(county: Library) -> None:
    assert county.ask("河湾县引进的4所高校叫什么名字？").reason == "no_such_answer"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("河湾县篮球队的主教练是谁？", "no_such_answer"),
        ("Who coaches the basketball team of Hewan County?", "no_such_answer"),
    ],
)
def test_what_is_told_of_nobody_is_refused(county: Library, question: str, reason: str) -> None:
    assert county.ask(question).reason == reason


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("河湾县有多少家企业拿到奖补？", "31家"),
        ("石磨公司领到许可证用了几天？", "2天"),
        ("河湾县税收收入的金额是多少？", "33.1亿元"),
        ("How much did the total imports and exports of Hewan County grow?", "12.4%"),
    ],
)
def test_who_has_so_many_is_not_what_they_are_counted_of(county: Library, question: str, figure: str) -> None:
    assert county.ask(question).answer == figure
