"""How well a stretch of text says what a question asks: the one measure for passages, sentences and clauses."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from retrieval.numbers import Quantity, quantities, query_tokens, same
from retrieval.pinyin import pairs_in_pinyin
from retrieval.question import Concept, Question
from retrieval.statistics import Statistics
from retrieval.words import fold


@dataclass(frozen=True, slots=True)
class Match:
    """What of a question is in a text, each as a share (0..1) of its weight: content words, the rarest of them, pairs
    of characters, and quantities."""

    words: float
    rarest: float
    pairs: float
    numbers: float

    @property
    def total(self) -> float:
        """All of it in one figure, by which stretches of one passage are compared."""
        return self.words + self.pairs + self.numbers


@dataclass(frozen=True, slots=True)
class Reading:
    """A text made ready for matching: folded, with its quantities, and at each position what the pair of characters
    there sounds like (both only where the question needs them)."""

    text: str
    folded: str
    quantities: Sequence[Quantity]
    heard: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Weighted:
    alternatives: tuple[tuple[str, float], ...]
    sounds: frozenset[str]
    most: float

    def found(self, folded: str, heard: Set[str]) -> float:
        """The weight with which a folded text, of which `heard` are the pairs in pinyin, says it."""
        if self.sounds and self.sounds <= heard:
            return self.most
        return next((weight for word, weight in self.alternatives if word in folded), 0.0)


class Matcher:
    """A question's words, pairs and quantities with their weights in a library, ready to be looked for in texts."""

    def __init__(self, question: Question, statistics: Statistics, left_out: frozenset[str] = frozenset()) -> None:
        """`left_out` are words that say whose statement is meant, which a passage need not repeat."""
        self._words = [
            _weighted(concept, statistics)
            for concept in question.concepts
            if not any(word in left_out for word, _ in concept.alternatives)
        ]
        self._pairs = [
            (pair, statistics.weight("grams", pair))
            for pair in question.pairs
            if not any(pair in word for word in left_out)
        ]
        self._quantities = [(asked, _rarity(asked, statistics)) for asked in question.quantities]
        self._reads = bool(question.quantities) or question.kind in ("quantity", "date")
        self._listens = any(word.sounds for word in self._words)
        self._all_words = sum(word.most for word in self._words)
        self._all_pairs = sum(weight for _, weight in self._pairs)
        self._all_quantities = sum(weight for _, weight in self._quantities)
        self._rarest = sorted(self._words, key=lambda word: -word.most)[:2]
        self._all_rarest = sum(word.most for word in self._rarest)

    @property
    def known(self) -> float:
        """The share of the question's words, by weight, that stand anywhere in the library."""
        return _share(sum(w.most for w in self._words if w.alternatives or w.sounds), self._all_words)

    def read(self, text: str) -> Reading:
        """A text as far as this question needs it read."""
        folded = fold(text)
        heard = [pairs_in_pinyin(pair) for pair in map("".join, pairwise(folded))] if self._listens else []
        return Reading(text, folded, quantities(text) if self._reads else [], heard)

    def match(self, reading: Reading, start: int = 0, end: int | None = None) -> Match:
        """What the stretch `[start, end)` of a text that was read says of the question; all of it unless told."""
        end = len(reading.text) if end is None else end
        folded = reading.folded[start:end]
        heard = frozenset(pair for pairs in reading.heard[start : max(start, end - 1)] for pair in pairs)
        stated = [quantity for quantity in reading.quantities if start <= quantity.start and quantity.end <= end]
        numbers = sum(weight for asked, weight in self._quantities if any(same(asked, one) for one in stated))
        return Match(
            _share(sum(word.found(folded, heard) for word in self._words), self._all_words),
            _share(sum(word.found(folded, heard) for word in self._rarest), self._all_rarest),
            _share(sum(weight for pair, weight in self._pairs if pair in folded), self._all_pairs),
            _share(numbers, self._all_quantities),
        )


def _weighted(concept: Concept, statistics: Statistics) -> _Weighted:
    """A concept with those of its alternatives that occur in the library, weightiest first. One that occurs nowhere
    weighs as much as a word can, or half of that where it is only translated: another translation may occur."""
    known = [(w, s * statistics.weight("words", w)) for w, s in concept.alternatives if statistics.occurs("words", w)]
    known.sort(key=lambda pair: -pair[1])
    most = max((weight for _, weight in known), default=0.0)
    if concept.sounds and all(statistics.occurs("pinyin", pair) for pair in concept.sounds):
        return _Weighted(
            tuple(known),
            frozenset(concept.sounds),
            max(most, *(statistics.weight("pinyin", p) for p in concept.sounds)),
        )
    if not known:
        most = statistics.most if len(concept.alternatives) == 1 else statistics.most / 2
    return _Weighted(tuple(known), frozenset(), most)


def _rarity(asked: Quantity, statistics: Statistics) -> float:
    weights = [statistics.weight("numbers", token) for token in query_tokens(asked)]
    return min(weights, default=statistics.most)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0
