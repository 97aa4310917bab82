"""One question, start to end: what it asks, candidates of both legs, one order, the sentence, the proof, or a
refusal."""

import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from embeddings import Encoder, Extractor
from retrieval.answer import Answer, Contribution, RankedPassage
from retrieval.citation import cite
from retrieval.derived import Indexes
from retrieval.document import Span
from retrieval.extracting import read_best
from retrieval.folding import fold_alike, whole_vectors
from retrieval.highlight import closing, highlight
from retrieval.judgement import judge
from retrieval.latest import latest_first
from retrieval.learned import Situation
from retrieval.lexical import Term
from retrieval.matching import Matcher
from retrieval.mentions import named_in
from retrieval.named import Names
from retrieval.narrowing import EVERYTHING, Narrowing, named_documents, narrowed
from retrieval.numbers import query_tokens
from retrieval.question import Question, understand
from retrieval.ranking import (
    SHORTLIST,
    Candidate,
    Evidence,
    attributed,
    best_sentence,
    explain,
    probabilities,
    rank,
    vector_of,
)
from retrieval.short_answer import short_answer
from retrieval.statistics import Statistics
from retrieval.store import StoredPassage, passages_by_id
from retrieval.vectors import Vectors
from retrieval.windows import stored_windows

CANDIDATES = 50
"""Passages taken from each leg."""


@dataclass(frozen=True, slots=True)
class Models:
    """What reads: the encoder texts for searching, the extractor the best passages for their answers."""

    encoder: Encoder
    extractor: Extractor


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is searched: the indexes of one generation, each organization's passages by id, what organizations go by,
    and the documents by title."""

    indexes: Indexes
    organizations: Mapping[str, tuple[int, ...]]
    names: Names
    titles: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the library understands it: `named` are the organizations of the library that it names."""

    question: Question
    named: frozenset[str]
    aliases: frozenset[str]
    matcher: Matcher
    statistics: Statistics


def ask_of(question: Question, snapshot: Snapshot) -> Asked:
    """Understand a question with what the library knows: its organizations and how rare its words are."""
    statistics = Statistics(snapshot.indexes.lexical)
    names = snapshot.names
    named = named_in(question, names)
    left_out = frozenset(form for name in named for form in names.forms(name))
    return Asked(question, named, left_out, Matcher(question, statistics, left_out), statistics)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The candidates for an answer, what both legs say of them, and by id the passages that say the same as one."""

    passages: list[StoredPassage]
    evidence: Evidence
    alike: Mapping[int, Sequence[StoredPassage]]


def gather(
    db: sqlite3.Connection, snapshot: Snapshot, asked: Asked, vector: Vectors, among: frozenset[int] | None = None
) -> Gathered:
    """The passages that either leg finds, in all the library or `among` these ids, and among those of the organizations
    named."""
    lexical = snapshot.indexes.lexical.search(_terms(asked), 4 * CANDIDATES, among)
    ours = {number for name in asked.named for number in snapshot.organizations[name]}
    ours = ours if among is None else ours & among
    ids = {*list(lexical)[:CANDIDATES], *(number for number in lexical if number in ours)}
    ids.update(_dense(snapshot, vector, among))
    if ours:
        ids.update(_dense(snapshot, vector, ours))
    passages = passages_by_id(db, ids)
    cosines: dict[int, dict[Span, float]] = {number: {} for number in passages}
    windows = stored_windows(db, passages)
    for number, stretch, window in windows:
        cosines[number][stretch] = float(window @ vector)
    folded = fold_alike(list(passages.values()), whole_vectors(windows, passages))
    return Gathered(
        [passage for passage, _ in folded],
        Evidence(lexical, cosines, asked.named, asked.aliases, asked.question, attributed(list(passages.values()))),
        {passage.id: others for passage, others in folded},
    )


def _dense(snapshot: Snapshot, vector: Vectors, among: Collection[int] | None) -> list[int]:
    ids = None if among is None else sorted(among)
    return list(snapshot.indexes.vectors.search(vector, CANDIDATES, ids))


def _terms(asked: Asked) -> list[list[Term]]:
    question = asked.question
    terms = [
        [Term("words", word, score) for word, score in c.alternatives]
        + [Term("context", word, 0.5 * score) for word, score in c.alternatives]
        + [Term("pinyin", pair) for pair in c.sounds]
        for c in question.concepts
    ]
    terms += [[Term("grams", pair)] for pair in question.pairs]
    terms += [[Term("numbers", token) for token in query_tokens(asked_for)] for asked_for in question.quantities]
    return terms


def answer(
    db: sqlite3.Connection,
    snapshot: Snapshot,
    models: Models,
    text: str,
    k: int,
    started: float,
    narrowing: Narrowing = EVERYTHING,
    explained: bool = False,
) -> Answer:
    """Answer the question `text` with at most `k` passages out of a part of the library, or of the documents that it
    names by their titles. `started` is when, by `time.perf_counter`, it was asked; `explained` adds the reasons. Raises
    UnknownId, UsageError for a part that there is not."""
    question = understand(text)
    among = narrowed(db, snapshot.names, narrowing, named_documents(question.folded, snapshot.titles))
    if question.empty:
        times = _times(started, 0, 0, 0)
        return Answer(
            text, question.language, False, "empty_question", None, 0.0, (), None, times, () if explained else None
        )
    asked = ask_of(question, snapshot)
    at_embedding = time.perf_counter()
    vector = vector_of(models.encoder.encode_queries([question.text]))
    at_search = time.perf_counter()
    gathered = gather(db, snapshot, asked, vector, among)
    at_ranking = time.perf_counter()
    ranked = rank(gathered.passages, asked.matcher, gathered.evidence, max(SHORTLIST, k))
    ranked = read_best(ranked, gathered.evidence, asked.statistics, models.extractor)
    judgement = judge(gathered.evidence, asked.matcher, asked.statistics, ranked)
    ranked = latest_first(ranked, question)
    if judgement.closest is not None:
        ranked.sort(key=lambda candidate: candidate is not judgement.closest)
    likely = zip(ranked[:k], probabilities(ranked), strict=False)
    situation = gathered.evidence.situation
    marked = [_marked(candidate, asked) for candidate in ranked[:k]]
    shown = tuple(
        _ranked_passage(db, place, c, gathered.alike[c.passage.id], likelihood, span, situation, explained)
        for place, ((c, likelihood), span) in enumerate(zip(likely, marked, strict=True), 1)
    )
    reasons = _contributions(judgement.reasons) if explained else None
    return Answer(
        question=text,
        language=question.language,
        answered=judgement.reason is None,
        reason=judgement.reason,
        answer=_short(asked, ranked[0], marked[0], shown[0]) if judgement.reason is None else None,
        confidence=judgement.confidence,
        passages=shown,
        missing=judgement.missing,
        milliseconds=_times(
            started, at_search - at_embedding, at_ranking - at_search, time.perf_counter() - at_ranking
        ),
        reasons=reasons,
    )


def _times(started: float, embed: float, search: float, rank: float) -> dict[str, float]:
    seconds = {"total": time.perf_counter() - started, "embed": embed, "search": search, "rank": rank}
    return {name: 1000 * value for name, value in seconds.items()}


def _ranked_passage(
    db: sqlite3.Connection,
    place: int,
    candidate: Candidate,
    alike: Sequence[StoredPassage],
    likelihood: float,
    marked: Span,
    situation: Situation,
    explained: bool,
) -> RankedPassage:
    passage, (start, end) = candidate.passage, marked
    reasons = _contributions(explain(candidate, situation)) if explained else None
    return RankedPassage(place, likelihood, passage.text, passage.text[start:end], cite(db, passage, alike), reasons)


def _marked(candidate: Candidate, asked: Asked) -> Span:
    """The stretch of a candidate's text to mark."""
    passage, sentence = candidate.passage, best_sentence(candidate)
    if candidate.features["byline"]:
        return closing(passage.text)
    return highlight(passage.text, passage.sentences, (sentence.start, sentence.end), asked.matcher, candidate.answers)


def _short(asked: Asked, best: Candidate, marked: Span, shown: RankedPassage) -> str | None:
    text, found = best.passage.text, best.answers
    return short_answer(asked.question, asked.named, asked.statistics, text, marked, found, shown.citation)


def _contributions(reasons: Iterable[tuple[str, float, float]]) -> tuple[Contribution, ...]:
    return tuple(Contribution(*reason) for reason in reasons)
