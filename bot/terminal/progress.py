"""What indexing says on standard error: how far it has come, and what it has done."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

from bot.telegram.storage.sent_names import SentNames
from bot.terminal.answers import console
from bot.terminal.streams import notice
from bot.wording.counting import counted
from retrieval.ingestion.planning import Progress
from retrieval.ingestion.report import IndexReport
from retrieval.library import Library

MOST_NAMED = 20
"""Files that changed, or were dropped, that are named."""


def index_paths(library: Library, paths: Sequence[Path], sent: SentNames) -> bool:
    """Index files and folders, and say what was done, to files that were `sent` to the bot by the names they were sent
    with; gives whether it was anything at all, False when no file could be read."""
    started = time.perf_counter()
    with progress_bars() as progress:
        report = sent.in_report(library.index(paths, progress))
    _summarize(report, time.perf_counter() - started)
    failed = report.skipped or report.emptied
    return bool(report.added or report.changed or report.unchanged or (report.dropped and not failed))


def rebuild(library: Library) -> None:
    """Make vectors and indexes anew, and say so."""
    started = time.perf_counter()
    with progress_bars() as progress:
        library.rebuild(progress)
    notice(f"Vectors and indexes made anew in {time.perf_counter() - started:.1f} s")


def compact(library: Library) -> None:
    """Give back what deletions left, and say how much."""
    started = time.perf_counter()
    with progress_bars() as progress:
        given = library.compact(progress)
    notice(f"{max(0, given) / 1e6:.1f} MB given back in {time.perf_counter() - started:.1f} s")


class RateColumn(ProgressColumn):
    """How much is done a second."""

    def render(self, task: Task) -> Text:
        """The rate of a task, empty until it is known."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "", style="dim")


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """A bar for each step with its rate and the time left, while the block runs; nothing where standard error is no
    terminal."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    name, left = TextColumn("{task.description:<9}"), TimeRemainingColumn(compact=True)
    with Bars(
        name, BarColumn(), MofNCompleteColumn(), RateColumn(), left, console=console(sys.stderr), transient=True
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def update(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step)
            bars.update(tasks[step], completed=done, total=total)

        yield update


def _summarize(report: IndexReport, seconds: float) -> None:
    """Say what an indexing run did: each file that was skipped, read with a remark, changed or dropped, and the
    sums."""
    for name, remark in report.notices:
        notice(f"{name}: {remark}")
    for name, reason in report.skipped:
        notice(f"Skipped {name}: {reason.removeprefix(f'{name}: ').removeprefix(f'{PurePosixPath(name).name}: ')}")
    for folder in report.emptied:
        notice(
            f"Skipped {folder}: there is nothing to read in it any more. What was indexed from it stays: if it is on a "
            "disk of its own, see that it is mounted; `yuanwen remove DOC` takes out what is to go."
        )
    for outcome, names in (("Changed", report.changed), ("Dropped", report.dropped)):
        for name in names[:MOST_NAMED]:
            notice(f"{outcome} {name}")
        if len(names) > MOST_NAMED:
            notice(f"{outcome} {len(names) - MOST_NAMED} more")
    outcomes = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "dropped": report.dropped,
        "skipped": report.skipped,
    }
    counts = ", ".join(f"{len(names)} {outcome}" for outcome, names in outcomes.items() if names)
    notice(f"{counts or 'No files found'}; {counted(report.passages, 'new passage')} in {seconds:.1f} s")
