"""Questions for the documents themselves: which there are."""

import time
from pathlib import PurePosixPath

from sqlalchemy import Connection

from retrieval.answer import Answer, RankedPassage
from retrieval.citation.citing import cite
from retrieval.question.analysis import Question
from retrieval.storage.documents import held_documents
from retrieval.storage.passages import passages_by_id

MOST_LISTED = 20
"""Documents that a short answer names; `…` stands for the others."""


def documents_answer(
    db: Connection, question: Question, k: int, among: frozenset[int] | None, started: float
) -> Answer | None:
    """The documents of the library, or of a part of it, by title or else by file name, as the short answer; the
    passages are the first of each of the first `k` documents. None where there is no document.

    `started` is when, by `time.perf_counter`, the question was asked.
    """
    held = [
        (document.passages[0], document.title or PurePosixPath(document.name).stem)
        for document in held_documents(db)
        if among is None or not among.isdisjoint(document.passages)
    ]
    if not held:
        return None
    first = passages_by_id(db, [number for number, _ in held[:k]])
    shown = tuple(
        RankedPassage(rank, 1 / len(held), passage.text, passage.text[slice(*passage.sentences[0])], cite(db, passage))
        for rank, passage in enumerate((first[number] for number, _ in held[:k]), 1)
    )
    called = [called.replace("\n", " ") for _, called in held]
    listed = "、".join(called[:MOST_LISTED]) + ("…" if len(called) > MOST_LISTED else "")
    spent = {"total": 1000 * (time.perf_counter() - started), "embed": 0.0, "search": 0.0, "rank": 0.0}
    return Answer(question.text, question.language, True, None, listed, 1.0, shown, None, spent)
