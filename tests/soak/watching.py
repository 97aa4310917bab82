"""What a process and all that it has started hold: read from /proc."""

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Held:
    """Resident memory in MB of a process itself and of its children; of all of them together open file handles,
    threads, and the processor seconds they and those that have ended took."""

    memory: float
    memory_of_children: float
    handles: int
    threads: int
    processor: float


def held(process: int) -> Held:
    """What a process and its children hold now. Raises OSError when the process is gone."""
    own, *others = [one for pid in [process, *children(process)] if (one := _of_one(pid, pid == process))]
    return Held(
        memory=own.memory,
        memory_of_children=sum(one.memory for one in others),
        handles=own.handles + sum(one.handles for one in others),
        threads=own.threads + sum(one.threads for one in others),
        processor=own.processor + sum(one.processor for one in others),
    )


def open_files(process: int) -> Counter[str]:
    """How often each file is open in a process, without the numbers that sockets, pipes and nameless files have. Raises
    OSError when the process is gone."""
    named: Counter[str] = Counter()
    for handle in Path(f"/proc/{process}/fd").iterdir():
        try:
            named[re.sub(r":?\[\d+\]$|#\d+ ", "", str(handle.readlink()))] += 1
        except FileNotFoundError:  # closed meanwhile
            continue
    return named


def children(process: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    found: list[int] = []
    for task in sorted(Path(f"/proc/{process}/task").glob("*/children")):
        try:
            named = [int(pid) for pid in task.read_text().split()]
        except OSError:  # the thread ended
            continue
        for pid in named:
            found += [pid, *children(pid)]
    return found


def _of_one(process: int, is_needed: bool) -> Held | None:
    """What one process holds; None for a child that ended meanwhile."""
    place = Path(f"/proc/{process}")
    try:
        lines = (place / "status").read_text().splitlines()
        status = {key: value.split() for key, _, value in (line.partition(":") for line in lines)}
        times = (place / "stat").read_text().rpartition(")")[2].split()[11:15]
        return Held(
            memory=int(status["VmRSS"][0]) / 1024 if "VmRSS" in status else 0.0,
            memory_of_children=0.0,
            handles=len(list((place / "fd").iterdir())),
            threads=int(status["Threads"][0]),
            processor=sum(map(int, times)) / TICKS,
        )
    except OSError:
        if is_needed:
            raise
        return None
