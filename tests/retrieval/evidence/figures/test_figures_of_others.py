"""Figures of several together, of the whole, of the one that something is compared with: not of what is asked."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

REPORTS = {
    "云岑市水务集团2024年运行情况通报": (
        "发布日期：2025年1月15日\n\n"
        "2024年，集团供水2.1亿吨，其中居民生活供水1.2亿吨、工业供水6100万吨。管网漏损率为8.7%，低于全国平均水平；"
        "水质综合合格率99.97%，高于国家标准。\n\n"
        "全年立案查处偷盗用水27起，其中餐饮类12起、洗车类9起、工地类6起，追缴水费合计83.4万元。\n\n"
        "二水厂改扩建工程计划2025年9月建成，概算4.6亿元；三水厂尚在选址。\n\n"
        "一、二级泵房改造投入1860万元。北郊站最高水位为21.4米，南郊站最大流量每秒320立方米。\n\n"
        "客服热线全年受理来电6.3万件，投诉件同比减少约两成，满意率97.2%。\n\n"
        "K12路供水巡线车全程22公里，每8天一次；K15路全程31公里。\n\n"
        "危险废物产生量为6.2万吨，其中废矿物油和废酸合计2.7万吨。新增无人机应用技术和智慧养老两个专业，合计招生160人。\n\n"
        "前五名客户销售额合计7.92亿元，第一大客户为北辰重工集团。移送公安机关9起案件。\n\n"
        "胸痛中心于3月通过国家认证，卒中中心仍在创建之中。"
    ),
    "岭东医学中心简报": (
        "2025年3月8日\n\n"
        "神经内科主任由梁若筠担任，护士长为丁小曼；心内科主任由贺景川担任。\n\n"
        "团队研制的可吸收支架厚度仅90微米，径向支撑力较上一代提高约三成。\n\n"
        "校友韦长庚捐资800万元建设“长庚楼”，建筑面积9200平方米，计划2026年底竣工。\n\n"
        "2月7日，一名巡检工在作业时滑倒受伤，送医后无大碍。原中心工会主席苏启年退休。\n\n"
        "邱实起诉中心，一审判令赔偿其损失2.8万元。"
    ),
}

WATERS = {"河西水库管理处年报": "1号、2号取水口合计取水5200万吨。西库年末蓄水320万立方米，东库最大水深18米。\n"}

ORDINARY = {
    "平湖县公报": (
        "东城区大力推进学校建设，全区新增学位1200个。\n\n"
        "年末石桥县各项贷款386亿元，贷款余额增长8.2%。\n\n"
        "三江地铁国庆假期日均客流量达96万人次。长虹机械经营活动产生的现金流量净额3.6亿元。\n\n"
        "龙门县现有二、三级医院28所。白鹭湖引水工程去年完工，该项目惠及群众共3.2万人。\n\n"
        "三江市全体居民人均可支配收入52310元，高于全国平均水平。\n\n"
        "会议于3月18日召开；副市长李明出席会议并讲话。市长郑国华强调，要加强师资建设、推进均衡发展、守住安全底线。\n\n"
        "平湖县市场监管局局长何建平主持全面工作，副局长周文分管食品安全，副局长吴刚分管执法稽查。\n\n"
        "海天股份董事长高远辞职，由副董事长林涛代行董事长职责。\n\n"
        "昨日一名出租车司机在临江路停车救人，他就是捷达公司的王大勇。如遇突发疾病，请拨打120。"
    )
}


@pytest.fixture(scope="module")
def ordinary(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of sentences as bulletins have them."""
    return library_of(ORDINARY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("东城区新增学位多少个？", "1200个"),
        ("石桥县贷款余额是多少？", "386亿元"),
        ("三江地铁国庆假期日均客流量多少？", "96万人次"),
        ("长虹机械经营活动现金流量净额是多少？", "3.6亿元"),
        ("龙门县二、三级医院有多少所？", "28所"),
        ("白鹭湖引水工程惠及群众多少人？", "3.2万人"),
        ("What is the average disposable income of residents in Sanjiang?", "52310元"),
        ("副市长李明出席的会议是什么时候召开的？", "3月18日"),
        ("平湖县市场监管局局长是谁？", "何建平"),
        ("高远辞职后谁接替海天股份董事长？", "林涛"),
        ("在临江路停车救人的出租车司机叫什么名字？", "王大勇"),
        ("市长郑国华提出了哪几点要求？", "要加强师资建设、推进均衡发展、守住安全底线"),
    ],
)
def test_what_ordinary_sentences_say_is_given(ordinary: Library, question: str, expected: str) -> None:
    answer = ordinary.ask(question)
    assert answer.answered
    assert (answer.answer or "").endswith(expected)


@pytest.fixture(scope="module")
def reports(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of two bulletins."""
    return library_of(REPORTS)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("云岑水务居民生活供水2024年是多少？", "1.2亿吨"),
        ("云岑水务管网漏损率是多少？", "8.7%"),
        ("洗车类偷盗用水有几起？", "9起"),
        ("云岑偷盗用水一共追缴水费多少？", "83.4万元"),
        ("南郊站最大流量是多少？", "320立方米"),
        ("K12路全程多少公里？", "22公里"),
        ("K15路全程多少公里？", "31公里"),
        ("客服投诉件减少了多少？", "两成"),
        ("可吸收支架有多厚？", "90微米"),
        ("长庚楼什么时候能盖好？", "2026年底"),
        ("神经内科护士长是谁？", "丁小曼"),
        ("废矿物油和废酸一共多少？", "2.7万吨"),
        ("云岑危险废物产生了多少？", "6.2万吨"),
        ("胸痛中心几月通过认证？", "3月"),
    ],
)
def test_what_is_asked_is_given(reports: Library, question: str, expected: str) -> None:
    answer = reports.ask(question)
    assert answer.answered
    assert (answer.answer or "") in expected


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("全国管网漏损率平均是多少？", "no_such_answer"),
        ("水质合格率的国家标准是多少？", "no_such_answer"),
        ("What is the national average leakage rate in Yuncen's bulletin?", "no_such_answer"),
        ("云岑洗车类偷盗用水追缴水费多少？", "different_subject"),
        ("三水厂概算多少？", "different_subject"),
        ("云岑二级泵房改造花了多少钱？", "different_subject"),
        ("北郊站最大流量是多少？", "different_subject"),
        ("K15路供水巡线车几天一次？", "different_subject"),
        ("可吸收支架的径向支撑力是多少？", "other_measure"),
        ("心内科护士长是谁？", "no_such_answer"),
        ("受伤的巡检工叫什么？", "no_such_answer"),
        ("谁接任了苏启年的工会主席？", "no_such_answer"),
        ("邱实向岭东医学中心索赔多少？", "other_measure"),
        ("长庚楼几点开放？", "no_such_answer"),
        ("云岑废酸产生了多少万吨？", "different_subject"),
        ("云岑无人机应用技术专业招生多少人？", "different_subject"),
        ("云岑水务第一大供应商是哪家？", "other_measure"),
        ("云岑移送公安机关的9起案件涉及哪些企业？", "no_such_answer"),
        ("云岑卒中中心哪一年拿到认证？", "no_such_answer"),
    ],
)
def test_a_figure_or_name_of_another_is_refused(reports: Library, question: str, reason: str) -> None:
    answer = reports.ask(question)
    assert (answer.answered, answer.reason) == (False, reason)


TOGETHER = {
    "莲浦市建设通报": (
        "城北桥和城南桥共投入维修费460万元；望江亭、听雨楼两处修缮合计花费95万元。\n\n"
        "文化馆、图书馆新馆和青少年宫总投资5.2亿元，其中青少年宫2.6亿元。\n\n"
        "欠费主要集中在上湾村、下湾村，两村合计欠费74万元。\n\n"
        "景区专线首班车6时30分发车。荷花节龙舟赛冠军为鹭岛队。\n\n"
        "本季度新评定等级民宿14家，另有5家未达标被摘牌。三家停业整顿的民宿是枕溪居、听雨轩和半山小院。"
        "2起事故均发生在北港区。\n"
    )
}


@pytest.fixture(scope="module")
def together(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of figures of several together, of words that are told apart, and of what is only counted."""
    return library_of(TOGETHER)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("城北桥花了多少维修费？", "different_subject"),
        ("听雨楼修缮花了多少钱？", "different_subject"),
        ("文化馆投资多少亿元？", "different_subject"),
        ("下湾村欠费多少？", "different_subject"),
        ("景区专线末班车几点发车？", "other_measure"),
        ("龙舟赛亚军是哪个队？", "other_measure"),
        ("哪5家民宿被摘牌？", "no_such_answer"),
        ("新评定的14家等级民宿分别是哪几家？", "no_such_answer"),
    ],
)
def test_what_is_told_of_all_is_not_of_one(together: Library, question: str, reason: str) -> None:
    answer = together.ask(question)
    assert (answer.answered, answer.reason) == (False, reason)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("城北桥和城南桥维修费一共多少？", "460万元"),
        ("上湾村、下湾村一共欠费多少？", "74万元"),
        ("景区专线首班车几点发车？", "6时30分"),
        ("龙舟赛冠军是哪个队？", "鹭岛队"),
        ("哪三家民宿停业整顿？", "枕溪居、听雨轩和半山小院"),
        ("2起事故分别发生在哪个港区？", "北港区"),
    ],
)
def test_what_is_told_of_one_or_of_all_is_given(together: Library, question: str, expected: str) -> None:
    answer = together.ask(question)
    assert answer.answered and expected in (answer.answer or answer.passages[0].highlight)


def test_a_plan_does_not_surely_say_whether_something_is_done(reports: Library) -> None:
    assert reports.ask("二水厂改扩建建好了吗？").certainty != "sure"


def test_waters_side_by_side_have_their_own_figures(library_of: Callable[[Mapping[str, str]], Library]) -> None:
    waters = library_of(WATERS)
    given = {"西库年末蓄水多少？": "320万立方米", "1号和2号取水口合计取水多少？": "5200万吨"}
    assert {question: waters.ask(question).answer for question in given} == given
    refused = [waters.ask(question).reason for question in ("1号取水口取水多少？", "东库年末蓄水多少立方米？")]
    assert refused == ["different_subject", "different_subject"]
