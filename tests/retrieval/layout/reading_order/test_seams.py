"""What the characters on both sides of a seam say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.layout.reading_order.seams import (
    begins_oddly,
    begins_paragraph,
    begins_with_mark,
    begins_within,
    breaks_number,
    closes_bracket,
    expects_more,
    healed_word,
    is_finished,
)


@pytest.mark.parametrize(
    "text", ["园区开工。", "“园区开工。”", "主要工作如下：", "铺设管网；", "It opened.", "开工了！）"]
)
def test_finished(text: str) -> None:
    assert is_finished(text)


@pytest.mark.parametrize("text", ["园区开工，", "园区", "“园区”", ""])
def test_unfinished(text: str) -> None:
    assert not is_finished(text)


def test_marks_that_expect_more_and_marks_that_only_stand_within() -> None:
    assert expects_more("园区新建道路，")
    assert not expects_more("园区新建道路。")
    assert begins_with_mark("，铺设管网。")
    assert not begins_with_mark("“铺设管网”。")


@pytest.mark.parametrize(
    ("text", "following", "word"),
    [
        ("其中新材料产业", "园二期已经投产。", "产业园"),
        ("向高端化、智能", "化方向发展。", "智能化"),
        ("给予适当倾", "斜支持。", "倾斜"),
        ("一、工作回顾", "过去一年，园区开工。", None),
        ("铺设管网", "绿化一百亩。", None),
        ("完成投资3", "5亿元。", None),
        ("", "园区", None),
        ("园区", "", None),
    ],
)
def test_the_word_that_a_seam_runs_through(text: str, following: str, word: str | None) -> None:
    assert healed_word(text, following) == word


@pytest.mark.parametrize("text", ["了三成。", "们的手续", "，并铺设管网。", "）》，自今年起施行。", "等企业入驻。"])
def test_beginnings_that_no_sentence_has(text: str) -> None:
    assert begins_within(text)


@pytest.mark.parametrize(
    "text", ["园区今年开工。", "今年以来，园区", "一是铺设管网。", "“要快”，他说。", "10公里道路", ""]
)
def test_beginnings_of_sentences(text: str) -> None:
    assert not begins_within(text)
    assert not begins_oddly(text)


def test_a_single_noun_or_verb_is_an_odd_beginning() -> None:
    assert begins_oddly("业发展迅速。")
    assert not begins_oddly("在园区，")


def test_openings_and_numbers_begin_paragraphs() -> None:
    assert begins_paragraph("本报讯 近日，园区开工。")
    assert begins_paragraph("三是铺设管网。")
    assert not begins_paragraph("铺设管网。")


@pytest.mark.parametrize(
    ("text", "following", "closes"),
    [
        ("出台了《企业服务办法", "（试行）》，自今年起施行。", True),
        ("他说：“园区的路", "修好了。”大家鼓掌。", True),
        ("出台了《办法》", "自今年起施行》", False),
        ("出台了《办法", "自今年起施行。", False),
    ],
)
def test_brackets_that_close_behind_the_seam(text: str, following: str, closes: bool) -> None:
    assert closes_bracket(text, following) is closes


@given(st.text(), st.text())
def test_any_text_has_an_answer(text: str, following: str) -> None:
    word = healed_word(text, following)
    assert word is None or word in text[-6:] + following[:6]
    closes_bracket(text, following)
    assert not (begins_within(following) and begins_oddly(following))


@pytest.mark.parametrize(
    ("text", "following", "breaks"),
    [
        ("会议于2024年", "3月召开", True),
        ("会议于3月", "5日召开", True),
        ("会议于5日", "上午9时召开", True),
        ("完成投资97.", "3亿元", True),
        ("会议于2024年3月5日。", "6家企业", False),
    ],
)
def test_a_seam_within_a_figure_or_a_date(text: str, following: str, breaks: bool) -> None:
    assert breaks_number(text, following) is breaks
