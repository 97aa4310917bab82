"""The answer reader: where it says that an answer stands, the texts it can be given, and its files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from encoder_texts import AWKWARD
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import AnswerReader, Encoder, EncoderError, SpanScores, Verdict, load_reader
from embeddings.model_files import ENCODER_DIR, MANIFEST, READER_DIR
from embeddings.onnx_encoder import OnnxEncoder
from embeddings.onnx_reader import OnnxReader

REPORT = "石桥县去年修通乡村公路 12 公里。县长林书远说，今年还要再修三座桥。"


@pytest.fixture(scope="module")
def reader(bundled: Encoder) -> AnswerReader:
    return load_reader(bundled)


def read(reader: AnswerReader, question: str, text: str, first: int = 0) -> SpanScores:
    """What is read without any hints."""
    return reader.read(question, text, np.zeros((len(text), reader.kinds), np.float32), first)


def likeliest(found: SpanScores, text: str) -> str:
    spans = np.triu(np.exp(found.begins[:, None] + found.ends[None, :]))
    first, last = np.unravel_index(spans.argmax(), spans.shape)
    return text[found.offsets[first][0] : found.offsets[last][1]]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("石桥县的县长是谁？", "林书远"), ("今年还要修几座桥？", "三座"), ("去年修通了多少公里的乡村公路？", "12")],
)
def test_it_finds_the_answer(reader: AnswerReader, question: str, answer: str) -> None:
    assert answer in likeliest(read(reader, question, REPORT), REPORT)


def test_what_is_not_there_looks_less_answered(reader: AnswerReader) -> None:
    there, elsewhere = (read(reader, q, REPORT).none for q in ("石桥县的县长是谁？", "企鹅为什么不怕冷？"))
    assert there < elsewhere


def test_begins_ends_and_none_are_logarithms_of_probabilities(reader: AnswerReader) -> None:
    found = read(reader, "石桥县的县长是谁？", REPORT)
    assert len(found.offsets) == len(found.begins) == len(found.ends)
    for likely in (found.begins, found.ends):
        assert np.exp(likely).sum() <= 1 + 1e-5
    assert found.none <= 0


def test_no_answer_begins_before_the_first_character_allowed(reader: AnswerReader) -> None:
    found = read(reader, "石桥县的县长是谁？", REPORT, REPORT.index("县长"))
    assert found.offsets.min() >= REPORT.index("县长")


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_an_awkward_text_is_read(reader: AnswerReader, text: str) -> None:
    assert np.isfinite(read(reader, text, REPORT).none)
    assert np.isfinite(read(reader, "谁？", text[:3000]).none)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30), st.text(max_size=60))
def test_offsets_lie_in_the_text(reader: AnswerReader, question: str, text: str) -> None:
    found = read(reader, question, text)
    assert all(0 <= start < end <= len(text) for start, end in found.offsets)


def verdict(reader: AnswerReader, question: str, text: str, claimed: str) -> float:
    """What the verifier says of a stretch of a text, without any hints."""
    return verified(reader, question, text, claimed).log_odds


def verified(reader: AnswerReader, question: str, text: str, claimed: str) -> Verdict:
    """All that the verifier says."""
    start = text.index(claimed)
    hints = np.zeros((len(text), reader.kinds), np.float32)
    found = reader.verify(question, text, hints, (start, start + len(claimed)))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "near_miss", "sentence"),
    [
        ("石桥县的县长是谁？", "石桥县的副县长是谁？", "县长林书远说，今年还要再修三座桥。"),
        ("去年修通了多少公里的乡村公路？", "今年修通了多少公里的乡村公路？", "石桥县去年修通乡村公路 12 公里。"),
        ("今年还要修几座桥？", "修桥要花多少钱？", "县长林书远说，今年还要再修三座桥。"),
    ],
)
def test_what_answers_is_likelier_to_than_what_only_looks_like_it(
    reader: AnswerReader, question: str, near_miss: str, sentence: str
) -> None:
    assert verdict(reader, question, REPORT, sentence) > verdict(reader, near_miss, REPORT, sentence)


def test_what_is_claimed_matters(reader: AnswerReader) -> None:
    question = "石桥县的县长是谁？"
    assert verdict(reader, question, REPORT, "县长林书远") > verdict(reader, question, REPORT, "石桥县去年修通")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30), st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_verdict_is_a_number_where_a_token_is_claimed(
    reader: AnswerReader, question: str, text: str, start: int, end: int
) -> None:
    said = reader.verify(question, text, np.zeros((len(text), reader.kinds), np.float32), (start, end))
    if said is None:
        assert not text[start:end].strip() or not text[start:end].isalnum()
        return
    assert np.isfinite(said.log_odds)
    assert np.exp(said.places.begins).sum() == pytest.approx(1, abs=1e-3)
    assert np.exp(said.places.ends).sum() == pytest.approx(1, abs=1e-3)
    assert all(first < end and last > start for first, last in said.places.offsets)


@pytest.mark.parametrize(
    ("question", "claimed", "answer"),
    [
        ("石桥县的县长是谁？", "县长林书远说，今年还要再修三座桥。", "林书远"),
        ("去年修通了多少公里的乡村公路？", "石桥县去年修通乡村公路 12 公里。", "12 公里"),
    ],
)
def test_the_verifier_says_where_the_answer_stands(
    reader: AnswerReader, question: str, claimed: str, answer: str
) -> None:
    found = verified(reader, question, REPORT, claimed).places
    first, last = found.offsets[found.begins.argmax()], found.offsets[found.ends.argmax()]
    assert REPORT[first[0] : last[1]].strip() == answer


def test_there_is_no_verdict_on_what_was_cut_off(reader: AnswerReader) -> None:
    text = REPORT * 100
    hints = np.zeros((len(text), reader.kinds), np.float32)
    assert reader.verify("县长是谁？", text, hints, (len(text) - len(REPORT), len(text))) is None


def test_another_encoder_gets_the_same_reader(reader: AnswerReader, tmp_path: Path) -> None:
    elsewhere = OnnxEncoder("copy", shutil.copytree(ENCODER_DIR, tmp_path / "copy"))
    assert np.array_equal(
        read(load_reader(elsewhere), "县长是谁？", REPORT).begins, read(reader, "县长是谁？", REPORT).begins
    )


def test_word_embeddings_are_in_memory_once(bundled: Encoder) -> None:
    assert isinstance(bundled, OnnxEncoder)
    assert bundled.words in vars(load_reader(bundled)).values()


@pytest.mark.parametrize("file", ["lower.onnx", "upper.onnx", "verifier.onnx", "manifest.json"])
def test_a_damaged_or_missing_file_is_named(bundled: Encoder, tmp_path: Path, file: str) -> None:
    folder = shutil.copytree(READER_DIR, tmp_path / "reader")
    assert isinstance(bundled, OnnxEncoder)
    (folder / file).write_bytes((folder / file).read_bytes()[:-9])
    with pytest.raises(EncoderError, match=f"{file} is damaged"):
        OnnxReader(bundled.words, folder)
    (folder / file).unlink()
    with pytest.raises(EncoderError, match=file):
        OnnxReader(bundled.words, folder)


def test_a_reader_over_other_word_embeddings_is_refused(bundled: Encoder, tmp_path: Path) -> None:
    folder = shutil.copytree(READER_DIR, tmp_path / "reader")
    assert isinstance(bundled, OnnxEncoder)
    stated = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(stated | {"words": "0" * 64}))
    with pytest.raises(EncoderError, match="other word embeddings"):
        OnnxReader(bundled.words, folder)
