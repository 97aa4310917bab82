"""What the verbs that list or measure print, as tables."""

from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from bot.doctor import CheckResult
from bot.wording.facts import clean
from retrieval.evaluation.calibration import Reliability
from retrieval.evaluation.metrics import FIGURES, Evaluation, Group
from retrieval.ingestion.verification import Verification

NUMBERS = {"passages", "intact", "questions", "mean", *FIGURES}
"""Columns that are set flush right."""

SEVERITIES = {"ok": "green", "info": "cyan", "warning": "yellow", "error": "bold red"}

FINDINGS = {
    "intact": "",
    "changed": "the file has changed: index it again",
    "missing": "the file is not there: index its folder again, or remove the document",
    "drift": "today's reader takes another text out of the file: index it again",
    "damaged": "the library is not what was written: remove the document and index it again",
}
"""What to do about a finding of `verify`."""


def verification_table(found: Sequence[Verification]) -> Table:
    """What `verify` found of each document, and what to do about it."""
    table = _table("document", "finding", "passages", "intact", "")
    for one in found:
        _add(table, one.document, one.finding, str(one.passages), str(one.intact), FINDINGS[one.finding])
    return table


def evaluation_table(evaluation: Evaluation) -> Table:
    """The figures of a question set: overall with their 95 % intervals, by language, by kind."""
    table = _table("", "questions", *FIGURES)
    _add_group(table, "all", evaluation.overall)
    for name, end in (("95 % interval from", 0), ("to", 1)):
        ends = {figure: interval[end] for figure, interval in evaluation.overall.intervals.items()}
        _add(table, name, "", *_numbers(ends))
    for name, group in (*evaluation.languages.items(), *evaluation.kinds.items()):
        _add_group(table, name, group)
    return table


def reliability_table(reliability: Reliability) -> Table:
    """Whether confidence means what it says: bins of confidence, and how many of each were right."""
    table = _table("confidence", "questions", "mean", "right")
    for one in reliability.bins:
        measured = (f"{value:.3f}" for value in (one.confidence, one.right))
        _add(table, f"{one.low:.1f}–{one.high:.1f}", str(one.questions), *measured)
    table.caption = f"Expected calibration error {reliability.error:.3f}"
    table.caption_justify = "left"
    return table


def check_table(results: Sequence[CheckResult]) -> Table:
    """What `doctor` found, each with what to do about it on the next line."""
    table = Table.grid(padding=(0, 2))
    for result in results:
        table.add_row(Text(result.severity, SEVERITIES[result.severity]), result.name, clean(result.message))
        if result.remedy:
            table.add_row("", "", f"→ {clean(result.remedy)}")
    return table


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in NUMBERS else "left")
    return table


def _add_group(table: Table, name: str, group: Group) -> None:
    _add(table, name, str(group.questions), *_numbers(group.figures))


def _numbers(figures: Mapping[str, float]) -> Iterator[str]:
    for figure in FIGURES:
        yield f"{figures[figure]:.3f}" if figure in figures else "-"


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(clean(cell) for cell in cells))
