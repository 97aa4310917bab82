"""Which questions are put to many organizations, and what is taken from their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.across.asked.condition import condition_of, extremes_of, order_of
from retrieval.across.asked.inquiry import inquiry_of
from retrieval.across.asked.years import Years
from retrieval.numbers import quantities
from retrieval.question.analysis import analyse
from retrieval.question.organization_index import OrganizationIndex
from retrieval.question.places.organization_kinds import of_kind
from retrieval.text.folding import fold

NAMES = OrganizationIndex(["青岚市", "云浦市", "石梁市", "临川经济开发区"])


@pytest.mark.parametrize(
    "question",
    [
        "哪个开发区去年签约项目46个？",
        "哪个市的粮食产量全国最高，达到31.5亿斤？",
        "青岚市2030年GDP增长多少？",
        "青岚和云浦2030年GDP分别增长多少？",
        "总书记提醒各地要防住哪种毛病？",
        "各处水塘从哪个月起陆续见底？",
        "领导今年先后19次外出招商的是哪个开发区？",
        "Which zone cut approval time by 37.5%?",
        "Which three industries have entered the trillion-yuan class?",
        "Which zone's report opens with project construction?",
        "For how many years running has the city been free of fires?",
        "哪些市2030年推进了改革？",
        "哪些市2030年GDP增速比6%好？",
        "",
    ],
)
def test_an_ordinary_question_is_not_put_to_many(question):
    assert inquiry_of(analyse(question), NAMES) is None


@pytest.mark.parametrize(
    ("question", "form", "kind", "planned", "year"),
    [
        ("各市2031年GDP增长目标分别是多少？", "list", "growth", True, 2031),
        ("哪些市2030年城镇调查失业率低于5%？", "condition", "share", None, 2030),
        ("哪个省的粮食产量最高？", "extreme", None, None, None),
        ("哪些省没有公布2031年GDP增长目标？", "unstated", "growth", True, 2031),
        ("List each province's retail sales growth for 2030.", "list", "growth", None, 2030),
        ("Which provinces plan more than 500,000 new urban jobs in 2031?", "condition", None, True, 2031),
        ("Which city had the lowest CPI inflation in 2030?", "extreme", "growth", None, 2030),
    ],
)
def test_form_kind_plan_and_year_are_read(question, form, kind, planned, year):
    inquiry = inquiry_of(analyse(question), NAMES)
    assert inquiry is not None
    assert (inquiry.form, inquiry.measure.kind, inquiry.planned) == (form, kind, planned)
    assert inquiry.years.wanted == (frozenset() if year is None else {year})


@pytest.mark.parametrize(
    ("text", "relation", "value"),
    [
        ("达到或超过5.8%", "at least", 5.8),
        ("超过5.5%", "over", 5.5),
        ("在4%及以上", "at least", 4),
        ("比5.5%更低", "under", 5.5),
        ("不超过3%", "at most", 3),
        ("没有写成“2%左右”", "is not", 2),
        ("在5%到6%之间", "between", 5),
        ("at least 6 percent", "at least", 6),
        ("no more than 6%", "at most", 6),
        ("below 5%", "under", 5),
        ("6% or more", "at least", 6),
        ("超过6%以上", "at least", 6),
    ],
)
def test_conditions(text, relation, value):
    found = condition_of(fold(text), quantities(text))
    assert found is not None and (found.relation, float(found.value)) == (relation, value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("最高和最低", [(1, 1), (-1, 1)]),
        ("最多的前三名", [(1, 3)]),
        ("排名前5", [(1, 5)]),
        ("倒数两名", [(-1, 2)]),
        ("the five fastest", [(1, 5)]),
        ("the lowest", [(-1, 1)]),
        ("排名前三且最快", [(1, 3)]),
        ("the last 3 years", []),
        ("in the first three quarters", []),
        ("at most 5", []),
        ("先后19次", []),
    ],
)
def test_extremes(text, found):
    assert [(one.sign, one.count) for one in extremes_of(fold(text))] == found


@given(
    st.text(max_size=60),
    st.sampled_from(["各市{}多少？", "哪些省{}超过5%？", "Which provinces {} more than 5%?", "{}"]),
)
def test_no_question_breaks_it(text, frame):
    inquiry_of(analyse(frame.format(text)), NAMES)


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("各市2030年经济增长多少？", "生产总值", "数字经济"),
        ("各市2030年数字经济增长多少？", "数字经济", "生产总值"),
        ("How fast did the economy grow in each city in 2030?", "生产总值", "digital"),
        ("How fast did the digital economy grow in each city in 2030?", "数字", "生产总值"),
        ("各市2030年接待游客多少人次？", "游客", "人次"),
        ("各市2030年旅游收入增长多少？", "旅游收入", "旅游"),
        (
            "How fast did the value added of industrial enterprises above designated size grow in each city in 2030?",
            "规上工业增加值",
            "工业增加值",
        ),
        ("How much did fixed-asset investment and private investment grow in each city?", "民间投资", "工业投资"),
        ("各市2030年出口增长多少？", "外贸出口", "进出口"),
        ("How fast did exports grow in each city in 2030?", "外贸出口", "进出口"),
        ("各市2030年农村公路新改建多少公里？", "农村公路", "农村公路新"),
        ("各市2030年新开多少条航线？", "航线", "条航线"),
        ("各市2030年新增多少张床位？", "床位", "张"),
        ("各市2030年有多少人才？", "人才", "才"),
        ("各市2030年新增多少个体户？", "个体工商户", "体户"),
        ("各市2030年利用外资多少亿元人民币？", "利用外资", "人民币"),
    ],
)
def test_a_measure_is_what_the_question_names_and_no_other(question, named, others):
    inquiry = inquiry_of(analyse(question), NAMES)
    assert inquiry is not None
    forms = {form for part in inquiry.measure.parts for form in part.forms}
    assert named in forms and others not in forms


@pytest.mark.parametrize(
    ("question", "planned"),
    [
        ("各市2030年城镇新增就业和2031年目标分别是多少？", None),
        ("各市去年城镇新增就业和今年目标分别是多少？", None),
        ("各市2031年城镇新增就业目标和2030年城镇新增就业人数分别是多少？", None),
        ("各市今年城镇新增就业目标和去年城镇新增就业人数分别是多少？", None),
        ("各市2030年城镇新增就业多少，2031年目标多少？", None),
        ("What are each city's 2031 target and 2030 figure for new urban jobs?", None),
        ("What were each city's new urban jobs in 2030 and the target for 2031?", None),
        ("What are each city's 2030 and 2031 targets for new urban jobs?", True),
        ("What new urban jobs did each city target for 2030 and for 2031?", True),
        ("各市2030年和2031年城镇新增就业目标分别是多少？", True),
        ("各市2030年和2031年GDP和城镇新增就业目标分别是多少？", True),
        ("各市2030年城镇新增就业目标和2031年的分别是多少？", True),
    ],
)
def test_what_was_done_may_be_asked_beside_what_is_planned(question, planned):
    inquiry = inquiry_of(analyse(question), NAMES)
    assert inquiry is not None and inquiry.planned is planned and inquiry.years.several


@pytest.mark.parametrize(
    "question",
    [
        "How many zither workshops did each city build in 2030?",
        "How many xylo base stations did each city build in 2030?",
        "How many 5G users did each city have in 2030?",
    ],
)
def test_a_name_of_which_half_is_known_is_none(question):
    assert inquiry_of(analyse(question), NAMES) is None


@pytest.mark.parametrize(
    "question",
    [
        "How much did fixed-asset investment grow in each city in 2030, from fastest to slowest?",
        "各市2030年固定资产投资增速从高到低分别是多少？",
        "Rank the cities by growth of fixed-asset investment in 2030.",
    ],
)
def test_an_order_asks_for_all(question):
    inquiry = inquiry_of(analyse(question), NAMES)
    assert inquiry is not None and (inquiry.form, inquiry.kind) == ("list", "city")


@pytest.mark.parametrize(
    ("order", "sign"),
    [
        ("从高到低", 1),
        ("由低至高", -1),
        ("最少到最多", -1),
        ("降序排列", 1),
        ("升序", -1),
        ("低的排在前面", -1),
        ("from most to least", 1),
        ("from the lowest to the highest", -1),
        ("least to most", -1),
        ("highest first", 1),
        ("smallest first", -1),
        ("in ascending order", -1),
        ("from high to low", 1),
    ],
)
def test_an_order_is_told_by_its_words_and_is_no_part_of_the_measure(order, sign):
    english = "Each city's fixed-asset investment growth in 2030, "
    inquiry = inquiry_of(analyse((english if order.isascii() else "各市2030年固定资产投资增速，") + order), NAMES)
    assert inquiry is not None and inquiry.order is not None
    assert (inquiry.form, inquiry.order.sign, inquiry.extremes) == ("list", sign, ())
    assert [part.forms[0] for part in inquiry.measure.parts] == ["固定资产投资"]


@pytest.mark.parametrize("text", ["最快的排在前五名", "the highest first-quarter growth", "增长在前", "at most 5"])
def test_what_is_no_order(text):
    assert order_of(fold(text)) is None


def test_a_number_that_looks_like_a_year_is_none_with_its_unit():
    inquiry = inquiry_of(analyse("哪些市2030年高铁里程超过2000公里？"), NAMES)
    assert inquiry is not None and inquiry.years.wanted == {2030}


def test_so_many_of_a_kind_are_asked_with_which_behind_them():
    inquiry = inquiry_of(analyse("2030年规上工业增加值增速最低的三个市是哪些？"), NAMES)
    assert inquiry is not None and [(one.sign, one.count) for one in inquiry.extremes] == [(-1, 3)]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("各市近三年GDP分别增长多少？", Years(last=3)),
        ("近两年各市GDP分别增长多少？", Years(last=2)),
        ("What was each city's GDP growth over the last 3 years?", Years(last=3)),
        ("历年各市GDP增速是多少？", Years(every=True)),
        (
            "2031年政府工作报告提出的各市当年GDP增长目标是多少？",
            Years(frozenset({2031}), reports=frozenset({2031})),
        ),
        ("2031年政府工作报告中各市GDP增长多少？", Years(reports=frozenset({2031}))),
    ],
)
def test_years(question, years):
    inquiry = inquiry_of(analyse(question), NAMES)
    assert inquiry is not None and (inquiry.form, inquiry.years) == ("list", years)
    assert len(inquiry.measure.parts) == 1


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("哪些市2030年GDP同比增长超过500亿元？", "growth"),
        ("各市2030年GDP增加多少亿元？", "growth"),
        ("Which cities' exports grew by more than 500 million yuan in 2030?", "growth"),
        ("各市2030年增加多少个学位？", "amount"),
        ("哪些市2030年增速最快、出口多少亿元？", "amount"),
        ("哪些市2030年出口超过500亿元？", "amount"),
    ],
)
def test_by_how_much_something_grows_is_not_how_much_it_is(question, kind):
    inquiry = inquiry_of(analyse(question), NAMES)
    assert inquiry is not None and inquiry.measure.kind == kind and inquiry.measure.unit in ("CNY", "item")


def test_what_a_kind_includes_is_no_part_of_the_measure():
    inquiry = inquiry_of(analyse("各市（含开发区）2030年GDP增长多少？"), NAMES)
    assert inquiry is not None and inquiry.called == "各市（含开发区）" and len(inquiry.measure.parts) == 1


@pytest.mark.parametrize(
    ("kind", "names"),
    [("province", ["北京市", "湖岚省"]), ("city", ["北京市", "青岚市"]), ("county", ["青岚市", "东溪县"])],
)
def test_a_city_of_province_rank_is_both(kind, names):
    assert of_kind(kind, ["北京市", "湖岚省", "青岚市", "东溪县"]) == names


def test_a_zone_is_no_district():
    assert of_kind("county", ["东溪县", "临川区", "临川经济开发区", "青岚高新区"]) == ["东溪县", "临川区"]


@pytest.mark.parametrize(
    "question",
    [
        "How much did fixed-asset investment and private investment grow in each city in 2030?",
        "How fast did online retail sales of consumer goods grow in each city in 2030?",
    ],
)
def test_two_measures_that_share_a_word_are_not_one(question):
    inquiry = inquiry_of(analyse(question), NAMES)
    assert inquiry is not None and len(inquiry.measure.parts) == 2
