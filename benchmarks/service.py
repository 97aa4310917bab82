"""What a running service saves and stands: the CPU of `yuanwen ask` with and without it, and several questions at once.

    python -m benchmarks.service LIBRARY QUESTIONS

`LIBRARY` is a data directory that has been indexed, `QUESTIONS` a question set for it. The service has a worker for
each processor. Each round asks the same questions one after another, then all at once, then counts in the same two
ways, which says what the machine gives beside its other work. Of the seconds the quickest round is printed, as the one
least disturbed, of the CPU the median.

Linux shares processors out by session, not by process: beside the work of others two busy processes of one session get
no more than one does, and nothing that is asked at once can be quicker. Where the service waited for processors, the
figures say that. Root can put a session of its own before others:

    setsid -w sh -c 'echo -15 > /proc/self/autogroup; exec python -m benchmarks.service LIBRARY QUESTIONS'
"""

import os
import resource
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.service.announcement import Announcement, read_announcement
from bot.service.client import post
from retrieval.evaluation.question_set import read_gold

PROGRAM = [sys.executable, "-c", "from bot.launch import main; main()"]
AT_ONCE, ROUNDS, RUNS, RUNS_ALONE = 16, 8, 15, 3
COUNTED = 4_000_000
"""Steps of counting: about as long as a question takes."""

STARTING = 300.0
"""Seconds for the service to be up."""


def command_cost(arguments: list[str], runs: int) -> tuple[float, float]:
    """Median CPU and wall-clock seconds of a run of the command line."""
    spent, waited = [], []
    for _ in range(runs):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([*PROGRAM, *arguments], stdout=subprocess.DEVNULL, check=False)
        waited.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent), statistics.median(waited)


def seconds(act: Callable[[], object]) -> float:
    """How long an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def processor_seconds(pid: int) -> float:
    """The CPU that a process and all below it have used so far."""
    ticks = (_stat(one) for one in (pid, *_below(pid)))
    return sum(int(fields[11]) + int(fields[12]) for fields in ticks) / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    """What the system says of a process, from its state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _below(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            below.setdefault(int(_stat(int(path.name))[1]), []).append(int(path.name))
    found = [pid]
    for one in found:
        found += below.get(one, [])
    return found[1:]


def waited_seconds(pid: int) -> float:
    """How long a process and all below it have waited so far for a processor that others had."""
    return sum(
        int(one.read_text().split()[1]) / 1e9
        for process in (pid, *_below(pid))
        for one in Path(f"/proc/{process}/task").glob("[0-9]*/schedstat")
    )


def count(steps: int) -> None:
    """Work that needs a processor and nothing else."""
    for _ in range(steps):
        pass


@dataclass(slots=True)
class Rounds:
    """Seconds of each round, and the CPU that the service used in it and waited for, where it was asked."""

    seconds: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def add(self, act: Callable[[], object], pid: int) -> None:
        """Take part in a round."""
        used, waited = processor_seconds(pid), waited_seconds(pid)
        self.seconds.append(seconds(act))
        self.used.append(processor_seconds(pid) - used)
        self.waited.append(waited_seconds(pid) - waited)


def rounds(service: Announcement, questions: list[str], processors: int) -> dict[str, Rounds]:
    """All questions one after another and all at once; and the like with counting, as many processes as there are
    processors: what the machine can give now."""
    together = threading.Barrier(len(questions))
    measured = {name: Rounds() for name in ("one by one", "at once", "counting one by one", "counting at once")}

    def ask(question: str) -> None:
        assert post(service, "/ask", {"question": question}) is not None

    def ask_with_others(question: str) -> None:
        together.wait()
        ask(question)

    with ThreadPoolExecutor(len(questions)) as askers, ProcessPoolExecutor(processors) as counting:
        acts: list[Callable[[], object]] = [
            lambda: list(map(ask, questions)),
            lambda: list(askers.map(ask_with_others, questions)),
            lambda: [counting.submit(count, COUNTED).result() for _ in questions],
            lambda: list(counting.map(count, [COUNTED] * len(questions))),
        ]
        for _ in range(ROUNDS):
            for one, act in zip(measured.values(), acts, strict=True):
                one.add(act, service.pid)
    return measured


def started(library: Path) -> "subprocess.Popen[bytes]":
    """A service over the library, once it is up."""
    running = subprocess.Popen([*PROGRAM, "--data-dir", str(library), "serve", "--port", "0"])
    deadline = time.monotonic() + STARTING
    while (found := read_announcement(library)) is None or found.pid != running.pid:
        if running.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("the service did not start")
        time.sleep(0.1)
    return running


def main() -> None:
    """Prints the figures."""
    library, gold = map(Path, sys.argv[1:])
    questions = list(dict.fromkeys(question.question for question in read_gold(gold)))[:AT_ONCE]
    asking = ["--data-dir", str(library), "ask", questions[0]]
    spent, waited = command_cost(asking, RUNS_ALONE)
    print(f"ask by itself: {spent * 1e3:.0f} ms of CPU, {waited * 1e3:.0f} ms until it is there")
    running = started(library)
    try:
        found = read_announcement(library)
        assert found is not None
        for form in ([], ["--json"]):
            spent, waited = command_cost([*asking, *form], RUNS)
            print(f"ask {' '.join(form)} with the service: {spent * 1e3:.0f} ms of CPU, {waited * 1e3:.0f} ms")
        measured = rounds(found, questions, len(os.sched_getaffinity(0)))
        for name, one in measured.items():
            used, waited = statistics.median(one.used), min(one.waited)
            told = f", {used:.2f} s of the service's CPU, {waited:.2f} s waited for it" if "count" not in name else ""
            print(f"{len(questions)} {name}: {min(one.seconds):.2f} s{told}")
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


if __name__ == "__main__":
    main()
