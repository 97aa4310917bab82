"""Questions that lack what they are about, completed with the question before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.organization_index import OrganizationIndex
from retrieval.question.rewriting import Previous, complete

QINGHE, SONGLING, HUBEI = "青河经济技术开发区", "松岭高新技术产业开发区", "湖北省"
NAMES = OrganizationIndex([QINGHE, SONGLING, HUBEI])


def understood(before: str, now: str, organization: str | None = QINGHE, answer: str | None = None) -> str | None:
    return complete(now, Previous(before, organization, answer), NAMES)


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [
        ("青河签约了多少个项目？", "那松岭呢？", "松岭签约了多少个项目？"),
        ("青河签约了多少个项目？", "松岭呢", "松岭签约了多少个项目？"),
        ("青河簽約了多少個項目？", "那松嶺呢？", "松嶺簽約了多少個項目？"),
        ("2024年湖北的增速是多少？", "2023年呢？", "2023年湖北的增速是多少？"),
        ("2024年湖北的增速是多少？", "那2023年青河呢？", "2023年青河的增速是多少？"),
        ("湖北的增速是多少？", "2023年呢？", "2023年湖北的增速是多少？"),
        ("青河引进了多少外资？", "那税收呢？", f"{QINGHE}税收是多少？"),
        ("青河引进了多少外资？", "那松岭的税收呢？", "松岭的税收是多少？"),
        ("哪个开发区压缩了37.5%？", "那46.1%呢？", "哪个开发区压缩了46.1%？"),
        ("哪个开发区压缩了37.5%？", "那松岭呢？", "松岭压缩了37.5%？"),
        ("How many projects did Qinghe sign?", "And Songling?", "How many projects did Songling sign?"),
        (
            "How many projects did Qinghe sign in 2024?",
            "What about 2023?",
            "How many projects did Qinghe sign in 2023?",
        ),
        ("How many projects did Qinghe sign?", "what about 2023", "How many projects did Qinghe sign in 2023?"),
        ("How many projects did Qinghe sign?", "How about the exports?", "How much is the exports of Qinghe?"),
        ("How many projects did Qinghe sign?", "那松岭呢？", "How many projects did Songling sign?"),
        ("青河签约了多少个项目？", "And Songling?", f"{SONGLING}签约了多少个项目？"),
        ("青河2024年签约了多少个项目？", "and Songling's exports?", "How much is Songling's exports in 2024?"),
        ("青河2024年签约了多少个项目？", "and the exports?", "How much is the exports of Qinghe in 2024?"),
        ("青河2024年5月签约了多少个项目？", "and in 2023?", "青河2023年签约了多少个项目？"),
        ("青河2024年签约了多少个项目？", "and Guangdong's exports?", "How much is Guangdong's exports in 2024?"),
        ("How many projects did Qinghe sign in May 2024?", "那松岭的出口呢", "2024年5月松岭的出口是多少？"),
        ("How many projects did Qinghe sign in 2024?", "2023年呢", "How many projects did Qinghe sign in 2023?"),
        ("How many projects did Qinghe sign in 2024?", "它的出口呢", f"{QINGHE}2024年出口是多少？"),
        ("青河2024年签约了多少个项目？", "那2023年的出口呢", f"{QINGHE}2023年的出口是多少？"),
        ("青河2024年签约了多少个项目？", "那广东呢", "广东2024年签约了多少个项目？"),
        ("How many projects did Qinghe sign?", "And Guangdong?", "How many projects did Guangdong sign?"),
    ],
)
def test_the_question_before_is_asked_again(before: str, now: str, whole: str) -> None:
    assert understood(before, now) == whole


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [
        ("松岭的产值是多少？", "它签约了哪些企业？", f"{SONGLING}签约了哪些企业？"),
        ("松岭的产值是多少？", "该开发区有几家企业？", f"{SONGLING}有几家企业？"),
        ("松岭的产值是多少？", "那里的主任是谁？", f"{SONGLING}的主任是谁？"),
        ("松岭的产值是多少？", "How many companies did it sign?", "How many companies did Songling sign?"),
        ("松岭和湖北哪个更大？", "它们分别有多少企业？", f"{SONGLING}和{HUBEI}分别有多少企业？"),
        ("哪个开发区压缩了37.5%？", "它有多少企业？", f"{QINGHE}有多少企业？"),
        ("Songling's output?", "What is its area?", "What is Songling's area?"),
        ("Songling's output?", "How many parks were built there?", "How many parks were built in Songling?"),
        ("松岭的产值是多少？", "签约了哪些企业？", f"{SONGLING}签约了哪些企业？"),
        ("松岭的产值是多少？", "引进了哪几家企业？", f"{SONGLING}引进了哪几家企业？"),
        ("松岭的产值是多少？", "去年增长了多少？", f"{SONGLING}去年增长了多少？"),
        ("Songling's output?", "How many companies?", "How many companies in Songling?"),
    ],
)
def test_the_subject_comes_from_before(before: str, now: str, whole: str) -> None:
    assert understood(before, now) == whole


def test_a_person_who_answered_is_meant_by_he() -> None:
    assert understood("松岭的主任是谁？", "他说了什么？", answer="陆鸣岐") == "陆鸣岐说了什么？"
    assert understood("Who is the director?", "What is his plan?", answer="陆鸣岐") == "What is 陆鸣岐's plan?"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("松岭的产值是多少？", "青河签约了哪些企业？"),
        ("松岭的产值是多少？", "哪个开发区最大？"),
        ("松岭的产值是多少？", "今年全国高等教育毛入学率的主要目标是什么？"),
        ("松岭的产值是多少？", "华为公司说它要投资多少？"),
        ("松岭的产值是多少？", "为什么呢？"),
        ("松岭的产值是多少？", "无人工厂是谁家的？"),
        ("松岭的产值是多少？", "是哪两家签的约？"),
        ("Songling's output?", "Which zone says that its output doubled?"),
        ("松岭的产值是多少？", "有哪些报告？"),
        ("松岭的产值是多少？", "？"),
        ("Songling's output?", "Is it true that the bridge across the river was opened?"),
        ("Songling's output?", "What did Huawei say about its plans?"),
        ("谁发明了电灯？", "签约了哪些企业？"),
    ],
)
def test_what_stands_by_itself_is_left_alone(before: str, now: str) -> None:
    assert understood(before, now) is None


def test_a_name_that_is_not_known_is_not_put_into_another_language() -> None:
    assert understood("青河签约了多少个项目？", "And Guangdong?") is None


def test_nothing_is_taken_from_nothing() -> None:
    assert complete("那青河呢？", None, NAMES) is None


@given(
    st.text(max_size=30), st.text(alphabet="那青河松岭呢它该区有多少2024年？and what about it Qinghe's", max_size=30)
)
def test_any_two_questions_may_follow_each_other(before: str, now: str) -> None:
    whole = understood(before, now, organization=None)
    assert whole is None or whole.strip()
