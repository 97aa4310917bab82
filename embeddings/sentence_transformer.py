"""Any sentence-transformers model as an `Encoder`. Only loading one imports torch."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from embeddings.encoder import Vectors, well_formed
from embeddings.errors import EncoderError
from embeddings.fingerprint import fingerprint

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 16
"""Texts a batch, which the library sorts by length. Small, for passages of 512 tokens on a small machine."""

QUERY_NAMES = ("query",)
PASSAGE_NAMES = ("document", "passage", "corpus")
"""Under which names a model declares its prompts (sentence-transformers: `encode_query`, `encode_document`)."""


class SentenceTransformerEncoder:
    """An `Encoder` over a sentence-transformers model.

    Prompts that are not given are those the model declares, else none. Of a text over the model's length limit the
    beginning is encoded.
    """

    def __init__(
        self,
        name: str,
        threads: int | None = None,
        *,
        backend: str = "torch",
        device: str = "cpu",
        offline: bool = True,
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
    ) -> None:
        """Loads the model; `threads` is set for torch in the whole process.

        Raises EncoderError where the model is not found (offline: not on this machine) or cannot be loaded.
        """
        self.name = name
        self._model = _load(name, backend, device, offline)
        if threads is not None:
            import torch

            torch.set_num_threads(threads)
        self._query_prompt = _prompt(self._model, query_prompt, QUERY_NAMES)
        self._passage_prompt = _prompt(self._model, passage_prompt, PASSAGE_NAMES)
        parts = (_checksum(name, self._model), backend, self._query_prompt, self._passage_prompt)
        self.identity = hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
        self.dimension: int = self._model.encode("a", show_progress_bar=False).size

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions as vectors: float32 (len(texts), dimension), rows of unit length.

        Raises EncoderError where the model gives a text no direction (a vector of zeros, or one that is not finite).
        """
        cleaned = [well_formed(text) for text in texts]
        return self._unit(
            self._model.encode_query(cleaned, prompt=self._query_prompt, batch_size=BATCH, show_progress_bar=False),
            texts,
        )

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Passages as vectors: float32 (len(texts), dimension), rows of unit length. Raises as `encode_queries`."""
        cleaned = [well_formed(text) for text in texts]
        return self._unit(
            self._model.encode_document(
                cleaned, prompt=self._passage_prompt, batch_size=BATCH, show_progress_bar=False
            ),
            texts,
        )

    def unknown_share(self, texts: list[str]) -> float:
        """The share, 0 to 1, of the texts' tokens that stand for something the vocabulary has no piece for."""
        tokenizer = self._model.tokenizer
        unknown = getattr(tokenizer, "unk_token_id", None)
        encodings = (tokenizer(well_formed(text), add_special_tokens=False, truncation=True) for text in texts)
        ids = [number for encoding in encodings for number in encoding["input_ids"]]
        return ids.count(unknown) / max(1, len(ids))

    def _unit(self, vectors: object, texts: list[str]) -> Vectors:
        rows = np.asarray(vectors, np.float32).reshape(len(texts), self.dimension)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        for text, length in zip(texts, lengths[:, 0], strict=True):
            if not (np.isfinite(length) and length > 0):
                raise EncoderError(f"The model {self.name} gives no usable vector for the text {text[:40]!r}.")
        unit: Vectors = rows / lengths
        return unit


def _load(name: str, backend: str, device: str, offline: bool) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(
            name,
            device=device,
            backend=cast(Literal["torch", "onnx", "openvino"], backend),
            local_files_only=offline,
        )
    except Exception as error:  # the library and what it stands on raise whatever they like
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        if offline and not Path(name).is_dir():
            raise EncoderError(
                f"The model {name!r} is neither a folder nor in this machine's model cache, and embeddings.offline"
                f" forbids fetching it ({reason}). Name a folder that holds it, or set embeddings.offline to false."
            ) from error
        raise EncoderError(
            f"The model {name!r} cannot be loaded (backend {backend}, device {device}): {reason}"
        ) from error


def _prompt(model: "SentenceTransformer", given: str | None, names: tuple[str, ...]) -> str:
    if given is not None:
        return given
    declared = (model.prompts.get(name) for name in (*names, model.default_prompt_name) if name is not None)
    return next(filter(None, declared), "")


def _checksum(name: str, model: "SentenceTransformer") -> str:
    """What stands for the model's weights and tokenizer: the fingerprint of its folder, be that in the hub's cache."""
    if Path(name).is_dir():
        return fingerprint(Path(name))
    from huggingface_hub import try_to_load_from_cache

    repository = name if "/" in name else f"{model.default_huggingface_organization}/{name}"
    for file in ("modules.json", "config.json"):
        cached = try_to_load_from_cache(repository, file, cache_dir=os.environ.get("SENTENCE_TRANSFORMERS_HOME"))
        if isinstance(cached, str):
            return fingerprint(Path(cached).parent)
    return name
