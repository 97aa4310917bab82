"""Which quantities are the same, and that the index tokens say exactly that."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers import Quantity, quantities, query_tokens, same, tokens

EQUAL = [
    [
        "43.4 亿元",
        "4.34 billion yuan",
        "4,340,000,000 元",
        "四十三点四亿元",
        "４３．４億元",
        "RMB 4.34 billion",
        "434000万元",
    ],
    ["62.6%", "百分之六十二点六", "６２．６％", "62.6 percent", "62.60 %", "sixty-two point six per cent"],
    ["六成", "60%", "百分之六十"],
    ["三分之一", "one third of", "1/3"],
    ["翻一番", "doubled", "2倍"],
    ["0.7个百分点", "0.7 percentage points", "0.70个百分点"],
    ["34 个项目", "34 projects", "三十四项", "34家"],
    ["30 万平方米", "300,000 m²", "30万㎡", "300,000 square metres", "三十万平方米"],
    ["1.28 million tonnes", "128万吨", "12.8亿公斤"],
    ["第5", "第五位", "fifth", "5th"],
    ["1—9 月", "1至9月", "前三季度", "January to September"],
    ["第一季度", "Q1", "1—3月", "一季度", "first quarter"],
    ["2024年10月31日", "2024 年 10 月 31 日", "October 31, 2024", "二〇二四年十月三十一日", "2024-10-31"],
    ["2023 年", "2023", "二〇二三年"],
    ["10—15%", "10%至15%", "between 10 and 15 percent"],
    ["2.04∶1", "2.04 to 1"],
    ["十五", "15", "fifteen"],
]

DIFFERENT = [
    ("16.7亿元", "116.7亿元"),
    ("16.7亿元", "16.75亿元"),
    ("16.7亿元", "16.7万元"),
    ("16.7%", "6.7%"),
    ("62.6%", "62.6个百分点"),
    ("62.6%", "63.5%"),
    ("62.6%", "26.6%"),
    ("315.14 亩", "315.14 平方米"),
    ("5 年", "5 个月"),
    ("34个", "34亩"),
    ("3亿元", "3亿美元"),
    ("3.2%", "-3.2%"),
    ("第5", "5个"),
    ("2024年10月31日", "2024年10月13日"),
    ("2023年", "2024年"),
    ("10月", "9月"),
    ("1—9 月", "1—8月"),
    ("1—9 月", "9月"),
    ("10—15%", "10%"),
    ("10—15%", "10—16%"),
    ("2023年", "2023个"),
    ("10千伏", "10千瓦"),
    ("翻两番", "翻一番"),
]


def one(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


def meet(asked: Quantity, stated: Quantity) -> bool:
    return bool(set(tokens(stated)) & set(query_tokens(asked)))


@pytest.mark.parametrize(("first", "second"), [pair for group in EQUAL for pair in combinations(group, 2)])
def test_equal_whatever_the_writing(first: str, second: str) -> None:
    a, b = one(first), one(second)
    assert same(a, b) and same(b, a)
    assert meet(a, b) and meet(b, a)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_different_never_meet(first: str, second: str) -> None:
    a, b = one(first), one(second)
    assert not same(a, b) and not same(b, a)
    assert not meet(a, b) and not meet(b, a)


@pytest.mark.parametrize(
    ("asked", "stated"), [("1,680", "1680 个"), ("43.4", "43.4 亿元"), ("4.34 billion", "43.4 亿元")]
)
def test_a_bare_number_finds_any_unit(asked: str, stated: str) -> None:
    assert same(one(asked), one(stated)) and same(one(stated), one(asked))


def test_a_bare_number_does_not_join_what_it_may_be() -> None:
    assert not same(one("1680 个"), one("1680 亩"))


@pytest.mark.parametrize(
    ("asked", "stated", "expected"),
    [
        ("2024年", "2024年10月31日", True),
        ("10月", "2024年10月31日", True),
        ("10月31日", "2024年10月31日", True),
        ("2024年10月31日", "10月31日", True),
        ("2024年", "2024年1—9月", True),
        ("2024年10月31日", "2024年", False),
        ("2024年10月", "2024年", False),
        ("2023年10月", "2024年10月31日", False),
        ("2024年", "10月31日", False),
    ],
)
def test_a_date_must_give_what_is_asked(asked: str, stated: str, expected: bool) -> None:
    assert same(one(asked), one(stated)) is expected


def test_tokens_as_documented() -> None:
    assert tokens(one("43.4 亿元")) == ("n4340000000cny", "n4340000000", "n43.4")
    assert "n62.6%" in tokens(one("62.6%"))
    assert query_tokens(one("1,680")) == ("n1680", "b1680")


_HAN_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """`number` (below 10¹²) in Chinese numerals, written out by the textbook rule."""
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            high, low = divmod(number, scale)
            gap = "零" if 0 < low < scale // 10 else ""
            return in_chinese(high) + name + gap + (in_chinese(low) if low else "")
    written, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + _HAN_DIGITS[digit] + name
        gap = not digit
    return written


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_round_trip_of_integers(number: int) -> None:
    plain = one(f"{number}元")
    assert plain.value == number
    full_width = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (f"{number:,}元", f"{full_width} 元", f"{in_chinese(number)}元", f"¥{number}", f"{number} yuan"):
        assert same(plain, one(written)), written
    assert not same(plain, one(f"{number + 1}元"))


@given(st.decimals(min_value="0.01", max_value="9999.99", places=2))
def test_round_trip_of_scaled_decimals(number: Decimal) -> None:
    plain = one(f"{number}亿元")
    assert plain.value == number * 10**8
    for written in (f"{number * 10000}万元", f"{number * 10**8:,.0f}元", f"{number / 10} billion yuan"):
        assert same(plain, one(written)), written
    assert not same(plain, one(f"{number}万元"))


_WRITINGS = [text for group in EQUAL for text in group] + [text for pair in DIFFERENT for text in pair]


@given(st.sampled_from(_WRITINGS), st.sampled_from(_WRITINGS))
def test_tokens_meet_exactly_where_quantities_are_the_same(asked: str, stated: str) -> None:
    assert meet(one(asked), one(stated)) is same(one(asked), one(stated))


_DATES = st.builds(
    lambda year, month, day: "".join(
        (f"{year}年" if year else "", f"{month}月" if month else "", f"{day}日" if day and (month or not year) else "")
    ),
    st.sampled_from([None, 2023, 2024]),
    st.sampled_from([None, 9, 10]),
    st.sampled_from([None, 13, 30]),
).filter(bool)
_PERIODS = st.builds(
    "{}{}—{}月".format, st.sampled_from(["", "2023年", "2024年"]), st.integers(1, 2), st.sampled_from([6, 9])
)


@given(st.one_of(_DATES, _PERIODS), st.one_of(_DATES, _PERIODS))
def test_tokens_of_dates_meet_exactly_where_dates_agree(asked: str, stated: str) -> None:
    assert meet(one(asked), one(stated)) is same(one(asked), one(stated))


@given(st.text(max_size=60))
def test_tokens_are_ascii_words(text: str) -> None:
    for found in quantities(text):
        for token in (*tokens(found), *query_tokens(found)):
            assert token.isascii() and not any(character.isspace() for character in token)
