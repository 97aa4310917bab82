"""A question's demands held against the passages of a small library; refusals say what the text has instead."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from retrieval.answer import Answer
from retrieval.library import Library

REPORTS = {
    "汀溪镇2023年工作总结": (
        "2023年，汀溪镇柑橘种植面积达到2.4万亩，柑橘产量3.1万吨。全年接待游客16.2万人次，上年同期为13.7万人次。\n\n"
        "镇里的农贸市场总投资2600万元，完成投资1900万元。副镇长洪若川在总结会上介绍了来年的打算。\n"
    ),
    "汀溪镇2024年工作总结": (
        "2024年，汀溪镇柑橘种植面积达到2.6万亩，柑橘产量3.4万吨。镇党委书记骆青岩主持了总结会，没有发生安全事故。\n"
    ),
    "芦湾镇2024年工作总结": (
        "2024年，芦湾镇水稻种植面积4.2万亩，安装路灯310盏。芦湾镇中心小学新增学位180个，芦湾水库上半年蓄水2100万立方米。"
        "拥堵的路口由2023年的17个降到9个。\n"
    ),
}


@pytest.fixture(scope="module")
def towns(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of what three towns report."""
    return library_of(REPORTS)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("松坪镇柑橘产量是多少？", "name_not_found"),
        ("芦湾镇柑橘产量是多少？", "different_subject"),
        ("汀溪镇2022年柑橘产量是多少？", "other_year"),
        ("芦湾水库下半年蓄水多少立方米？", "other_year"),
        ("芦湾镇玉米种植面积是多少亩？", "other_measure"),
        ("汀溪镇镇长是谁？", "no_such_answer"),
    ],
)
def test_what_the_text_has_of_another_is_refused(towns: Library, question: str, reason: str) -> None:
    answer = towns.ask(question)
    assert (answer.answered, answer.reason) == (False, reason)


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("汀溪镇2023年柑橘产量是多少？", "3.1万吨"),
        ("汀溪镇2024年柑橘产量是多少？", "3.4万吨"),
        ("汀溪镇2022年接待游客多少人次？", "13.7万人次"),
        ("芦湾镇水稻种植面积是多少亩？", "4.2万亩"),
        ("芦湾水库上半年蓄水多少立方米？", "2100万立方米"),
        ("汀溪镇副镇长是谁？", "洪若川"),
        ("汀溪镇党委书记是谁？", "骆青岩"),
        ("芦湾镇安装了多少盏路灯？", "310盏"),
    ],
)
def test_what_meets_every_demand_is_answered(towns: Library, question: str, stands: str) -> None:
    answer = towns.ask(question)
    assert answer.answered
    assert stands in answer.passages[0].highlight


def by_demand(answer: Answer) -> dict[str, tuple[str, str | None]]:
    assert answer.checks
    return {check.demand: (check.state, check.found) for check in answer.checks}


def test_the_table_says_what_the_text_has_instead(towns: Library) -> None:
    answer = towns.ask("汀溪镇2022年柑橘产量是多少？", explain=True)
    assert by_demand(answer)["whose"] == ("met", None)
    state, found = by_demand(answer)["when"]
    assert state == "contradicted" and found in ("2023", "2024")
    assert (answer.missing, answer.instead) == ("2022", found)
    assert answer.to_json()["checks"][0] == {"demand": "whose", "wanted": "汀溪镇", "state": "met", "found": None}


def test_a_year_that_a_figure_is_compared_with_is_not_the_figures_own(towns: Library) -> None:
    answer = towns.ask("芦湾镇2024年拥堵的路口降到多少个？", explain=True)
    assert by_demand(answer)["when"] == ("met", None)


def test_the_holder_of_another_office_is_no_answer(towns: Library) -> None:
    answer = towns.ask("汀溪镇镇长是谁？")
    assert answer.missing == "镇长"
    assert answer.passages


def test_a_question_without_demands_has_no_table(towns: Library) -> None:
    assert towns.ask("汀溪有什么打算？", explain=True).checks == ()
    assert towns.ask("汀溪有什么打算？").checks is None


def test_one_document_makes_nothing_easier(open_library: Callable[..., Library], tmp_path: Path) -> None:
    (tmp_path / "远山.txt").write_text("远山县2024年工作总结\n\n全县盘活闲置厂房13.6万平方米。\n", encoding="utf-8")
    library = open_library()
    library.index([tmp_path / "远山.txt"])
    for question in ("远山2024年地区生产总值是多少亿元？", "远山县盘活厂房花了多少钱？", "松坪县盘活厂房多少平方米？"):
        assert not library.ask(question).answered
    assert library.ask("远山县盘活闲置厂房多少平方米？").answer == "13.6万平方米"
