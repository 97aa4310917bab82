"""What a question asks, as far as that can be told without the documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers.units import CURRENCIES
from retrieval.question.analysis import analyse


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("哪个开发区审批最快？", "zh"),
        ("哪個開發區審批最快？", "zh-Hant"),
        ("which zone is the fastest", "en"),
        ("GDP增长多少？", "zh"),
        ("What is 临汾 famous for these days?", "en"),
    ],
)
def test_its_language(text: str, language: str) -> None:
    assert analyse(text).language == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("哪个开发区审批时限压减58.4%？", "organization"),
        ("哪個園區種了樹？", "organization"),
        ("which zone cut approval time", "organization"),
        ("签约项目有多少个？", "quantity"),
        ("how many projects were signed", "quantity"),
        ("谁负责招商？", "person"),
        ("who signed the agreement", "person"),
        ("协议是哪年签的？", "date"),
        ("when was the agreement signed", "date"),
        ("这篇文章的作者是谁？", "author"),
        ("who wrote the article", "author"),
        ("这项改革叫什么？", "name"),
        ("为什么要改革？", "reason"),
    ],
)
def test_the_kind_of_answer_it_wants(text: str, kind: str) -> None:
    assert analyse(text).answer.kind == kind


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("增长了百分之几？", {"%"}),
        ("总投资多少亿元？", {"CNY"}),
        ("how much money was invested", set(CURRENCIES)),
        ("谁负责招商？", set()),
    ],
)
def test_the_units_that_fit(text: str, units: set[str]) -> None:
    assert analyse(text).answer.units == units


def test_the_quantities_in_it_stand_where_they_say() -> None:
    question = analyse("哪个开发区压减58.4%，又引进37家企业？")
    assert [question.text[q.start : q.end] for q in question.quantities] == ["58.4%", "37家"]


def test_a_unit_without_a_number_is_no_quantity() -> None:
    assert analyse("总投资多少亿元？").quantities == ()


def test_what_asks_is_not_what_is_asked_about() -> None:
    words = {word for concept in analyse("请问哪个开发区的审批最快？").concepts for word, _ in concept.alternatives}
    assert "审批" in words
    assert words.isdisjoint({"请问", "哪个", "的", "？"})


@pytest.mark.parametrize(
    "text", ["哪个开发区的报道提到了氢能产业？", "Which zone's article mentions hydrogen, according to the story?"]
)
def test_who_speaks_of_something_is_asked_of_the_thing_alone(text: str) -> None:
    told = {"报道", "提到", "article", "mentions", "according", "story"}
    assert not told & {concept.alternatives[0][0] for concept in analyse(text).concepts}


def test_an_english_word_may_be_any_of_its_translations() -> None:
    (concept,) = analyse("approval").concepts
    words = dict(concept.alternatives)
    assert words["approval"] == 1.0
    assert "审批" in words


@pytest.mark.parametrize("text", ["", "  ", "？？？", "!!", "…——", "\n\t", "%"])
def test_one_without_a_letter_or_a_digit_asks_nothing(text: str) -> None:
    assert analyse(text).empty


@pytest.mark.parametrize("text", ["a", "7", "审", "？审"])
def test_one_with_any_asks_something(text: str) -> None:
    assert not analyse(text).empty


def test_a_long_one_is_read_to_2000_characters() -> None:
    question = analyse("审批时限" * 2500)
    assert len(question.text) == len(question.folded) == 2000


@given(st.text())
def test_any_text_is_understood(text: str) -> None:
    question = analyse(text)
    assert len(question.folded) == len(question.text)
    assert all(0 <= q.start < q.end <= len(question.text) for q in question.quantities)
    assert all(0 < score <= 1 for concept in question.concepts for _, score in concept.alternatives)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("园区现在有多少名工作人员？", "工作人员"),
        ("研究院的院长是谁？", "院长"),
        ("智能中心项目的总投资有多少？", "投资"),
        ("How many jobs has the zone created?", "jobs"),
        ("What growth target did the zone set?", "growth"),
    ],
)
def test_what_stands_beside_the_question_word_is_asked_for(text: str, beside: str) -> None:
    asked = {concept.alternatives[0][0] for concept in analyse(text).concepts if concept.asked}
    assert beside in asked
    assert asked <= {concept.alternatives[0][0] for concept in analyse(text).concepts}


@pytest.mark.parametrize("text", ["What was the growth rate of the zone?", "what is the total area of the park"])
def test_what_is_the_rate_asks_for_a_quantity(text: str) -> None:
    assert analyse(text).answer.kind == "quantity"


def test_the_years_it_names() -> None:
    assert analyse("2023年和2024年10月的投资是多少？").years == {2023, 2024}
    assert analyse("43.4亿元是哪家的投资？").years == frozenset()
