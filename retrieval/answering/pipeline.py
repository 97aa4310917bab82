"""One question, start to end: what it asks, candidates, one order, the sentence, the proof, or a refusal."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from embeddings import Encoder, Extractor
from retrieval.answer import Answer, Contribution, RankedPassage
from retrieval.citation.citing import cite
from retrieval.document import Span
from retrieval.evidence.answerability import judge
from retrieval.evidence.highlighting import closing, highlight
from retrieval.evidence.short_answer import short_answer
from retrieval.question.analysis import analyse
from retrieval.ranking.candidate import Candidate, best_sentence
from retrieval.ranking.ranker import SHORTLIST, explain, probabilities, rank, vector_of
from retrieval.ranking.recency import latest_first
from retrieval.ranking.reranking import read_best
from retrieval.ranking.weights import Situation
from retrieval.search.candidates import Asked, Snapshot, ask_of, gather
from retrieval.search.filters import EVERYTHING, Filter, named_documents, passages_within
from retrieval.storage.passages import StoredPassage


@dataclass(frozen=True, slots=True)
class Models:
    """What reads: the encoder texts for searching, the extractor the best passages for their answers."""

    encoder: Encoder
    extractor: Extractor


def answer(
    db: Connection,
    snapshot: Snapshot,
    models: Models,
    text: str,
    k: int,
    started: float,
    within: Filter = EVERYTHING,
    explained: bool = False,
) -> Answer:
    """Answer the question `text` with at most `k` passages out of a part of the library, or of the documents that it
    names by their titles. `started` is when, by `time.perf_counter`, it was asked; `explained` adds the reasons. Raises
    UnknownId, UsageError for a part that there is not."""
    question = analyse(text)
    titled = named_documents(question.folded, snapshot.titles)
    among = passages_within(db, snapshot.names, snapshot.organizations, within, titled)
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
    ranked = read_best(ranked, gathered.evidence, asked.term_weights, models.extractor)
    judgement = judge(gathered.evidence, asked.matcher, asked.term_weights, ranked)
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
    db: Connection,
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
    return short_answer(asked.question, asked.named, asked.term_weights, text, marked, found, shown.citation)


def _contributions(reasons: Iterable[tuple[str, float, float]]) -> tuple[Contribution, ...]:
    return tuple(Contribution(*reason) for reason in reasons)
