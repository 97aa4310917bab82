"""What the verbs that list or measure print, as tables."""

from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from bot.check_result import CheckResult
from bot.wording.facts import clean
from retrieval.evaluation.across_metrics import ACROSS_FIGURES, AcrossEvaluation, AcrossGroup, Miss
from retrieval.evaluation.calibration import Reliability
from retrieval.evaluation.metrics import FIGURES, Evaluation, Group
from retrieval.ingestion.verification import Verification

NUMBERS = {"passages", "intact", "questions", "rows", "mean", *FIGURES, *ACROSS_FIGURES}
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
    return _figures(FIGURES, evaluation.overall, {**evaluation.languages, **evaluation.kinds})


def across_table(evaluation: AcrossEvaluation) -> Table:
    """The same of a set of questions to many organizations, by language and by form."""
    return _figures(ACROSS_FIGURES, evaluation.overall, {**evaluation.languages, **evaluation.forms})


def miss_table(misses: Sequence[Miss]) -> Table:
    """The rows that are wrong, and the values without a row."""
    table = _table("id", "lang", "organization", "given", "known")
    for miss in misses:
        given, wanted = ("-" if value is None else value for value in (miss.given, miss.wanted))
        _add(table, miss.id, miss.language, miss.organization, given, wanted)
    return table


def reliability_table(reliability: Reliability, counted: str = "questions") -> Table:
    """Whether confidence means what it says: bins of confidence, and how many of each were right; `counted` is what
    they hold."""
    table = _table("confidence", counted, "mean", "right")
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


def _figures(names: Sequence[str], overall: Group | AcrossGroup, groups: Mapping[str, Group | AcrossGroup]) -> Table:
    table = _table("", "questions", *names)
    _add(table, "all", str(overall.questions), *_numbers(names, overall.figures))
    for name, end in (("95 % interval from", 0), ("to", 1)):
        ends = {figure: interval[end] for figure, interval in overall.intervals.items()}
        _add(table, name, "", *_numbers(names, ends))
    for name, group in groups.items():
        _add(table, name, str(group.questions), *_numbers(names, group.figures))
    return table


def _numbers(names: Sequence[str], figures: Mapping[str, float]) -> Iterator[str]:
    return (f"{figures[name]:.3f}" if name in figures else "-" for name in names)


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(clean(cell) for cell in cells))
