"""Questions spoilt so that a library does not answer them."""

import random
from pathlib import Path

import pytest

from benchmarks.negatives import (
    content_words,
    other_organization,
    other_side,
    other_word,
    other_year,
    without_evidence,
)
from benchmarks.sets import Asked
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.ranker import vector_of
from retrieval.search.candidates import gather, query_of
from retrieval.settings import Settings
from retrieval.storage.passages import StoredPassage, passages_by_id

REPORTS = {
    "西林.txt": """西林经济开发区：让路通起来

西林经济开发区 2023 年修路 37 公里，架桥 4 座。园区还种了一万棵树，树下铺了三千米长的步道。
""",
    "东沟.txt": """东沟经济开发区：让水清起来

东沟经济开发区 2024 年建成污水处理厂 2 座，清淤 18 公里。
""",
}
ASKED = Asked("西林经济开发区2023年修路多少公里？", ("2023 年修路 37 公里，架桥 4 座",), ())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    opened.index([folder])
    return opened


@pytest.fixture(scope="module")
def passages(library: Library) -> list[StoredPassage]:
    with library.reading() as (db, _):
        return list(passages_by_id(db, range(1, 20)).values())


def test_the_evidence_is_cut_out_and_the_rest_stays(library: Library) -> None:
    with library.reading() as (db, snapshot):
        vector = vector_of(library.encoder().encode_queries([ASKED.question]))
        found = gather(db, snapshot, query_of(analyse(ASKED.question), snapshot), vector)
        left = without_evidence(found, ASKED, library.encoder(), vector)
    text = "".join(passage.text for passage in left.passages)
    assert "37" not in text
    assert "一万棵树" in text and "污水处理厂" in text
    for passage in left.passages:
        assert all(end <= len(passage.text) for _, end in left.scores.cosines[passage.id])


def test_another_organization_is_asked(library: Library, passages: list[StoredPassage]) -> None:
    with library.reading() as (_, snapshot):
        known = query_of(analyse(ASKED.question), snapshot)
        spoilt = other_organization(known.question, ASKED, known.named, snapshot.names, passages, random.Random(0))
    assert spoilt == "东沟2023年修路多少公里？"


def test_not_one_that_says_nearly_the_same(library: Library, passages: list[StoredPassage]) -> None:
    asked = Asked("东沟经济开发区清淤多少公里？", ("2023 年修路 37 公里，架桥 4 座",), ())
    with library.reading() as (_, snapshot):
        known = query_of(analyse(asked.question), snapshot)
        assert (
            other_organization(known.question, asked, known.named, snapshot.names, passages, random.Random(0)) is None
        )


def test_a_year_is_asked_of_which_nothing_is_said(passages: list[StoredPassage]) -> None:
    question = analyse("2023年修路多少公里？")
    for seed in range(20):
        spoilt = other_year(question, frozenset(), passages, random.Random(seed))
        assert spoilt is not None and spoilt.endswith("年修路多少公里？")
        assert spoilt[:4] not in ("2023", "2024")
    assert other_year(analyse("修路多少公里？"), frozenset(), passages, random.Random(0)) is None


def test_a_word_that_is_asked_for_gives_way_to_one_that_the_passage_lacks() -> None:
    question = analyse("园区现在有多少名厨师？")
    words = ["园区", "司机", "树"]
    assert other_word(question, "园区有厨师 3 名，种了树。", words, random.Random(0)) == "园区现在有多少名司机？"


@pytest.mark.parametrize(
    ("text", "words"),
    [("园区有多少名厨师？", ["园区", "厨师"]), ("How many bridges were built?", ["bridges", "built"])],
)
def test_the_words_that_could_be_asked_about(text: str, words: list[str]) -> None:
    assert content_words(text) == words


def test_the_other_of_two_sides_is_asked() -> None:
    for asked, text, other in (
        ("那里出口了多少？", "全年出口 3 亿元。", "那里进口了多少？"),
        ("How much did its imports come to?", "进口 3 亿元。", "How much did its exports come to?"),
    ):
        assert other_side(analyse(asked), text, random.Random(0)) == other


def test_not_a_side_of_which_the_passage_speaks() -> None:
    assert other_side(analyse("出口了多少？"), "出口 3 亿元，进口 2 亿元。", random.Random(0)) is None
    assert other_side(analyse("Which amendment came?"), "修正案。", random.Random(0)) is None
