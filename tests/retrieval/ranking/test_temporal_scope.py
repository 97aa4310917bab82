"""Of which year a sentence speaks."""

import pytest

from retrieval.question.negation import clauses
from retrieval.ranking.temporal_scope import tells_of, year_of, years_of, years_of_clauses
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold
from retrieval.text.sentences import sentences


def passage_of(
    text: str, headings: tuple[str, ...] = (), date: str | None = None, title: str | None = None
) -> StoredPassage:
    return StoredPassage(
        id=1, citation="c", document=1, document_name="d", document_title=title, article=0, headline=None,
        organizations=(), author=None, date=date, publication=None, headings=headings, text=text,
        spans=((0, len(text)),), sentences=tuple(sentences(text)), lines=(1, 1), page=None,
    )  # fmt: skip


def years(text: str, headings: tuple[str, ...] = (), date: str | None = None) -> list[set[int]]:
    passage = passage_of(text, headings, date)
    assert year_of(passage) == ({int(date[:4])} if date else set())
    return [set(found) for found in years_of(passage, fold(text), passage.sentences)]


def test_the_year_it_states() -> None:
    assert years("2023 年种树。２０２４年修路。") == [{2023}, {2024}]


def test_the_year_last_stated_goes_on() -> None:
    assert years("路很长。2023 年种树。树很高。") == [set(), {2023}, {2023}]


def test_the_year_of_its_section() -> None:
    assert years("种树三千棵。", ("一、2024 年工作回顾", "（二）种树")) == [{2024}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("今年种树。", {2025}), ("去年种树。", {2024}), ("过去一年种树。", {2024}), ("种树。", set())],
)
def test_this_year_counts_from_the_article(text: str, expected: set[int]) -> None:
    assert years(text, date="2025-01-18") == [expected]


def test_this_year_of_an_article_without_a_date_tells_nothing() -> None:
    assert years("今年种树。") == [set()]


def test_the_same_year_and_the_one_before_count_from_the_year_last_stated() -> None:
    assert years("2023 年种树，上年同期为 12 棵。当年修路。比上年多 3 条。") == [{2022, 2023}, {2023}, {2023}]


def test_what_stands_before_the_year_before_is_of_the_year_itself() -> None:
    assert years("种树18棵，上年17棵。上年种树17棵。", date="2025-08-18") == [{2024, 2025}, {2024}]


def test_the_year_in_which_something_began_goes_no_further_than_its_sentence() -> None:
    assert years("林场始建于1956年。种树18棵。") == [{1956}, set()]
    assert years("2023年种树。林场2019年建成，占地3亩。种树18棵。") == [{2023}, {2019}, {2023}]


def test_a_figure_is_no_year() -> None:
    assert years("种树 2023 棵，投入 12023 年薪。") == [set()]


def test_a_clause_behind_a_beginning_is_of_either_year() -> None:
    folded = fold("2023年种树。林场2019年建成，占地3亩。种树18棵。")
    found = years_of_clauses(passage_of(folded), folded, clauses(folded))
    assert [set(one) for one in found] == [{2023}, {2019}, {2019, 2023}, {2023}]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云渡市2023年第三季度公交运行通报", 2023),
        ("云渡市博物馆2023年度公报", 2023),
        ("云渡市2023年上半年经济运行情况", 2023),
        ("云渡市2023年1-9月外贸简报", 2023),
        ("云渡市2023年统计公报", 2023),
        ("云渡医院（《云渡年鉴》2022卷·卫生）", 2021),
        ("云渡市2023年度计划执行情况报告", None),
        ("云渡市2023年政府工作报告", None),
        ("云渡市防汛通报（2023年第17期）", None),
        ("云渡学院年鉴（2031）", None),
        ("2023年编纂年鉴的通知", None),
    ],
)
def test_the_year_that_a_title_says_a_document_tells_of(title: str, expected: int | None) -> None:
    assert tells_of(passage_of("种树18棵。", title=title)) == expected
