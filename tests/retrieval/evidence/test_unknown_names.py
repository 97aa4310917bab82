"""Names that an English question gives, and words for what is named, which are none."""

from pathlib import Path

import pytest

from retrieval.evidence.answerability_features import unknown_names, unknown_things
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.search.candidates import query_of
from retrieval.settings import Settings

REPORT = (
    "清水河治理简报\n\n沅岬市渔港区设码头三座。"
    "清水河全长46公里，流经三个乡镇。东湖街清云寺2019年重修，龙门湖平均水深4.2米。\n"
)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of one short report."""
    folder: Path = tmp_path_factory.mktemp("river")
    (folder / "清水河治理简报.txt").write_text(REPORT, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return library


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What is the length of the Qingshui River?", []),
        ("When was the Qingyun Temple on Donghu Street rebuilt?", []),
        ("How deep is Longmen Lake?", []),
        ("Which County does it flow through?", []),
        ("How long is the Baiyun River?", ["baiyun"]),
        ("When was the Harvard Temple rebuilt?", ["harvard"]),
    ],
)
def test_a_word_for_what_is_named_is_no_name(river: Library, question: str, unknown: list[str]) -> None:
    with river.reading() as (_, snapshot):
        query = query_of(analyse(question), snapshot)
        assert unknown_names(query.question, query.term_weights) == unknown


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("沅岬市渔港区有几座码头？", []),
        ("沅岬渔港区有几座码头？", []),
        ("东岬渔港区有几座码头？", ["岬渔港"]),
    ],
)
def test_two_names_may_be_written_as_one(river: Library, question: str, unknown: list[str]) -> None:
    with river.reading() as (_, snapshot):
        assert unknown_things(query_of(analyse(question), snapshot)) == unknown
