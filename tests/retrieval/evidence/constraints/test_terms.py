"""Questions in one name for a thing over texts in another: found, answered, and not confused with what is only near."""

import pytest

from retrieval.library import Library
from retrieval.settings import Settings

REPORT = """槐荫县2024年统计公报

2024年，槐荫县实现地区生产总值312.6亿元，比上年增长5.9%。

全县人均生产总值达到6.87万元，比上年增长6.2%。

全年社会消费品零售总额128.4亿元，增长4.3%。

全年财政总收入41.5亿元，增长3.1%。

R&D经费支出7.2亿元，占比2.3%。年末常住人口城镇化率58.9%。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of one county's report."""
    folder = tmp_path_factory.mktemp("county")
    (folder / "公报.txt").write_text(REPORT, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("槐荫县2024年GDP是多少？", "312.6亿元"),
        ("槐荫县人均GDP是多少？", "6.87万元"),
        ("槐荫县社零总额是多少？", "128.4亿元"),
        ("槐荫县研发经费是多少？", "7.2亿元"),
        ("What was the GDP of Huaiyin County in 2024?", "312.6亿元"),
        ("What was Huaiyin's per capita GDP?", "6.87万元"),
        ("How much were Huaiyin's total retail sales of consumer goods?", "128.4亿元"),
        ("What is the urbanization rate of Huaiyin County?", "58.9%"),
    ],
)
def test_what_is_asked_in_another_name_is_answered(county: Library, question: str, stands: str) -> None:
    answer = county.ask(question)
    assert answer.answered
    assert stands in answer.passages[0].highlight


def test_what_is_only_near_is_another_measure(county: Library) -> None:
    answer = county.ask("槐荫县2024年一般公共预算收入是多少？")
    assert (answer.answered, answer.reason) == (False, "other_measure")


@pytest.mark.parametrize(
    "question",
    ["槐荫县固投是多少？", "槐荫县CPI上涨多少？", "What was Huaiyin's consumer price index?"],
)
def test_another_statistic_does_not_answer(county: Library, question: str) -> None:
    assert not county.ask(question).answered
