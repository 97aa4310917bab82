"""The encoder that ships with the package, run by ONNX Runtime: multilingual-e5-small, its layers learned on.

That model: Wang et al., "Multilingual E5 Text Embeddings", arXiv:2402.05672. `benchmarks.train_encoder` learns the
layers, `embeddings.export` makes the files.
"""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from embeddings.encoder import Vectors
from embeddings.model_files import ENCODER, ENCODER_DIR, read_model
from embeddings.processors import processors
from embeddings.words import WordEmbeddings, open_session


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
        folder: Path = ENCODER_DIR,
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
        self.words = WordEmbeddings(files, folder)
        self._session = open_session(files.encoder, folder / ENCODER)
        self.dimension: int = self._session.get_inputs()[0].shape[2]

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions as vectors: float32 (len(texts), dimension), rows of unit length."""
        return self._encode(self._prompts[0], texts)

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Passages as vectors: float32 (len(texts), dimension), rows of unit length."""
        return self._encode(self._prompts[1], texts)

    def unknown_share(self, texts: list[str]) -> float:
        """The share, 0 to 1, of the texts' characters (to token 512 of each) that the vocabulary has no piece for."""
        encodings = [self.words.tokens(text) for text in texts]
        unknown = sum(
            end - start
            for encoding in encodings
            for number, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
            if number == self.words.unknown
        )
        return unknown / max(1, sum(encoding.offsets[-2][1] for encoding in encodings))

    def _encode(self, prompt: str, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)

        def encode(position: int) -> None:
            words = self.words.embedded(self.words.tokens(prompt + texts[position]))
            vectors[position] = self._session.run(None, {"words": words})[0][0]

        if len(texts) == 1:
            encode(0)
            return vectors
        with ThreadPoolExecutor(self._threads) as pool:
            for _ in pool.map(encode, range(len(texts))):
                pass
        return vectors


def _default_threads() -> int:
    """As many as there are processors for this process, at most four: a run holds 10 to 25 MB."""
    return min(processors(), 4)
