"""Whether a question is answered at all: what must not be answered, and how sure the best passage is."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from embeddings import AnswerReader
from retrieval.answer import Check, Reason
from retrieval.evidence.answerability_features import signals, unknown_names, unknown_things
from retrieval.evidence.constraints.table import settle
from retrieval.evidence.denial import denied
from retrieval.evidence.rows.asked_cell import asked_cell
from retrieval.extraction.verifying import Claim, Verified, verified
from retrieval.numbers import query_tokens, same
from retrieval.question.demands import is_figure
from retrieval.question.named_things import named_things
from retrieval.ranking.candidate import Candidate, best_sentence
from retrieval.ranking.query import Query
from retrieval.ranking.weights import Situation, contributions, weights

LEAST_CONFIDENCE, LEAST_VERIFIED = 0.3, 0.4
"""Confidence from which on a question is answered, and the same of what was verified in Chinese, where the verifier's
word counts most. Nothing right is lost by them on the page and the reports. Over eight sets of strangers' questions
(`benchmarks/strangers`) 43 of the 48 answers in Chinese from .2 to .4 were wrong, and 17 of the 26 in English."""

SURE_CONFIDENCE = 0.88
"""Confidence from which on an answer counts as sure; between LEAST_CONFIDENCE and this it is `perhaps` one. From here
on 87 of 88 answers are right on the page and as many on the reports, and .90 on the strangers' sets that nothing was
learned on (j to m); from .8 to here .70 were on those, which is too few."""

LEAST_UNREAD, SURE_UNREAD = 0.4, 0.9
"""The same two where no passage was read. At .4 more of what is not stated is refused than at .3 (page .83 from .77,
reports .93 from .73), and about as much is kept (.95 and .97 from .96 and .97 of what is answered rightly). From .9 on
.98 of the page's answers are right, .98 of the reports' and all of XQuAD's; from .8 to there .87, .97 and .70."""

AGAINST = 0.05
"""Confidence at most of an answer that something speaks against: on the page and the reports none of 20 was right."""

DOUBT = 0.01
"""How far below a sure answer's confidence one stays whose passage does not say whose or of when it is, or tells no
reason in so many words, where that is asked: 6 of 200 right answers on the page and the reports do."""

LEAST_KNOWN = 0.05
"""Share of a question's words under which the library is said to know none of them."""

LEAST_SAID = 0.3
"""Share of a question's words from which on a passage that does not answer it is about the same."""

LONG = 150
"""Characters of a sentence from which on its length counts no more."""

_MENTIONED = re.compile(r"提[到及]|谈[到及]|\bmention")
"""By what it is asked who speaks of something."""

Reasons = tuple[tuple[str, float, float], ...]
"""Name, value and contribution (to the log-odds) of each feature of a confidence."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reason` is None when the question is answered. `missing` is what was looked for in vain, as it was written,
    `instead` what the best passage has in its place. `confidence` is in 0..1. `ranked` are the candidates in the order
    in which they are shown: the one that answers first, or else what came closest. `reasons` are those of the
    confidence, largest contribution first; `checks` what the question demands, held against the best passage. `certain`
    is a refusal that does not depend on the confidence, `sure` the confidence from which on an answer counts
    as that."""

    reason: Reason | None
    confidence: float
    ranked: Sequence[Candidate] = ()
    missing: str | None = None
    instead: str | None = None
    reasons: Reasons = ()
    checks: tuple[Check, ...] = ()
    certain: bool = False
    sure: float = SURE_CONFIDENCE

    @property
    def doubted(self) -> bool:
        """Whether it is answered, and not surely."""
        return self.reason is None and self.confidence < self.sure


def refuse_beforehand(query: Query) -> Judgement | None:
    """The refusal of a question for a figure or a name that the library does not have; None where it must be looked
    for. No model has to run for it."""
    question = query.question
    for asked in question.quantities:
        if is_figure(asked) and not any(query.term_weights.occurs("numbers", token) for token in query_tokens(asked)):
            return Judgement("number_not_found", 0.0, missing=question.text[asked.start : asked.end], certain=True)
    unknown = unknown_things(query)
    return Judgement("name_not_found", 0.0, missing=unknown[0], certain=True) if unknown else None


def judge(
    query: Query, situation: Situation, ranked: Sequence[Candidate], reader: AnswerReader | None = None
) -> Judgement:
    """Judge a question that is not refused beforehand by its best candidates; `reader`, where there is one, verifies
    what would be answered."""
    if not ranked:
        return Judgement("nothing_relevant", 0.0)
    settled = settle(query, ranked)
    ranked = settled.ranked
    found = signals(query, settled)
    read = any(candidate.answers is not None for candidate in ranked)
    reasons = contributions(found, weights("confidence" if read else "confidence unread", situation))
    least, sure = (LEAST_CONFIDENCE, SURE_CONFIDENCE) if read else (LEAST_UNREAD, SURE_UNREAD)
    judged = Judgement(None, _share(reasons), ranked, reasons=reasons, checks=settled.table, sure=sure)
    against_it = replace(judged, confidence=min(judged.confidence, AGAINST))
    theirs = _only_theirs(query, situation, ranked)
    if theirs is not None:
        return replace(against_it, reason="different_subject", ranked=_first(theirs, ranked), certain=True)
    against = settled.contradiction
    if against is not None:
        return replace(against_it, reason=against.reason, missing=against.wanted, instead=against.found, certain=True)
    nothing = query.matcher.known < LEAST_KNOWN and not ranked[0].features["numbers"] and not found["pairs"]
    answered = judged.confidence >= least and (query.named or not nothing)
    said = verification(query, ranked[0], reader) if answered and reader is not None else None
    if said is not None:
        judged = replace(judged, ranked=(replace(ranked[0], verified=said.spans), *ranked[1:]))
        if verdict_counts(query, ranked[0]):
            reasons = _weighed_anew(reasons, told(said, ranked[0]), situation)
            judged = replace(judged, confidence=_share(reasons), reasons=reasons)
            least = least if situation.english or _names_its_cell(query, ranked[0]) else LEAST_VERIFIED
    if any(check.state == "silent" and check.demand in ("when", "whose", "kind") for check in settled.table):
        judged = replace(judged, confidence=min(judged.confidence, sure - DOUBT))
    if answered and judged.confidence >= least:
        return judged
    refused = replace(judged, confidence=min(judged.confidence, least))
    unknown = unknown_names(query.question, query.term_weights)
    if unknown:
        return replace(refused, reason="name_not_found", missing=unknown[0])
    closest = _saying_more(found, ranked)
    if closest is not None:
        return replace(refused, reason="different_subject", ranked=_first(closest, ranked))
    about = ranked[0].features["words"] > LEAST_SAID and not nothing
    return replace(refused, reason="not_stated" if about else "nothing_relevant")


def _names_its_cell(query: Query, best: Candidate) -> bool:
    """Whether a question names the column of a cell of the row that answers: a row says little to a verifier."""
    sentence = best_sentence(best)
    return asked_cell(query.question, best.passage.text[sentence.start : sentence.end]) is not None


def verdict_counts(query: Query, best: Candidate) -> bool:
    """Whether what a verifier says of the best sentence of a candidate bears on the confidence: where it has learned to
    say so. It has seen nobody answered by a denial or a list, nor asked who only speaks of something."""
    question, sentence = query.question, best_sentence(best)
    if question.answer.kind == "figure" or question.answer.listed or _MENTIONED.search(question.folded):
        return False
    return not denied(query, best, (sentence.start, sentence.end))


def verification(query: Query, best: Candidate, reader: AnswerReader) -> Verified | None:
    """What a verifier says of the best sentence of a candidate; None where the citation answers, whose statement it is
    or who wrote it, or the question leaves no room to read it."""
    asked, sentence, passage = query.question.answer.kind, best_sentence(best), best.passage
    if asked == "author" or best.features["byline"] or (asked == "organization" and passage.organizations):
        return None
    claim = Claim(passage.text, passage.context, passage.sentences, (sentence.start, sentence.end))
    return verified(claim, query.question, query.term_weights, reader)


def told(said: Verified, best: Candidate) -> dict[str, float]:
    """What counts of what a verifier said of the best sentence of a candidate: the log-odds that it answers
    (`verdict`); beside its `length`, for of a long sentence it says less; and one (`verified`)."""
    sentence = best_sentence(best)
    return {"verdict": said.log_odds, "length": min((sentence.end - sentence.start) / LONG, 1.0), "verified": 1.0}


def _weighed_anew(reasons: Reasons, told: Mapping[str, float], situation: Situation) -> Reasons:
    """The reasons of a confidence weighed beside what a verifier told."""
    weight = weights("verified", situation)
    before = tuple((name, value, weight["before"] * added) for name, value, added in reasons)
    return tuple(sorted((*before, *contributions(told, weight)), key=lambda reason: -abs(reason[2])))


def _share(reasons: Reasons) -> float:
    return 1 / (1 + math.exp(-sum(added for _, _, added in reasons)))


def _first(closest: Candidate, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with what came closest first."""
    return [closest, *(candidate for candidate in ranked if candidate is not closest)]


def _saying_more(found: Mapping[str, float], ranked: Sequence[Candidate]) -> Candidate | None:
    """The candidate of another organization that says more of the question than any of those named do."""
    if found["theirs says more"] <= 0:
        return None
    others = [candidate for candidate in ranked if candidate.features["theirs"]]
    closest = max(others, key=lambda candidate: candidate.features["sentence"])
    return closest if closest.features["words"] > LEAST_SAID else None


def _only_theirs(query: Query, situation: Situation, ranked: Sequence[Candidate]) -> Candidate | None:
    """The best candidate where, in a library of organizations' statements, what is asked of those named is another's:
    where others state a figure of the question and those do not, or where the best candidate of all is of another and
    its sentence does not name them. (On the two sets of such statements no question was refused by this that is
    answered there.)"""
    if not (query.named and situation.attributed):
        return None
    for asked in query.question.quantities:
        if is_figure(asked):
            saying = [c for c in ranked if any(same(asked, stated) for stated in c.reading.analysed.quantities)]
            if saying and all(candidate.features["theirs"] for candidate in saying):
                return saying[0]
    return ranked[0] if ranked[0].features["theirs"] and not _names_what_is_asked(query, ranked[0]) else None


def _names_what_is_asked(query: Query, candidate: Candidate) -> bool:
    """Whether the best sentence of a candidate names a place or institution that the question names."""
    sentence = best_sentence(candidate)
    said = candidate.reading.analysed.folded[sentence.start : sentence.end]
    return any(thing.name in said for thing in named_things(query.question.folded))
