"""A figure that a question gives is held against the passage: who hired 26 is not who hired 12."""

from pathlib import Path

import pytest

from retrieval.answer import Answer
from retrieval.library import Library
from retrieval.settings import Settings

REPORT = (
    "石渠新区年度简报\n\n石渠新区今年公开招聘讲解员12名，修缮古窑35座，窑址公园免费开放。\n\n"
    "石渠新区实施五年行动计划，第三年完成投资2.6亿元，建成停车场18个。\n"
)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of one short report."""
    folder: Path = tmp_path_factory.mktemp("area")
    (folder / "石渠新区年度简报.txt").write_text(REPORT, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    "question",
    ["哪个新区公开招聘了12名讲解员？", "哪个新区修缮了三十五座古窑？", "which area hired 12 people as guides"],
)
def test_a_figure_that_stands_in_the_passage_is_met(area: Library, question: str) -> None:
    answer = area.ask(question, explain=True)
    assert answer.answered
    assert _checked(answer) == {"met"}


@pytest.mark.parametrize(
    "question",
    [
        "哪个新区公开招聘了35名讲解员？",
        "哪个新区公开招聘了26名讲解员？",
        "which area hired 26 people as guides",
        "哪个新区修缮古窑52座？",
    ],
)
def test_another_figure_of_the_same_is_not_it(area: Library, question: str) -> None:
    assert not area.ask(question).answered


def test_a_span_of_time_says_which_one_is_meant(area: Library) -> None:
    assert _checked(area.ask("石渠新区三年行动计划完成投资多少？", explain=True)) == set()


def _checked(answer: Answer) -> set[str]:
    return {check.state for check in answer.checks or () if check.demand == "figure"}
