"""Of whom a question asks, a county or a zone, and of whose kind the statement is."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

REPORTS = {
    "湖桥经济开发区2024年度报告": (
        "2024年湖桥经济开发区工业投资完成38.4亿元，引进外地技工215人，建材市场成交额居全省第二。\n"
    ),
    "石浦高新区2024年度报告": "2024年石浦高新区工业投资完成21.7亿元，办结时间压缩43.5%。\n",
}


@pytest.fixture(scope="module")
def zones(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of two zones."""
    return library_of(REPORTS)


@pytest.mark.parametrize(
    "question",
    ["哪个省的办结时间压缩了43.5%？", "哪个县引进外地技工215人？", "which province attracted 215 technicians"],
)
def test_a_zone_is_no_province_and_no_county(zones: Library, question: str) -> None:
    assert not zones.ask(question).answered


@pytest.mark.parametrize("question", ["各县2024年工业投资完成多少？", "哪些省2024年工业投资超过30亿元？"])
def test_a_table_of_zones_is_none_of_counties(zones: Library, question: str) -> None:
    answer = zones.ask(question)
    assert not answer.answered


def test_a_market_is_no_city(zones: Library) -> None:
    answer = zones.ask("哪个市场成交额居全省第二？")
    assert answer.answered and "建材市场" in answer.passages[0].highlight


@pytest.mark.parametrize(
    ("question", "zone"), [("哪个开发区引进外地技工215人？", "湖桥"), ("哪个高新区的办结时间压缩了43.5%？", "石浦")]
)
def test_a_zone_is_one(zones: Library, question: str, zone: str) -> None:
    answer = zones.ask(question)
    assert answer.answered and zone in str(answer.answer)
