"""BM25 over jieba's words and nothing else, in the environment of Yuanwen: the least that a toolkit can do."""

from benchmarks.baselines import BM25, best
from benchmarks.jieba_words import jieba_words
from benchmarks.peers.protocol import RETRIEVED, Ask, Corpus, Found
from benchmarks.peers.reading import Reader


class System:
    """As `protocol.System` has it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def index(self) -> None:
        """As `protocol.System` has it."""
        self._scores = BM25(self._corpus.texts, jieba_words)

    def asking(self, reads: bool) -> Ask:
        """As `protocol.System` has it."""
        reader = Reader(self._corpus) if reads else None

        def ask(question: str) -> Found:
            numbers = best(self._scores(question), RETRIEVED)
            return Found(numbers if reader is None else reader.reordered(question, numbers))

        return ask
