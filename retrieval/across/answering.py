"""The answer to a question that is put to many organizations: a table in which each row has its proof."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Connection

from retrieval.across.asked.inquiry import Inquiry
from retrieval.across.choosing import Chosen, Column, choose
from retrieval.across.gathering import Promising, promising
from retrieval.across.nearest import nearest_measure
from retrieval.across.selecting import comparable, ordered, selected
from retrieval.across.stated.statements import Statement, statements
from retrieval.answer import Answer, RankedPassage, Reason, Row, Table
from retrieval.citation.citing import cite
from retrieval.document import Span
from retrieval.numbers import Quantity
from retrieval.question.analysis import Question
from retrieval.question.places.organization_kinds import of_kind
from retrieval.search.candidates import Snapshot
from retrieval.storage.database import Progress, silent

LEAST_ROWS = 2
"""Rows below which a question that may be one for a single fact (which zone … most) is answered as that."""

LONGEST_HIGHLIGHT = 140
"""Characters of the longest highlight (the command line's contract)."""

CONFIDENCE = 0.97
"""Confidence of a row that the surest rules find; set by hand, a little under the share that is right on the
questions over 31 reports that the rules were mended on (.99)."""

READING = "looking"
"""The step whose progress is told."""

_UNIT = re.compile(r"[^\d.,，\s]*\Z")


def answer_across(
    db: Connection,
    snapshot: Snapshot,
    question: Question,
    inquiry: Inquiry,
    *,
    k: int,
    among: frozenset[int] | None,
    started: float,
    progress: Progress = silent,
) -> Answer | None:
    """Answer a question that is put to many organizations, out of all passages or of those `among` these ids, with the
    proof of the first `k` rows as passages. None where it may be meant for one of them, or there is but one in the
    library. `started` is when, by `time.perf_counter`, it was asked; `progress` is told how many were looked at."""
    asked = None if among is None else sorted(among)
    here = [name for name in snapshot.organizations if asked is None or snapshot.organizations.among(name, asked)]
    organizations = _in_scope(inquiry, here)
    if len(organizations) < LEAST_ROWS:
        nobody = inquiry.certain and inquiry.counted and not organizations and len(here) >= LEAST_ROWS
        return _refused(question, inquiry, "name_not_found", started) if nobody else None
    at_search = time.perf_counter()
    found = promising(db, snapshot, inquiry.measure, organizations, among)
    at_reading = time.perf_counter()
    stated: dict[str, list[Statement]] = {}
    for number, name in enumerate(organizations):
        progress(READING, number, len(organizations))
        stated[name] = _stated(snapshot, inquiry, name, found.get(name, ()))
    progress(READING, len(organizations), len(organizations))
    chosen, column = choose(inquiry, stated)
    holding = {one.organization for one in chosen}
    if not chosen or column is None or (not inquiry.certain and len(holding) < LEAST_ROWS):
        if not inquiry.certain or not inquiry.counted:
            return None
        nearest = nearest_measure(db, snapshot, inquiry.measure, among)
        return replace(_refused(question, inquiry, "not_stated", started), instead=nearest)
    rows = ordered(inquiry, chosen, column)
    missing = tuple(name for name in organizations if name not in holding)
    wanted = selected(inquiry, rows, column)
    if inquiry.form == "unstated":
        wanted = list(missing)
    table = _table(db, inquiry, column, rows, wanted=wanted, missing=missing)
    shown = _passages(table, k)
    seconds = {
        "total": time.perf_counter() - started,
        "embed": 0.0,
        "search": at_reading - at_search,
        "rank": time.perf_counter() - at_reading,
        "read": 0.0,
    }
    return Answer(
        question=question.text,
        language=question.language,
        answered=True,
        reason=None,
        answer="、".join(wanted) if wanted else None,
        confidence=sum(row.confidence for row in table.rows) / len(table.rows),
        passages=shown,
        milliseconds={name: 1000 * value for name, value in seconds.items()},
        table=table,
    )


def _in_scope(inquiry: Inquiry, here: Sequence[str]) -> list[str]:
    """Those of the organizations `here` that are asked: those of a kind, or those named."""
    if inquiry.sides:
        return [name for name in here if any(name in side for side in inquiry.sides)]
    return of_kind(inquiry.kind, here)


def _stated(snapshot: Snapshot, inquiry: Inquiry, name: str, passages: Sequence[Promising]) -> list[Statement]:
    forms = snapshot.names.forms(name)
    return [statement for one in passages for statement in statements(inquiry.measure, one, forms)]


def _refused(question: Question, inquiry: Inquiry, reason: Reason, started: float) -> Answer:
    spent = {"total": 1000 * (time.perf_counter() - started), "embed": 0.0, "search": 0.0, "rank": 0.0}
    missing = inquiry.measure.name if reason == "not_stated" else inquiry.called
    return Answer(question.text, question.language, False, reason, None, 0.0, (), missing, spent)


def _table(
    db: Connection,
    inquiry: Inquiry,
    column: Column,
    rows: Sequence[Chosen],
    *,
    wanted: Sequence[str] | None,
    missing: tuple[str, ...],
) -> Table:
    unit, factor = _common_unit([one for one in rows if comparable(column, one)])
    return Table(
        measure=inquiry.measure.name,
        unit=unit,
        rows=tuple(_row(db, one, factor if comparable(column, one) else None, inquiry.years.several) for one in rows),
        selected=None if wanted is None else tuple(wanted),
        missing=missing,
    )


def _common_unit(rows: Sequence[Chosen]) -> tuple[str, Decimal]:
    """The unit of most of the numbers, as it is written with its 万 or 亿, and what a number in it is multiplied by."""
    counts: Counter[tuple[str, Decimal]] = Counter()
    for one in rows:
        number = one.statement.figure.number
        assert number is not None
        counts[_written_unit(one.statement, number), number.factor] += 1
    return counts.most_common(1)[0][0] if counts else ("", Decimal(1))


def _written_unit(statement: Statement, number: Quantity) -> str:
    start = statement.sentence[0]
    text = statement.passage.text[start + number.start : start + number.end]
    found = _UNIT.search(text)
    unit = found[0] if found else ""
    return "%" if unit == "％" else unit


def _row(db: Connection, one: Chosen, factor: Decimal | None, dated: bool) -> Row:
    statement = one.statement
    number = statement.figure.number
    text = statement.passage.text
    marked = _highlight(statement)
    value = None if number is None or factor is None else float(number.value / factor)
    return Row(
        organization=one.organization,
        value=text[slice(*statement.value)],
        number=-abs(value) if value is not None and statement.figure.falls else value,
        text=text,
        highlight=text[slice(*marked)],
        confidence=CONFIDENCE * statement.sure,
        citation=cite(db, statement.passage, (), marked),
        year=statement.when.year if dated else None,
        conflict=one.conflict,
    )


def _highlight(statement: Statement) -> Span:
    """The sentence that states a value or, of a long one, the clauses around it."""
    text = statement.passage.text
    start, end = statement.sentence
    if end - start <= LONGEST_HIGHLIGHT:
        return start, end
    cuts = [start, *(m.end() for m in re.finditer(r"[,，;；:：。、](?!\d)", text[:end]) if m.end() > start), end]
    first = max(cut for cut in cuts if cut <= statement.value[0])
    last = min(cut for cut in cuts if cut >= statement.value[1])
    earlier = [cut for cut in cuts if cut <= first and last - cut <= LONGEST_HIGHLIGHT]
    begin = earlier[0] if earlier else first
    later = [cut for cut in cuts if cut >= last and cut - begin <= LONGEST_HIGHLIGHT]
    return begin, min(later[-1] if later else last, begin + LONGEST_HIGHLIGHT)


def _passages(table: Table, k: int) -> tuple[RankedPassage, ...]:
    """The proof of the first rows that are asked for, each passage once."""
    rows = [row for row in table.rows if table.selected is None or row.organization in table.selected] or table.rows
    once = {row.citation.id: row for row in reversed(rows)}
    first = [row for row in rows if once[row.citation.id] is row][:k]
    return tuple(
        RankedPassage(rank, row.confidence, row.text, row.highlight, row.citation) for rank, row in enumerate(first, 1)
    )
