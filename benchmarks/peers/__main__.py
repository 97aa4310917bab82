"""Measure other toolkits and Yuanwen on the same passages, with the same questions and the same weights.

    python -m benchmarks.peers WORK --library DIR --questions FILE --weights ENCODER.npz...
        [--passages N] [--only NAME ...] [--most N] [--plot FILE]

WORK takes the environments of the peers, one each (`environments`), the encoder as sentence-transformers reads it, and
what was measured. DIR is a library, FILE a question set. With N passages, the library is copied and filled up with
made-up ones. NAME is `yuanwen`, `bm25` (BM25 and nothing else) or a module of a peer, and may be given several times.

All systems run one after another, each in a process of its own, with one thread. They are given the passages of the
library, each behind its context, with the vectors that the library has of them; questions they encode themselves, the
peers with the same weights in floating point. One table is printed, in Markdown; `read` is with our reader over the
best three.
"""

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.encode import write_float32_model
from benchmarks.peers.corpora import corpus_of, filled_up, passages_of
from benchmarks.peers.environments import PEERS, interpreter
from benchmarks.peers.marking import Row, row, table
from benchmarks.peers.protocol import PLAIN, READ, Measured, read_measured, write_corpus
from retrieval.evaluation.question_set import read_gold

OURS = "yuanwen"
HERE = {OURS: "Yuanwen", "bm25": "BM25 alone"}
"""What runs in the environment of this program."""

NAMES = HERE | PEERS
PROJECT = Path(__file__).parents[2]
WAYS = {(OURS, PLAIN): "without reading", (OURS, READ): ""}


def measured(name: str, folder: Path, work: Path) -> Measured:
    """What one system does with the corpus in a folder, in a process and an environment of its own."""
    python = Path(sys.executable) if name in HERE else interpreter(name, work)
    result = folder / f"{name}.json"
    result.unlink(missing_ok=True)
    environment = os.environ | {
    "PYTHONPATH": str(PROJECT), "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false",
        "HAYSTACK_TELEMETRY_ENABLED": "false",
    }  # fmt: skip
    print(f"{NAMES[name]} …", file=sys.stderr)
    command = [str(python), "-m", "benchmarks.peers.measuring", name, str(folder), str(result)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return read_measured(result)


def compare(names: Sequence[str], options: argparse.Namespace) -> list[Row]:
    """One row a system and way to ask it, ours first."""
    gold = read_gold(options.questions)
    if options.most is not None and options.most < len(gold):
        gold = random.Random(0).sample(gold, options.most)
    model = options.work / "encoder"
    if not (model / "modules.json").exists() and not HERE.keys() >= set(names):
        write_float32_model(options.weights, model)
    library = options.library
    if options.passages is not None:
        library = filled_up(library, options.passages, options.work)
    folder = options.work / f"corpus-{library.name}"
    write_corpus(corpus_of(library, [question.question for question in gold], model), folder)
    passages = passages_of(library)
    rows = []
    for name in names:
        found = measured(name, folder, options.work)
        for way, asked in found.ways.items():
            added = WAYS.get((name, way), "read" if way == READ else "")
            title = f"{NAMES[name]}, {added}".removesuffix(", ")
            rows.append(row(title, asked, None if name == OURS else found.indexing, gold, passages))
    return sorted(rows, key=lambda one: one.name != NAMES[OURS])


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--library", type=Path, required=True, metavar="DIR")
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--weights", type=Path, nargs="+", default=[], metavar="ENCODER.npz")
    parser.add_argument("--passages", type=int, metavar="N")
    parser.add_argument("--only", action="append", choices=tuple(NAMES), metavar="NAME")
    parser.add_argument("--most", type=int, metavar="N", help="ask so many of the questions, drawn always alike")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the table as an SVG")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    rows = compare(options.only or tuple(NAMES), options)
    print(table(rows))
    if options.plot:
        from benchmarks.peers.picture import draw

        what = f"{len(passages_of(options.library)):,} passages"
        draw(options.plot, rows, NAMES[OURS], what if options.passages is None else f"{options.passages:,} passages")


if __name__ == "__main__":
    main()
