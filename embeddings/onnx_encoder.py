"""The model that ships with the package, multilingual-e5-small with int8 weights, run by ONNX Runtime.

The model: Wang et al., "Multilingual E5 Text Embeddings", arXiv:2402.05672. `embeddings.export` makes its files.
"""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from embeddings.encoder import Vectors, well_formed
from embeddings.errors import EncoderError
from embeddings.model_files import GRAPH, TOKENIZER, ModelFiles, read_model

MODEL_DIR = Path(__file__).parent / "models" / "multilingual-e5-small"


class OnnxEncoder:
    """An `Encoder` over a folder that `embeddings.export` wrote.

    Every text is a run of its own, `threads` runs side by side (unless told, as many as there are processors, at most
    four). The int8 layers take one scale a run, so a vector depends on its text alone, never on its neighbours in a
    call; and passages gain nothing from batches (of 170 tokens, 21 ms alone, 24 ms in a batch of eight). Of a text
    longer than 512 tokens, prompt included, the first 512 are encoded.
    """

    def __init__(
        self,
        name: str,
        folder: Path = MODEL_DIR,
        threads: int | None = None,
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
    ) -> None:
        """Loads the model. Raises EncoderError naming the file that is missing or damaged."""
        files = read_model(folder)
        self.name = name
        self._prompts = (
            files.query_prompt if query_prompt is None else query_prompt,
            files.passage_prompt if passage_prompt is None else passage_prompt,
        )
        self.identity = hashlib.sha256(repr((files.checksum, self._prompts)).encode()).hexdigest()[:16]
        self._threads = threads or _default_threads()
        self._tokenizer, self._session = _load(files, folder)
        self._unknown = self._tokenizer.token_to_id("<unk>")
        self.dimension: int = self._session.get_outputs()[0].shape[1]

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions as vectors: float32 (len(texts), dimension), rows of unit length."""
        return self._encode(self._prompts[0], texts)

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Passages as vectors: float32 (len(texts), dimension), rows of unit length."""
        return self._encode(self._prompts[1], texts)

    def unknown_share(self, texts: list[str]) -> float:
        """The share, 0 to 1, of the texts' characters (to token 512 of each) that the vocabulary has no piece for."""
        encodings = [self._tokenize(text) for text in texts]
        unknown = sum(
            end - start
            for encoding in encodings
            for number, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
            if number == self._unknown
        )
        return unknown / max(1, sum(encoding.offsets[-2][1] for encoding in encodings))

    def _tokenize(self, text: str) -> Encoding:
        return self._tokenizer.encode(well_formed(text))

    def _encode(self, prompt: str, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)

        def encode(position: int) -> None:
            ids = np.array([self._tokenize(prompt + texts[position]).ids], np.int64)
            vectors[position] = self._session.run(None, {"input_ids": ids})[0][0]

        with ThreadPoolExecutor(self._threads) as pool:
            for _ in pool.map(encode, range(len(texts))):
                pass
        return vectors


def _load(files: ModelFiles, folder: Path) -> tuple[Tokenizer, onnxruntime.InferenceSession]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        tokenizer = Tokenizer.from_buffer(files.tokenizer)
        return tokenizer, onnxruntime.InferenceSession(files.graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # both libraries raise bare Exceptions
        raise EncoderError(f"{GRAPH} and {TOKENIZER} in {folder} cannot be loaded: {error}") from error


def _default_threads() -> int:
    """As many as there are processors for this process, at most four: a run holds 10 to 25 MB."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, 4)
