"""Our reader as any toolkit can use it: how sure it is that a passage answers a question.

It reads a passage as Yuanwen does, with the same hints and over the same word embeddings.
"""

import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from benchmarks.peers.protocol import Corpus
from embeddings.model_files import ENCODER_DIR, read_model
from embeddings.onnx_reader import OnnxReader
from embeddings.words import WordEmbeddings
from retrieval.extraction.reading import read
from retrieval.indexes.lexical import LexicalIndex, LexicalWriter
from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import analyse


class Reader:
    """The reader over a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        """Loads the model, and counts the words of all passages, whose weights are part of the hints."""
        self._corpus = corpus
        self._reader = OnnxReader(WordEmbeddings(read_model(ENCODER_DIR), ENCODER_DIR))
        with tempfile.TemporaryDirectory() as folder:
            writer = LexicalWriter(Path(folder))
            for number in range(len(corpus.texts)):
                context, text = self._parts(number)
                writer.add(number + 1, text, context)
            writer.commit()
            self._index = LexicalIndex(Path(folder))
        self._weights = TermWeights(self._index)
        self._analysed = lru_cache(1)(analyse)

    def _parts(self, number: int) -> tuple[str, str]:
        begin, text = self._corpus.begins[number], self._corpus.texts[number]
        return text[:begin].rstrip("\n"), text[begin:]

    def margin(self, question: str, number: int) -> float:
        """The log-odds that the passage of this number answers the question."""
        context, text = self._parts(number)
        return read(text, context, self._analysed(question), self._weights, self._reader).margin

    def reordered(self, question: str, numbers: Sequence[int]) -> list[int]:
        """These passages, the first of them, as many as Yuanwen reads at most, in the order of what was read."""
        most = self._corpus.most_read
        first = list(numbers[:most])
        return sorted(first, key=lambda number: -self.margin(question, number)) + list(numbers[most:])
