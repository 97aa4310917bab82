"""Questions for the documents themselves: which there are."""

import re
import sqlite3
import time
from pathlib import PurePosixPath

from retrieval.answer import Answer, RankedPassage
from retrieval.citation import cite
from retrieval.question import Question
from retrieval.store import passages_by_id

MOST_LISTED = 20
"""Documents that a short answer names; `…` stands for the others."""

_DOCUMENTS = r"(?:报告|文件|文档|资料|材料|文章)"
_ASKED = re.compile(
    rf"(?:请问|请)?(?:你们?|您|这里|库里|这个?库|资料库|现在|目前|都|里面?|手头|一共)*"
    rf"(?:有|收录了?|收了|存了|能查|可以查|能问|索引了)(?:(?:哪些|哪几[份篇个]|些?什么|多少[份篇个]?|几[份篇个]){_DOCUMENTS})[吗呢啊]?|"
    rf"(?:列出|列一下|看看?|显示)(?:一下)?(?:所有|全部)的?{_DOCUMENTS}|"
    rf"(?:哪些|什么){_DOCUMENTS}(?:可以|能)(?:查|问|用|看)|{_DOCUMENTS}(?:都)?有哪些"
)
_THINGS = r"(?:reports?|documents?|files?|articles?|sources?)"
_ASKED_ENGLISH = re.compile(
    rf"(?:please )?(?:(?:what|which|how many) {_THINGS} (?:do you (?:have|hold|know)|are (?:there|available|indexed|"
    rf"in (?:the|this|your) (?:library|index|collection))|have you(?: got)?|can (?:i|you) (?:ask(?: about)?|search)|"
    rf"does (?:the|this) (?:library|bot) (?:have|hold|contain))|"
    rf"(?:list|show)(?: me)? (?:(?:all|all the|the|your) )?{_THINGS}(?: you have)?)"
)


def asks_for_documents(question: Question) -> bool:
    """Whether a question asks which documents there are, and for nothing in them."""
    asked = question.folded.strip(" ?。.!,，")
    return bool((_ASKED_ENGLISH if question.words else _ASKED).fullmatch(asked))


def documents_answer(
    db: sqlite3.Connection, question: Question, k: int, among: frozenset[int] | None, started: float
) -> Answer | None:
    """The documents of the library, or of a part of it, by title or else by file name, as the short answer; the
    passages are the first of each of the first `k` documents. None where there is no document.

    `started` is when, by `time.perf_counter`, the question was asked.
    """
    rows = db.execute(
        "SELECT MIN(p.id), s.name, COALESCE(d.title, (SELECT MIN(a.headline) FROM articles a WHERE a.document = d.id "
        "HAVING COUNT(*) = 1)), GROUP_CONCAT(p.id) FROM passages p JOIN documents d ON d.id = p.document "
        "JOIN (SELECT document, MIN(name) AS name FROM sources GROUP BY document) s ON s.document = d.id "
        "GROUP BY d.id ORDER BY s.name"
    ).fetchall()
    held = [
        (first, title or PurePosixPath(name).stem)
        for first, name, title, ids in rows
        if among is None or not among.isdisjoint(map(int, ids.split(",")))
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
