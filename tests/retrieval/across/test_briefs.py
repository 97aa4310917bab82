"""Short reports whose headings tell neither year nor plan, in several documents that may contradict one another."""

import pytest

from retrieval.library import Library
from retrieval.settings import Settings

_LONG = (
    "2030年，在全市上下的共同努力下，我们坚持稳中求进，统筹发展和安全，深入推进改革，持续扩大开放，着力保障民生，"
    "生产稳定向好，市场平稳运行，就业形势稳定，物价温和回升，百姓安居乐业，社会和谐稳定，各项事业都取得了新的成绩，"
    "生态持续改善，地区生产总值增长7.1%，固定资产投资增长3%，主要指标好于预期。"
)
_TARGETS = (
    "二、2031年目标任务\n\n主要预期目标是：地区生产总值增长{growth}，城镇新增就业{jobs}，居民消费价格保持合理水平。"
)
BRIEFS = {
    "青岚市经济简报": "地区生产总值增长6.4%。工业总产值1.2万亿元。改造老旧小区120个，城镇新增就业8.2万人。",
    "云浦市经济简报": "地区生产总值增长5.1%。工业总产值863亿元。改造老旧小区45个，城镇新增就业4.9万人。",
    "石梁市经济简报": f"{_LONG}工业总产值1050亿元。改造老旧小区30万平方米。",
    "林泽市工作报告": _TARGETS.format(growth="6.5%—7%", jobs="5万人左右"),
    "林泽市计划报告": _TARGETS.format(growth="6%—7%", jobs="5.2万人"),
}


@pytest.fixture(scope="module")
def briefs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("briefs")
    for name, text in BRIEFS.items():
        (folder / f"{name}.txt").write_text(f"2031年{name}\n\n2031年3月2日\n\n{text}\n", encoding="utf-8")
    with Library.open(Settings(data_dir=tmp_path_factory.mktemp("library"))) as library:
        library.index([folder])
        yield library


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("各市2030年GDP增长多少？", {("石梁市", "7.1%"), ("青岚市", "6.4%"), ("云浦市", "5.1%")}),
        ("各市2030年GDP实际增长多少？", {("石梁市", "7.1%"), ("青岚市", "6.4%"), ("云浦市", "5.1%")}),
        ("各市2031年GDP增长目标是多少？", {("林泽市", "6.5%—7%"), ("林泽市", "6%—7%")}),
        ("各市2031年城镇新增就业目标是多少？", {("林泽市", "5万人左右")}),
        ("各市2030年改造老旧小区多少？", {("青岚市", "120个"), ("云浦市", "45个")}),
    ],
)
def test_what_nothing_tells_to_be_of_that_time_or_planned_is_not_shown_as_such(briefs, question, values):
    rows = briefs.ask(question).table.rows
    assert {(row.organization, row.value) for row in rows} == values
    assert all(row.conflict for row in rows if row.value.endswith("—7%"))
    assert not any(row.conflict for row in rows if not row.value.endswith("—7%"))


@pytest.mark.parametrize(("question", "missing"), [("各市2025年GDP增长多少？", "GDP"), ("各市2030年5G多少个？", "5G")])
def test_what_nobody_states_or_nothing_tells_to_be_of_that_year_is_refused(briefs, question, missing):
    answer = briefs.ask(question)
    assert (answer.answered, answer.reason, answer.missing, answer.instead) == (False, "not_stated", missing, None)


@pytest.mark.parametrize(
    ("question", "selected"),
    [
        ("哪些市2030年GDP增速超过6？", {"石梁市", "青岚市"}),
        ("哪些市2030年工业总产值超过1000？", {"石梁市", "青岚市"}),
        ("2031年居民消费价格目标最高的是哪些市？", set()),
    ],
)
def test_a_bare_number_is_of_the_unit_that_most_have(briefs, question, selected):
    table = briefs.ask(question).table
    assert table.selected is not None and set(table.selected) == selected


def test_of_a_long_sentence_the_clauses_around_the_value_are_marked(briefs):
    (row,) = (row for row in briefs.ask("各市2030年GDP增长多少？").table.rows if row.organization == "石梁市")
    assert "地区生产总值增长7.1%" in row.highlight and row.highlight in row.text
    assert len(row.highlight) <= 140 < len(_LONG)


def test_a_question_that_asks_for_no_figure_is_answered_as_any(briefs):
    assert briefs.ask("各市2030年数字经济情况如何？").table is None
