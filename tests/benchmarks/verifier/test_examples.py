"""What the verifier is given of a question and a sentence; and the questions that were written for it."""

import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from small_bench import small_bench
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.reader.packing import BEGINS, ENDS, Example
from benchmarks.sets import QuestionSet, bare
from benchmarks.verifier import __main__ as packing
from benchmarks.verifier.examples import Maker
from benchmarks.verifier.rows import FOLDER, Row, near_misses
from embeddings.model_files import ENCODER_DIR, TOKENIZER
from retrieval.library import Library
from retrieval.settings import Settings

ROADS = "西林经济开发区 2023 年修路 37 公里，架桥 4 座。"
ANSWERED = Row("西林经济开发区2023年修路多少公里？", "西林.txt", ROADS, True, "37 公里")
NEAR_MISS = Row("西林经济开发区2023年拆桥几座？", "西林.txt", ROADS, False, "4 座")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return small_bench(tmp_path_factory.mktemp("reports"), tmp_path_factory.mktemp("library"))


@pytest.fixture
def maker() -> Maker:
    return Maker(Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER)), random.Random(0))


def claimed(maker: Maker, example: Example) -> str:
    return bare(maker.tokenizer.decode([int(i) for i in example.ids[example.sentences > 0]]))


def test_the_sentence_is_claimed_and_marked_where_it_answers(bench: Bench, maker: Maker) -> None:
    found = [group.examples[0] for group in maker.groups(bench, [NEAR_MISS], "tiny")]
    found += [group.examples[0] for group in maker.groups(bench, [ANSWERED], "tiny")][:1]
    assert [example.answers for example in found] == [False, True]
    assert all(claimed(maker, example) == bare(ROADS) for example in found)


def test_the_short_answer_is_marked_where_it_answers(bench: Bench, maker: Maker) -> None:
    right = next(maker.groups(bench, [ANSWERED], "tiny")).examples[0]
    begins, ends = (np.flatnonzero(right.marks & mark).tolist() for mark in (BEGINS, ENDS))
    stated = "".join(maker.tokenizer.decode([int(i) for i in right.ids[begins[0] : ends[0] + 1]]).split())
    assert (len(begins), len(ends), stated) == (1, 1, "37公里")
    wrong = next(maker.groups(bench, [NEAR_MISS], "tiny")).examples[0]
    assert not wrong.marks.any()


def test_some_are_taken_once_more_with_another_sentence(bench: Bench, maker: Maker) -> None:
    groups = list(maker.groups(bench, [NEAR_MISS, *[ANSWERED] * 60], "tiny"))
    others = [group.examples[0] for group in groups[1:] if not group.examples[0].answers]
    assert len(groups) == 61 + len(others) and 20 < len(others) < 50
    assert all("37" not in claimed(maker, other) for other in others)


def test_the_other_sentence_is_mostly_the_one_that_ranks_first(maker: Maker, tmp_path: Path) -> None:
    road, near = "甲县去年修路37公里。", "乙县去年修路52公里。"
    (tmp_path / "公报.txt").write_text(
        f"两县公报\n\n{road}{near}全年雨水很多，没有内涝。图书馆借出很多图书。\n", encoding="utf-8"
    )
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([tmp_path / "公报.txt"])
        rows = [Row("甲县去年修路多少公里？", "公报.txt", road, True, "37公里")] * 40
        groups = list(maker.groups(Bench(QuestionSet("tiny", tmp_path, ()), library), rows, "tiny"))
    others = Counter(claimed(maker, group.examples[0]) for group in groups if not group.examples[0].answers)
    assert len(others) > 1 and others.most_common(1)[0][0] == bare(near)


def test_where_all_are_answered_all_are_taken_once_more(bench: Bench, maker: Maker) -> None:
    groups = list(maker.groups(bench, [ANSWERED] * 5, "tiny"))
    assert [group.examples[0].answers for group in groups] == [True, False] * 5


def test_of_several_sentences_that_hold_the_answer_the_likest_is_claimed(bench: Bench, maker: Maker) -> None:
    for question, wanted in (("西林经济开发区2023年修路多少公里？", "37公里"), ("园区种下的树木达到多少？", "1万棵")):
        first = next(maker.groups(bench, [Row(question, "西林.txt", "区", True, "")], "tiny"))
        assert wanted in claimed(maker, first.examples[0])


def test_a_sentence_that_no_passage_has_gives_nothing(bench: Bench, maker: Maker) -> None:
    unknown = Row("谁？", "西林.txt", "这句话不在这里。", True, "")
    assert list(maker.groups(bench, [unknown], "tiny")) == []


def test_what_was_written_stands_in_its_documents() -> None:
    every = near_misses().rows
    texts = {path.name: path.read_text(encoding="utf-8").replace("\n", "") for path in FOLDER.glob("*.txt")}
    assert len(every) > 10_000 and {row.document for row in every} == set(texts)
    assert all(row.sentence in texts[row.document] and row.short in row.sentence for row in every)
    assert 0.45 < sum(row.answers for row in every) / len(every) < 0.55
    assert 0.05 < sum(row.held_out for row in every) / len(every) < 0.15


def test_the_files_are_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "rows", tmp_path / "out"
    folder.mkdir()
    for number, sentence in ((11, ROADS), (12, "东沟经济开发区 2024 年建成污水处理厂 2 座，全年清理淤泥 18 公里。")):
        row = {"question": "多少公里？", "answerable": True, "sentence": sentence, "span": "公里", "why": ""}
        (folder / f"a{number}.txt").write_text(f"两区报告之{number}\n\n{sentence}\n", encoding="utf-8")
        (folder / f"a{number}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    packing.pack([near_misses(folder)], out)
    assert sorted(path.name for path in out.iterdir()) == ["base.npz", "held-near-misses.npz", "near-misses.npz"]
    assert "held-near-misses: 1 questions" in capsys.readouterr().out
    assert packing.main([]) == 2
