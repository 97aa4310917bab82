"""Text in, vectors out; question and text in, the words that answer out. Knows nothing of reports."""

import os
from pathlib import Path

from embeddings.answer_reader import AnswerReader, SpanScores, Verdict
from embeddings.encoder import Encoder, Vectors
from embeddings.errors import EncoderError
from embeddings.model_files import ENCODER_DIR, MANIFEST

__all__ = [
    "AnswerReader",
    "Encoder",
    "EncoderError",
    "SpanScores",
    "Vectors",
    "Verdict",
    "load_encoder",
    "load_reader",
]

SILENCE = {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Environment variables without which libraries under a model tell their makers of its use: onnxruntime from 1.29 on
(its Privacy.md), which also keeps a database of what to tell in the user's home; huggingface_hub, where a hub is used.
They have to stand before the libraries are loaded."""

os.environ |= SILENCE


def load_encoder(
    name: str,
    threads: int | None = None,
    *,
    backend: str = "torch",
    device: str = "cpu",
    offline: bool = True,
    query_prompt: str | None = None,
    passage_prompt: str | None = None,
) -> Encoder:
    """The encoder that goes by `name`.

    `bundled` is the model that ships with the package; a folder that `python -m embeddings.export` wrote holds
    another of its kind; any other name is a sentence-transformers model id or folder, to which `backend` (`torch`,
    `onnx`, `openvino`), `device` and `offline` (never reach for a hub) apply. `threads` is how many threads encode,
    None leaves it to the encoder. The prompts go before every question and every passage; None means the model's own.

    Raises EncoderError where the model is not there, is damaged or cannot be loaded.
    """
    if not name.strip():
        raise EncoderError("No model is named. Set embeddings.model to `bundled`, a folder or a model id.")
    from embeddings.onnx_encoder import OnnxEncoder

    folder = ENCODER_DIR if name == "bundled" else Path(name)
    if name == "bundled" or (folder / MANIFEST).is_file():
        return OnnxEncoder(name, folder, threads, query_prompt, passage_prompt)
    from embeddings.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(
        name, threads, backend=backend, device=device, offline=offline, query_prompt=query_prompt,
        passage_prompt=passage_prompt,
    )  # fmt: skip


def load_reader(encoder: Encoder) -> AnswerReader:
    """The answer reader that ships with the package, for any encoder; it shares the word embeddings of the bundled one,
    so that these are in memory once. Raises EncoderError where its files are missing or damaged."""
    from embeddings.onnx_reader import beside

    return beside(encoder)
