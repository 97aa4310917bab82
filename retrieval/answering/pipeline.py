"""One question, start to end: candidates, one order, the sentence, the proof, or a refusal."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from embeddings import AnswerReader, Encoder
from retrieval.answer import STEPS, Answer, Contribution, RankedPassage, Reason
from retrieval.citation.citing import cite
from retrieval.document import Span
from retrieval.evidence.answerability import judge, refuse_beforehand
from retrieval.evidence.figures.whole_figure import whole_figure
from retrieval.evidence.highlighting import closing, highlight
from retrieval.evidence.pointing import pointed
from retrieval.evidence.short_answer import short_answer
from retrieval.question.analysis import Question
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.ranker import SHORTLIST, explain, probabilities, rank, vector_of
from retrieval.ranking.recency import latest_first
from retrieval.ranking.reranking import read_best
from retrieval.search.candidates import CANDIDATES, Gathered, Snapshot, gather, query_of
from retrieval.search.filters import EVERYTHING, Filter, named_documents, passages_within
from retrieval.storage.database import Progress, silent
from retrieval.storage.documents import facts_of


@dataclass(frozen=True, slots=True)
class Models:
    """What reads: the encoder texts for searching, the reader the best passages for their answers; None where they are
    not to be read."""

    encoder: Encoder
    reader: AnswerReader | None


@dataclass(frozen=True, slots=True)
class Resources:
    """What a question is answered from: one generation of a library, and the models."""

    db: Connection
    snapshot: Snapshot
    models: Models


@dataclass(frozen=True, slots=True)
class Request:
    """How a question is to be answered: with at most `k` passages, out of a part of the library, with the reasons if
    `explained`. `started` is when, by `time.perf_counter`, it was asked; `progress` is told how far it has come where
    many organizations are asked."""

    k: int = 5
    within: Filter = EVERYTHING
    explained: bool = False
    started: float = field(default_factory=time.perf_counter)
    progress: Progress = silent


def answer(resources: Resources, question: Question, request: Request) -> Answer:
    """Answer a question out of a part of the library, or of the documents that it names by their titles.

    What no model is needed for to refuse is refused before one runs. Raises UnknownId, UsageError for a part that there
    is not.
    """
    db, snapshot, models = resources.db, resources.snapshot, resources.models
    titled = named_documents(question.folded, snapshot.titles)
    among = passages_within(db, snapshot.names, snapshot.organizations, request.within, titled)
    if question.empty or among == frozenset():
        return _refused(question, "empty_question" if question.empty else "nothing_relevant", request)
    query = query_of(question, snapshot)
    refused = refuse_beforehand(query)
    at_embedding = time.perf_counter()
    vector = None if refused else vector_of(models.encoder.encode_queries([question.text]))
    at_search = time.perf_counter()
    gathered = gather(db, snapshot, query, vector, among, each=max(CANDIDATES, request.k))
    at_ranking = time.perf_counter()
    situation = gathered.scores.situation
    ranked = rank(gathered.passages, query, gathered.scores, max(SHORTLIST, request.k))
    at_reading = at_judging = time.perf_counter()
    if refused is None and models.reader is not None:
        ranked = read_best(ranked, query, situation, models.reader)
        at_judging = time.perf_counter()
    judgement = refused or judge(query, situation, ranked, models.reader)
    ranked = list(judgement.ranked) or ranked
    if judgement.reason is None:
        ranked = latest_first(ranked, question)
    marked = [_marked(candidate, query) for candidate in ranked[: request.k]]
    shown = _shown(db, gathered, ranked, marked, request.explained)
    answered = judgement.reason is None
    short = _short(query, ranked[0], marked[0], shown[0]) if answered and models.reader is not None else None
    read = at_judging - at_reading
    ranking = time.perf_counter() - at_ranking - read
    seconds = {"embed": at_search - at_embedding, "search": at_ranking - at_search, "rank": ranking, "read": read}
    return Answer(
        question=question.text,
        language=question.language,
        answered=answered,
        reason=judgement.reason,
        answer=short,
        confidence=judgement.confidence,
        passages=shown,
        missing=judgement.missing,
        instead=judgement.instead,
        doubted=judgement.doubted,
        milliseconds=_milliseconds(request, seconds),
        reasons=_contributions(judgement.reasons) if request.explained else None,
        checks=judgement.checks if request.explained else None,
    )


def _refused(question: Question, reason: Reason, request: Request) -> Answer:
    """A refusal for which nothing had to be looked for."""
    times = _milliseconds(request, dict.fromkeys(STEPS, 0.0))
    reasons = () if request.explained else None
    return Answer(question.text, question.language, False, reason, None, 0.0, (), None, times, reasons)


def _milliseconds(request: Request, seconds: dict[str, float]) -> dict[str, float]:
    total = {"total": time.perf_counter() - request.started}
    return {name: 1000 * value for name, value in (total | seconds).items()}


def _shown(
    db: Connection, gathered: Gathered, ranked: Sequence[Candidate], marked: Sequence[Span], explained: bool
) -> tuple[RankedPassage, ...]:
    """The best candidates with their proof, as many as there are `marked` stretches."""
    shown: list[RankedPassage] = []
    best = [candidate.passage for candidate in ranked[: len(marked)]]
    known = facts_of(db, {one.document for passage in best for one in (passage, *gathered.alike[passage.id])})
    for candidate, likelihood, (start, end) in zip(ranked, probabilities(ranked), marked, strict=False):
        passage = candidate.passage
        reasons = _contributions(explain(candidate, gathered.scores.situation)) if explained else None
        citation = cite(db, passage, gathered.alike[passage.id], (start, end), known)
        rank_ = len(shown) + 1
        shown.append(RankedPassage(rank_, likelihood, passage.text, passage.text[start:end], citation, reasons))
    return tuple(shown)


def _marked(candidate: Candidate, query: Query) -> Span:
    """The stretch of a candidate's text to mark."""
    if candidate.features["byline"]:
        return closing(candidate.passage.text)
    return highlight(candidate, query.matcher)


def _short(query: Query, best: Candidate, marked: Span, shown: RankedPassage) -> str | None:
    found = pointed(query, best, marked)
    if found.stretch is None:
        return None
    if found.exact:
        return best.passage.text[slice(*whole_figure(query.question, best.passage.text, found.stretch))].strip()
    return short_answer(query, best, found.stretch, shown.citation)


def _contributions(reasons: Iterable[tuple[str, float, float]]) -> tuple[Contribution, ...]:
    return tuple(Contribution(*reason) for reason in reasons)
