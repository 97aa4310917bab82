"""The bot as a process of its own, over a data directory and a Bot API server."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from command_line import PATIENCE, command
from forked import start_program

REPOSITORY = Path(__file__).parents[3]

MOMENT = 3.0
"""Seconds that a bot gets to end in good order when its test is over; only then what it ran is counted as covered."""


class BotProcess:
    """A program that runs the bot, with its settings in the environment: `yuanwen` with arguments, or a file. It is
    forked from a process that has imported the bot, or, where `fresh`, `yuanwen` as it is installed."""

    def __init__(self, log: Path, program: Sequence[str], settings: dict[str, str], fresh: bool = False) -> None:
        others = {name: value for name, value in os.environ.items() if not name.startswith("YUANWEN_")}
        environment = {**others, "PYTHONPATH": str(REPOSITORY), **settings}
        self._log = log
        self._process: subprocess.Popen[bytes] | ForkServerProcess
        with log.open("w") as stderr, Path(os.devnull).open("r+") as nothing:
            if fresh:
                self._process = subprocess.Popen(command(*program), cwd=REPOSITORY, env=environment, stderr=stderr)
            else:
                streams = (nothing.fileno(), nothing.fileno(), stderr.fileno())
                self._process = start_program(program, REPOSITORY, environment, streams)

    @property
    def said(self) -> str:
        """What it wrote to standard error so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def number(self) -> int:
        """The number of the process."""
        assert self._process.pid
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._ended(0) is None

    def says(self, words: str) -> None:
        """Waits until it has written these words to standard error; fails when it does not."""
        deadline = time.monotonic() + PATIENCE
        while True:
            ended = self._ended(0) is not None
            if words in self.said:
                return
            assert not ended, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def signal(self, number: signal.Signals) -> None:
        """Sends it a signal, while it runs."""
        if self.runs:
            os.kill(self.number, number)

    def ends(self) -> int:
        """The exit code; fails when it does not end by itself."""
        code = self._ended(PATIENCE)
        if code is None:
            self._process.kill()
            self._ended(PATIENCE)
            pytest.fail(f"the bot did not end: {self.said}")
        return code

    def stop(self) -> None:
        """Ends it: in good order, or by force where that takes longer than a moment."""
        self.signal(signal.SIGTERM)
        if self._ended(MOMENT) is None:
            self.signal(signal.SIGKILL)
            self.ends()

    def _ended(self, patience: float) -> int | None:
        if isinstance(self._process, subprocess.Popen):
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(patience)
            return None
        self._process.join(patience)
        return self._process.exitcode
