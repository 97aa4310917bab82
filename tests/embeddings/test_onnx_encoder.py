"""The bundled model: its vectors, the texts it can be given, and its files."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from encoder_texts import AWKWARD, SENTENCES
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import Encoder, EncoderError, load_encoder
from embeddings.model_files import ENCODER_DIR, READER_DIR, write_model
from embeddings.onnx_encoder import OnnxEncoder


def lengths(vectors: np.ndarray) -> np.ndarray:
    return np.linalg.norm(vectors, axis=1)


def test_rows_are_float32_of_unit_length(bundled: Encoder) -> None:
    for vectors in (bundled.encode_queries(list(SENTENCES)), bundled.encode_passages(list(SENTENCES))):
        assert vectors.shape == (len(SENTENCES), bundled.dimension) == (len(SENTENCES), 384)
        assert vectors.dtype == np.float32
        assert lengths(vectors) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows(bundled: Encoder) -> None:
    assert bundled.encode_queries([]).shape == bundled.encode_passages([]).shape == (0, 384)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("新开工的项目有多少？", 0),
        ("乡村公路修了多长？", 1),
        ("审批要多久？", 2),
        ("How many contracts were signed?", 3),
        ("How many kilometres of road were built?", 1),
        ("Did approvals become faster?", 2),
    ],
)
def test_a_question_is_nearest_to_its_answer_in_either_language(bundled: Encoder, question: str, answer: int) -> None:
    nearness = bundled.encode_passages(list(SENTENCES)) @ bundled.encode_queries([question])[0]
    assert nearness.argmax() == answer


def test_a_vector_depends_on_its_text_alone(bundled: Encoder) -> None:
    texts = [*SENTENCES, SENTENCES[0] * 20, "短"]
    together = bundled.encode_passages(texts)
    assert np.array_equal(together, np.concatenate([bundled.encode_passages([text]) for text in texts]))
    assert np.array_equal(together, load_encoder("bundled", 1).encode_passages(texts))


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_an_awkward_text_has_a_vector(bundled: Encoder, text: str) -> None:
    for vectors in (bundled.encode_queries([text]), bundled.encode_passages([text])):
        assert lengths(vectors) == pytest.approx(1, abs=1e-5)


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(), max_size=40), max_size=4))
def test_every_text_has_a_vector(bundled: Encoder, texts: list[str]) -> None:
    assert lengths(bundled.encode_passages(texts)) == pytest.approx(1, abs=1e-5)


def test_a_split_surrogate_pair_is_the_character_it_stands_for(bundled: Encoder) -> None:
    assert np.array_equal(*bundled.encode_queries(["增长\ud83d\ude00", "增长\U0001f600"])[:, None])


def test_a_passage_of_400_characters_is_encoded_to_its_end(bundled: Encoder) -> None:
    every = map(chr, range(0x4E00, 0x9FA6))
    unrelated = "".join([character for character in every if bundled.unknown_share([character]) == 0][:399])
    first, second = bundled.encode_passages([unrelated + "升", unrelated + "降"])
    assert len(unrelated) == 399
    assert not np.array_equal(first, second)


def test_of_a_text_over_512_tokens_the_beginning_is_encoded(bundled: Encoder) -> None:
    beginning = SENTENCES[0] * 60
    first, second = bundled.encode_passages([beginning, beginning + SENTENCES[1]])
    assert np.array_equal(first, second)


def test_what_the_vocabulary_does_not_cover_is_counted(bundled: Encoder) -> None:
    assert bundled.unknown_share(list(SENTENCES)) == 0
    assert bundled.unknown_share([""]) == bundled.unknown_share([]) == 0
    assert bundled.unknown_share(["Экономика выросла"]) > 0.8
    assert 0.3 < bundled.unknown_share(["产值增长了百分之九 Производство"]) < 0.8


def test_prompts_can_be_given_and_are_part_of_the_identity(bundled: Encoder) -> None:
    swapped = load_encoder("bundled", query_prompt="passage: ", passage_prompt="query: ")
    assert np.array_equal(swapped.encode_queries([SENTENCES[0]]), bundled.encode_passages([SENTENCES[0]]))
    assert swapped.identity != bundled.identity
    assert load_encoder("bundled").identity == bundled.identity


def test_a_folder_of_the_same_files_is_the_same_model(bundled: Encoder, tmp_path: Path) -> None:
    copy = shutil.copytree(ENCODER_DIR, tmp_path / "copy")
    loaded = load_encoder(str(copy))
    assert (loaded.name, loaded.identity) == (str(copy), bundled.identity)
    assert np.array_equal(loaded.encode_queries(["谁"]), bundled.encode_queries(["谁"]))


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("words.onnx", flipped),
        ("words.onnx", lambda data: data[:-1]),
        ("encoder.onnx", flipped),
        ("tokenizer.json", flipped),
        ("tokenizer.json", lambda data: b""),
        ("manifest.json", lambda data: data[:40]),
        ("manifest.json", lambda data: b"[]"),
        ("manifest.json", lambda data: b"\xff"),
    ],
)
def test_a_damaged_file_is_named_and_refused(tmp_path: Path, file: str, damage: Callable[[bytes], bytes]) -> None:
    folder = shutil.copytree(ENCODER_DIR, tmp_path / "model")
    (folder / file).write_bytes(damage((folder / file).read_bytes()))
    with pytest.raises(EncoderError, match=f"{file} is damaged"):
        OnnxEncoder("bundled", folder)


@pytest.mark.parametrize("file", ["words.onnx", "encoder.onnx", "tokenizer.json", "manifest.json"])
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    folder = shutil.copytree(ENCODER_DIR, tmp_path / "model")
    (folder / file).unlink()
    with pytest.raises(EncoderError, match=file):
        OnnxEncoder("bundled", folder)


def test_a_model_that_is_none_is_refused_though_its_checksums_are_right(tmp_path: Path) -> None:
    files = {"words.onnx": b"no graph", "encoder.onnx": b"", "tokenizer.json": b"{}"}
    write_model(tmp_path, files, query_prompt="", passage_prompt="")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        OnnxEncoder("bundled", tmp_path)


def test_the_files_stay_small() -> None:
    files = [file for folder in (ENCODER_DIR, READER_DIR) for file in folder.iterdir()]
    assert sum(file.stat().st_size for file in files) < 75_000_000


def test_encoding_imports_neither_torch_nor_transformers() -> None:
    program = (
        "import sys, embeddings\n"
        "embeddings.load_encoder('bundled').encode_queries(['谁'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout == "[]\n"
