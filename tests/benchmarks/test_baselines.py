"""The plain baselines: BM25 is that of the formula, fusion that of its paper, and all answer over our passages."""

import math

import numpy as np
import pytest

from benchmarks.baselines import BM25, baselines, best, fused, jieba_words, one_and_two_grams
from benchmarks.quality import Question, measure, table
from retrieval import Library, Settings

TEXTS = ["审批 时限 压缩", "审批 审批 签约 项目", "签约"]


def test_bm25_is_the_formula():
    scores = BM25(TEXTS, str.split)("审批 没有")
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = (3 + 4 + 1) / 3
    expected = [
        rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / mean)) for times, length in ((1, 3), (2, 4))
    ]
    assert scores == pytest.approx([*expected, 0.0])


def test_a_token_asked_twice_counts_twice():
    bm25 = BM25(TEXTS, str.split)
    assert bm25("签约 签约") == pytest.approx(2 * bm25("签约"))


def test_fusion_adds_reciprocal_ranks_of_what_was_found():
    first = np.array([3.0, 2.0, 0.0], dtype=np.float32)
    second = np.array([0.1, 0.5, 0.3], dtype=np.float32)
    scores = fused((lambda _: first, lambda _: second))("?")
    assert scores == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 62])
    assert best(scores, 2) == [1, 0]


def test_tokens():
    assert one_and_two_grams("审批 37.5%，GDP") == ["审", "批", "审批", "37.5", "gdp"]
    assert "审批" in jieba_words("审批，时限。")
    assert not {"，", "。"} & set(jieba_words("审批，时限。"))


def test_every_baseline_answers_over_our_passages(data_dir):
    with Library.open(Settings(data_dir=data_dir)) as library:
        systems = baselines(library)
        answers = {name: ask("青河经济开发区的审批时限压缩了多少？") for name, ask in systems.items()}
    assert len(answers) == 4
    for answer in answers.values():
        first = answer.passages[0]
        assert answer.answered
        assert first.citation.document == "青河.txt"
        assert "审批时限压缩 37.5%" in first.highlight
        assert first.highlight in first.text
        assert [passage.rank for passage in answer.passages] == list(range(1, len(answer.passages) + 1))


def test_means_by_language_as_a_table(data_dir):
    questions = [
        Question("a", "zh", lambda answer: {"hit@1": 1.0, "right": 1.0}),
        Question("b", "en", lambda answer: {"hit@1": 0.0, "right": 0.0}),
        Question("c", "en", lambda answer: {"refused": 1.0, "right": 1.0}),
    ]
    with Library.open(Settings(data_dir=data_dir)) as library:
        measured = measure(questions, library.ask)
    assert measured["all"]["hit@1"] == 0.5
    assert (measured["en"]["questions"], measured["en"]["right"], measured["en"]["refused"]) == (2, 0.5, 1.0)
    assert "refused" not in measured["zh"]
    assert measured["all"]["ms"] > 0
    lines = table("small", {"ours": measured}).splitlines()
    assert lines[0].startswith("| small | questions | hit@1 |")
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["ours, all", "ours, zh", "ours, en"]
    assert len({line.count("|") for line in lines}) == 1
