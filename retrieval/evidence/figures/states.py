"""Which state of a thing a figure tells, where a sentence tells two: now and after the extension, done and aimed at,
reached and still missing."""

import re
from collections.abc import Sequence
from typing import Literal

from retrieval.evidence.planned import PLAN
from retrieval.numbers import Quantity
from retrieval.question.analysis import Question
from retrieval.text.folding import HAN

State = Literal["before", "after", "now", "planned", "left"]

_CHANGED = (
    rf"(?:扩建|改造|改建|重建|新建|建成|竣工|完工|投产|升级|技改|调整|搬迁|改革|实施|治理|整治|[{HAN}]{{2}}(?:之|以))"
)
_ASKED: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        "left",
        re.compile(
            r"还[差剩缺]|[离距][^,]{1,12}(?:还有|多[高远长]|多少)|剩下|\b(?:remain(?:s|ing)?|still missing|short of)\b"
        ),
    ),
    ("after", re.compile(rf"{_CHANGED}后|\b(?:after|once)\b")),
    ("before", re.compile(rf"{_CHANGED}前|原来|原先|原本|\b(?:before|originally|previously|used to)\b")),
    (
        "planned",
        re.compile(
            r"计划|规划|目标|预计|打算|力争|(?<![需主重只])要(?=[^,求]{1,8}(?:多少|几))|\b(?:targets?|planned|plans?|aims?|goal|should|will)\b"
        ),
    ),
    (
        "now",
        re.compile(
            r"现在|如今|目前|眼下|当前|现有|已经?|了(?:多少|几)|\b(?:now|currently|at present|so far|already)\b"
        ),
    ),
)
_TOLD: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("left", re.compile(r"[还尚][差剩缺有]|剩余")),
    ("planned", re.compile(rf"{PLAN}|[年月]底前")),
    ("after", re.compile(rf"{_CHANGED}后")),
    ("before", re.compile(rf"{_CHANGED}前|原来|原先|原有")),
    ("now", re.compile("现有|现已|目前|已|累计|完成")),
)
_OTHER: dict[State, frozenset[State | None]] = {
    "left": frozenset({"now", "planned", "after", "before", None}),
    "after": frozenset({"now", "before", "left", None}),
    "before": frozenset({"now", "after", "planned", "left", None}),
    "planned": frozenset({"now", "before", "left", None}),
    "now": frozenset({"planned", "before", "left"}),
}
"""The states that a figure does not tell that is asked for in another, where one tells that."""


def asked_state(folded: str) -> State | None:
    """The state that a folded question asks about; None where it names none."""
    return next((state for state, pattern in _ASKED if pattern.search(folded)), None)


def in_state(question: Question, folded: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """Of the figures of a folded sentence, in their order, those of the state that a question asks about; all of them
    where it names none, or none is told apart. What is still missing is never what is asked for otherwise."""
    asked = asked_state(question.folded)
    told = _told(folded, figures)
    if asked is None or (asked == "before" and "before" not in told and "now" in told and "after" in told):
        asked = "now" if asked == "before" else asked
    if asked is None:
        return [q for q, state in zip(figures, told, strict=True) if state != "left"] or list(figures)
    kept = [q for q, state in zip(figures, told, strict=True) if state not in _OTHER[asked]]
    if asked == "now" and "now" in told:
        kept = [q for q, state in zip(figures, told, strict=True) if state not in {*_OTHER["now"], "after"}]
    return kept or list(figures)


def _told(folded: str, figures: Sequence[Quantity]) -> list[State | None]:
    """The state of each figure: what stands before it in its clause tells it, else that of the one before, if it is
    reached or aimed at."""
    found: list[State | None] = []
    end = 0
    for figure in figures:
        clause = max(folded.rfind(mark, 0, figure.start) for mark in _MARKS) + 1
        lead = folded[max(clause, end) : figure.start]
        state = next((state for state, pattern in _TOLD if pattern.search(lead)), None)
        if state is None and found and found[-1] in ("now", "planned") and not _STOP.search(folded, end, figure.start):
            state = found[-1]
        found.append(state)
        end = figure.end
    return found


_MARKS = ",;:。、!?\n"
_STOP = re.compile(r"[;。!?\n]")
