"""Learning a reader and teaching a smaller one, on questions that are soon learned."""

import itertools
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_reader import groups, weights, words

from benchmarks import train_reader
from benchmarks.course import Course
from benchmarks.reader import base
from benchmarks.reader.figures import figures
from benchmarks.reader.network import Reader, given, label_loss
from benchmarks.reader.packing import Batch, Packed, in_batches, write
from benchmarks.train_reader import ahead, forever, learn
from embeddings.export.weights import BlockRows, read_layers
from retrieval.extraction.hints import KINDS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("examples")
    write(made / "tiny.npz", in_batches(groups(300), 1024, np.random.default_rng(0)))
    write(made / "held-tiny.npz", in_batches(groups(60, seed=9), 1024, np.random.default_rng(0)))
    table = np.clip(np.rint(words() * 40), -127, 127).astype(np.int8)
    base.write(made, weights(1), BlockRows(table, np.full((len(table), 1), 1 / 40, np.float16), 8))
    return made


def tiny(folder: Path) -> Iterator[Batch]:
    return forever([Packed(folder / "tiny.npz")], 1, np.random.default_rng(0))


def worth(net: Reader, folder: Path) -> float:
    net.eval()
    packed = Packed(folder / "held-tiny.npz")
    with torch.inference_mode():
        return figures(packed.batches(), lambda batch: net(given(batch))[0].numpy())["tiny"].exact


def test_a_reader_is_learned_written_and_teaches_a_smaller_one(folder: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    start = weights(3)
    net = Reader(start, range(3), words(), len(KINDS))
    before = worth(net, folder)
    assert learn(net, None, tiny(folder), (3e-3, 1e-2), Course(600, 40, warming=40), tmp_path / "large") == 40
    learned = worth(net, folder)
    assert learned > max(0.6, before + 0.3)
    again = read_layers([tmp_path / "large" / "reader-0.npz"], start)
    assert again.layers == 3
    teacher = Reader(again, range(3), words(), len(KINDS)).eval()
    assert abs(worth(teacher, folder) - learned) <= 0.1
    small = Reader(again, (0, 2), words(), len(KINDS))
    learn(small, teacher, tiny(folder), (3e-3, 3e-3), Course(600, 40, warming=40), tmp_path / "small")
    assert worth(small, folder) > 0.5
    assert read_layers([tmp_path / "small" / "reader-0.npz"], start).layers == 2


def test_layers_that_are_kept_stay_as_they_are(folder: Path, tmp_path: Path) -> None:
    start = weights(3)
    net = Reader(start, range(3), words(), len(KINDS))
    before = {name: own.detach().clone() for name, own in net.weights().items()}
    net.keep(2)
    learn(net, None, tiny(folder), (3e-3, 1e-2), Course(600, 3), tmp_path)
    same = {name for name, own in net.weights().items() if torch.equal(own, before[name])}
    lowest = ("pos", "ln.", "hint.", "layers.0.", "layers.1.")
    assert same == {name for name in before if name.startswith(lowest)}
    assert read_layers([tmp_path / "reader-0.npz"], start).layers == 3


def test_the_loss_is_least_where_all_is_right(folder: Path) -> None:
    batch = given(Packed(folder / "tiny.npz").batch(0))
    right = torch.where(batch.right, 20.0, 0.0)
    right[~batch.right[..., 0].any(1), 0] = 20.0
    assert label_loss(right, batch) < 0.01
    assert label_loss(torch.zeros_like(right), batch) > 2


def test_the_command_learns_and_says_what_it_is_worth(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = weights(3)
    Reader(start, range(3), words(), len(KINDS)).write(tmp_path, "start", 8)
    told = ["--minutes", "0.01", "--layers", "0,2", "--taught", "--batches", "3", "--dropout", "0.1", "--start"]
    told = [str(folder), str(tmp_path / "out"), *told]
    assert train_reader.main([*told, str(tmp_path / "start-0.npz")]) == 0
    assert "tiny: 45 answerable, 15 not; first" in capsys.readouterr().out
    assert read_layers([tmp_path / "out" / "reader-0.npz"], start).layers == 2
    assert train_reader.main([*told, str(tmp_path / "none-0.npz")]) == 3
    assert "none-0.npz" in capsys.readouterr().err
    assert train_reader.main([str(tmp_path), *told[1:], str(tmp_path / "start-0.npz")]) == 3
    assert "benchmarks.reader" in capsys.readouterr().err


def test_all_batches_are_drawn_and_those_of_like_length_joined(folder: Path) -> None:
    packed = Packed(folder / "tiny.npz")
    drawn = list(itertools.islice(ahead(forever([packed], 3, np.random.default_rng(0))), math.ceil(len(packed) / 3)))
    assert sum(len(batch.sources) for batch in drawn) == 300
    assert all(len(set(batch.groups)) == len(batch.sources) for batch in drawn)


def test_values_are_left_out_only_while_it_learns(folder: Path) -> None:
    batch = given(Packed(folder / "tiny.npz").batch(0))
    net = Reader(weights(2), range(2), words(), len(KINDS), dropout=0.5)
    learning = [net.train()(batch)[0] for _ in range(2)]
    reading = [net.eval()(batch)[0] for _ in range(2)]
    assert not torch.equal(*learning) and torch.equal(*reading)
