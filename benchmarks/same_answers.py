"""Ask two builds the same questions and print where their answers differ, times aside.

    python -m benchmarks.same_answers BEFORE AFTER --sets DIR [--only NAME] [--questions N] [--show N]

BEFORE and AFTER are each a checkout, run by this Python, or a `yuanwen` program. DIR is a folder as `benchmarks.sets`
describes it. Each build indexes the documents of each set anew and answers all of its questions with `ask --json`; of
the public sets together N are drawn, always alike, and only the contexts that they were written for are indexed.

A line is printed for each question that is answered otherwise, with what differs, the first `--show` of a set; then, of
each set, how many do. The exit status is 1 when any does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

from benchmarks.quality import GOLD, PUBLIC
from benchmarks.sets import QuestionSet, context_set, gold_set

IGNORED = frozenset({"milliseconds"})
"""Fields of an answer that may differ from run to run."""

TOLERANCE = 1e-3
"""How far two scores or confidences may be apart that count as the same: they are printed to 3 and 4 digits."""


def asked_sets(sets: Path, work: Path, most: int) -> Iterator[QuestionSet]:
    """The sets of the folder `sets`, `most` questions of the public ones together; `work` takes their contexts."""
    for name, (folder, gold) in GOLD.items():
        yield gold_set(name, sets / folder, sets / "gold" / gold)
    for name, file in PUBLIC.items():
        drawn = context_set(name, sets / "data" / file, work / name, most // len(PUBLIC))
        wanted = {document for asked in drawn.asked for document in asked.documents}
        for path in drawn.folder.iterdir():
            if path.name not in wanted:
                path.unlink()
        yield drawn


def answers(build: Path, questions: QuestionSet) -> list[dict[str, Any]]:
    """What a build answers to each question of a set, its documents freshly indexed. Raises CalledProcessError when the
    build fails."""
    command = [str(build)]
    environment = dict(os.environ)
    if build.is_dir():
        command = [sys.executable, "-c", "from bot.main import main; main()"]
        environment["PYTHONPATH"] = str(build)
    where = build if build.is_dir() else None
    lines = "".join(asked.question + "\n" for asked in questions.asked)
    with tempfile.TemporaryDirectory() as library:
        base = [*command, "--data-dir", library]
        run = partial(subprocess.run, cwd=where, env=environment, text=True, check=True, stdout=subprocess.PIPE)
        run([*base, "index", str(questions.folder)])
        found = run([*base, "ask", "--json", "-"], input=lines)
    return [json.loads(line) for line in found.stdout.split("\n") if line]


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Where two JSON values differ, a line each: the path, the value before, the value after."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after} - IGNORED):
            yield from differences(before.get(name), after.get(name), f"{path}.{name}" if path else name)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif not _same(before, after):
        yield f"{path}: {_short(before)} -> {_short(after)}"


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return abs(before - after) <= TOLERANCE
    return bool(before == after)


def _short(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 80 else f"{written[:79]}…"


def compare(before: Path, after: Path, questions: QuestionSet, shown: int) -> int:
    """Print how the answers of two builds to a set differ, the first `shown` in full; gives how many do."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda build: answers(build, questions), (before, after))
    differing = 0
    for asked, one, other in zip(questions.asked, first, second, strict=True):
        found = list(differences(one, other))
        differing += bool(found)
        if found and differing <= shown:
            print(f"{questions.name} | {asked.question}", *found, sep="\n    ")
    print(f"{questions.name}: {differing} of {len(questions.asked)} answers differ", flush=True)
    return differing


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and give the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--only", action="append", metavar="NAME")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        sets = asked_sets(options.sets, Path(work), options.questions)
        wanted = [one for one in sets if options.only is None or one.name in options.only]
        differing = [compare(options.before.resolve(), options.after.resolve(), one, options.show) for one in wanted]
    return int(any(differing))


if __name__ == "__main__":
    sys.exit(main())
