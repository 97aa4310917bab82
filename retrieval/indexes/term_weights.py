"""How much a word, a pair of characters or a quantity tells: its inverse document frequency among the passages."""

import math
from functools import cached_property

from retrieval.indexes.engine import LexicalLeg
from retrieval.indexes.lexical import parts


class TermWeights:
    """Weights of tokens in one full-text index."""

    def __init__(self, index: LexicalLeg) -> None:
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

    def of_word(self, word: str) -> float:
        """How much a folded word tells, 0 where it stands nowhere. One that is cut otherwise in the texts (its pairs of
        characters and its Latin words all occur) tells as much as the rarest part."""
        if self.occurs("words", word):
            return self.weight("words", word)
        found = parts(word) if len(word) > 1 else []
        if not found or not all(self.occurs(*part) for part in found):
            return 0.0
        return max(self.weight(*part) for part in found)

    def occurs(self, field: str, token: str) -> bool:
        """Whether any passage has `token` in `field`."""
        return self._frequency(field, token) > 0

    def _frequency(self, field: str, token: str) -> int:
        key = (field, token)
        if key not in self._known:
            self._known[key] = self._index.frequency(field, token)
        return self._known[key]
