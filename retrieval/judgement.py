"""Whether a question is answered at all: what must not be answered, and how sure the best passage is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import rjieba

from retrieval.answer import Reason
from retrieval.learned import weights
from retrieval.matching import Matcher
from retrieval.numbers import Quantity, quantities, query_tokens, same
from retrieval.question import Question
from retrieval.ranking import Candidate
from retrieval.statistics import Statistics
from retrieval.words import fold, grams

LEAST_CONFIDENCE = 0.17
"""Chosen, with the weights of `confidence`, on the sets of `benchmarks.train_ranking`: in cross-validation about 97 of
100 answerable questions are kept."""

LEAST_KNOWN = 0.05
"""Share of a question's words under which the library is said to know none of them."""

SMALL_COUNT = 10
"""Things up to so many are counted by the asker; more are counted by a report."""

_NAME_TAGS = ("nr", "ns", "nt", "nz")
_LOOSE = ("determiner", "ordinal")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reason` is None when the question is answered. `missing` is what was looked for in vain, as it was written.
    `confidence` is in 0..1."""

    reason: Reason | None
    confidence: float
    missing: str | None = None


def judge(
    question: Question, named: frozenset[str], matcher: Matcher, statistics: Statistics, ranked: Sequence[Candidate]
) -> Judgement:
    """Judge a question by what the library has of its quantities and names, and by its best candidate."""
    for asked in question.quantities:
        if _exact(asked) and not any(statistics.occurs("numbers", token) for token in query_tokens(asked)):
            return Judgement("number_not_found", 0.0, question.text[asked.start : asked.end])
    if not ranked:
        return Judgement("nothing_relevant", 0.0)
    found = signals(question, matcher, statistics, ranked)
    confidence = _logistic(found, weights("confidence", question.language))
    if named and any(_only_theirs(asked, ranked) for asked in question.quantities if _exact(asked)):
        return Judgement("different_subject", min(confidence, LEAST_CONFIDENCE))
    if found["nothing known"] and not found["pairs"] and not named:
        return Judgement("nothing_relevant", min(confidence, LEAST_CONFIDENCE))
    if confidence >= LEAST_CONFIDENCE:
        return Judgement(None, confidence)
    unknown = unknown_names(question, statistics)
    if unknown:
        return Judgement("name_not_found", confidence, unknown[0])
    return Judgement("not_stated" if ranked[0].features["words"] > 0.3 else "nothing_relevant", confidence)


def _only_theirs(asked: Quantity, ranked: Sequence[Candidate]) -> bool:
    """Whether a quantity is stated by others than the organizations named, and by none of those."""
    saying = [c for c in ranked if any(same(asked, stated) for stated in quantities(c.passage.text))]
    return bool(saying) and all(candidate.features["theirs"] for candidate in saying)


def _exact(asked: Quantity) -> bool:
    """Whether a quantity is a figure that the answer must state: a day but no month or year, not about so much, and no
    small count of what is asked for ("the three zones")."""
    dated = asked.date is not None and asked.date.day is None
    counts = asked.unit == "item" and asked.value < SMALL_COUNT
    return asked.kind not in _LOOSE and not (asked.approximate or dated or counts)


def signals(
    question: Question, matcher: Matcher, statistics: Statistics, ranked: Sequence[Candidate]
) -> dict[str, float]:
    """What tells an answered question from one that is not."""
    best = ranked[0]
    measured = [asked for asked in question.quantities if _exact(asked)]
    return {
        "one": 1.0,
        "known": matcher.known,
        "nothing known": float(matcher.known < LEAST_KNOWN and best.features["numbers"] == 0),
        "words": best.features["words"],
        "rarest": best.features["rarest"],
        "pairs": best.features["pairs"],
        "said": best.features["sentence"],
        "whole": best.features["whole"] - 0.85,
        "window": best.features["window"] - 0.85,
        "numbers missing": (1.0 - best.features["numbers"]) * bool(measured),
        "dates missing": (1.0 - best.features["numbers"]) * bool(len(question.quantities) > len(measured)),
        "ours": best.features["ours"],
        "theirs": best.features["theirs"],
        "unknown name": float(bool(unknown_names(question, statistics))),
        "wanted missing": float(question.kind in ("quantity", "date", "person") and not _wanted(best)),
        "margin": best.score - ranked[1].score if len(ranked) > 1 else 0.0,
    }


def _wanted(candidate: Candidate) -> bool:
    return any(sentence.features["wanted"] for sentence in candidate.sentences)


def _logistic(features: Mapping[str, float], weight: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weight[name] * value for name, value in features.items())))


def unknown_names(question: Question, statistics: Statistics) -> list[str]:
    """The names in a question that stand nowhere in the library, as they are written in it."""
    if question.words:
        return [
            concept.alternatives[0][0]
            for concept in question.concepts
            if concept.proper
            and not any(statistics.occurs("words", word) for word, _ in concept.alternatives)
            and not (concept.sounds and all(statistics.occurs("pinyin", pair) for pair in concept.sounds))
        ]
    return [
        word
        for word, tag in rjieba.tag(fold(question.text))
        if tag.startswith(_NAME_TAGS)
        and len(word) >= 2
        and not all(statistics.occurs("grams", pair) for pair in grams(word))
    ]
