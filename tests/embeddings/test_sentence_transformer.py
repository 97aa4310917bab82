"""sentence-transformers models as encoders and as what is exported, on a small real one: all that loads PyTorch."""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from encoder_texts import AWKWARD, SENTENCES

from embeddings import Encoder, EncoderError, load_encoder
from embeddings.export.__main__ import main
from embeddings.model_files import MANIFEST

TEXTS = list(SENTENCES)


@pytest.fixture(scope="module")
def encoder(bert_folder: Path) -> Encoder:
    return load_encoder(str(bert_folder), 1)


def own_vectors(folder: Path, texts: list[str]) -> np.ndarray:
    """What the library itself makes of the texts, as unit vectors."""
    from sentence_transformers import SentenceTransformer

    vectors = SentenceTransformer(str(folder), device="cpu").encode(texts)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_the_declared_prompts_are_used(encoder: Encoder, bert_folder: Path) -> None:
    assert encoder.dimension == 64
    queries, passages = encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)
    assert queries.dtype == passages.dtype == np.float32
    assert queries == pytest.approx(own_vectors(bert_folder, [f"query: {text}" for text in TEXTS]), abs=1e-5)
    assert passages == pytest.approx(own_vectors(bert_folder, [f"passage: {text}" for text in TEXTS]), abs=1e-5)


def test_given_prompts_come_before_the_declared_ones(encoder: Encoder, bert_folder: Path) -> None:
    given = load_encoder(str(bert_folder), query_prompt="farmers ", passage_prompt="")
    assert given.encode_queries(TEXTS) == pytest.approx(
        own_vectors(bert_folder, [f"farmers {text}" for text in TEXTS]), abs=1e-5
    )
    assert given.encode_passages(TEXTS) == pytest.approx(own_vectors(bert_folder, TEXTS), abs=1e-5)
    assert given.identity != encoder.identity


def test_a_default_prompt_serves_where_none_is_named(bert_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bert_folder, tmp_path / "model")
    declared = json.loads((folder / "config_sentence_transformers.json").read_text())
    declared |= {"prompts": {"search": "contracts "}, "default_prompt_name": "search"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(declared))
    expected = own_vectors(bert_folder, [f"contracts {text}" for text in TEXTS])
    assert load_encoder(str(folder)).encode_passages(TEXTS) == pytest.approx(expected, abs=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, 64)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_an_awkward_text_has_a_vector(encoder: Encoder, text: str) -> None:
    for vectors in (encoder.encode_queries([text]), encoder.encode_passages([text])):
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_unknown_tokens_are_counted(encoder: Encoder) -> None:
    assert encoder.unknown_share(TEXTS) == encoder.unknown_share([]) == 0
    assert encoder.unknown_share(["Ж", "Я"]) > 0.4


def test_the_identity_follows_the_contents_not_the_place(encoder: Encoder, bert_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(bert_folder, tmp_path / "copy")
    assert load_encoder(str(copy)).identity == encoder.identity
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    assert load_encoder(str(copy)).identity != encoder.identity


def test_a_model_without_usable_vectors_is_an_error_not_nan(bert_folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    folder = shutil.copytree(bert_folder, tmp_path / "model")
    weights = load_file(folder / "model.safetensors")
    weights["embeddings.LayerNorm.weight"][:] = np.nan
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(EncoderError, match="no usable vector for the text 'park'"):
        load_encoder(str(folder)).encode_queries(["park"])


def test_offline_a_model_that_is_not_here_is_refused_without_reaching_for_a_hub() -> None:
    with pytest.raises(EncoderError, match=r"embeddings\.offline") as caught:
        load_encoder("nobody/no-such-model")
    assert "socket" not in str(caught.value).lower()


def test_offline_a_model_in_the_cache_is_found_by_its_id(
    encoder: Encoder, bert_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    repository = tmp_path / "models--somebody--small-bert"
    shutil.copytree(bert_folder, repository / "snapshots" / commit)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    cached = load_encoder("somebody/small-bert")
    assert (cached.name, cached.identity) == ("somebody/small-bert", encoder.identity)
    assert cached.encode_queries(TEXTS) == pytest.approx(encoder.encode_queries(TEXTS), abs=1e-5)


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(EncoderError, match=r"Set embeddings\.model"):
        load_encoder(" ")


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(tmp_path))


@pytest.mark.parametrize(("backend", "needs"), [("onnx", "optimum"), ("openvino", "openvino")])
def test_a_backend_whose_packages_are_missing_is_named(bert_folder: Path, backend: str, needs: str) -> None:
    if find_spec(needs):
        pytest.skip(f"{needs} is installed")
    with pytest.raises(EncoderError, match=rf"pip install sentence-transformers\[{backend}\]"):
        load_encoder(str(bert_folder), backend=backend)


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
        assert np.all((theirs * ours).sum(axis=1) > 0.99)


def test_exporting_twice_gives_the_same_bytes(bert_folder: Path, exported: Path, tmp_path: Path) -> None:
    assert main(["--from", str(bert_folder), "--output", str(tmp_path)]) == 0
    assert (tmp_path / MANIFEST).read_bytes() == (exported / MANIFEST).read_bytes()
    assert load_encoder(str(tmp_path)).identity == load_encoder(str(exported)).identity
