"""Reading quantities: what is one, where it stands, what it is worth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers import Date, Quantity, normal, quantities, query_tokens, tokens


def only(text: str) -> Quantity:
    """The one quantity in `text`."""
    found = quantities(text)
    assert len(found) == 1, f"{text!r}: {[text[q.start : q.end] for q in found]}"
    return found[0]


def read(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("62.6 %", "62.6", "%"),
        ("６２．６％", "62.6", "%"),
        ("百分之六十二点六", "62.6", "%"),
        ("百分之百", "100", "%"),
        ("62.6 per cent", "62.6", "%"),
        ("壹佰贰拾萬圓整", "1200000", "CNY"),
        ("贰拾叁亿元", "2300000000", "CNY"),
        ("玖拾捌萬陸仟元", "986000", "CNY"),
        ("叁点五万元", "35000", "CNY"),
        ("拾万元", "100000", "CNY"),
        ("3千5百万元", "35000000", "CNY"),
        ("2千4百人", "2400", "item"),
        ("half a million yuan", "500000", "CNY"),
        ("6小时40分", "24000", "second"),
        ("1小时20分钟", "4800", "second"),
        ("2分30秒", "150", "second"),
        ("3‰", "0.3", "%"),
        ("六成", "60", "%"),
        ("六成五", "65", "%"),
        ("四分之一", "25", "%"),
        ("a quarter of it", "25", "%"),
        ("half of it", "50", "%"),
        ("0.7个百分点", "0.7", "pp"),
        ("0.7 percentage points", "0.7", "pp"),
        ("43.4 亿元", "4340000000", "CNY"),
        ("4.34 billion yuan", "4340000000", "CNY"),
        ("RMB 4.34bn", "4340000000", "CNY"),
        ("¥4.34 billion", "4340000000", "CNY"),
        ("一千二百三十四点五亿元", "123450000000", "CNY"),
        ("1亿2000万元", "120000000", "CNY"),
        ("一亿零五百万元", "105000000", "CNY"),
        ("1.3万亿元", "1300000000000", "CNY"),
        ("740元/月", "740", "CNY"),
        ("$1.2 billion", "1200000000", "USD"),
        ("3亿美元", "300000000", "USD"),
        ("30 万 m²", "300000", "m2"),
        ("1,234.5公顷", "12345000", "m2"),
        ("2 sq km", "2000000", "m2"),
        ("75.42 亩", "75.42", "mu"),
        ("165 mu", "165", "mu"),
        ("10kV", "10", "kV"),
        ("220千伏", "220", "kV"),
        ("130万千瓦", "1300000", "kW"),
        ("1.3吉瓦", "1300000", "kW"),
        ("3亿千瓦时", "300000000", "kWh"),
        ("1000亿度", "100000000000", "kWh"),
        ("853.2亿斤", "42660000000", "kg"),
        ("34微克/立方米", "0.000000034", "kg"),
        ("120公里", "120000", "m"),
        ("2.7亿立方米", "270000000", "m3"),
        ("48小时", "172800", "second"),
        ("17 天", "17", "day"),
        ("40 个工作日", "40", "workday"),
        ("三个月", "3", "months"),
        ("三个标准箱", "3", "item"),
        ("五个场次", "5", "item"),
        ("75 周年", "75", "years"),
        ("连续五年", "5", "years"),
        ("20℃", "20", "degC"),
        ("零下20℃", "-20", "degC"),
        ("-3.2%", "-3.2", "%"),
        ("9.4万P", "94000", "PFLOPS"),
        ("77.5倍", "77.5", "times"),
        ("翻一番", "2", "times"),
        ("翻了两番", "4", "times"),
        ("doubled", "2", "times"),
        ("2.04∶1", "2.04", "ratio"),
        ("十五个", "15", "item"),
        ("两万五千人", "25000", "item"),
        ("两百多万人", "2000000", "item"),
        ("1，234 个", "1234", "item"),
        ("twenty-three people", "23", "item"),
        ("3.2亿人次", "320000000", "item"),
        ("第137届", "137", "ordinal"),
        ("第五位", "5", "ordinal"),
        ("fifth", "5", "ordinal"),
        ("twenty-fifth", "25", "ordinal"),
        ("No. 3", "3", "ordinal"),
        ("17号线", "17", "ordinal"),
        ("二期", "2", "ordinal"),
        ("首个", "1", "ordinal"),
        ("a dozen", "12", ""),
        ("1,680", "1680", ""),
        ("一共十五。", "15", ""),
        ("one hundred and twenty-three thousand", "123000", ""),
        ("突破百亿元", "10000000000", "CNY"),
        ("万亿级", "1000000000000", "CNY"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str) -> None:
    found = only(text)
    assert (normal(found.value), found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "date", "until"),
    [
        ("2023 年", Date(2023), None),
        ("两千零二十四年", Date(2024), None),
        ("二〇二四年", Date(2024), None),
        ("in 2023", Date(2023), None),
        ("9月", Date(None, 9), None),
        ("十月", Date(None, 10), None),
        ("10 月 31 日", Date(None, 10, 31), None),
        ("2024 年 10 月 31 日", Date(2024, 10, 31), None),
        ("二〇二四年十月三十一日", Date(2024, 10, 31), None),
        ("2024-10-31", Date(2024, 10, 31), None),
        ("October 31, 2024", Date(2024, 10, 31), None),
        ("31 October 2024", Date(2024, 10, 31), None),
        ("in May", Date(None, 5), None),
        ("1—9 月", Date(None, 1), Date(None, 9)),
        ("1至9月", Date(None, 1), Date(None, 9)),
        ("2024年1—9月", Date(2024, 1), Date(2024, 9)),
        ("前三季度", Date(None, 1), Date(None, 9)),
        ("January to September", Date(None, 1), Date(None, 9)),
        ("第二季度", Date(None, 4), Date(None, 6)),
        ("Q1 2024", Date(2024, 1), Date(2024, 3)),
        ("third quarter", Date(None, 7), Date(None, 9)),
        ("下半年", Date(None, 7), Date(None, 12)),
        ("2021—2025年", Date(2021), Date(2025)),
        ("10月1日至7日", Date(None, 10, 1), Date(None, 10, 7)),
    ],
)
def test_dates_and_periods(text: str, date: Date, until: Date | None) -> None:
    found = only(text)
    assert (found.date, found.until) == (date, until)


@pytest.mark.parametrize("text", ["七八月", "三四月份", "十一二月间", "5至七八月"])
def test_a_month_told_roughly_is_no_date(text: str) -> None:
    assert all(found.date is None for found in quantities(text))


def test_of_a_year_and_a_rough_month_the_year_is_read() -> None:
    assert only("2007年四五月间").date == Date(2007)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10—15%", "10", "15", "%"),
        ("10%至15%", "10", "15", "%"),
        ("10-15亿元", "1000000000", "1500000000", "CNY"),
        ("5000万—1亿元", "50000000", "100000000", "CNY"),
        ("3 to 5 projects", "3", "5", "item"),
        ("between 5 and 10 percent", "5", "10", "%"),
        ("三至五年", "3", "5", "years"),
        ("两三个", "2", "3", "item"),
        ("七八十家", "70", "80", "item"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    found = only(text)
    assert found.upper is not None
    assert (normal(found.value), normal(found.upper), found.unit) == (low, high, unit)


def test_from_to_is_a_change_and_not_a_range() -> None:
    assert read("raised from 3.2% to 5%") == ["3.2%", "5%"]


_NO_QUANTITIES = """
一网通办 一二三办结制 三化三制 万众一心 一些 一样 统一 一直 第一时间 千方百计 十分重要 万一 三农 双一流 一批企业
一系列 一定要 十四五规划 “十五五”时期 党的二十大 五台山 三门峡市 一次性 一条龙 四川省 三方面 第三方 第三产业 百姓
哪一家企业 这是哪一個園區 几个 几十个 十几家 数百家 多少亿元 用的是5G PM2.5 G318 歼-35A 5A级 COVID-19 “1+3+N” 1.2.3
007 今年 去年 千家万户 统一个标准
"""
_NO_QUANTITIES_IN_ENGLISH = "one zone and another|which one|at first|second-hand|we may go|double formulation"


@pytest.mark.parametrize("text", [*_NO_QUANTITIES.split(), *_NO_QUANTITIES_IN_ENGLISH.split("|")])
def test_fixed_phrases_and_names_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("30 余万 m²", True),
        ("20 多家", True),
        ("近60万户", True),
        ("超5000亿元", True),
        ("10%左右", True),
        ("50户以上", True),
        ("over 100 people", True),
        ("nearly 5 percent", True),
        ("50户", False),
        ("100 people", False),
    ],
)
def test_approximate(text: str, approximate: bool) -> None:
    assert only(text).approximate is approximate


@pytest.mark.parametrize(
    "text", ["干部队伍万余人", "大陆万人空巷", "收拾元宵灯会", "人参万斤", "退伍万人", "党参元胡", "卅五天"]
)
def test_formal_digits_in_words_and_parts_of_old_numerals_are_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["一家企业", "哪两家企业", "which three companies", "“两个率先”"])
def test_determiners_are_told_from_counts(text: str) -> None:
    assert only(text).kind == "determiner"


def test_two_digits_and_a_year_may_be_either() -> None:
    assert only("25年要建多少").date == Date(2025)
    assert only("连续25年").date is None


def test_a_second_of_a_year_is_no_time() -> None:
    assert [one.unit for one in quantities("the 2023 second batch took 20 seconds")] == ["year", "ordinal", "second"]


def test_positions_are_those_of_the_text_as_it_stands() -> None:
    text = "𠮷地㎡前后：投资４３．４ 億元，增長 62.6 ％；共三十四個項目，自2024 年 10 月 31 日起。"
    assert read(text) == ["４３．４ 億元", "62.6 ％", "三十四個", "2024 年 10 月 31 日"]


def test_fractions_without_a_finite_decimal_are_equal_in_both_languages() -> None:
    assert only("三分之一").value == only("one third of them").value == only("1/3").value


@given(st.text())
def test_any_text_gives_spans_in_order_and_never_raises(text: str) -> None:
    position = 0
    for found in quantities(text):
        assert position <= found.start < found.end <= len(text)
        position = found.end


_PIECES = """
0 1 23 4.5 1,234 ， . - — 一 四 五 二十 两 百 千 万 亿 点 零 〇 成 分之 百分之 第 首 翻 番 年 月 日 季度 前 上 下 半年
% ％ 个百分点 元 亿元 m² 至 到 余 多 几 to and between of one two hundred million third quarter Q1 May October 2024
个 家 st th RMB $ ¥ : / + [ ] ( ) 、 。
"""


@given(st.lists(st.sampled_from([*_PIECES.split(), " "]), max_size=12).map("".join))
def test_numerals_in_any_disorder_never_raise(text: str) -> None:
    position = 0
    for found in quantities(text):
        assert position <= found.start < found.end <= len(text)
        assert isinstance(found.value, Decimal)
        position = found.end


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_normal_is_canonical(value: Decimal) -> None:
    written = normal(value)
    assert Decimal(written) == value
    assert "E" not in written
    assert normal(value * 10 / 10) == written
    assert "." not in written or not written.endswith("0")


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("净利润：-7.05万元", "-7.05万元", "-70500", "CNY"),
        ("净利润-7.05万元", "-7.05万元", "-70500", "CNY"),
        ("净利润－7.05万元", "－7.05万元", "-70500", "CNY"),
        ("结余：−3.5亿元", "−3.5亿元", "-350000000", "CNY"),
        ("结余为负3.5亿元", "负3.5亿元", "-350000000", "CNY"),
        ("本期▲120.5万元", "▲120.5万元", "-1205000", "CNY"),
        ("净利润（1,270）万元", "（1,270）万元", "-12700000", "CNY"),
        ("净利润：(36.8)亿元", "(36.8)亿元", "-3680000000", "CNY"),
        ("水位为-1.2米", "-1.2米", "-1.2", "m"),
        ("同比：-12.5%", "-12.5%", "-12.5", "%"),
        ("增减：-36.8", "-36.8", "-36.8", ""),
    ],
)
def test_a_sign_belongs_to_its_number(text: str, written: str, value: str, unit: str) -> None:
    found = only(text)
    assert text[found.start : found.end] == written
    assert (normal(found.value), found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [("-5～-3℃", "-5", "-3"), ("−12℃至3℃", "-12", "3"), ("3-5亿元", "300000000", "500000000"), ("10-15%", "10", "15")],
)
def test_a_dash_between_two_numbers_is_no_sign(text: str, value: str, upper: str) -> None:
    found = only(text)
    assert (normal(found.value), normal(found.upper or Decimal(0))) == (value, upper)


@pytest.mark.parametrize("text", ["5号楼-3个单元", "一季度-3家", "（2）个人所得税", "不负3亿人民"])
def test_what_looks_like_a_sign_and_is_none(text: str) -> None:
    assert all(found.value >= 0 for found in quantities(text))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3.2×10⁸立方米", "320000000", "m3"),
        ("5.1 × 10^7 m³", "51000000", "m3"),
        ("1.7\\times10^{6}册", "1700000", "item"),
        ("10⁶ 册", "1000000", "item"),
        ("4×10⁻³米", "0.004", "m"),
        ("200 km²", "200000000", "m2"),
    ],
)
def test_powers_of_ten(text: str, value: str, unit: str) -> None:
    found = only(text)
    assert (normal(found.value), found.unit) == (value, unit)


@pytest.mark.parametrize("text", ["10^9999吨", "3×10^100米", "10⁹⁹⁹册", "10^{-4000}米", "10^" + "9" * 5000])
def test_a_power_beyond_all_measure_is_read_neither_whole_nor_in_part(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize("text", ["320¹家", "320②家", "①2023家"])
def test_numbers_set_apart_never_grow_into_others(text: str) -> None:
    assert {normal(found.value) for found in quantities(text)} <= {"320", "2023"}


@pytest.mark.parametrize(
    "text",
    [
        "电话：0000-7654321",
        "手机13900001234",
        "邮编：030000",
        "账号：6222 0210 0100 1234 567",
        "统一社会信用代码91530100MA6KABCD12",
        "身份证号140105199001011234",
        "010-12345678",
        "网站标识码：1400000012",
    ],
)
def test_digits_that_name_something_are_no_figure(text: str) -> None:
    assert only(text).kind == "identifier"


@pytest.mark.parametrize("text", ["许可证3个", "电话2000部", "编号设备1200台", "12345678901人", "账户1.5亿元"])
def test_a_count_is_no_identifier(text: str) -> None:
    assert only(text).kind == "cardinal"


_PIECES = """
年 月 日 号 时 季度 半年 第 前 至 到 - — ~ / . : ： 零 〇 一 二 三 十 百 千 万 亿 点 余 多 成 半 翻番 个 家 元 % ℃ m²
first second half quarter of to january may Q1 million a point twenty- ¥ ( ) （ ） ¹ ⁷ ×10 ① ， 。 0 1 3 9 00 12 16
24 31 99 2023 1,234 1.5 0. 负 零下 − ▲ 分之 以上 \u200b
"""
_FORMS = st.lists(st.sampled_from(_PIECES.split()), max_size=12).map("".join)


@given(_FORMS)
def test_dates_periods_and_quantities_of_every_form_are_read_or_left_alone(text: str) -> None:
    """Among what it gave on: 由11月4日16:00至11月8日09:00, in which `00至11月` looked like a period."""
    found = quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    for quantity in found:
        assert set(tokens(quantity)) & set(query_tokens(quantity)) or quantity.until
        assert "E" not in "".join(tokens(quantity)).removeprefix("E")


def test_a_period_of_hours_is_read_as_its_days() -> None:
    assert [q.date for q in quantities("由11月4日16:00至11月8日09:00") if q.date] == [
        Date(None, 11, 4),
        Date(None, 11, 8),
    ]


@pytest.mark.parametrize(
    "text", ["¥abc", "￥ 无", "二四十个", "第x名", "第，", "一亿点五", "十零零五", "百分之", "零零万", "一" * 90 + "个"]
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("产量10-3个", ["10", "3个"]),
        ("5个~3个", ["5个", "3个"]),
        ("3个-5a", ["3个"]),
        ("12-15-18日", ["12", "15-18日"]),
    ],
)
def test_a_range_goes_up_and_has_two_ends(text: str, numbers: list[str]) -> None:
    assert read(text) == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30来个村", [("30来个", 30, None)]),
        ("利润(36.8)", []),
        ("利润(36.8)万元", [("(36.8)万元", -368_000, None)]),
        ("3-5abc", [("3", 3, None)]),
        ("3万5亿元", [("3万", 30_000, None), ("5亿元", 500_000_000, None)]),
        ("三四千万元", [("三四千万元", 30_000_000, 40_000_000)]),
        ("五六万亿元", [("五六万亿元", 5 * 10**12, 6 * 10**12)]),
        ("two third of firms", [("two", 2, None), ("third", 3, None)]),
        ("$1.2.3", []),
        ("3--5万元", [("3--5万元", 30_000, 50_000)]),
        ("five trillion-yuan industries", [("five", 5, None), ("trillion-yuan", 10**12, None)]),
    ],
)
def test_what_belongs_to_a_figure_and_what_does_not(text, found):
    assert [(text[q.start : q.end], q.value, q.upper) for q in quantities(text)] == found
