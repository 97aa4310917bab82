"""The extractor: where it says that an answer stands, the texts it can be given, and its files."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from encoder_texts import AWKWARD
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import Encoder, EncoderError, Extraction, Extractor, load_extractor
from embeddings.onnx_encoder import OnnxEncoder
from embeddings.onnx_extractor import EXTRACTOR_DIR, OnnxExtractor

REPORT = "石桥县去年修通乡村公路 12 公里。县长林书远说，今年还要再修三座桥。"


@pytest.fixture(scope="module")
def extractor(bundled: Encoder) -> Extractor:
    return load_extractor(bundled)


def extract(extractor: Extractor, question: str, text: str, first: int = 0) -> Extraction:
    """An extraction without any hints."""
    return extractor.extract(question, text, np.zeros((len(text), extractor.kinds), np.float32), first)


def likeliest(found: Extraction, text: str) -> str:
    spans = np.triu(np.exp(found.begins[:, None] + found.ends[None, :]))
    first, last = np.unravel_index(spans.argmax(), spans.shape)
    return text[found.offsets[first][0] : found.offsets[last][1]]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("石桥县的县长是谁？", "林书远"), ("今年还要修几座桥？", "三座"), ("去年修通了多少公里的乡村公路？", "12")],
)
def test_it_finds_the_answer(extractor: Extractor, question: str, answer: str) -> None:
    assert answer in likeliest(extract(extractor, question, REPORT), REPORT)


def test_what_is_not_there_looks_less_answered(extractor: Extractor) -> None:
    there, elsewhere = (extract(extractor, q, REPORT).none for q in ("石桥县的县长是谁？", "企鹅为什么不怕冷？"))
    assert there < elsewhere


def test_begins_ends_and_none_are_logarithms_of_probabilities(extractor: Extractor) -> None:
    found = extract(extractor, "石桥县的县长是谁？", REPORT)
    assert len(found.offsets) == len(found.begins) == len(found.ends)
    for likely in (found.begins, found.ends):
        assert np.exp(likely).sum() <= 1 + 1e-5
    assert found.none <= 0


def test_no_answer_begins_before_the_first_character_allowed(extractor: Extractor) -> None:
    found = extract(extractor, "石桥县的县长是谁？", REPORT, REPORT.index("县长"))
    assert found.offsets.min() >= REPORT.index("县长")


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_an_awkward_text_is_read(extractor: Extractor, text: str) -> None:
    assert np.isfinite(extract(extractor, text, REPORT).none)
    assert np.isfinite(extract(extractor, "谁？", text[:3000]).none)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30), st.text(max_size=60))
def test_offsets_lie_in_the_text(extractor: Extractor, question: str, text: str) -> None:
    found = extract(extractor, question, text)
    assert all(0 <= start < end <= len(text) for start, end in found.offsets)


def test_another_encoder_gets_the_same_extractor(extractor: Extractor, bundled: Encoder, tmp_path: Path) -> None:
    elsewhere = OnnxEncoder("copy", shutil.copytree(OnnxEncoder("bundled").folder, tmp_path / "copy"))
    assert np.array_equal(
        extract(load_extractor(elsewhere), "县长是谁？", REPORT).begins, extract(extractor, "县长是谁？", REPORT).begins
    )


@pytest.mark.parametrize("file", ["extractor.onnx", "manifest.json"])
def test_a_damaged_or_missing_file_is_named(bundled: Encoder, tmp_path: Path, file: str) -> None:
    folder = shutil.copytree(EXTRACTOR_DIR, tmp_path / "extractor")
    assert isinstance(bundled, OnnxEncoder)
    (folder / file).write_bytes((folder / file).read_bytes()[:-9])
    with pytest.raises(EncoderError, match=f"{file} is damaged"):
        OnnxExtractor(bundled.trunk, folder)
    (folder / file).unlink()
    with pytest.raises(EncoderError, match=file):
        OnnxExtractor(bundled.trunk, folder)
