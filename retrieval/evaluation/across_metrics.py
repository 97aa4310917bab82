"""Figures over questions that are put to many organizations: which rows are right, which values were found."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.answer import Answer, Row
from retrieval.evaluation.across_set import AcrossQuestion, GoldValue
from retrieval.evaluation.calibration import Outcome, reliability
from retrieval.evaluation.intervals import Interval, bootstrap, wilson
from retrieval.evaluation.metrics import place
from retrieval.evaluation.question_set import bare

ACROSS_FIGURES = ("precision", "recall", "f1", "selected")
"""What is measured.

`precision`: of the rows for organizations of the set, the share that is right: the organization states the indicator,
the first number of the row's value is the one known, and its text holds the evidence or the value, or lies in the
evidence. `recall`: of the values that are stated, and that fulfil the question, the share that has a right row. `f1`:
their harmonic mean. `selected`, of questions for some: the mean F1 of the organizations selected.
"""

LEAST_PART = 8
"""Characters of a text from which on it may count as a part of the evidence."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Miss:
    """A row that is wrong, or a value without one (`given` is None); `wanted` is None where nothing is stated."""

    id: str
    language: str
    organization: str
    given: str | None
    wanted: str | None

    def to_json(self) -> dict[str, Any]:
        """As `eval --json` prints it."""
        return {"id": self.id, "lang": self.language, "organization": self.organization,
                "given": self.given, "wanted": self.wanted}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AcrossGroup:
    """The figures over `questions` questions, and the 95 % interval of each: Wilson's of the shares, by bootstrap of
    `selected`, none of `f1`."""

    questions: int
    figures: Mapping[str, float]
    intervals: Mapping[str, Interval]

    def to_json(self) -> dict[str, Any]:
        """As `eval --json` prints it."""
        figures = {name: round(value, 4) for name, value in self.figures.items()}
        intervals = {name: [round(end, 4) for end in ends] for name, ends in self.intervals.items()}
        return {"questions": self.questions, **figures, "intervals": intervals}


@dataclass(frozen=True, slots=True)
class AcrossEvaluation:
    """Figures over all questions, by language and by form, what was missed, and how each row came out."""

    overall: AcrossGroup
    languages: Mapping[str, AcrossGroup]
    forms: Mapping[str, AcrossGroup]
    misses: tuple[Miss, ...]
    outcomes: tuple[Outcome, ...]

    def to_json(self) -> dict[str, Any]:
        """As `eval --json` prints it."""
        return {
            **self.overall.to_json(),
            "languages": {name: group.to_json() for name, group in self.languages.items()},
            "forms": {name: group.to_json() for name, group in self.forms.items()},
            "reliability": reliability(self.outcomes).to_json(),
            "wrong": [miss.to_json() for miss in self.misses],
        }


@dataclass(frozen=True, slots=True)
class _Marked:
    """How one answer came out: its rows, whether each is right, how many values were wanted and found, and the F1 of
    what it selects."""

    outcomes: tuple[Outcome, ...]
    wanted: int
    found: int
    selected: float | None
    misses: tuple[Miss, ...]


def evaluate_across(ask: Callable[[str], Answer], gold: Sequence[AcrossQuestion]) -> AcrossEvaluation:
    """Ask every question and mark the tables."""
    marked = [_mark(question, ask(question.question)) for question in gold]

    def groups(names: Iterable[str]) -> dict[str, AcrossGroup]:
        found: dict[str, list[_Marked]] = {}
        for name, one in zip(names, marked, strict=True):
            found.setdefault(name, []).append(one)
        return {name: _group(ones) for name, ones in found.items()}

    return AcrossEvaluation(
        overall=_group(marked),
        languages=groups(question.language for question in gold),
        forms=groups(question.form for question in gold),
        misses=tuple(miss for one in marked for miss in one.misses),
        outcomes=tuple(outcome for one in marked for outcome in one.outcomes),
    )


def _mark(gold: AcrossQuestion, answer: Answer) -> _Marked:
    rows = answer.table.rows if answer.table else ()
    named = [(name, row) for row in rows if (name := _named(row.organization, gold.values)) is not None]
    marks = [(name, row, _right(row, gold.values[name])) for name, row in named]
    qualify = {name for name, value in gold.values.items() if value} if gold.selected is None else gold.selected
    good = {name for name, _, right in marks if right}
    given = {name for name, _ in named}
    values = {name: value.value for name, value in gold.values.items() if value}

    def missed(name: str, row: Row | None) -> Miss:
        return Miss(gold.id, gold.language, name, row.value if row else None, values.get(name))

    wrong = [missed(name, row) for name, row, right in marks if not right]
    absent = [missed(name, None) for name in sorted(qualify - given)]
    chosen = answer.table.selected or () if answer.table else ()
    selected = {name for one in chosen if (name := _named(one, gold.values)) is not None}
    return _Marked(
        outcomes=tuple(Outcome(row.confidence, True, True, right) for _, row, right in marks),
        wanted=len(qualify),
        found=len(qualify & good),
        selected=None if gold.selected is None else _f1(selected, gold.selected),
        misses=(*wrong, *absent),
    )


def _named(organization: str, names: Iterable[str]) -> str | None:
    """Which of the names an organization goes by: its own, else one of the same place."""
    given = bare(organization)
    exact = next((name for name in names if bare(name) == given), None)
    return exact or next((name for name in names if place(name) and place(name) == place(organization)), None)


def _right(row: Row, gold: GoldValue | None) -> bool:
    if gold is None:
        return False
    text, evidence = bare(row.text), bare(gold.evidence)
    stands = evidence in text or (len(text) >= LEAST_PART and text in evidence) or bare(gold.value) in text
    if not stands or not gold.numbers:
        return stands
    first = _NUMBER.search(bare(row.value))
    given = float(first[0].replace(",", "")) if first else None
    return given is not None and any(abs(given - number) <= 1e-9 * max(1.0, number) for number in gold.numbers)


def _f1(selected: set[str], wanted: frozenset[str]) -> float:
    return 2 * len(selected & wanted) / (len(selected) + len(wanted)) if selected or wanted else 1.0


def _group(marked: Sequence[_Marked]) -> AcrossGroup:
    shown = [outcome.right for one in marked for outcome in one.outcomes]
    wanted = sum(one.wanted for one in marked)
    chosen = [one.selected for one in marked if one.selected is not None]
    figures: dict[str, float] = {}
    intervals: dict[str, Interval] = {}
    if shown:
        figures["precision"] = sum(shown) / len(shown)
        intervals["precision"] = wilson(figures["precision"], len(shown))
    if wanted:
        figures["recall"] = sum(one.found for one in marked) / wanted
        intervals["recall"] = wilson(figures["recall"], wanted)
    if shown and wanted:
        both = figures["precision"] + figures["recall"]
        figures["f1"] = 2 * figures["precision"] * figures["recall"] / both if both else 0.0
    if chosen:
        figures["selected"] = sum(chosen) / len(chosen)
        intervals["selected"] = bootstrap(chosen)
    return AcrossGroup(len(marked), figures, intervals)
