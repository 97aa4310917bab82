"""Processes forked from one that has loaded what `yuanwen` needs, so that each starts at once."""

import multiprocessing
import multiprocessing.forkserver
import os
import runpy
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any
from unittest.mock import patch

PROCESSES = multiprocessing.get_context("forkserver")

_FOLDERS = os.pathsep.join(map(str, (Path(__file__).parent, Path(__file__).parents[1])))
"""Where the process from which others are forked finds `warmed`, and Yuanwen."""


class Passed:
    """A descriptor that a forked process has as its own."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __reduce__(self) -> tuple[Callable[..., int], tuple[Any]]:
        return _received, (DupFd(self.descriptor),)


def _received(passed: Any) -> int:
    descriptor: int = passed.detach()
    return descriptor


def ensure_running() -> None:
    """Have the process run from which others are forked. What the service would have preloaded is loaded in it, too."""
    PROCESSES.set_forkserver_preload(["warmed"])
    with patch.dict(os.environ, PYTHONPATH=_FOLDERS):
        multiprocessing.forkserver.ensure_running()


def start(do: Callable[..., object], *arguments: object) -> ForkServerProcess:
    """A forked process that does something."""
    ensure_running()
    process = PROCESSES.Process(target=do, args=arguments)
    process.start()
    return process


def start_program(
    program: Sequence[object],
    folder: Path,
    environment: Mapping[str, str],
    streams: Sequence[int],
) -> ForkServerProcess:
    """`yuanwen` with these arguments, or a program in a file when the first ends in `.py`: in a folder, with nothing
    but this environment, and with these descriptors for its standard streams."""
    arguments = [os.fsdecode(word) if isinstance(word, bytes) else str(word) for word in program]
    return start(_run, arguments, folder, dict(environment), [Passed(stream) for stream in streams])


def _run(program: list[str], folder: Path, environment: Mapping[str, str], streams: Sequence[int]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    if program[0].endswith(".py"):
        sys.argv = program
        runpy.run_path(program[0], run_name="__main__")
    else:
        from bot.launch import main

        sys.argv = ["yuanwen", *program]
        main()
