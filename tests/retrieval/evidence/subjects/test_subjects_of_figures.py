"""A figure is of what its clause names, not of what the sentence names beside it."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

TEXTS = {
    "云麓市医院年报": (
        "云麓市医院年报\n\n"
        "医院派出专家对口支援玉岭县人民医院和沧源乡卫生院，其中派往玉岭县人民医院6人，驻点一年。\n\n"
        "护士离职率为4.6%，比上年上升0.9个百分点。全年完成肾移植手术58例。\n"
    ),
    "2031年水环境公报": (
        "霁州2031年水环境公报\n发布时间：2032年6月5日\n\n"
        "霁河干流水质为优，北霁河水质为良好，南霁河水质为轻度污染。南霁河水质下降的原因是上游养殖废水直排。\n\n"
        "柳泾河总磷平均浓度为0.43毫克/升。浣月湖蓝藻水华发生23次。\n\n"
        "处罚金额最高的是丰禾化工有限公司，被罚180万元。丰禾农资有限公司因台账不全被责令整改。\n\n"
        "全镇村集体经济收入平均达到每村58万元，最高的上墩村为143万元。下墩村有农户88户。\n"
    ),
    "东屿市新闻": (
        "东屿市新闻\n\n"
        "7月19日高速发生相撞事故，市一医院收治伤员17人，其中3人重伤，经抢救无效死亡1人。管委会主任尉迟明说。\n\n"
        "首届大会原定9月举办，因台风“海棠”影响改到11月5日。驾驶员四班三运转制度因人手不足推迟到2033年。\n\n"
        "原校长柏松龄于2031年12月离任，现任省科协主席。留学生862人，来自53个国家；毕业本科生5410人。\n\n"
        "有传闻说远舟要在海外建厂，柯云起表示“目前没有这个计划”。\n"
    ),
    "远舟公司年报": "远舟公司年报\n\n项目：员工总数，2031年：3,416人，2030年：3,158人。\n",
    "岚芯科技公告": (
        "岚芯科技股份有限公司三季度公告\n\n"
        "岚芯科技股份有限公司前三季度实现营业收入38.64亿元；归属于母公司股东的净利润4.15亿元，同比下降3.2%。\n\n"
        "产品：技术服务，前三季度收入：3.20亿元，同比：45.5%，毛利率：58.9%。\n\n"
        "开往穆陵的班列每周三列，全程41小时；开往青垣的每周一列。引航站有引航员58名，其中女性4名。\n\n"
        "临汐一中校长为穆怀瑾，临汐二中校长为褚云舒，副校长为申屠峻。\n\n"
        "林下种黄精，一年卖960万元；碳汇卖给了汐东公司，每吨58元。2031年造林3200亩，比2030年的4100亩少了。\n"
    ),
    "临川县工作报告": (
        "临川县工作报告\n\n"
        "县第二小学新增学位1620个；县人民医院感染楼投入使用，设床位80张，县中医院通过评审。\n\n"
        "城东线南段首批投入列车19列。1983年成立灌区管理处，首任主任滕万里，编制28人。\n\n"
        "岚泽公司3号机房由海擎制冷设备安装公司施工，2031年3月更换过储液器。全年发生燃气事故7起、死亡5人。\n\n"
        "永安坝2030年被列为省级文物保护单位。石桥市第三中学迁走后，旧校区保留图书馆，座位减为150个。\n\n"
        "供水管网改造11月4日完工，比计划提前26天，中央资金2500万元。河口断面水质超标7次，全部发生在汛期。\n\n"
        "综合楼计划2033年初启用。9月3日，配电间起火，转移病人64人。新馆设阅览座位1900个，是老馆的两倍。\n\n"
        "柑橘面积3.4万亩，总产量受倒春寒影响减少约3000吨。比预计提前3天完成投资5亿元。\n\n"
        "渡口大桥2030年3月开工，计划2034年建成。大桥工地用工310人。\n"
    ),
    "轨道公司简报": (
        "轨道公司简报\n\n"
        "公司运营1号线和3号线，运营里程74.5公里，2号线仍在建设。轨道运营公司未发生责任事故，受伤0人。\n\n"
        "现有管家26名，每人手头项目不超过4个。第二产业增长7.3%，第三产业下降0.6%。\n"
    ),
}


@pytest.fixture(scope="module")
def reports(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library whose sentences name one thing and state figures of another."""
    return library_of(TEXTS)


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("派往沧源乡卫生院的专家有几人？", "玉岭县人民医院"), ("2号线运营里程多少公里？", "1号线"),
        ("丰禾农资有限公司被罚了多少钱？", "丰禾化工有限公司"), ("下墩村集体经济收入是多少？", "上墩村"),
        ("医生的离职率是多少？", "护士"), ("柳泾河总氮平均浓度是多少？", "总磷"),
        ("第三产业增长7.3%的原因是什么？", None), ("到青垣的班列全程多少小时？", "穆陵"),
        ("临汐一中的副校长叫什么？", None), ("林场卖黄精每斤多少钱？", None),
        ("临川县中医院设床位多少张？", "人民医院"), ("城东线北段首批投入多少列车？", "南段"),
        ("燃气事故里伤了多少人？", "死亡"), ("永安坝哪年被列为全国重点文物保护单位？", "省级"),
        ("灌区管理处现在的主任是谁？", None), ("河口断面水质超标多少倍？", None), ("老馆设阅览座位多少个？", "新馆"),
        ("2034年大桥工地用工多少人？", None),
        ("How many people were injured in the Taxi Company's accidents?", None),
    ],
)  # fmt: skip
def test_a_figure_of_another_is_not_given(reports: Library, question: str, instead: str | None) -> None:
    answer = reports.ask(question)
    assert not answer.answered
    assert instead is None or instead in (answer.instead or "")


def test_a_river_is_told_from_its_neighbour(reports: Library) -> None:
    assert reports.ask("南霁河水质为什么下降？").answered
    assert reports.ask("北霁河水质为什么下降？").certainty != "sure"


def test_a_bulletin_is_of_the_year_in_its_title(library_of: Callable[[Mapping[str, str]], Library]) -> None:
    published = (
        "发布单位：霁州市生态环境局\n发布时间：2032年6月5日\n\n一、总体状况\n浣月湖蓝藻水华发生23次，比上年减少9次。\n"
    )
    library = library_of({"霁河流域2031年水环境质量公报": published})
    assert library.ask("2031年浣月湖蓝藻水华发生多少次？").answered
    assert not library.ask("2032年浣月湖蓝藻水华发生多少次？").answered


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("事故收治的伤员中死亡几人？", "1人"), ("管委会主任是谁？", "尉迟明"), ("大会为什么改期？", "台风“海棠”影响"),
        ("岚芯科技前三季度净利润多少？", "4.15亿元"), ("技术服务收入增长了百分之几？", "45.5%"),
        ("女引航员有几个？", "4名"), ("岚泽公司3号机房的储液器是哪年更换的？", "2031年3月"),
        ("管网改造中央出了多少钱？", "2500万元"), ("2031年9月配电间起火转移了多少病人？", "64人"),
        ("柑橘总产量为什么少了三千吨？", "倒春寒"), ("2030年大桥工地用工多少人？", "310人"),
        ("完成了多少投资？", "5亿元"),
        ("灌区管理处的首任主任是谁？", "滕万里"), ("石桥市第三中学的老校区还剩多少个座位？", "150个"),
        ("碳汇卖多少钱一吨？", "58元"), ("林场2030年造林多少亩？", "4100亩"), ("临汐二中的副校长叫什么？", "申屠峻"),
        ("四班三运转制度怎么不搞了？", "人手不足"), ("原来的校长柏松龄现在在哪儿任职？", "省科协主席"),
        ("How many people did the company employ at the end of 2030?", "3,158人"),
        ("How many foreign students are there?", "862人"), ("Does Yuanzhou plan to build a factory overseas?", None),
    ],
)  # fmt: skip
def test_the_short_answer_is_of_what_is_asked(reports: Library, question: str, wanted: str | None) -> None:
    answer = reports.ask(question)
    assert (answer.answered, answer.answer) == (True, wanted)


@pytest.mark.parametrize("name", ["Mingchuan high-tech zone", "the Lingxi bonded zone", "Lingxi"])
def test_a_name_in_pinyin_that_nothing_sounds_like_is_doubted(reports: Library, name: str) -> None:
    answer = reports.ask(f"How many project stewards does {name} have?")
    assert answer.certainty != "sure"
