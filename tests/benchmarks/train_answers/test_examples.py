"""The candidates for short answers that are learned from, and what is learned of them."""

import numpy as np
import pytest
from small_bench import small_bench

from benchmarks.bench import Bench
from benchmarks.train_answers.__main__ import learn, right_share
from benchmarks.train_answers.examples import NEAR, Asked, Example, collect

ASKED = (
    Asked("西林经济开发区2023年修路多少公里？", ("修路 37 公里",), ("37 公里",), ("西林.txt",), "路"),
    Asked("西林经济开发区2023年架桥几座？", ("架桥 4 座",), ("4 座",), ("西林.txt",), "桥"),
    Asked("How many kilometres of silt were cleared in Donggou?", ("全年清理淤泥 18 公里",), ("18 公里",), (), "泥"),
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return small_bench(tmp_path_factory.mktemp("reports"), tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def examples(bench: Bench) -> list[Example]:
    return list(collect("page", ASKED, bench.library))


def test_what_answers_is_among_the_candidates_and_was_read_and_verified(examples: list[Example]) -> None:
    assert [(example.sort, example.english) for example in examples] == [("quantity", False)] * 2 + [("quantity", True)]
    for example in examples:
        assert example.accepted.any() and not example.accepted.all()
        assert set(example.right.tolist()) <= {0.0, NEAR, 1.0} and 1.0 in example.right
        for said in (example.spans.read, example.spans.verified):
            assert len(said) == len(example.right) and len(np.unique(said)) > 1


def test_a_question_whose_evidence_stands_nowhere_gives_none(bench: Bench) -> None:
    assert not list(collect("page", [Asked("谁？", ("这里没有",), ("没有",), (), "无")], bench.library))


def test_what_the_models_learned_is_not_told(bench: Bench) -> None:
    seen = Asked("西林经济开发区2023年修路多少公里？", ("修路 37 公里",), ("37 公里",), ("西林.txt",), "1")
    (example,) = collect("xquad", [seen], bench.library)
    assert not example.held_out and not example.spans.read.any() and not example.spans.verified.any()


def test_learned_weights_choose_what_was_right(examples: list[Example]) -> None:
    found = right_share(examples, learn(examples), (0.0, 0.0))
    assert found["page zh"] == [True, True] and found["page en"] == [True]
    assert right_share(examples, {}, (0.0, 1.0)).keys() == found.keys()
