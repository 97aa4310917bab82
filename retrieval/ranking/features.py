"""From the candidates of both legs to one order, by a sum of features that have names and weights."""

from collections.abc import Mapping

from retrieval.extraction.text_analysis import AnalysedText
from retrieval.question.analysis import Question
from retrieval.ranking.candidate import Candidate, Scores, SentenceMatch
from retrieval.ranking.query import Query
from retrieval.ranking.query_matcher import Reading
from retrieval.ranking.temporal_scope import year_of, years_of
from retrieval.ranking.typed_matches import things
from retrieval.ranking.weights import weights
from retrieval.storage.passages import StoredPassage

LONG_SENTENCE = 60
"""Characters from which on a sentence counts as a whole one, not a heading or a scrap."""


def legs_of(passage: StoredPassage, query: Query, scores: Scores, top: float) -> dict[str, float]:
    """What can be said of a passage without its text: both legs' scores, and whose statement it is."""
    cosines = scores.cosines[passage.id]
    ours = bool(query.named & set(passage.organizations))
    return {
        "bm25": scores.lexical.get(passage.id, 0.0) / top if top else 0.0,
        "whole": cosines.get((0, len(passage.text)), 0.0),
        "window": max(cosines.values(), default=0.0),
        "ours": float(ours),
        "theirs": float(bool(query.named and passage.organizations) and not (ours or _kin(query, passage))),
    }


def _kin(query: Query, passage: StoredPassage) -> bool:
    """Whether a passage is of a part of an organization named, or of the whole of one: 青山县 and 青山县教育局 are no
    strangers."""
    pairs = ((one, other) for one in query.named for other in passage.organizations)
    return any(one.startswith(other) or other.startswith(one) for one, other in pairs)


def candidate_of(passage: StoredPassage, legs: dict[str, float], query: Query, scores: Scores) -> Candidate:
    """A passage with all its features; `legs` are those that searching gave it, `query` what it is looked at for."""
    matcher = query.matcher
    reading, context = matcher.read(passage.text), matcher.read_context(passage.context)
    match = matcher.match(reading)
    sentences = _sentences(passage, reading, query, scores)
    asks_author = query.question.answer.kind == "author" and bool(passage.author)
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
        "context": matcher.match(context).words,
        "mentions": float(any(alias in reading.analysed.folded for alias in query.aliases)),
        "byline": float(asks_author and passage.text.endswith(passage.author or "")),
    }
    score = _sum(features, weights("passage", scores.situation))
    return Candidate(passage, reading, context, features, score, sentences)


def _sum(features: Mapping[str, float], weight: Mapping[str, float]) -> float:
    return sum(weight.get(name, 0.0) * value for name, value in features.items())


def _said(sentence: SentenceMatch) -> float:
    return sentence.features["words"] + sentence.features["pairs"] + sentence.features["numbers"]


def _sentences(passage: StoredPassage, reading: Reading, query: Query, scores: Scores) -> tuple[SentenceMatch, ...]:
    question, matcher = query.question, query.matcher
    stretches = sorted(scores.cosines[passage.id].items(), key=lambda pair: pair[0][0] - pair[0][1])
    weight = weights("sentence", scores.situation)
    years = years_of(passage, reading.analysed.folded, passage.sentences) if question.years else []
    found = []
    for place, (start, end) in enumerate(passage.sentences):
        match = matcher.match(reading, start, end)
        around = [cosine for (a, b), cosine in stretches if a <= start and end <= b]
        answers = things(question, reading.analysed, start, end)
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
            "measure": float(_measured(question, reading.analysed, start, end)),
            "same year": float(same_year),
            "other year": float(bool(years) and bool(years[place]) and not same_year),
            "first": float(place == 0),
            "length": min(1.0, (end - start) / LONG_SENTENCE),
        }
        found.append(SentenceMatch(start, end, features, _sum(features, weight)))
    return tuple(found)


def _measured(question: Question, analysed: AnalysedText, start: int, end: int) -> bool:
    """Whether a stretch states a quantity with the measure word that a Chinese question has."""
    measure = question.answer.measure
    if measure is None or question.language == "en":
        return False
    return any(q.measure == measure and start <= q.start and q.end <= end for q in analysed.quantities)
