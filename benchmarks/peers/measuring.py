"""The process of one system: it loads, indexes and asks, and writes what was found and spent.

    python -m benchmarks.peers.measuring SYSTEM FOLDER RESULT

SYSTEM is a module beside this one, FOLDER holds a corpus (`protocol`). It runs in the environment of that system.
"""

import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.peers.protocol import PLAIN, READ, Ask, Asked, Measured, System, read_corpus, write_measured


def most_memory() -> float:
    """The most memory that this process has held, in MB (Linux)."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def asked(ask: Ask, questions: list[str]) -> Asked:
    """Ask all questions, each once; the first is asked before, so that what is loaded once is part of none."""
    ask(questions[0])
    found, seconds = [], []
    for question in questions:
        begun = time.process_time()
        found.append(ask(question))
        seconds.append(time.process_time() - begun)
    return Asked(found, seconds, most_memory())


def measure(name: str, folder: Path) -> Measured:
    """Measure the system of a module over the corpus in a folder."""
    corpus = read_corpus(folder)
    begun = time.process_time()
    system: System = import_module(f"benchmarks.peers.{name}").System(corpus)
    loaded = time.process_time()
    system.index()
    indexed = time.process_time()
    ways = {way: asked(system.asking(way == READ), corpus.questions) for way in (PLAIN, READ)}
    return Measured(loaded - begun, indexed - loaded, ways)


if __name__ == "__main__":
    write_measured(measure(sys.argv[1], Path(sys.argv[2])), Path(sys.argv[3]))
