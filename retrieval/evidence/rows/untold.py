"""What no row of a table tells: why something is so, unless a column is for that; of when a date is, by its header."""

import re
from collections.abc import Iterator

from retrieval.answer import Check, State
from retrieval.evidence.constraints.evidence import Evidence
from retrieval.evidence.planned import asks_for_done
from retrieval.evidence.rows.asked_cell import DONE, PLANNED, asked_names, cells, is_row
from retrieval.question.analysis import Question

_REASONS = re.compile("原因|由|备注|说明|情况|问题|依据|目的|行为|事实|内容|意见|结论")
"""Headers under which a reason may stand."""

_BECAUSE = re.compile("因|由于|为了|受.{1,12}影响")
_DATE = re.compile(r"\d{4}[-年/.]\d{1,2}|\d{1,2}月")
_OF_EVERY_DATE = frozenset("日期时间年月份刻截至")


def untold(evidence: Evidence) -> Iterator[Check]:
    """Contradicted where a row is to say why and neither a header nor a cell of it is about reasons, or how much was
    done and its cells are of plans; silent where it is to say when and the question shares no character with the header
    of any date in it."""
    question, row = evidence.query.question, evidence.written
    if not is_row(row):
        return
    if question.answer.kind == "reason":
        told = any(
            (_REASONS.search(name) and value not in question.folded) or _BECAUSE.search(value)
            for name, value in cells(row)
        )
        if not told:
            yield _check(question, "contradicted")
    elif question.answer.kind == "quantity" and asks_for_done(question) and _only_planned(evidence):
        yield _check(question, "contradicted")
    elif question.answer.kind == "date" and not asked_names(question, row, evidence.around):
        dated = [name for name, value in cells(row) if _DATE.search(value)]
        said = _characters(question)
        if dated and not any(said & (set(name) - _OF_EVERY_DATE) for name in dated):
            yield _check(question, "silent")


def _only_planned(evidence: Evidence) -> bool:
    """Whether all cells of a figure, of the years asked about where headers name any, are of what was planned."""
    years = {str(year) for year in evidence.demands.years}
    figures = [name for name, value in cells(evidence.written) if any(character.isdigit() for character in value)]
    ours = [name for name in figures if any(year in name for year in years)] or figures
    return any(map(PLANNED.search, ours)) and not any(map(DONE.search, ours))


def _characters(question: Question) -> set[str]:
    """The characters of a question; of an English one all that its words may mean."""
    if not question.words:
        return set(question.folded)
    return {character for concept in question.concepts for form in concept.meanings for character in form}


def _check(question: Question, state: State) -> Check:
    slot = question.answer.slot
    written = question.text[slice(*slot)].strip() if slot else question.text
    return Check("kind", written, state, None, "no_such_answer")
