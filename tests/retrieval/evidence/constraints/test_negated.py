"""What was done, what is planned, what is denied: in one report, often in one sentence."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

BULLETIN = """2031年10月9日

三季度全市公路货运量完成418万吨，同比增长3.7%，比上季度增加26万吨。道路运输行业发生一般事故6起，造成4人受伤，未造成人员死亡。公交驾驶员因公负伤11人，无人殉职。

新能源公交车已投放230辆，明年计划再投放150辆。东环高架一期已于2030年12月通车，二期因资金未落实暂缓。南湖隧道设计长度5.2公里，目前已掘进1.9公里。

市财政应拨补贴3400万元，尚未到账。会议不同意新购清障车5台的申请，改为租用2台。车站过火面积120平方米，没有人员被困。站务员中9人擦伤，没有人骨折。省级资金已拨1200万元，配套资金900万元尚未落实。城北车站预定2034年3月开放。修订规划3项，全年检修站台47座。
"""
REPORT = """2032年1月18日

一、2031年工作回顾

2031年，地区生产总值完成186亿元，增长5.3%。农村居民人均可支配收入20350元，增长6.6%。税收收入9.4亿元，下降2.1%。年末常住人口比上年末减少2600人。新增城镇就业4150人。校舍建筑面积43万平方米，新增2.6万平方米。

二、2032年工作安排

今年地区生产总值预期增长5.5%左右，新增城镇就业4000人以上。计划改造老旧小区35个，建设社区食堂12个。力争引进项目50个。鹭江大桥推迟到2033年6月通车。一档水价拟从2.1元调到2.45元。
"""
YEARBOOK = """学院现有教职工1240人，教授96人。2030届毕业生4020人。自2029年起停招两个专业。

学院出版《白鹤学报》《水文评论》两种期刊。
"""


@pytest.fixture(scope="module")
def library(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A bulletin, a report and a yearbook, by three bodies."""
    return library_of(
        {"沙桥市交通局三季度简报": BULLETIN, "青鹭县政府工作报告": REPORT, "白鹤学院年鉴（2031）": YEARBOOK}
    )


@pytest.mark.parametrize(
    "question",
    [
        "东环高架二期什么时候通车？",
        "农村居民收入增加了多少元？",
        "By how many yuan did rural income rise?",
        "税收收入增加了多少？",
        "建成了多少个社区食堂？",
        "引进了多少个项目？",
        "How many community canteens were built?",
        "鹭江大桥哪年通车的？",
        "When did the Lujiang bridge open?",
        "一档水价涨到多少了？",
        "白鹤学院2028年有多少教职工？",
        "2031年毕业多少人？",
        "一季度公交投放了多少辆？",
        "城北车站是哪年开放的？",
        "青鹭县常住人口有多少？",
    ],
)
def test_a_figure_of_what_is_planned_or_of_another_thing_is_refused(library: Library, question: str) -> None:
    assert not library.ask(question).answered


@pytest.mark.parametrize(
    ("question", "denial", "figure"),
    [
        ("事故死了几个人？", "未造成人员死亡", "4人"),
        ("有几名公交驾驶员殉职？", "无人殉职", "11人"),
        ("补贴到账了多少？", "尚未到账", "3400"),
        ("新购了几台清障车？", "不同意新购", "5台"),
        ("几名站务员骨折？", "没有人骨折", "9人"),
        ("配套资金落实了多少？", "尚未落实", "900"),
    ],
)
def test_what_is_denied_gets_no_figure_that_stands_beside(
    library: Library, question: str, denial: str, figure: str
) -> None:
    answer = library.ask(question)
    assert figure not in (answer.answer or "")
    assert not answer.answered or denial in answer.passages[0].highlight


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("事故造成几人受伤？", "4人"),
        ("租了几台清障车？", "2台"),
        ("市财政应拨补贴多少？", "3400万元"),
        ("东环高架一期什么时候通车的？", "2030年12月"),
        ("三季度货运量增加了多少万吨？", "26万吨"),
        ("校舍面积增加了多少？", "2.6万平方米"),
        ("税收下降多少？", "2.1%"),
        ("常住人口减少多少？", "2600人"),
        ("几名站务员擦伤？", "9人"),
        ("检修了多少座站台？", "47座"),
        ("省级资金拨了多少？", "1200万元"),
        ("城北车站什么时候开放？", "2034年3月"),
        ("三季度公交投放了多少辆？", "230辆"),
        ("计划建多少社区食堂？", "12个"),
        ("2032年新增城镇就业目标是多少？", "4000人以上"),
        ("鹭江大桥推迟到什么时候通车？", "2033年6月"),
        ("新能源公交车投放了多少辆？", "230辆"),
        ("白鹤学院2031年有多少教职工？", "1240人"),
        ("学院出版哪两种期刊？", "《白鹤学报》《水文评论》"),
    ],
)
def test_what_was_done_and_what_is_planned_are_answered_each(library: Library, question: str, figure: str) -> None:
    answer = library.ask(question)
    assert answer.answered and figure in (answer.answer or answer.passages[0].highlight)
