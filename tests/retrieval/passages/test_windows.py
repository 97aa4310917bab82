"""What of a passage is encoded."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

import retrieval.sample
from embeddings import Encoder, load_encoder
from embeddings.model_files import ENCODER_DIR
from retrieval.passages.splitting import LONGEST
from retrieval.passages.windows import WINDOW, windows
from retrieval.text.sentences import sentences

TOKENS_READ = 512


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("bundled")


@pytest.fixture(scope="module")
def report() -> str:
    return Path(retrieval.sample.__file__).with_name("sample-report.txt").read_text(encoding="utf-8")


def test_the_longest_passage_in_the_longest_context_is_read_whole(encoder: Encoder, report: str) -> None:
    tokenizer = Tokenizer.from_file(str(ENCODER_DIR / "tokenizer.json"))
    tokenizer.no_truncation()
    for start in range(0, len(report) - LONGEST, LONGEST // 2):
        text = report[start : start + LONGEST]
        for window in windows(text, sentences(text), report, encoder):
            assert len(tokenizer.encode(f"passage: {window.encoded}").ids) <= TOKENS_READ


def test_the_whole_comes_first_then_sentences_put_together(encoder: Encoder) -> None:
    text = (
        "河湾区上半年签约三十七个项目。开工率达到九成。" + "其余的项目正在办理用地和环评的手续，" * 5 + "年底以前开工。"
    )
    whole, *parts = windows(text, sentences(text), "河湾经济开发区", encoder)
    assert (whole.start, whole.end) == (0, len(text))
    assert whole.encoded == f"河湾经济开发区\n{text}"
    assert [text[p.start : p.end] for p in parts] == [text[: text.index("其余")], text[text.index("其余") :]]
    assert parts[0].end <= WINDOW


def test_one_sentence_is_one_window(encoder: Encoder) -> None:
    assert len(windows("审批时限压减。", [(0, 7)], "", encoder)) == 1


def test_the_key_tells_texts_and_contexts_apart(encoder: Encoder) -> None:
    keys = {windows(text, [(0, 2)], context, encoder)[0].key for text in ("甲乙", "丙丁") for context in ("", "戊")}
    assert len(keys) == 4
