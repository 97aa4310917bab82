"""Where the words of a question stand in a text, in whatever language and writing, and on which side of its question
word they stand in the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from retrieval.document import Span
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.indexes.term_weights import TermWeights
from retrieval.numbers import same
from retrieval.question.analysis import Question
from retrieval.text.field_words import Term, stands
from retrieval.text.folding import HAN
from retrieval.text.pinyin import pair_in_pinyin
from retrieval.text.stopwords import FUNCTION_WORDS
from retrieval.text.tokens import places

LETTER = re.compile(rf"[{HAN}a-z0-9]")
"""A character of a folded text that is no mark."""


@dataclass(frozen=True, slots=True)
class Said:
    """A word of the question that stands in the sentence: `[start, end)` there, its weight as a share of all the
    question's words, and its side of the question word (-1, 1; 0 unknown), with its distance from that."""

    start: int
    end: int
    weight: float
    side: int
    away: int
    word: int


def occurrences(question: Question, reading: AnalysedText, term_weights: TermWeights) -> list[Said]:
    """Where the words and quantities of a question stand in a text."""
    found: list[tuple[int, int, float, int, int, int]] = []
    total = 0.0
    order = _order(question)
    for number, concept in enumerate(question.concepts):
        scored = sorted(((s * term_weights.weight("words", w), w) for w, s in concept.alternatives), reverse=True)
        here = next(((weight, word) for weight, word in scored if word in reading.folded), None)
        least = of_forms(concept.term, term_weights) if concept.term else 0.0
        most = max(
            (weight for weight, word in scored if term_weights.occurs("words", word)),
            default=least or term_weights.most / 2,
        )
        total += most
        side, away = order.get(concept.alternatives[0][0], (0, 9))
        if here:
            weight, word = here
            found += [(at, at + len(word), weight, side, away, number) for at in places(word, reading.folded)]
        elif concept.term and (others := list(stands(concept.term.forms, concept.term.longer, reading.folded))):
            found += [(a, b, most, side, away, number) for a, b in others]
        elif concept.sounds:
            found += [(at, at + 2, term_weights.most, 0, 9, number) for at in _heard(reading, concept.sounds)]
    for asked_for in question.quantities:
        total += term_weights.most
        side, away = order.get(question.folded[asked_for.start : asked_for.end], (0, 9))
        found += [
            (q.start, q.end, term_weights.most, side, away, -1 - asked_for.start)
            for q in reading.quantities
            if same(asked_for, q)
        ]
    return [Said(a, b, weight / total, side, away, word) for a, b, weight, side, away, word in found] if total else []


def of_forms(term: Term, term_weights: TermWeights) -> float:
    """How much a term of the field tells: as much as the commonest of its other forms, 0 where none stands in the
    library."""
    return min(filter(None, map(term_weights.of_word, term.forms)), default=0.0)


def _heard(reading: AnalysedText, sounds: Sequence[str]) -> list[int]:
    folded, wanted = reading.folded, set(sounds)
    return [i for i in range(len(folded) - 1) if not wanted.isdisjoint(pair_in_pinyin(*folded[i : i + 2]))]


def _order(question: Question) -> dict[str, tuple[int, int]]:
    """On which side of the question word a word of the question stands, and how many words of weight are between."""
    if question.answer.slot is None:
        return {}
    start, end = question.answer.slot
    found: dict[str, tuple[int, int]] = {}
    parts = ((-1, question.folded[:start]), (1, question.folded[end:]))
    for side, part in parts:
        content = [w for w in rjieba.cut(part) if w not in FUNCTION_WORDS and LETTER.match(w)]
        for away, word in enumerate(reversed(content) if side < 0 else content):
            for piece in (word, *rjieba.cut_for_search(word)):
                found.setdefault(piece, (side, away))
    for quantity in question.quantities:
        side = -1 if quantity.end <= start else 1
        found[question.folded[quantity.start : quantity.end]] = (side, 1)
    return found


def pairs(question: Question, folded: str) -> list[Span]:
    """Where pairs of characters of a Chinese question, and other forms of its terms, stand in a folded text."""
    found = [(at, at + len(pair)) for pair in question.pairs for at in places(pair, folded)]
    if not question.words:
        found += [span for term in question.terms for span in stands(term.forms, term.longer, folded)]
    return found
