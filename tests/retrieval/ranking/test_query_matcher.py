"""What of a question is in a text, and where."""

from collections.abc import Callable, Iterator

import pytest

from retrieval.indexes.term_weights import TermWeights
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.query_matcher import Matcher

Matching = Callable[[str], Matcher]


@pytest.fixture(scope="module")
def matching(sample: Library) -> Iterator[Matching]:
    """Makes a question ready to be looked for, words weighing as in the sample."""
    with sample.reading() as (_, snapshot):
        term_weights = TermWeights(snapshot.indexes.lexical)
        yield lambda question: Matcher(analyse(question), term_weights)


def test_years_are_no_figures(matching: Matching) -> None:
    matcher = matching("2023年审批时限压减62.6%了吗")
    year, figure = matcher.match(matcher.read("2023 年很忙。")), matcher.match(matcher.read("压减 62.6%。"))
    assert (year.dates, year.numbers) == (1.0, 0.0)
    assert (figure.dates, figure.numbers) == (0.0, 1.0)


def test_a_stretch_has_only_what_stands_wholly_in_it(matching: Matching) -> None:
    matcher = matching("审批压减62.6%")
    reading = matcher.read("审批很慢，后来压减 62.6%。")
    assert matcher.match(reading, 0, 4).numbers == 0.0
    assert 0 < matcher.match(reading, 0, 4).words < matcher.match(reading).words == 1.0
    assert matcher.match(reading, 0, 13).numbers == 0.0
    assert matcher.match(reading).numbers == 1.0


def test_what_it_asks_for_counts_by_itself(matching: Matching) -> None:
    matcher = matching("青禾开发区有多少名企业家？")
    assert matcher.match(matcher.read("青禾开发区有许多园丁。")).asked < 0.5
    assert matcher.match(matcher.read("镇上有企业家。")).asked > 0.5


def test_the_words_that_no_text_has_are_missing(matching: Matching) -> None:
    matcher = matching("审批和厂房")
    assert len(matcher.missing([matcher.read("审批")])) < len(matcher.missing([]))
    assert matcher.missing([matcher.read("审批"), matcher.read("厂房不多，也不快")]) == []


def test_a_name_that_no_text_has_is_absent(matching: Matching) -> None:
    matcher = matching("How many cars did Linfen build in the zone?")
    assert matcher.absent_names([matcher.read("开发区造车 300 辆")]) == ["linfen"]
    assert matcher.absent_names([matcher.read("临汾的开发区造车")]) == []


def test_what_stands_near_a_figure_ends_at_a_semicolon(matching: Matching) -> None:
    matcher = matching("审批压减多少")
    text = "审批压减一半；绿化投入 300 万元。"
    start = text.index("300")
    assert matcher.near(matcher.read(text), start, start + 6).words == 0.0
    text = text.replace("；", "，")
    assert matcher.near(matcher.read(text), start, start + 6).words == 1.0
