"""Of which year a sentence speaks."""

import pytest

from retrieval.ranking.temporal_scope import year_of, years_of
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold
from retrieval.text.sentences import sentences


def years(text: str, headings: tuple[str, ...] = (), date: str | None = None) -> list[set[int]]:
    spans = tuple(sentences(text))
    passage = StoredPassage(
        id=1, citation="c", document=1, document_name="d", document_title=None, article=0, headline=None,
        organizations=(), author=None, date=date, publication=None, headings=headings, text=text,
        spans=((0, len(text)),), sentences=spans, lines=(1, 1), page=None,
    )  # fmt: skip
    assert year_of(passage) == ({int(date[:4])} if date else set())
    return [set(found) for found in years_of(passage, fold(text), spans)]


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


def test_a_figure_is_no_year() -> None:
    assert years("种树 2023 棵，投入 12023 年薪。") == [set()]
