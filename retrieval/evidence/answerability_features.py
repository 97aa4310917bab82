"""What tells an answered question from one that is not: features, by name, of the best passage and its best
sentence."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from retrieval.answer import Check
from retrieval.evidence.constraints.table import Settled
from retrieval.evidence.subjects.pinyin import KINDS
from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import Question
from retrieval.question.concepts import Concept
from retrieval.question.demands import is_figure
from retrieval.question.named_things import NamedThing, named_things
from retrieval.ranking.candidate import Candidate, best_sentence
from retrieval.ranking.query import Query
from retrieval.text.tokens import grams

WIDEST_MARGIN = 5.0
"""Score by which the best passage is ahead of the next beyond which it tells nothing more: in a small library the next
is about something else altogether."""

_TOLD = ("quantity", "date", "person", "name")
"""Kinds of answer that a form tells."""


def signals(query: Query, settled: Settled) -> dict[str, float]:
    """The features of the judgement of candidates that were held against the question's demands, at least one."""
    ranked = settled.ranked
    question, matcher, term_weights = query.question, query.matcher, query.term_weights
    best = ranked[0]
    sentence = best_sentence(best)
    f, s = best.features, sentence.features
    absent = matcher.missing([best.reading, best.context])
    unsaid = matcher.missing([matcher.read(best.passage.text[sentence.start : sentence.end]), best.context])
    weight = sum(matcher.weights) or 1.0
    cosines = np.array([candidate.features["window"] for candidate in ranked])
    ours = [c for c in ranked if c.features["ours"]]
    theirs = [c for c in ranked if c.features["theirs"]]
    told = question.answer.kind in _TOLD
    names = unknown_names(question, term_weights)
    absent_names = matcher.absent_names([best.reading, best.context])
    figures = any(is_figure(q) for q in question.quantities)
    return {
        "one": 1.0,
        "known": matcher.known,
        "words": f["words"],
        "rarest": f["rarest"],
        "asked": matcher.match(best.reading).asked,
        "pairs": f["pairs"],
        "said": f["sentence"],
        "sentence words": s["words"],
        "sentence pairs": s["pairs"],
        "sentence asked": s["asked"],
        "sentence rarest": s["rarest"],
        "score": best.score / 10,
        "absent": sum(absent) / weight,
        "absent heaviest": max(absent, default=0.0) / term_weights.most,
        "unsaid": sum(unsaid) / weight,
        "whole": f["whole"] - 0.85,
        "window": f["window"] - 0.85,
        "sentence window": s["narrow"] - 0.85,
        "stands out": float((cosines[0] - cosines.mean()) / (cosines.std() + 1e-3)),
        "numbers missing": (1.0 - f["numbers"]) * figures,
        "other year": s["other year"],
        "no such year": float(bool(question.years) and not s["same year"] and not s["other year"]),
        "ours": f["ours"],
        "theirs says more": _best_said(theirs) - _best_said(ours) if ours and theirs else 0.0,
        "unknown name": float(bool(names)),
        "absent name": float(bool(absent_names)),
        "figure found": f["numbers"] * figures,
        "person missing": float(question.answer.kind == "person" and not f["answering"]),
        "wanted missing": float(told and not f["answering"]),
        "near": s["near"] * told,
        "measure missing": float(
            question.answer.measure is not None and question.language != "en" and not f["measure"]
        ),
        "margin": min(WIDEST_MARGIN, best.score - ranked[1].score) if len(ranked) > 1 else 0.0,
        "read": best.answers.margin if best.answers else 0.0,
        "read there": s.get("read", 0.0),
        **_silent(settled.table),
    }


def _silent(table: Sequence[Check]) -> dict[str, float]:
    """Of each demand whether the passage is silent about it."""
    silent = {check.demand for check in table if check.state == "silent"}
    return {f"silent {demand}": float(demand in silent) for demand in ("whose", "when", "measure", "office")}


def _best_said(candidates: Sequence[Candidate]) -> float:
    return max((c.features["sentence"] for c in candidates), default=0.0)


def unknown_things(query: Query) -> list[str]:
    """The places, institutions and works that a question names by a name of which the library has not all pairs of
    characters, as they are written in it."""
    text, weights = query.question.text, query.term_weights
    return [
        text[thing.start : thing.end]
        for thing in named_things(query.question.folded)
        if not _all_occur(_pairs(thing.name), weights) and not _joined(query.question.folded, thing, weights)
    ]


def _all_occur(pairs: Iterable[str], weights: TermWeights) -> bool:
    return all(weights.occurs("grams", pair) or weights.occurs("context", pair) for pair in pairs)


def _joined(folded: str, thing: NamedThing, weights: TermWeights) -> bool:
    """Whether the name that a question begins with is two that the library has, the first without the word for what it
    is: 青山石桥镇 for 石桥镇 in 青山县."""
    whole = folded[: thing.end]
    return len(whole) <= _LONGEST_JOINED and any(
        _all_occur(grams(whole[:at] + division), weights) and _all_occur(grams(whole[at:]), weights)
        for at in range(2, len(whole) - 1)
        for division in _DIVISIONS
    )


_LONGEST_JOINED = 8
_DIVISIONS = "省市县区州"


def _pairs(name: str) -> list[str]:
    """The pairs of characters of a name; without the one across two words of which the second is of many names
    (澜川人民), and without a stage behind it (望海二期)."""
    match = _OF_MANY.fullmatch(name)
    return [*grams(match["place"]), *grams(match["common"] or "")] if match else list(grams(name))


_OF_MANY = re.compile(
    r"(?P<place>.{2,}?)(?:(?P<common>人民|中心|中医|妇幼(?:保健)?|儿童|实验|职业技术|第[一二三四五六七八九十])|[一二三四五六\d]期)"
)


def unknown_names(question: Question, term_weights: TermWeights) -> list[str]:
    """The names in a question that stand nowhere in the library, as they are written in it."""
    if question.words:
        dates = (question.folded[q.start : q.end] for q in question.quantities if q.date is not None)
        dated = {word for date in dates for word in date.split()}
        return [
            concept.alternatives[0][0]
            for concept in question.concepts
            if concept.proper
            and not _is_kind(concept)
            and concept.alternatives[0][0] not in dated
            and not any(term_weights.occurs("words", word) for word, _ in concept.alternatives)
            and not (concept.sounds and all(term_weights.occurs("pinyin", pair) for pair in concept.sounds))
        ]
    return [
        concept.alternatives[0][0]
        for concept in question.concepts
        if concept.proper and not all(term_weights.occurs("grams", pair) for pair in grams(concept.alternatives[0][0]))
    ]


_SURE = 0.75
"""Score of a translation by which a word is taken to mean that."""


def _is_kind(concept: Concept) -> bool:
    """Whether a capitalised word says what a named thing is (County, River) and does not name it: one that means a
    single character, as no name does."""
    translated = concept.alternatives[1:]
    return concept.alternatives[0][0] in KINDS or any(len(form) == 1 and score >= _SURE for form, score in translated)
