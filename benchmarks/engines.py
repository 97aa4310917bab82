"""Ask both engines the same questions: how often the first passage is the same, and what a question costs.

    python -m benchmarks.engines LIBRARY QUESTIONS... --uri URI [--questions N] [--show N] [--answers]

LIBRARY is a data directory, which is copied, not changed; QUESTIONS are files of a JSON object a line with a
`question`, or folders of them. The N questions that are asked are drawn from all there are, always alike. The indexes
of the copy for Milvus are made in the server at URI (`YUANWEN_MILVUS__TOKEN` says who asks there) and removed
afterwards.

What the engines give is compared as the ranking gets it: the candidates, and the scores of the lexical leg. Where they
are the same, so is all that follows, for it is computed out of the database alone; where they are not, both are ranked,
and the first passages compared. With `--answers` both libraries answer each question instead, from start to end, which
takes ten times as long.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from retrieval.errors import EngineUnavailable
from retrieval.indexes.milvus import builds
from retrieval.indexes.milvus.server import Server
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.ranking.ranker import rank, vector_of
from retrieval.search.candidates import gather, query_of
from retrieval.settings import MilvusSettings, Settings

COLLECTION = "yuanwen_benchmark"


WARMING = 10
"""Times that the first question is asked at most."""

TOLERANCE = 1e-3
"""By which scores may differ that count as the same, of the best one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question: what is compared, the first passage, and the milliseconds it took."""

    found: object
    first: Callable[[], str | None]
    milliseconds: float


def questions_in(paths: Sequence[Path]) -> list[str]:
    """The questions of files and folders, each once, in order."""
    files = [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))


def answer(library: Library, question: str) -> Asked:
    """The answer and its passages, from start to end."""
    started = time.perf_counter()
    given = library.ask(question)
    took = (time.perf_counter() - started) * 1000
    passages = [one.citation.id for one in given.passages]
    return Asked((passages, given.answer), lambda: passages[0] if passages else None, took)


def search(library: Library, question: str) -> Asked:
    """What the ranking gets: candidates, and scores of the lexical leg."""
    vector = vector_of(library.encoder().encode_queries([question]))
    with library.reading() as (db, snapshot):
        query = query_of(analyse(question), snapshot)
        started = time.perf_counter()
        gathered = gather(db, snapshot, query, vector)
        took = (time.perf_counter() - started) * 1000
    scores = gathered.scores.lexical
    top = max(scores.values(), default=1.0)
    ranked = {one.id: scores.get(one.id, 0.0) / top for one in gathered.passages}

    def first() -> str | None:
        best = rank(gathered.passages, query, gathered.scores)
        return best[0].passage.citation if best else None

    return Asked(ranked, first, took)


def alike(one: object, other: object) -> bool:
    """Whether two engines gave the same, scores within TOLERANCE."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one == other
    return one.keys() == other.keys() and all(abs(one[key] - other[key]) <= TOLERANCE for key in one)


@contextmanager
def both(library: Path, uri: str) -> Iterator[tuple[Library, Library]]:
    """Copies of a library, the first with the embedded engine, the second with Milvus."""
    token = os.environ.get("YUANWEN_MILVUS__TOKEN")
    milvus = MilvusSettings(uri=uri, token=SecretStr(token) if token else None, collection=COLLECTION)
    with tempfile.TemporaryDirectory() as work:
        folders = [Path(work) / name for name in ("embedded", "milvus")]
        for folder in folders:
            shutil.copytree(library, folder)
        with (
            Library.open(Settings(data_dir=folders[0])) as embedded,
            Library.open(Settings(data_dir=folders[1], engine="milvus", milvus=milvus)) as other,
        ):
            try:
                yield embedded, other
            finally:
                with other.reading() as (_, snapshot):
                    names = builds.Names(COLLECTION, snapshot.indexes.state.library or "")
                builds.withdraw(Server(milvus, folders[1]), names)


def main() -> None:
    """Compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("files", type=Path, nargs="+", metavar="QUESTIONS")
    parser.add_argument("--uri", required=True)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--answers", action="store_true")
    arguments = parser.parse_args()
    known = questions_in(arguments.files)
    chosen = random.Random(0).sample(known, min(arguments.questions, len(known)))
    ask = answer if arguments.answers else search
    same = same_first = 0
    times: tuple[list[float], list[float]] = [], []
    with both(arguments.library, arguments.uri) as (embedded, milvus):
        warm_up(ask, (embedded, milvus), chosen[0])
        for question in chosen:
            one, other = ask(embedded, question), ask(milvus, question)
            times[0].append(one.milliseconds), times[1].append(other.milliseconds)
            is_same = alike(one.found, other.found)
            is_first = is_same or one.first() == other.first()
            same, same_first = same + is_same, same_first + is_first
            if not is_first and (differing := len(times[0]) - same_first) <= arguments.show:
                print(f"{differing}. {question}: {one.first()}, {other.first()}", flush=True)
            if len(times[0]) % 100 == 0 or len(times[0]) == len(chosen):
                report(times, same, same_first)


def warm_up(ask: Callable[[Library, str], Asked], libraries: Sequence[Library], question: str) -> None:
    """Ask once, so that all is loaded; milvus-lite makes an index then, and may take its time."""
    for library in libraries:
        for _ in range(WARMING):
            with suppress(EngineUnavailable):
                ask(library, question)
                break


def report(times: tuple[list[float], list[float]], same: int, same_first: int) -> None:
    """Print how often the engines agreed so far, and what a question cost."""
    number = len(times[0])
    print(
        f"{number} questions: the same first passage {same_first} ({same_first / number:.2%}), all alike {same}; ",
        end="",
    )
    embedded, milvus = map(statistics.median, times)
    print(f"median {embedded:.1f} ms embedded, {milvus:.1f} ms Milvus", flush=True)


if __name__ == "__main__":
    main()
