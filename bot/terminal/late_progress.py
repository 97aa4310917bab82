"""How far an answer has come, said on standard error when it takes a while."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from bot.terminal.streams import notice

if TYPE_CHECKING:
    from retrieval.ingestion.planning import Progress

PATIENCE = 0.5
"""Seconds before anything is said."""

BETWEEN = 2.0
"""Seconds between two lines, where standard error is no terminal."""


@contextmanager
def late_progress(patience: float = PATIENCE) -> "Iterator[Progress]":
    """Says nothing for `patience` seconds, then how much is done: by a bar in a terminal, else by a line now and then.
    Nothing is loaded for it before."""
    due = time.monotonic() + patience
    with ExitStack() as shown:
        bars: list[Progress] = []

        def progress(step: str, done: int, total: int) -> None:
            nonlocal due
            if not bars and time.monotonic() < due:
                return
            if sys.stderr.isatty():
                if not bars:
                    from bot.terminal.progress import progress_bars

                    bars.append(shown.enter_context(progress_bars()))
                bars[0](step, done, total)
            else:
                notice(f"Looked at {done} of {total} organizations")
                due = time.monotonic() + BETWEEN

        yield progress
