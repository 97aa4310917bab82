"""Learning a verifier over a reader, on questions that are soon learned."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_reader import WORDS, weights, words

from benchmarks.course import Course
from benchmarks.reader import base
from benchmarks.reader.network import Reader
from benchmarks.reader.packing import ANSWERS, BEGINS, ENDS, Example, Group, Packed, in_batches, write
from benchmarks.train_verifier import claims, learn, main, worth
from benchmarks.verifier.network import Lower, Verifier
from embeddings.export.weights import BertWeights, BlockRows, read_layers
from retrieval.extraction.hints import KINDS


def claimed(draw: np.random.Generator) -> Group:
    """A question and a text of two halves, one of which is claimed, and answers where a hint stands in it, with the
    token that another hint stands on."""
    asked, answers = int(draw.integers(3, 40)), bool(draw.integers(0, 2))
    text = draw.choice(np.arange(40, WORDS), 16)
    halves = np.repeat([0, 1], 8) if draw.integers(0, 2) else np.repeat([1, 0], 8)
    ids = np.concatenate([[0, asked, 2], text]).astype(np.int64)
    inside = np.concatenate([[0, 0, 0], halves]).astype(np.int64)
    hints = np.zeros((len(ids), len(KINDS)), np.float32)
    hints[3:, 0] = halves * answers
    marks, place = inside * ANSWERS * answers, int(draw.choice(np.flatnonzero(inside)))
    hints[place, 1], marks[place] = answers, marks[place] | (BEGINS | ENDS) * answers
    return Group("tiny", (Example(ids, hints, inside, marks, "claimed"),))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("examples")
    draw = np.random.default_rng(0)
    write(made / "tiny.npz", in_batches([claimed(draw) for _ in range(300)], 1024, draw))
    write(made / "held-tiny.npz", in_batches([claimed(draw) for _ in range(80)], 1024, draw))
    table = np.clip(np.rint(words() * 40), -127, 127).astype(np.int8)
    base.write(made, weights(1), BlockRows(table, np.full((len(table), 1), 1 / 40, np.float16), 8))
    return made


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> BertWeights:
    """The weights of a reader of four layers that nobody taught."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("reader")
    net = Reader(weights(4), range(4), words(), len(KINDS))
    torch.nn.init.normal_(net.hint.weight)
    net.write(folder, "reader", 10)
    return read_layers([folder / "reader-0.npz"], weights(1))


def test_a_verifier_is_learned_and_written(folder: Path, reader: BertWeights, tmp_path: Path) -> None:
    torch.manual_seed(0)
    lower = Lower(reader, words(), len(KINDS), "cpu")
    learned, held = (
        [claims(batch, lower, "cpu") for batch in Packed(folder / name).batches()]
        for name in ("tiny.npz", "held-tiny.npz")
    )
    net = Verifier(reader, range(2, 4))
    before = worth(net, held)
    assert learn(net, learned, (3e-3, 1e-2), Course(600, 60), tmp_path) == 60
    after = worth(net, held)
    assert after.area > max(0.9, before.area) and after.exact > max(0.8, before.exact)
    written = read_layers([tmp_path / "verifier-0.npz"], reader)
    assert written.layers == 2
    again = Verifier(written, range(2))
    assert worth(again, held).area == pytest.approx(after.area, abs=0.02)


def test_the_command_line_learns_on_and_says_what_it_is_worth(
    folder: Path, reader: BertWeights, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.manual_seed(0)
    Reader(reader, range(4), words(), len(KINDS)).write(tmp_path, "reader", 10)
    Verifier(reader, range(2, 4)).write(tmp_path, "verifier", 10)
    weights_of = [str(tmp_path / "reader-0.npz")]
    for more in ([], ["--start", str(tmp_path / "verifier-0.npz")]):
        arguments = [str(folder), str(tmp_path / "out"), "--reader", *weights_of, *more, "--minutes", "0.001"]
        assert main(arguments) == 0
        assert "tiny: the area is " in capsys.readouterr().out
    assert (tmp_path / "out" / "verifier-0.npz").exists()
    assert main([str(folder), str(tmp_path), "--reader", str(tmp_path / "none.npz"), "--minutes", "0"]) == 3
    assert "none.npz" in capsys.readouterr().err
