"""The shortest thing that answers, out of the sentence that answers or out of its citation."""

from retrieval.answer import Citation
from retrieval.document import Span
from retrieval.evidence.span_features import spans_of
from retrieval.evidence.span_model import EXACT, choose, learned_for, probabilities
from retrieval.extraction.span_probabilities import AnswerSpans
from retrieval.extraction.text_analysis import read_text
from retrieval.indexes.term_weights import TermWeights
from retrieval.question.analysis import Question
from retrieval.question.answer_type import answer_type

LEAST_LIKELY = 0.2
"""How likely a stretch of the sentence must be to be given as the answer. In cross-validation on the
page and the reports of `benchmarks.train_answers`, of stretches less likely than that about one in four is right."""


def short_answer(
    question: Question,
    named: frozenset[str],
    term_weights: TermWeights,
    text: str,
    highlight: Span,
    found: AnswerSpans | None,
    citation: Citation,
) -> str | None:
    """What answers `question`, taken from the highlighted stretch of the best passage's `text` or from its citation,
    verbatim.

    That is whose statement it is, who wrote it, or the words of the stretch that most likely answer; None when none are
    likely, and the sentence itself is the answer. `named` are the organizations that the question names, `found` is
    what the extractor says of the passage.
    """
    asked = answer_type(question)
    if question.kind == "organization":
        owner = next((name for name in citation.organizations if name not in named), None)
        if owner is not None:
            return owner
    if question.kind == "author" and citation.author is not None:
        return citation.author
    first, last = highlight
    spans = spans_of(question, asked, read_text(text[first:last]), term_weights, found, first)
    if not spans.spans:
        return None
    likely = probabilities(spans, learned_for(asked.sought, question.language))
    best, certainty = choose(spans, likely, asked.sought in EXACT)
    start, end = spans.spans[best]
    return text[first + start : first + end].strip() if certainty >= LEAST_LIKELY else None
