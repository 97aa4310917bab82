"""How much a word, a pair of characters or a quantity tells: its inverse document frequency among the passages."""

import math
from functools import cached_property

from retrieval.indexes.lexical import LexicalIndex


class TermWeights:
    """Weights of tokens in one full-text index."""

    def __init__(self, index: LexicalIndex) -> None:
        """`index` gives the frequencies; each token is looked up once."""
        self._index = index
        self._known: dict[tuple[str, str], int] = {}

    @cached_property
    def most(self) -> float:
        """The weight of a token that stands nowhere."""
        return math.log(1 + (self._index.size + 0.5) / 0.5)

    def weight(self, field: str, token: str) -> float:
        """BM25's inverse document frequency of `token` in `field` (Robertson and Zaragoza 2009, as Lucene computes
        it)."""
        found = self._frequency(field, token)
        return math.log(1 + (self._index.size - found + 0.5) / (found + 0.5))

    def occurs(self, field: str, token: str) -> bool:
        """Whether any passage has `token` in `field`."""
        return self._frequency(field, token) > 0

    def _frequency(self, field: str, token: str) -> int:
        key = (field, token)
        if key not in self._known:
            self._known[key] = self._index.frequency(field, token)
        return self._known[key]
