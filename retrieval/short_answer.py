"""The shortest thing that answers, out of the sentence that answers or out of its citation."""

from retrieval.answer import Citation
from retrieval.asked_for import asked_for
from retrieval.question import Question
from retrieval.read_text import read_text
from retrieval.span_features import spans_of
from retrieval.span_model import EXACT, choose, learned_for, probabilities
from retrieval.statistics import Statistics

LEAST_LIKELY = 0.2
"""How likely a stretch of the sentence must be to be given as the answer. In cross-validation on the
page and the reports of `benchmarks.train_answers`, of stretches less likely than that about one in four is right."""


def short_answer(
    question: Question, named: frozenset[str], statistics: Statistics, highlight: str, citation: Citation
) -> str | None:
    """What answers `question`, taken from the highlighted sentence or the citation of the best passage, verbatim.

    That is whose statement it is, who wrote it, or the stretch of the sentence that most likely answers; None when
    none is likely, and the sentence itself is the answer. `named` are the organizations that the question names.
    """
    asked = asked_for(question)
    if question.kind == "organization":
        owner = next((name for name in citation.organizations if name not in named), None)
        if owner is not None:
            return owner
    if question.kind == "author" and citation.author is not None:
        return citation.author
    found = spans_of(question, asked, read_text(highlight), statistics)
    if not found.spans:
        return None
    likely = probabilities(found, learned_for(asked.sought, question.language))
    best, certainty = choose(found, likely, asked.sought in EXACT)
    start, end = found.spans[best]
    return highlight[start:end].strip() if certainty >= LEAST_LIKELY else None
