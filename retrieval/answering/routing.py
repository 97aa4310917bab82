"""Any question, by what it asks for: the documents themselves, a comparison, or one thing."""

from dataclasses import replace

from retrieval.answer import Answer
from retrieval.answering.comparison import compared
from retrieval.answering.document_list import documents_answer
from retrieval.answering.pipeline import Request, Resources, answer
from retrieval.question.analysis import analyse
from retrieval.question.decomposition import comparison
from retrieval.question.intent import asks_for_documents
from retrieval.search.filters import passages_within


def answer_any(resources: Resources, text: str, request: Request) -> Answer:
    """Answer the question `text`, which is taken apart here and passed on.

    A question for the documents is answered with their titles; one that compares is asked of each side alone. Raises
    UnknownId, UsageError for a part that there is not.
    """
    question = analyse(text, resources.snapshot.field_words)
    if asks_for_documents(question):
        among = passages_within(
            resources.db, resources.snapshot.names, resources.snapshot.organizations, request.within, frozenset()
        )
        listed = documents_answer(resources.db, question, request.k, among, request.started)
        if listed is not None:
            return listed
    found = comparison(question, resources.snapshot.names)
    if found is None:
        return replace(answer(resources, question, request), question=text)
    each = [Request(request.k, request.within, request.explained) for _ in found.questions]
    sides = [
        answer(resources, analyse(side, resources.snapshot.field_words), one)
        for side, one in zip(found.questions, each, strict=True)
    ]
    return compared(text, found, sides, request.k)
