"""Whether a question is answered at all: what must not be answered, and how sure the best passage is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.answer import Reason
from retrieval.evidence.answerability_features import is_figure, signals, unknown_names
from retrieval.numbers import query_tokens, same
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.weights import Situation, contributions, weights

LEAST_CONFIDENCE = 0.12
"""Of the thresholds that `benchmarks.train_ranking` prints, the largest at which, in cross-validation, 96 of 100
answerable questions are kept on each of its sets."""

LEAST_KNOWN = 0.05
"""Share of a question's words under which the library is said to know none of them."""

LEAST_SAID = 0.3
"""Share of a question's words from which on a passage that does not answer it is about the same."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reason` is None when the question is answered. `missing` is what was looked for in vain, as it was written.
    `confidence` is in 0..1. `closest` is the candidate to be shown first where that is not the best: another's
    statement of what was asked. `reasons` are name, value and contribution (to the log-odds) of each feature of the
    confidence, largest contribution first. `certain` is a refusal that does not depend on the confidence."""

    reason: Reason | None
    confidence: float
    missing: str | None = None
    closest: Candidate | None = None
    reasons: tuple[tuple[str, float, float], ...] = ()
    certain: bool = False


def refuse_beforehand(query: Query) -> Judgement | None:
    """The refusal of a question for a figure that the library does not have; None where it must be looked for. No model
    has to run for it."""
    question = query.question
    for asked in question.quantities:
        if is_figure(asked) and not any(query.term_weights.occurs("numbers", token) for token in query_tokens(asked)):
            return Judgement("number_not_found", 0.0, question.text[asked.start : asked.end], certain=True)
    return None


def judge(query: Query, situation: Situation, ranked: Sequence[Candidate]) -> Judgement:
    """Judge a question that is not refused beforehand by its best candidates."""
    if not ranked:
        return Judgement("nothing_relevant", 0.0)
    found = signals(query, ranked)
    weight = weights("confidence", situation)
    reasons = contributions(found, weight)
    confidence = 1 / (1 + math.exp(-sum(added for _, _, added in reasons)))
    doubtful = min(confidence, LEAST_CONFIDENCE)
    theirs = _only_theirs(query, situation, ranked)
    if theirs is not None:
        return Judgement("different_subject", doubtful, None, theirs, reasons, certain=True)
    nothing = query.matcher.known < LEAST_KNOWN and not ranked[0].features["numbers"] and not found["pairs"]
    if confidence >= LEAST_CONFIDENCE and (query.named or not nothing):
        return Judgement(None, confidence, reasons=reasons)
    unknown = unknown_names(query.question, query.term_weights)
    if unknown:
        return Judgement("name_not_found", doubtful, unknown[0], None, reasons)
    closest = _saying_more(found, ranked)
    if closest is not None:
        return Judgement("different_subject", doubtful, None, closest, reasons)
    said = ranked[0].features["words"] > LEAST_SAID and not nothing
    return Judgement("not_stated" if said else "nothing_relevant", doubtful, None, None, reasons)


def _saying_more(found: Mapping[str, float], ranked: Sequence[Candidate]) -> Candidate | None:
    """The candidate of another organization that says more of the question than any of those named do."""
    if found["theirs says more"] <= 0:
        return None
    others = [candidate for candidate in ranked if candidate.features["theirs"]]
    closest = max(others, key=lambda candidate: candidate.features["sentence"])
    return closest if closest.features["words"] > LEAST_SAID else None


def _only_theirs(query: Query, situation: Situation, ranked: Sequence[Candidate]) -> Candidate | None:
    """The best candidate where, in a library of organizations' statements, what is asked of those named is another's:
    where others state a figure of the question and those do not, or where the best candidate of all is of another. (On
    the two sets of such statements no question was refused by this that is answered there.)"""
    if not (query.named and situation.attributed):
        return None
    for asked in query.question.quantities:
        if is_figure(asked):
            saying = [c for c in ranked if any(same(asked, stated) for stated in c.reading.analysed.quantities)]
            if saying and all(candidate.features["theirs"] for candidate in saying):
                return saying[0]
    return ranked[0] if ranked[0].features["theirs"] else None
