"""Processes forked from one that has imported what `yuanwen` needs, so that each starts at once."""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["bot.main", "bot.session", "bot.settings", "bot.telegram.app", "onnxruntime", "pypinyin", "retrieval.library"]
)


def run_program(program: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> None:
    """Be `yuanwen` with these arguments, or a program in a file when the first ends in `.py`: in a folder, with nothing
    but this environment, and with standard error in a file."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 2)
    os.close(descriptor)
    if program[0].endswith(".py"):
        sys.argv = list(program)
        runpy.run_path(program[0], run_name="__main__")
    else:
        from bot.main import main

        sys.argv = ["yuanwen", *program]
        main()
