"""All demands of a question held against a passage, and which passages are left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answer import Check
from retrieval.document import Span
from retrieval.evidence.constraints.attribute import attribute
from retrieval.evidence.constraints.change import change
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.constraints.given import given
from retrieval.evidence.constraints.kind import kind
from retrieval.evidence.constraints.measure import measure
from retrieval.evidence.constraints.negated import negated
from retrieval.evidence.constraints.office import holding, office
from retrieval.evidence.constraints.owner import owner
from retrieval.evidence.constraints.statement import statement
from retrieval.evidence.constraints.when import when
from retrieval.evidence.constraints.whose import whose
from retrieval.evidence.denial import COUNTABLE, denying_more
from retrieval.evidence.figures.bases import base
from retrieval.evidence.figures.joint import joint
from retrieval.evidence.figures.own_part import in_own_part
from retrieval.evidence.figures.totals import in_total
from retrieval.evidence.rows.column import column
from retrieval.evidence.rows.empty_cell import empty_cell
from retrieval.evidence.rows.untold import untold
from retrieval.evidence.rows.which_row import which_row
from retrieval.evidence.subjects.body import body
from retrieval.evidence.subjects.bound import bound
from retrieval.evidence.subjects.coded import coded
from retrieval.evidence.subjects.numbered import numbered
from retrieval.evidence.subjects.person import person
from retrieval.evidence.subjects.predecessor import predecessor
from retrieval.evidence.subjects.quoted import quoted
from retrieval.evidence.subjects.translated import translated
from retrieval.question.demands import Demands, demands_of
from retrieval.ranking.candidate import Candidate, SentenceMatch, best_sentence
from retrieval.ranking.query import Query

_HELD = (
    whose, which_row, body, bound, coded, numbered, person, predecessor, quoted, translated, owner, when, measure, base,
    statement, joint, in_total, in_own_part, negated, change, column, empty_cell, untold, attribute, office, given,
    kind,
)  # fmt: skip
"""What is demanded, in the order in which a contradiction is told."""

LOOKED_AT = 8
"""Candidates among which one is looked for that contradicts nothing."""

AS_MUCH = 0.8
"""Share of what the best sentence says of the question that another must say to take its place."""


def checks(
    query: Query, demands: Demands, candidate: Candidate, sentence: Span, beside: Sequence[Candidate] = ()
) -> tuple[Check, ...]:
    """The table of a question's demands for a sentence of a candidate, which was chosen from those `beside` it."""
    evidence = Evidence(query, demands, candidate, sentence, beside)
    return tuple(check for of in _HELD for check in of(evidence))


@dataclass(frozen=True, slots=True)
class Settled:
    """Candidates in the order in which they may answer, what the first was checked for, and the demand that none that
    says as much fulfils; None where the first contradicts nothing."""

    ranked: Sequence[Candidate]
    table: tuple[Check, ...]
    contradiction: Check | None


def settle(query: Query, ranked: Sequence[Candidate]) -> Settled:
    """Hold the best candidate against what a question demands; where it contradicts that, put the next one first that
    meets it and says as much of the question."""
    demands = demands_of(query.question)
    ranked = _stating_first(query, ranked)
    first = _better_said(query, demands, ranked[0])
    ranked = [first, *ranked[1:]]
    table = checks(query, demands, first, _span(best_sentence(first)), ranked)
    against = contradicted(table)
    if against is None:
        return Settled(ranked, table, None)
    least = AS_MUCH * said(best_sentence(first))
    for candidate in ranked[:LOOKED_AT]:
        for sentence in candidate.sentences:
            if said(sentence) < least and not (candidate is first and _goes_on(first, sentence)):
                continue
            other = checks(query, demands, candidate, _span(sentence), ranked)
            if contradicted(other) is None and _meets(other, against):
                others = [one for one in ranked if one is not candidate]
                return Settled([_choosing(candidate, sentence), *others], other, None)
    return Settled(ranked, table, against)


def _stating_first(query: Query, ranked: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates; where it is asked what a figure is of, those that state it first, each with the sentence that
    does, whatever else they say."""
    stating = [one for one in ranked if one.features["numbers"] >= 1]
    if query.question.answer.kind != "figure" or not stating:
        return ranked
    others = [one for one in ranked if one not in stating]
    return [*(_choosing(one, max(one.sentences, key=_numbers_and_score)) for one in stating), *others]


def _numbers_and_score(sentence: SentenceMatch) -> tuple[float, float]:
    return sentence.features["numbers"], sentence.score


def _better_said(query: Query, demands: Demands, candidate: Candidate) -> Candidate:
    """The candidate, with its best sentence that which names the holder of the office asked for, or that which denies
    what is asked and says more of it."""
    held = holding(query, candidate, demands.offices)
    if held is not None:
        there = next((one for one in candidate.sentences if one.start <= held[0] and held[1] <= one.end), None)
        return candidate if there is None else _choosing(candidate, there)
    if query.question.answer.kind not in COUNTABLE or demands.negated or demands.whether:
        return candidate
    found = denying_more(query, candidate, _span(best_sentence(candidate)))
    chosen = next((sentence for sentence in candidate.sentences if _span(sentence) == found), None)
    return candidate if chosen is None else _choosing(candidate, chosen)


def said(sentence: SentenceMatch) -> float:
    """How much of a question a sentence says."""
    return sentence.features["words"] + sentence.features["pairs"] + sentence.features["numbers"]


def _goes_on(first: Candidate, sentence: SentenceMatch) -> bool:
    """Whether a sentence goes on, behind a semicolon, with what the best one of its passage begins:
    博士30万元;硕士8万元."""
    best = best_sentence(first)
    between = first.reading.analysed.folded[best.end - 1 : sentence.start].strip()
    return sentence.start >= best.end and between == ";"


def _meets(table: Sequence[Check], against: Check) -> bool:
    """Whether the demand that is contradicted elsewhere is met."""
    return any(
        check.state == "met" for check in table if (check.demand, check.wanted) == (against.demand, against.wanted)
    )


def _choosing(candidate: Candidate, chosen: SentenceMatch) -> Candidate:
    """A candidate of which this sentence answers best."""
    most = max(sentence.score for sentence in candidate.sentences)
    if chosen.score >= most:
        return candidate
    better = replace(chosen, score=most + 1.0)
    sentences = tuple(better if sentence is chosen else sentence for sentence in candidate.sentences)
    return replace(candidate, sentences=sentences)


def _span(sentence: SentenceMatch) -> Span:
    return sentence.start, sentence.end


def contradicted(table: Sequence[Check]) -> Check | None:
    """The first demand that is contradicted, None where none is."""
    return next((check for check in table if check.state == "contradicted"), None)
