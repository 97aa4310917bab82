"""A figure of one town, hospital or school is no figure of another of its kind."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

TEXTS = {
    "龙岙村与鹤岙村": (
        "一条江，两个村\n——龙岙村与鹤岙村的柚子之争\n\n"
        "去年龙岙村柚子产量2300吨，鹤岙村柚子产量1700吨。鹤岙只有果农210户，另有加工作坊16个，做的是蜜饯。龙岙有果农340户。\n\n"
        "鹤岙也有自己的盘算。村支书栾秀清说，村里办了电商班，收了58名学员。\n"
    ),
    "桐陂县第三中学简报": "桐陂县第三中学校务简报\n\n全校有教学班48个，在校生2316人，教职工204人，其中高级教师61人。\n",
    "桐陂供水公司月报": "桐陂供水公司月报\n\n东郊水厂日供水能力9万立方米，8月停产检修6小时。\n",
    "桐陂县人民法院工作报告": "桐陂县人民法院工作报告\n\n2031年，共受理案件8412件，审结8037件。干警97人。\n",
}


@pytest.fixture(scope="module")
def rivals(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library in which things are named that are mistaken for others."""
    return library_of(TEXTS)


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("龙岙村有多少加工作坊？", "鹤岙村"), ("龍岙村辦的電商班收了多少學員？", "鹤岙村"),
        ("桐陂县第一中学有多少在校生？", "桐陂县第三中学"), ("桐陂县五中有多少高级教师？", "桐陂县第三中学"),
        ("城西水厂日供水能力是多少？", "东郊水厂"), ("桐陂县人民检察院2031年受理案件多少件？", "桐陂县人民法院"),
        ("How much water can the western suburb water plant supply a day?", "东郊水厂"),
    ],
)  # fmt: skip
def test_another_of_its_kind_is_named_in_place_of_an_answer(rivals: Library, question: str, instead: str) -> None:
    answer = rivals.ask(question)
    assert (answer.answered, answer.reason, answer.instead) == (False, "different_subject", instead)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("鹤岙村有多少加工作坊？", "16个"), ("鹤岙办的电商班收了多少学员？", "58名"),
        ("桐陂三中有多少在校生？", "2316人"), ("东郊水厂日供水能力是多少？", "9万立方米"),
        ("桐陂法院2031年审结多少案件？", "8037件"),
    ],
)  # fmt: skip
def test_the_one_asked_for_is_known_by_its_short_name(rivals: Library, question: str, figure: str) -> None:
    answer = rivals.ask(question)
    assert answer.answered and figure in answer.passages[0].highlight
