"""From the candidates of both legs to one order, by a sum of features that have names and weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.answer_spans import AnswerSpans
from retrieval.document import Span
from retrieval.learned import Situation, contributions, weights
from retrieval.matching import Matcher, Reading
from retrieval.question import Question
from retrieval.store import StoredPassage
from retrieval.vectors import Vectors
from retrieval.wanted import things
from retrieval.years import year_of, years_of

LONG_SENTENCE = 60
"""Characters from which on a sentence counts as a whole one, not a heading or a scrap."""

SHORTLIST = 40
"""Candidates whose text is looked at; what both legs say of the others puts them behind these."""


MOSTLY = 0.9
"""Share of candidates from which on a library is of organizations' statements. Over the page and the reports it is 1 at
each question, over encyclopaedia articles .85 at the most (XQuAD, CMRC, DRCD)."""


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """How well one sentence of a passage, `[start, end)` of its text, answers: features, and their weighted sum."""

    start: int
    end: int
    features: Mapping[str, float]
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its features, its score (their weighted sum), its sentences and, once it was read, its answers."""

    passage: StoredPassage
    features: Mapping[str, float]
    score: float
    sentences: tuple[SentenceMatch, ...]
    answers: AnswerSpans | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What ranking knows of a question beside its words.

    `lexical`: the lexical leg's scores. `cosines`: of each candidate, those of the question with it and with stretches
    of its text. `named`: the organizations that the question names, `aliases` their names in folded Chinese.
    `attributed`: whether nearly all candidates are organizations' statements.
    """

    lexical: Mapping[int, float]
    cosines: Mapping[int, Mapping[Span, float]]
    named: frozenset[str]
    aliases: frozenset[str]
    question: Question
    attributed: bool

    @property
    def situation(self) -> Situation:
        """What the weights depend on."""
        return Situation(self.question.language == "en", self.attributed)


def attributed(passages: Sequence[StoredPassage]) -> bool:
    """Whether a library is of organizations' statements, as far as these candidates show: nearly all have one."""
    return sum(bool(passage.organizations) for passage in passages) >= MOSTLY * len(passages)


def rank(
    passages: Sequence[StoredPassage], matcher: Matcher, evidence: Evidence, shortlist: int = SHORTLIST
) -> list[Candidate]:
    """The best `shortlist` candidates in order, best first; equal scores keep the order of the library."""
    top = max(evidence.lexical.values(), default=0.0)
    first = [(passage, _legs(passage, evidence, top)) for passage in passages]
    weight = weights("passage", evidence.situation)
    first.sort(key=lambda pair: (-sum(weight.get(name, 0.0) * value for name, value in pair[1].items()), pair[0].id))
    ranked = [_candidate(passage, legs, matcher, evidence) for passage, legs in first[:shortlist]]
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.passage.id))


def _legs(passage: StoredPassage, evidence: Evidence, top: float) -> dict[str, float]:
    """What can be said of a passage without its text: both legs' scores, and whose statement it is."""
    cosines = evidence.cosines[passage.id]
    ours = bool(evidence.named & set(passage.organizations))
    return {
        "bm25": evidence.lexical.get(passage.id, 0.0) / top if top else 0.0,
        "whole": cosines.get((0, len(passage.text)), 0.0),
        "window": max(cosines.values(), default=0.0),
        "ours": float(ours),
        "theirs": float(bool(evidence.named and passage.organizations) and not ours),
    }


def _candidate(passage: StoredPassage, legs: dict[str, float], matcher: Matcher, evidence: Evidence) -> Candidate:
    reading = matcher.read(passage.text)
    match = matcher.match(reading)
    sentences = _sentences(passage, reading, matcher, evidence)
    asks_author = evidence.question.kind == "author" and bool(passage.author)
    features = legs | {
        "words": match.words,
        "rarest": match.rarest,
        "pairs": match.pairs,
        "numbers": match.numbers,
        "sentence": max((_said(s) for s in sentences), default=0.0),
        "answering": max((s.features["wanted"] * _said(s) for s in sentences), default=0.0),
        "near": max((s.features["near"] for s in sentences), default=0.0),
        "measure": max((s.features["measure"] for s in sentences), default=0.0),
        "other year": min((s.features["other year"] for s in sentences), default=0.0),
        "same year": max((s.features["same year"] for s in sentences), default=0.0),
        "context": matcher.match(matcher.read(passage.context)).words,
        "mentions": float(any(alias in reading.folded for alias in evidence.aliases)),
        "byline": float(asks_author and passage.text.endswith(passage.author or "")),
    }
    score = _sum(features, weights("passage", evidence.situation))
    return Candidate(passage, features, score, sentences)


def _sum(features: Mapping[str, float], weight: Mapping[str, float]) -> float:
    return sum(weight.get(name, 0.0) * value for name, value in features.items())


def _said(sentence: SentenceMatch) -> float:
    return sentence.features["words"] + sentence.features["pairs"] + sentence.features["numbers"]


def _sentences(
    passage: StoredPassage, reading: Reading, matcher: Matcher, evidence: Evidence
) -> tuple[SentenceMatch, ...]:
    question = evidence.question
    stretches = sorted(evidence.cosines[passage.id].items(), key=lambda pair: pair[0][0] - pair[0][1])
    weight = weights("sentence", evidence.situation)
    years = years_of(passage, reading.folded, passage.sentences) if question.years else []
    found = []
    for place, (start, end) in enumerate(passage.sentences):
        match = matcher.match(reading, start, end)
        around = [cosine for (a, b), cosine in stretches if a <= start and end <= b]
        answers = things(question, reading, start, end)
        same_year = bool(years) and bool(question.years & (years[place] or year_of(passage)))
        features = {
            "words": match.words,
            "rarest": match.rarest,
            "asked": match.asked,
            "pairs": match.pairs,
            "numbers": match.numbers,
            "dates": match.dates,
            "window": max(around, default=0.0),
            "narrow": max(around[1:] or around, default=0.0),
            "wanted": float(bool(answers)),
            "near": max((matcher.near(reading, *answer).total for answer in answers), default=0.0),
            "measure": float(_measured(question, reading, start, end)),
            "same year": float(same_year),
            "other year": float(bool(years) and bool(years[place]) and not same_year),
            "first": float(place == 0),
            "length": min(1.0, (end - start) / LONG_SENTENCE),
        }
        found.append(SentenceMatch(start, end, features, _sum(features, weight)))
    return tuple(found)


def _measured(question: Question, reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch states a quantity with the measure word that a Chinese question has."""
    stated = (q.measure for q in reading.quantities if start <= q.start and q.end <= end)
    return question.measure is not None and question.language != "en" and question.measure in stated


def best_sentence(candidate: Candidate) -> SentenceMatch:
    """The sentence of a candidate that answers best; the earlier of equals."""
    return max(candidate.sentences, key=lambda sentence: sentence.score)


def probabilities(ranked: Sequence[Candidate]) -> list[float]:
    """How likely each candidate is to be the right one, given that one is: the softmax of their scores, for which the
    weights were learned."""
    scores = np.array([candidate.score for candidate in ranked])
    likelihoods = np.exp(scores - scores.max(initial=-np.inf))
    return [float(value) for value in likelihoods / likelihoods.sum()] if ranked else []


def explain(candidate: Candidate, situation: Situation) -> list[tuple[str, float, float]]:
    """Why a candidate stands where it does: name, value and contribution to the score of each feature, largest
    contribution first."""
    return list(contributions(candidate.features, weights("passage", situation)))


def vector_of(row: Vectors) -> Vectors:
    """A single question's vector (dimension,) out of what an encoder gives (1, dimension)."""
    return np.ascontiguousarray(row[0], dtype=np.float32)
