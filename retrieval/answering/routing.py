"""Any question, by what it asks for: the documents themselves, a comparison, or one thing."""

import time

from sqlalchemy import Connection

from retrieval.answer import Answer
from retrieval.answering.comparison import compared
from retrieval.answering.document_list import documents_answer
from retrieval.answering.pipeline import Models, answer
from retrieval.question.analysis import analyse
from retrieval.question.decomposition import comparison
from retrieval.question.intent import asks_for_documents
from retrieval.search.candidates import Snapshot
from retrieval.search.filters import Filter, passages_within


def answer_any(
    db: Connection,
    snapshot: Snapshot,
    models: Models,
    text: str,
    k: int,
    within: Filter,
    explained: bool,
) -> Answer:
    """Answer the question `text` with at most `k` passages out of a part of the library, with the reasons if
    `explained`.

    A question for the documents is answered with their titles; one that compares is asked of each side alone. Raises
    UnknownId, UsageError for a part that there is not.
    """
    started = time.perf_counter()
    question = analyse(text)
    if asks_for_documents(question):
        among = passages_within(db, snapshot.names, snapshot.organizations, within, frozenset())
        listed = documents_answer(db, question, k, among, started)
        if listed is not None:
            return listed
    found = comparison(question, snapshot.names)
    if found is None:
        return answer(db, snapshot, models, text, k, started, within, explained)
    sides = [answer(db, snapshot, models, side, k, time.perf_counter(), within, explained) for side in found.questions]
    return compared(text, found, sides, k)
