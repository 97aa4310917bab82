"""txtai 9 (Apache-2.0): a hybrid index of BM25 and vectors, its scores normalised and weighed half and half.

Its own way with Chinese is a token a character; jieba's words come from a scoring derived from its BM25.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from txtai import Embeddings
from txtai.scoring import BM25

from benchmarks.jieba_words import jieba_words
from benchmarks.peers.protocol import RETRIEVED, Ask, Corpus, Found
from benchmarks.peers.reading import Reader


class WordBM25(BM25):
    """Its BM25 over jieba's words."""

    def tokenize(self, text: str) -> list[str]:
        """The words of a text."""
        return jieba_words(text)


class System:
    """As `protocol.System` has it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        model = SentenceTransformer(corpus.model, device="cpu")
        given = dict(zip(corpus.texts, corpus.vectors, strict=True))

        def transform(texts: list[str]) -> NDArray[Any]:
            if all(text in given for text in texts):
                return np.stack([given[text] for text in texts])
            vectors: NDArray[Any] = model.encode(
                texts, prompt="query: ", normalize_embeddings=True, show_progress_bar=False
            )
            return vectors

        scoring = {"method": f"{__name__}.WordBM25", "terms": True, "normalize": True}
        self._embeddings = Embeddings(method="external", transform=transform, scoring=scoring)

    def index(self) -> None:
        """As `protocol.System` has it."""
        self._embeddings.index(list(enumerate(self._corpus.texts)))

    def asking(self, reads: bool) -> Ask:
        """As `protocol.System` has it."""
        reader = Reader(self._corpus) if reads else None

        def ask(question: str) -> Found:
            numbers = [int(number) for number, _ in self._embeddings.search(question, RETRIEVED)]
            return Found(numbers if reader is None else reader.reordered(question, numbers))

        return ask
