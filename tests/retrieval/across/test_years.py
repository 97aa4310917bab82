"""A value of each of several years, and documents that contradict one another."""

import municipal_reports
import pytest

from retrieval.library import Library
from retrieval.settings import Settings


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """A library of two cities' reports of two years, and a bulletin that gives another figure for one of them."""
    folder = municipal_reports.write(tmp_path_factory.mktemp("reports"), 2031, ("青岚市", "云浦市"))
    municipal_reports.write(folder, 2032, ("青岚市", "云浦市"))
    bulletin = "2031年云浦市政府统计公报\n\n2031年3月2日\n\n一、2030年工作回顾\n\n全市地区生产总值增长4.6%。\n"
    (folder / "2031年云浦市政府统计公报.txt").write_text(bulletin, encoding="utf-8")
    with Library.open(Settings(data_dir=tmp_path_factory.mktemp("years"))) as library:
        library.index([folder])
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "2030年到2031年各市地区生产总值分别增长多少？",
        "What was each city's GDP growth from 2030 to 2031?",
        "2030年以来各市GDP增速是多少？",
        "近两年各市GDP分别增长多少？",
        "历年各市GDP增速是多少？",
    ],
)
def test_a_series_gives_a_row_a_year(years, question):
    table = years.ask(question).table
    of_one = [(row.year, row.value) for row in table.rows if row.organization == "青岚市"]
    assert [pair for pair in of_one if pair[0] < 2032] == [(2030, "6.4%"), (2031, "6.4%")]
    assert all("year" in row.to_json() for row in table.rows)


def test_contradicting_documents_are_both_shown(years):
    rows = years.ask("2030年各市地区生产总值增长多少？").table.rows
    told = {(row.organization, row.value, row.conflict) for row in rows}
    assert told == {("青岚市", "6.4%", False), ("云浦市", "5.1%", True), ("云浦市", "4.6%", True)}
    assert [row.to_json().get("conflict", False) for row in rows] == [row.conflict for row in rows]


def test_one_year_is_told_from_another(years):
    rows = years.ask("各市2032年GDP增长目标是多少？").table.rows
    assert {row.citation.document for row in rows} == {"2032年青岚市政府工作报告.txt", "2032年云浦市政府工作报告.txt"}


def test_a_report_that_is_named_is_asked_alone(years):
    rows = years.ask("2031年政府工作报告中各市GDP增长多少？").table.rows
    assert {row.organization for row in rows} == {"青岚市", "云浦市"}
    assert {row.citation.document[:5] for row in rows} == {"2031年"}
