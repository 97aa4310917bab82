"""Any question, by what it asks for: the documents themselves, many organizations, a comparison, or one thing."""

from dataclasses import replace

from retrieval.across.answering import answer_across
from retrieval.across.asked.inquiry import inquiry_of
from retrieval.answer import Answer
from retrieval.answering.comparison import compared
from retrieval.answering.document_list import documents_answer
from retrieval.answering.pipeline import Request, Resources, answer
from retrieval.answering.spelling import spelt
from retrieval.question.analysis import Question, analyse
from retrieval.question.decomposition import comparison
from retrieval.question.intent import asks_for_documents
from retrieval.search.filters import passages_within


def answer_any(resources: Resources, text: str, request: Request) -> Answer:
    """Answer the question `text`, which is taken apart here and passed on.

    A question for the documents is answered with their titles, one that is put to many organizations with a table; one
    that compares is asked of each side alone. A place typed by ear is put right, which the answer says, and it is never
    sure. Raises UnknownId, UsageError for a part that there is not.
    """
    question = analyse(text, resources.snapshot.field_words)
    meant = spelt(question, resources.snapshot)
    if meant is not None:
        found = _answered(resources, analyse(meant, resources.snapshot.field_words), request)
        return replace(found, question=text, language=question.language, understood_as=meant, doubted=found.answered)
    return replace(_answered(resources, question, request), question=text)


def _answered(resources: Resources, question: Question, request: Request) -> Answer:
    """The answer to a question by what it asks for."""
    if asks_for_documents(question):
        listed = documents_answer(resources.db, question, request.k, _within(resources, request), request.started)
        if listed is not None:
            return listed
    across = _across(resources, question, request)
    if across is not None:
        return across
    found = comparison(question, resources.snapshot.names)
    if found is None:
        return answer(resources, question, request)
    each = [Request(request.k, request.within, request.explained) for _ in found.questions]
    sides = [
        answer(resources, analyse(side, resources.snapshot.field_words), one)
        for side, one in zip(found.questions, each, strict=True)
    ]
    return compared(question.text, found, sides, request.k)


def _across(resources: Resources, question: Question, request: Request) -> Answer | None:
    """The answer to a question that is put to many organizations, None for any other."""
    inquiry = inquiry_of(question, resources.snapshot.names, resources.snapshot.field_words)
    if inquiry is None:
        return None
    return answer_across(
        resources.db, resources.snapshot, question, inquiry,
        k=request.k, among=_within(resources, request), started=request.started, progress=request.progress,
    )  # fmt: skip


def _within(resources: Resources, request: Request) -> frozenset[int] | None:
    """The ids of the passages that are asked, None for all."""
    snapshot = resources.snapshot
    return passages_within(resources.db, snapshot.names, snapshot.organizations, request.within, frozenset())
