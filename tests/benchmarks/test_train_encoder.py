"""Pairs for the encoder, and learning from some that are soon learned."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from small_bench import ANSWERED, IN_VAIN, small_bench
from tiny_reader import weights, words
from tokenizers import Tokenizer

from benchmarks import encoder_pairs, train_encoder
from benchmarks.course import Course
from benchmarks.encoder_pairs import Pair, Pairs, pairs_of, read, write
from benchmarks.train_encoder import Encoder, found_first, learn, loss_of
from embeddings.errors import EncoderError
from embeddings.export.weights import read_layers
from embeddings.model_files import ENCODER_DIR, TOKENIZER


def test_a_question_is_paired_with_what_answers_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_pairs, "WINDOWS", 1)
    (tmp_path / "reports").mkdir()
    bench = small_bench(tmp_path / "reports", tmp_path / "library")
    prompts, draw = ("query: ", "passage: "), random.Random(0)
    found = list(pairs_of(bench, ANSWERED, prompts, draw))
    assert [("步道" in pair.text, "37 公里" in pair.text) for pair in found] == [(True, True), (False, True)]
    for pair in found:
        assert pair.question == "query: " + ANSWERED.question
        assert pair.text.startswith("passage: ")
        assert pair.wrong
        assert not any("37 公里" in text for text in pair.wrong)
    assert not list(pairs_of(bench, IN_VAIN, prompts, draw))


def test_pairs_are_written_and_read(tmp_path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER))
    pairs = [Pair("路?", "修路", ("架桥",)), Pair("路?", "道路", (), True), Pair("桥?", "架桥", ("修路", "道路"))]
    write(tmp_path / "pairs.npz", pairs, tokenizer)
    found = read(tmp_path / "pairs.npz")
    assert (len(found.questions), len(found.texts)) == (2, 3)
    assert list(found.held_out) == [False, True, False]
    for number, pair in enumerate(pairs):
        question, text = found.right[number]
        assert list(found.questions[question]) == tokenizer.encode(pair.question).ids
        assert list(found.texts[text]) == tokenizer.encode(pair.text).ids
        wrong = [list(found.texts[at]) for at in found.wrong[number] if at >= 0]
        assert wrong == [tokenizer.encode(text).ids for text in pair.wrong]
    with pytest.raises(EncoderError, match=r"none\.npz"):
        read(tmp_path / "none.npz")


def tiny_pairs() -> Pairs:
    """Each word asked for, and texts of three words with its fellow, the next but twenty, among them, as it is nowhere
    else."""
    draw = np.random.default_rng(0)
    asked = np.repeat(np.arange(3, 23), 6)
    texts = [np.concatenate([[0], draw.permutation([word + 20, *draw.integers(45, 50, 2)])]) for word in asked]
    right = np.stack([asked - 3, np.arange(len(asked))], axis=1)
    wrong = np.stack([np.roll(np.arange(len(asked)), 6), np.full(len(asked), -1)], axis=1)
    return Pairs([np.array([0, word]) for word in range(3, 23)], texts, right, wrong, np.arange(len(asked)) % 6 == 0)


def test_an_encoder_is_learned_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    monkeypatch.setattr(train_encoder, "TEMPERATURE", 0.2)
    pairs, start = tiny_pairs(), weights(1)
    net = Encoder(start, range(1), words())
    before = found_first(net, pairs)
    monkeypatch.setattr(train_encoder, "RATE", 1e-2)
    learn(net, pairs, 20, Course(600, 60), tmp_path)
    learned = found_first(net, pairs)
    assert learned >= before + 0.5
    again = Encoder(read_layers(sorted(tmp_path.glob("encoder-*.npz")), start), range(1), words())
    assert found_first(again, pairs) == pytest.approx(learned, abs=0.1)


def test_other_texts_of_the_same_question_count_as_neither() -> None:
    pairs, net = tiny_pairs(), Encoder(weights(1), range(1), words())
    first = pairs.right[:, 0] == 0
    same = Pairs(pairs.questions, pairs.texts, pairs.right[first], np.full_like(pairs.wrong[first], -1), first[first])
    with torch.inference_mode():
        assert loss_of(net, same, np.arange(3)) == 0
        assert loss_of(net, pairs, np.array([1, 7])) > 0
