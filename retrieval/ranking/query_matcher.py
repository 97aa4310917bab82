"""How well a stretch of text says what a question asks: the one measure for passages, sentences and clauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.extraction.question_occurrences import of_forms
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.numbers import Quantity, query_tokens, same
from retrieval.question.analysis import Question
from retrieval.question.concepts import Concept
from retrieval.text.field_words import Term, stands
from retrieval.text.pinyin import pair_in_pinyin
from retrieval.text.tokens import places

BEFORE = 24
AFTER = 8
"""Characters before and after a figure or a name in which its subject is looked for."""

_PARTING = "。；;！？\n"


@dataclass(frozen=True, slots=True)
class Match:
    """What of a question is in a text, each as a share (0..1) of its weight: content words, the rarest of them, those
    that stand beside its question word, pairs of characters, quantities, and dates."""

    words: float
    rarest: float
    asked: float
    pairs: float
    numbers: float
    dates: float

    @property
    def total(self) -> float:
        """All of it in one figure, by which stretches of one passage are compared."""
        return self.words + self.pairs + self.numbers + 0.5 * self.dates


Hits = Sequence[tuple[int, int, float]]
"""Where something of the question stands in a text, `[start, end)`, and with which weight."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Where each of the question's words, pairs and quantities stands in a text."""

    analysed: AnalysedText
    words: Sequence[Hits]
    pairs: Sequence[Hits]
    asked: Sequence[Hits]


@dataclass(frozen=True, slots=True)
class _Weighted:
    alternatives: tuple[tuple[str, float], ...]
    sounds: tuple[str, ...]
    most: float
    asked: bool
    known: bool
    proper: bool
    written: str
    term: Term | None

    def hits(self, folded: str, heard: Sequence[Sequence[str]]) -> list[tuple[int, int, float]]:
        """Where a folded text, whose pairs of characters are `heard` in pinyin, says it."""
        found = [
            (start, start + len(word), weight) for word, weight in self.alternatives for start in places(word, folded)
        ]
        if self.term is not None:
            found += [(a, b, self.most) for a, b in stands(self.term.forms, self.term.longer, folded)]
        if self.sounds:
            first, span = self.sounds[0], len(self.sounds)
            for place, pairs in enumerate(heard[: len(heard) - span + 1]):
                if first in pairs and all(s in heard[place + i] for i, s in enumerate(self.sounds)):
                    found.append((place, place + span + 1, self.most))
        return found


class Matcher:
    """A question's words, pairs and quantities with their weights in a library, ready to be looked for in texts."""

    def __init__(self, question: Question, term_weights: TermWeights, left_out: frozenset[str] = frozenset()) -> None:
        """`left_out` are words that say whose statement is meant, which a passage need not repeat."""
        self._words = [
            _weighted(concept, term_weights)
            for concept in question.concepts
            if not any(word in left_out for word, _ in concept.alternatives)
        ]
        self._pairs = [
            (pair, term_weights.weight("grams", pair), question.term_of(pair))
            for pair in question.pairs
            if not any(pair in word for word in left_out)
        ]
        self._quantities = [(asked, _rarity(asked, term_weights)) for asked in question.quantities]
        self._listens = any(word.sounds for word in self._words)
        self._rarest = sorted(range(len(self._words)), key=lambda i: -self._words[i].most)[:2]
        self._beside = [i for i, word in enumerate(self._words) if word.asked]
        self._figures = [i for i, (asked, _) in enumerate(self._quantities) if asked.date is None]
        self._dates = [i for i, (asked, _) in enumerate(self._quantities) if asked.date is not None]
        self.weights = [word.most for word in self._words]
        self._all_words = sum(self.weights)
        self._all_pairs = sum(weight for _, weight, _ in self._pairs)
        self._all_figures = sum(self._quantities[i][1] for i in self._figures)
        self._all_dates = sum(self._quantities[i][1] for i in self._dates)
        self._contexts: dict[str, Reading] = {}

    @property
    def known(self) -> float:
        """The share of the question's words, by weight, that stand anywhere in the library."""
        return _share(sum(w.most for w in self._words if w.known), self._all_words)

    def read(self, text: str) -> Reading:
        """Look for the question in a text."""
        analysed = AnalysedText(text)
        folded = analysed.folded
        heard = [pair_in_pinyin(a, b) for a, b in pairwise(folded)] if self._listens else []
        stated = analysed.quantities if self._quantities else ()
        return Reading(
            analysed,
            [word.hits(folded, heard) for word in self._words],
            [_pair_hits(pair, weight, term, folded) for pair, weight, term in self._pairs],
            [[(q.start, q.end, weight) for q in stated if same(asked, q)] for asked, weight in self._quantities],
        )

    def read_context(self, context: str) -> Reading:
        """As `read`; what stands around several passages is read once."""
        if context not in self._contexts:
            self._contexts[context] = self.read(context)
        return self._contexts[context]

    def match(self, reading: Reading, start: int = 0, end: int | None = None) -> Match:
        """What the stretch `[start, end)` of a text that was read says of the question; all of it unless told."""
        end = len(reading.analysed.text) if end is None else end
        words = [_most(hits, start, end) for hits in reading.words]
        stated = [_most(hits, start, end) for hits in reading.asked]
        return Match(
            _share(sum(words), self._all_words),
            self._of(self._rarest, words),
            self._of(self._beside, words),
            _share(sum(_most(hits, start, end) for hits in reading.pairs if hits), self._all_pairs),
            _share(sum(stated[i] for i in self._figures), self._all_figures),
            _share(sum(stated[i] for i in self._dates), self._all_dates),
        )

    def near(self, reading: Reading, start: int, end: int) -> Match:
        """What stands around the stretch `[start, end)` says of the question: in Chinese a figure follows its subject,
        and a full stop or semicolon parts it from the next."""
        before = max(reading.analysed.folded.rfind(mark, 0, start) + 1 for mark in _PARTING)
        return self.match(reading, max(before, start - BEFORE), min(len(reading.analysed.text), end + AFTER))

    def _of(self, chosen: Sequence[int], words: Sequence[float]) -> float:
        return _share(sum(words[i] for i in chosen), sum(self.weights[i] for i in chosen))

    def missing(self, readings: Sequence[Reading]) -> list[float]:
        """The weights of the question's words that stand in none of the texts."""
        return [w for i, w in enumerate(self.weights) if not any(reading.words[i] for reading in readings)]

    def absent_names(self, readings: Sequence[Reading]) -> list[str]:
        """The names in the question that stand in none of the texts."""
        return [
            word.written
            for i, word in enumerate(self._words)
            if word.proper and not any(reading.words[i] for reading in readings)
        ]


def _pair_hits(pair: str, weight: float, term: Term | None, folded: str) -> Hits:
    """Where a pair of characters stands in a folded text, or another form of the term of which it is one."""
    found = [(start, start + len(pair), weight) for start in places(pair, folded)]
    if term is not None:
        found += [(a, b, weight) for a, b in stands(term.forms, term.longer, folded)]
    return found


def _most(hits: Hits, start: int, end: int) -> float:
    most = 0.0
    for a, b, weight in hits:
        if weight > most and start <= a and b <= end:
            most = weight
    return most


def _weighted(concept: Concept, term_weights: TermWeights) -> _Weighted:
    """A concept with those of its alternatives that may stand in the library, weightiest first. One that stands nowhere
    weighs as much as the commonest other form of its term, and without any as much as a word can, or half of that where
    it is only translated: another translation may occur."""
    alternatives = [(w, s * weight) for w, s in concept.alternatives if (weight := term_weights.of_word(w))]
    alternatives.sort(key=lambda pair: -pair[1])
    most = max((weight for _, weight in alternatives), default=0.0)
    sounds = concept.sounds
    if sounds and all(term_weights.occurs("pinyin", pair) for pair in sounds):
        most = max(most, *(term_weights.weight("pinyin", pair) for pair in sounds))
    else:
        sounds = ()
    known = bool(alternatives or sounds)
    if not known and concept.term is not None:
        most = of_forms(concept.term, term_weights)
        known = most > 0
    if not known:
        most = term_weights.most if len(concept.alternatives) == 1 else term_weights.most / 2
    written = concept.alternatives[0][0]
    term = concept.term if known else None
    return _Weighted(tuple(alternatives), sounds, most, concept.asked, known, concept.proper, written, term)


def _rarity(asked: Quantity, term_weights: TermWeights) -> float:
    weights = [term_weights.weight("numbers", token) for token in query_tokens(asked)]
    return min(weights, default=term_weights.most)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0
