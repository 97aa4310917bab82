"""Examples for the answer reader out of questions and documents."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_bench import ANSWERED, IN_VAIN, reports, small_bench
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.reader import examples
from benchmarks.reader.__main__ import pack
from benchmarks.reader.examples import Maker, words_of
from benchmarks.reader.packing import ANSWERS, BEGINS, ENDS, Example, Packed
from benchmarks.rows import AskedOf, Row
from embeddings.model_files import ENCODER_DIR, TOKENIZER


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reports(tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="module")
def bench(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return small_bench(folder, tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER)), random.Random(0))


def marked(maker: Maker, example: Example, mark: int) -> str:
    return str(maker.tokenizer.decode(list(example.ids[example.marks & mark > 0]))).replace(" ", "")


def test_a_question_is_taken_with_its_passage_and_with_others(
    maker: Maker, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "CUT_OUT", 1)
    group = maker.group(bench, ANSWERED)
    assert group is not None
    right, *others = group.examples
    assert {other.role for other in others} == {"cut out", "wrong"}
    assert not any(other.answers for other in others)
    assert right.role == "right"
    begin, end = np.flatnonzero(right.marks & BEGINS)[0], np.flatnonzero(right.marks & ENDS)[0]
    assert maker.tokenizer.decode(list(right.ids[begin : end + 1])).replace(" ", "") == "37公里"
    assert "架桥" in marked(maker, right, ANSWERS)
    assert "树木" not in marked(maker, right, ANSWERS)
    assert len(set(right.sentences)) == 3
    assert right.hints.any()


def test_a_question_that_nothing_answers_is_taken_with_what_comes_near(maker: Maker, bench: Bench) -> None:
    group = maker.group(bench, IN_VAIN)
    assert group is not None
    assert group.examples[0].role == "near"
    assert not any(example.answers for example in group.examples)


def test_a_question_is_asked_once_more_in_vain(maker: Maker, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "SPOILT", 1)
    whole, spoilt = maker.groups(bench, ANSWERED, words_of(["东沟清理了多少公里淤泥？", "How many trees?"]))
    assert whole.examples[0].answers
    assert spoilt.examples[0].role == "near"
    assert not any(example.answers for example in spoilt.examples)
    asked = [maker.tokenizer.decode(list(group.examples[0].ids)) for group in (whole, spoilt)]
    assert asked[0] != asked[1]
    (vain,) = maker.groups(bench, IN_VAIN, words_of([]))
    assert vain.examples[0].role == "near"


def test_a_question_whose_evidence_stands_nowhere_is_left_out(maker: Maker, bench: Bench) -> None:
    assert maker.group(bench, Row("西林修路多少公里？", "西林.txt", ("修路 99 公里",))) is None


def test_a_long_passage_is_cut_to_the_sentences_that_answer(
    maker: Maker, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "LONGEST", 60)
    group = maker.group(bench, ANSWERED)
    assert group is not None
    right = group.examples[0]
    assert right.answers
    assert len(right.ids) <= 62
    assert "步道" not in maker.tokenizer.decode(list(right.ids))


def test_questions_are_packed_and_some_held_out(maker: Maker, folder: Path, tmp_path: Path) -> None:
    asked = AskedOf("few", folder, (ANSWERED, replace(IN_VAIN, held_out=True)))
    pack(maker, asked, tmp_path / "work", tmp_path)
    assert Packed(tmp_path / "few.npz").batch(0).marks.any()
    assert not Packed(tmp_path / "held-few.npz").batch(0).marks.any()
