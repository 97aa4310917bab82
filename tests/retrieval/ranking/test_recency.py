"""Several years of one report: the latest answers, unless a year is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.library import Library

REPORT = """{year}年河湾经济开发区工作报告

{year}年，河湾经济开发区建成标准厂房 {area} 万平方米，企业拎着箱子就能进门。

{green} {share}%，职工下班以后有了散步的去处。
"""
GREEN = {
    2022: "河湾的绿化覆盖率是",
    2023: "河湾经济开发区的绿化覆盖率达到",
    2024: "栽树种草一年没有停过，沿河的步道也连成了一圈，绿化的覆盖率由此提高到",
}


@pytest.fixture
def three_years(open_library: Callable[..., Library], tmp_path: Path) -> Library:
    for year, area, share in ((2022, 21, 31.5), (2023, 34, 33.2), (2024, 47, 36.8)):
        text = REPORT.format(year=year, area=area, share=share, green=GREEN[year])
        (tmp_path / f"{year}年工作报告.txt").write_text(text, encoding="utf-8")
    library = open_library()
    library.index(sorted(tmp_path.glob("*.txt")))
    return library


@pytest.mark.parametrize(
    ("question", "document", "stands"),
    [
        ("河湾的绿化覆盖率是多少？", "2024年工作报告.txt", "36.8%"),
        ("河湾经济开发区建成标准厂房多少万平方米？", "2024年工作报告.txt", "47 万平方米"),
        ("河湾2023年建成标准厂房多少万平方米？", "2023年工作报告.txt", "34 万平方米"),
        ("What share of Hewan was green in 2022?", "2022年工作报告.txt", "31.5%"),
    ],
)
def test_the_latest_year_answers_unless_another_is_asked_for(
    three_years: Library, question: str, document: str, stands: str
) -> None:
    first = three_years.ask(question).passages[0]
    assert first.citation.document == document
    assert stands in first.text


def test_every_passage_is_kept(three_years: Library) -> None:
    passages = three_years.ask("河湾的绿化覆盖率是多少？", 50).passages
    assert len({passage.citation.id for passage in passages}) == len(passages) >= 3


def test_a_later_year_that_does_not_say_it_does_not_answer(three_years: Library, tmp_path: Path) -> None:
    later = tmp_path / "2025年工作报告.txt"
    later.write_text("2025年河湾经济开发区工作报告\n\n2025年，河湾经济开发区通了地铁。\n", encoding="utf-8")
    three_years.index([later])
    assert three_years.ask("河湾的绿化覆盖率是多少？").passages[0].citation.document == "2024年工作报告.txt"
