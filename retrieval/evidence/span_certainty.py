"""How likely each part of the sentence that answers is to be the short answer, by features, reader and verifier
together, and when that is so certain that rules need not narrow what may be meant."""

import numpy as np

from retrieval.document import Span
from retrieval.evidence.rows.asked_cell import is_row
from retrieval.evidence.span_candidates import Matrix
from retrieval.evidence.span_features import Located, Spans, spans_of
from retrieval.evidence.span_model import LIKELIEST_READ, choose, learned_for, probabilities, said_weights, sort_of
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query

SURELY = 0.8
"""How likely a part of the sentence must be for the rules that narrow what may be meant to be left aside. Over seven
sets of strangers' questions (f to i, k to m) .89 of those from here on are right, and 37 of the 48 where rules,
those that find a figure exactly among them, chose otherwise."""


def likely_spans(query: Query, best: Candidate, marked: Span) -> tuple[Spans, Matrix]:
    """The candidates in the marked stretch of the best passage's text, and how likely each is (candidates,)."""
    question, stretch = query.question, AnalysedText(best.passage.text[slice(*marked)])
    spans = spans_of(question, stretch, query.term_weights, Located(best.answers, best.verified), marked[0])
    if not spans.spans:
        return spans, np.zeros(0)
    weights = learned_for(sort_of(question.answer), question.language)
    said = said_weights(question.language, best.verified is not None)
    return spans, probabilities(spans, weights, said, LIKELIEST_READ.get(question.language, 0.0))


def surely_answers(query: Query, best: Candidate, marked: Span) -> bool:
    """Whether some part of the marked stretch is all but certain to be the short answer."""
    spans, likely = likely_spans(query, best, marked)
    return bool(spans.spans) and is_sure(best, marked, choose(spans, likely)[1])


def is_sure(best: Candidate, marked: Span, certainty: float) -> bool:
    """Whether a candidate of the marked stretch is all but certain; in a row none is, which says too little to a
    verifier."""
    return best.verified is not None and certainty >= SURELY and not is_row(best.passage.text[slice(*marked)])
