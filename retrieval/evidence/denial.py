"""Whether a passage says of what is asked that it is not so: 没有一家停产 answers how many stopped."""

from retrieval.document import Span
from retrieval.evidence.figures.rates import is_other_rate, rate_asked
from retrieval.numbers import Quantity, same
from retrieval.question.negation import clauses, denials
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

COUNTABLE = ("quantity", "person", "name", "body", "which", "place")
"""Kinds of answer that a clause can say there is none of."""


def denied(query: Query, candidate: Candidate, stretch: Span) -> bool:
    """Whether the clause of a stretch of a passage that says most of a question says that it is not so, and states no
    figure of the kind asked for."""
    folded = candidate.reading.analysed.folded
    denying = others = 0.0
    for span in clauses(folded, *stretch):
        said = says(query, candidate, span)
        if not denies(query, candidate, span):
            others = max(others, said)
        elif not figures_of(query, candidate, span):
            denying = max(denying, said)
    return denying > others


def denies(query: Query, candidate: Candidate, span: Span) -> bool:
    """Whether a clause of a candidate denies, with a word that the question does not have, something that it asks."""
    folded = candidate.reading.analysed.folded
    return any(
        folded[span[0] + start : span[0] + end] not in query.question.folded
        and says(query, candidate, (span[0] + end, span[1])) > 0
        for start, end in denials(folded[slice(*span)])
    )


def says(query: Query, candidate: Candidate, span: Span) -> float:
    """How much of a question a clause says."""
    match = query.matcher.match(candidate.reading, *span)
    return match.words + match.pairs


def figures_of(query: Query, candidate: Candidate, span: Span) -> list[Quantity]:
    """The figures of the kind asked for that a clause states."""
    asked = query.question.answer
    if asked.kind != "quantity":
        return []
    analysed, rate = candidate.reading.analysed, rate_asked(query.question.folded)
    inside = (q for q in analysed.quantities if span[0] <= q.start and q.end <= span[1])
    return [
        q
        for q in inside
        if q.date is None
        and (not asked.units or q.unit in asked.units or q.unit == "")
        and q.unit not in asked.barred
        and not is_other_rate(rate, analysed.folded, q)
        and not any(same(given, q) for given in query.question.quantities)
    ]


def denying_more(query: Query, candidate: Candidate, than: Span) -> Span | None:
    """The sentence of a candidate with the clause that denies what is asked and says more of the question than all of
    the stretch `than` does; None where there is none."""
    folded = candidate.reading.analysed.folded
    most, found = says(query, candidate, than), None
    for sentence in candidate.sentences:
        for span in clauses(folded, sentence.start, sentence.end):
            if denies(query, candidate, span) and not figures_of(query, candidate, span):
                said = says(query, candidate, span)
                if said > most:
                    most, found = said, (sentence.start, sentence.end)
    return found
