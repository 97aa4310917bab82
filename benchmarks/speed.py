"""What a library costs as it grows: building, opening and asking it, with given vectors, and how many can ask at once.

    python -m benchmarks.speed WORK [--passages N ...] [--questions N] [--askers N ...] [--files N]

WORK takes the documents and the libraries (`benchmarks.made_up`), which are used again where they are there. Each line
is of a process of its own: a build, adding 1,000 passages, the size on disk, the vectors alone, opening and asking, a
first `ask` by itself, and a service with so many askers at once. With `--files` a library of so many files of a passage
each is built instead.
"""

import argparse
import multiprocessing
import random
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import retrieval.library
from benchmarks.made_up import PASSAGES, QUESTIONS, GivenVectors, filled, write_documents
from benchmarks.service import command_cost, processor_seconds, seconds, started
from bot.service.announcement import read_announcement
from bot.service.client import post
from retrieval.answering import pipeline
from retrieval.indexes.dense import VectorIndex
from retrieval.library import Library
from retrieval.settings import Settings
from retrieval.storage.segments import number_of_stored_windows
from retrieval.storage.store import open_store, state


def memory(what: str) -> float:
    """What this process holds (`VmRSS`) or has held at most (`VmHWM`), in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1024


def opened(data: Path) -> Library:
    """The library in `data`, over given vectors."""
    retrieval.library.load_encoder = GivenVectors  # type: ignore[assignment,attr-defined]
    return Library.open(Settings(data_dir=data))


def index(data: Path, folder: Path) -> str:
    """Index a folder: CPU seconds of it and of the process that reads, seconds on the clock, also by step, and the most
    memory held."""
    steps: dict[str, float] = {}
    running, since = "starting", time.perf_counter()

    def progress(step: str, done: int, total: int) -> None:
        nonlocal running, since
        now = time.perf_counter()
        steps[running] = steps.get(running, 0.0) + now - since
        running, since = step, now

    with opened(data) as library:
        library.encoder()
        held, since, cpu = memory("VmRSS"), time.perf_counter(), time.process_time()
        library.index([folder], progress)
        progress("", 1, 1)
        cpu = time.process_time() - cpu
    steps.pop("starting", None)
    spent = ", ".join(f"{step} {one:.0f}" for step, one in steps.items())
    clock = f"{sum(steps.values()):.0f} s on the clock ({spent})"
    return f"{cpu:.0f} s CPU; {clock}; memory {held:.0f} MB before, {memory('VmHWM'):.0f} at most"


def made_questions(number: int) -> list[str]:
    """At least so many questions, always the same."""
    draw = random.Random(7)
    return [filled(template, draw) for _ in range(-(-number // len(QUESTIONS))) for template in QUESTIONS]


STEPS = {"search": "gather", "rank": "rank", "read": "read_best"}
"""Steps of a question, by what does them in `retrieval.answering.pipeline`."""


def ask(data: Path, questions: int) -> str:
    """Open the library and ask it: seconds to open, milliseconds of CPU a question by step, and memory."""
    asked = made_questions(questions)
    spent = dict.fromkeys(("embed", *STEPS), 0.0)

    def timed(step: str, owner: Any, name: str) -> None:
        whole = getattr(owner, name)

        def call(*arguments: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return whole(*arguments, **named)
            finally:
                spent[step] += time.process_time() - begun

        setattr(owner, name, call)

    with opened(data) as library:
        library.ask("开始")  # loads the models
        begun = time.process_time()
        with Library.open(Settings(data_dir=data)) as again, again.reading():
            opening = time.process_time() - begun
        library.ask(asked[0])
        for step, name in STEPS.items():
            timed(step, pipeline, name)
        timed("embed", library.encoder(), "encode_queries")
        begun = time.process_time()
        for question in asked:
            library.ask(question)
        spent["all"] = time.process_time() - begun
    each = ", ".join(f"{step} {1000 * one / len(asked):.1f}" for step, one in spent.items())
    return f"{opening:.2f} s CPU to open; ms CPU a question: {each}; memory {memory('VmRSS'):.0f} MB"


def vectors(data: Path, questions: int) -> str:
    """Search the vectors alone, as the library does, exactly, and narrowed to every fiftieth passage: milliseconds of
    CPU a question, and the share of the exact first ten that the library finds."""
    draw = random.Random(8)
    asked = GivenVectors("bundled").encode_queries([filled(draw.choice(QUESTIONS), draw) for _ in range(questions)])
    with closing(open_store(data / "library.sqlite")) as store, store.reading() as db:
        held = state(db)
        some = list(range(1, number_of_stored_windows(db), 50))
    exactly = [replace(one, width=None) for one in held.segments]
    both = [VectorIndex(data / "vectors", stored, held.gone) for stored in (held.segments, exactly)]
    found: list[list[set[int]]] = []
    spent = []
    for index, among in ((both[0], None), (both[1], None), (both[1], some)):
        index.search(asked[0], 10, among)
        begun = time.process_time()
        found.append([set(index.search(question, 10, among)) for question in asked])
        spent.append(1000 * (time.process_time() - begun) / len(asked))
    shared = sum(len(one & other) for one, other in zip(*found[:2], strict=True)) / (10 * len(asked))
    guides = [f"{one.recall:.3f} of its own with {one.width}" for one in held.segments if one.recall is not None]
    searched = ", ".join(
        f"{way} {ms:.2f}" for way, ms in zip(("as it is", "exactly", "a fiftieth"), spent, strict=True)
    )
    return f"ms CPU {searched}; {shared:.3f} of the first ten found; guides: {'; '.join(guides) or 'none'}"


def size_on_disk(data: Path) -> str:
    """The MB of a library's database and of its two indexes."""
    parts = {"database": data / "library.sqlite", "full text": data / "lexical", "vectors": data / "vectors"}
    held = {
        name: sum(one.stat().st_size for one in (part, *part.rglob("*")) if one.is_file())
        for name, part in parts.items()
    }
    return ", ".join(f"{name} {size / 1e6:.0f}" for name, size in held.items()) + " MB"


def served(data: Path, questions: int, askers: list[int]) -> str:
    """A first `ask` by itself, then a service with a worker for each processor: questions a second and CPU of the
    service a question, with so many askers at once."""
    asked = made_questions(questions)
    cpu, clock = command_cost(["--data-dir", str(data), "ask", asked[0]], 1)
    told = [f"a first ask {cpu:.1f} s CPU, {clock:.1f} s on the clock"]
    running = started(data)
    try:
        service = read_announcement(data)
        assert service is not None

        def ask(question: str) -> None:
            assert post(service, "/ask", {"question": question}) is not None

        for number in askers:
            before = processor_seconds(running.pid)
            with ThreadPoolExecutor(number) as pool:
                clock = seconds(lambda pool=pool: list(pool.map(ask, asked)))  # type: ignore[misc]
            cpu = (processor_seconds(running.pid) - before) / len(asked)
            told.append(f"{number} askers {len(asked) / clock:.1f} a second, {1000 * cpu:.0f} ms CPU each")
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()
    return "; ".join(told)


def build(work: Path, size: int) -> Path:
    """Build the library of a size in `work`, unless it is there, and print what that costs. Gives where it is: one that
    was not built to its end is begun anew."""
    folder, data = work / f"documents-{size}", work / f"library-{size}"
    if data.exists():
        return data
    part = data.with_name(f"{data.name}.part")
    for begun in (folder, part):
        shutil.rmtree(begun, ignore_errors=True)
    documents = size // PASSAGES
    for first, last, what in ((0, documents, "built"), (documents, documents + 1000 // PASSAGES, "and 1,000 more")):
        write_documents(folder, first, last)
        print(f"{size:,} {what}: {apart(index, part, folder)}", flush=True)
    return part.rename(data)


def build_of_files(work: Path, files: int) -> str:
    """Build a library of so many files of a passage each in `work`, anew; gives what `index` does."""
    folder, data = work / f"files-{files}", work / f"library-of-files-{files}"
    for begun in (folder, data):
        shutil.rmtree(begun, ignore_errors=True)
    write_documents(folder, 0, files, passages=1)
    return apart(index, data, folder)


def apart(function: Callable[..., str], *arguments: Any) -> str:
    """What a function gives in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def main() -> None:
    """Print what each size costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--askers", type=int, nargs="*", default=[1, 2, 4, 8, 16])
    parser.add_argument("--files", type=int)
    options = parser.parse_args()
    if options.files:
        print(f"{options.files:,} files built: {build_of_files(options.work, options.files)}", flush=True)
        return
    for size in options.passages:
        data = build(options.work, size)
        print(f"{size:,} vectors: {apart(vectors, data, options.questions)}", flush=True)
        print(f"{size:,} on disk: {size_on_disk(data)}", flush=True)
        print(f"{size:,} asked: {apart(ask, data, options.questions)}", flush=True)
        if options.askers:
            print(f"{size:,} served: {served(data, options.questions, options.askers)}", flush=True)


if __name__ == "__main__":
    main()
