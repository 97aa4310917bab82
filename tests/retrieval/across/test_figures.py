"""Which figure of a sentence is a measure's own: the one bound to it in its clause, of its kind, of all of it."""

from collections.abc import Collection

import pytest

from retrieval.across.asked.measure import Measure, Part, chinese_measure
from retrieval.across.gathering import Promising
from retrieval.across.stated.statements import statements
from retrieval.storage.passages import StoredPassage
from retrieval.text.field_words import shipped
from retrieval.text.sentences import sentences


def passage(text: str, *headings: str) -> StoredPassage:
    return StoredPassage(
        1, "c", 1, "青岚.txt", None, 0, "2031年青岚市政府工作报告", ("青岚市",), None, "2031-01-12", None,
        headings or ("一、2030年工作回顾",), text, ((0, len(text)),), tuple(sentences(text)), (1, 1), None,
    )  # fmt: skip


OWN = ("青岚", "青岚市")


def stated(
    name: str,
    text: str,
    kind: str | None = "growth",
    flow: bool = False,
    heading: str | None = None,
    forms: Collection[str] = OWN,
):
    measure = Measure(name, (Part(shipped().same(name)),), frozenset(), kind, None, None, flow)
    found = statements(measure, Promising(passage(text, *([heading] if heading else [])), ()), forms)
    return [(text[slice(*one.value)], one.when.year, one.when.planned) for one in found if not one.when.several]


DONE = (2030, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("全市地区生产总值达1.2万亿元、增长6.4%，规上工业增加值增长9%。", "6.4%"),
        ("预计青岚市地区生产总值增长5%左右。", "5%左右"),
        ("地区生产总值、固定资产投资分别增长5.5%、7%。", "5.5%"),
        ("固定资产投资、地区生产总值均增长6%以上。", "6%以上"),
        ("地区生产总值同比增长6.1%，高于全国1.1个百分点。", "6.1%"),
        ("地区生产总值下降0.4%。", "下降0.4%"),
        ("人均地区生产总值增长5%。", None),
        ("单位地区生产总值能耗下降3%。", None),
        ("东湖新区地区生产总值增长9.9%。", None),
        ("长春市扎实推进改革，地区生产总值增长6%。", None),
        ("全国地区生产总值增长5%。", None),
        ("地区生产总值增速居全省第2位，固定资产投资增长8%。", None),
        ("海洋生产总值增长7%。", None),
        ("五年来，地区生产总值年均增长8%。", None),
        ("“十四五”以来，地区生产总值连跨3个千亿台阶，2030年达到8000亿元、增长5.8%。", "5.8%"),
        ("全岚地区生产总值增长6.2%。", "6.2%"),
        ("全湖地区生产总值增长6.2%。", None),
        ("长春高铁加快公交化运行，地区生产总值增长6%。", "6%"),
        ("长春市建成高速公路，地区生产总值增长6%。", None),
        ("长春市重点项目加快，地区生产总值增长6%。", None),
        ("长春新建铁路提速，地区生产总值增长6%。", None),
        ("长春重大工程提速，地区生产总值增长6%。", None),
        ("自治区完成地区生产总值增长6%。", "6%"),
        ("长春加快铁路建设，地区生产总值增长6%。", None),
        ("目前地区生产总值增长6%。", "6%"),
        ("非地区生产总值增长6%。", None),
        ("地区生产总值比2029年增长6%。", "6%"),
        ("地区生产总值悄然增长6%。", "6%"),
        ("地区生产总值核算改革，到2029年人口增长6%。", None),
    ],
)
def test_growth(text, value):
    found = [one for one in stated("地区生产总值", text) if any(c.isdigit() for c in one[0])]
    assert found == ([] if value is None else [(value, *DONE)])


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("粮食总产量", "粮食播种面积300万亩、总产量31亿斤、增长2%。", "31亿斤"),
        ("粮食总产量", "粮食增产2亿斤，总产33亿斤。", "33亿斤"),
        ("粮食总产量", "粮食、油料产量分别达40万吨、6万吨。", "40万吨"),
        ("粮食总产量", "粮食播种面积300万亩。", None),
        ("粮食总产量", "——粮食生产再获丰收。播种面积300万亩，总产量31亿斤。", "31亿斤"),
        ("粮食总产量", "——蔬菜生产再获丰收。播种面积300万亩，总产量31亿斤。", None),
        ("粮食总产量", "粮食产量增加2亿斤。", None),
        ("高标准农田", "高标准农田累计达900万亩。", None),
        ("高标准农田", "新建和改造提升高标准农田30万亩。", "30万亩"),
        ("高标准农田", "建成112万亩高标准农田。", "112万亩"),
        ("高标准农田", "高标准农田灌溉设施改造5处。", None),
        ("高标准农田", "新建30个高标准农田项目。", None),
        ("高标准农田", "建成5处高标准农田。", "5处"),
        ("农村公路里程", "农村公路里程连续5年突破900公里。", "突破900公里"),
        ("粮食总产量", "蔬菜等非粮食作物播种面积300万亩，总产量31亿斤。", None),
    ],
)
def test_amounts(name, text, value):
    found = stated(name, text, "amount", flow=name == "高标准农田")
    assert found == ([] if value is None else [(value, *DONE)])


@pytest.mark.parametrize(
    ("own", "text", "value"),
    [
        ("自贡", "自贡市固定资产投资增长6%。", "6%"),
        ("自贡", "自贡市全年完成固定资产投资增长6%。", "6%"),
        ("向化", "其中向化市完成固定资产投资增长6%。", "6%"),
        ("从化", "从化完成固定资产投资增长6%。", "6%"),
        ("自贡", "对欧盟完成固定资产投资增长6%。", None),
        ("自贡", "其中自欧盟实现固定资产投资增长6%。", None),
    ],
)
def test_a_name_that_begins_as_a_preposition_does_is_none(own, text, value):
    found = stated("固定资产投资", text, forms=(own, f"{own}市"))
    assert found == ([] if value is None else [(value, *DONE)])


@pytest.mark.parametrize(
    ("heading", "text", "when"),
    [
        ("二、2031年目标任务", "主要预期目标是：地区生产总值增长6%。", (2031, True)),
        ("二、今后工作", "今年主要预期目标是：地区生产总值增长6%。", (2031, True)),
        ("一、过去一年工作回顾", "地区生产总值增长6%。", DONE),
        ("一、2030年工作回顾", "2029年地区生产总值增长6%。", (2029, False)),
        ("二、2031年目标任务", "到2035年地区生产总值增长6%。", (2035, True)),
        ("二、2031年经济发展", "地区生产总值增长6%。", (2031, True)),
        ("经济", "2029年全市经济平稳运行。消费回暖。地区生产总值增长6%。", (2029, False)),
        ("经济", "力争地区生产总值增长6%。", (2031, True)),
        ("经济", "全市计划地区生产总值增长6%。", (2031, True)),
        ("经济", "2031年地区生产总值增长6%。", (2031, None)),
    ],
)
def test_of_when_a_figure_is(heading, text, when):
    assert [one[1:] for one in stated("地区生产总值", text, heading=heading)] == [when]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("出口", "出口增长6%。", "6%"),
        ("出口", "外贸出口增长6%。", "6%"),
        ("出口", "进出口增长6%。", None),
        ("出口", "“新三样”出口增长6%。", None),
        ("出口", "农产品销售额、出口额分别增长5%、6%。", None),
        ("进出口总额", "对东盟进出口总额增长6%。", None),
        ("工业投资", "工业技改投资增长6%。", None),
        ("社会消费品零售总额", "新能源汽车、家电类社会消费品零售总额分别增长5%、6%。", None),
        ("民间投资", "项目民间投资增长6%。", None),
        ("固定资产投资", "盘活固定资产，投资增长6%。", None),
        ("农村居民人均可支配收入", "农村常住居民人均可支配收入增长6%。", "6%"),
        ("旅游", "“旅游和文化之城”打响新名片，交通增长6%。", None),
        ("居民收入", "居民收入与经济增长基本同步。", "与经济增长基本同步"),
        ("居民收入", "居民收入与经济增长基本同步的格局尚未形成。", None),
    ],
)
def test_a_name_within_another_is_none(name, text, value):
    (part,) = chinese_measure(f"各市2030年{name}增长多少", [(0, 7)], shipped())[1]
    measure = Measure(name, (part,), frozenset(), "growth", None, None, False)
    found = statements(measure, Promising(passage(text), ()), {"青岚", "青岚市"})
    assert [text[slice(*one.value)] for one in found] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "value"),
    [("帮助6.8万户经营主体修复信用。", None), ("现有6.8万户经营主体。", "6.8万户"), ("经营主体达6.8万户。", "6.8万户")],
)
def test_how_much_there_is_is_not_what_was_done_with_some(text, value):
    assert stated("经营主体", text, None) == ([] if value is None else [(value, *DONE)])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("民营企业进出口增长8%。", "8%"),
        ("民营企业实际完成进出口增长6%。", "6%"),
        ("民营企业活跃，进出口增长6%。", None),
        ("民营企业数量与外商投资企业数量及其全部进出口增长6%。", None),
        ("进出口增长6%，民营企业增长9%。", None),
    ],
)
def test_a_measure_of_two_parts_is_named_where_both_are_together(text, value):
    name, parts, helping = chinese_measure("民营企业进出口增长多少", [], shipped())
    measure = Measure(name, parts, helping, "growth", None, None, False)
    found = statements(measure, Promising(passage(text), ()), OWN)
    assert [text[slice(*one.value)] for one in found] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [
        ("mu", "新建高标准农田5处、30万亩。", "30万亩"),
        ("mu", "建成5处高标准农田。", None),
        ("m2", "新建高标准农田30万亩。", None),
    ],
)
def test_a_figure_is_of_the_unit_that_is_asked_for(unit, text, value):
    measure = Measure("高标准农田", (Part(("高标准农田",)),), frozenset(), "amount", unit, None, True)
    found = statements(measure, Promising(passage(text), ()), OWN)
    assert [text[slice(*one.value)] for one in found] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "value"),
    [("城镇调查失业率保持总体稳定。", []), ("主要预期目标是：城镇调查失业率保持总体稳定。", ["保持总体稳定"])],
)
def test_a_rate_is_said_in_words_among_targets_only(text, value):
    assert [one[0] for one in stated("城镇调查失业率", text, "share", heading="二、2031年目标任务")] == value


def test_a_passage_below_no_telling_heading_is_of_the_plan_behind_the_targets():
    text = "地区生产总值增长6%。"
    measure = Measure("地区生产总值", (Part(("地区生产总值",)),), frozenset(), "growth", None, None, False)
    times = [
        [(one.when.year, one.when.planned) for one in statements(measure, Promising(passage(text, "经济"), (), b), OWN)]
        for b in (False, True, None)
    ]
    assert times == [[(2030, False)], [(2031, True)], [(None, None)]]
