"""Pack examples for the answer reader.

    python -m benchmarks.reader DATA ROWS EXAMPLES [--most QUESTIONS]

DATA and ROWS are folders as `benchmarks.rows` describes them. EXAMPLES takes the packed files, each under 16 MB; the
libraries that they are made with go to the system's temporary folder. Questions that `benchmarks.sets` holds out go
into `held-*.npz`. It takes an hour of a processor.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.reader import base
from benchmarks.reader.examples import Maker, words_of
from benchmarks.reader.packing import HELD_OUT, Group, in_batches, write
from benchmarks.rows import AskedOf, sources
from benchmarks.sets import QuestionSet
from embeddings.export.__main__ import read_bundled_sources
from embeddings.model_files import ENCODER_DIR, TOKENIZER
from retrieval.library import Library
from retrieval.settings import Settings

TOKENS = 4096
"""Tokens of a batch, padding included."""
MOST = 2500
"""Questions taken of a public set."""


def pack(maker: Maker, asked: AskedOf, work: Path, out: Path) -> None:
    """Make the examples of the questions on one collection of documents, and write them to the folder `out`."""
    groups: dict[str, list[Group]] = {"": [], HELD_OUT: []}
    with Library.open(Settings(data_dir=work / "libraries" / asked.name)) as library:
        library.index([asked.documents])
        bench = Bench(QuestionSet(asked.name, asked.documents, ()), library)
        words = words_of(row.question for row in asked.rows)
        for row in asked.rows:
            groups[HELD_OUT if row.held_out else ""] += maker.groups(bench, row, words)
    for prefix, found in groups.items():
        if found:
            write(out / f"{prefix}{asked.name}.npz", in_batches(found, TOKENS, np.random.default_rng(0)))
            tokens = sum(len(example.ids) for group in found for example in group.examples)
            print(f"{prefix}{asked.name}: {len(found)} questions, {tokens} tokens")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description="Pack examples for the reader.")
    for name in ("data", "rows", "examples"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--most", type=int, default=MOST, help="questions taken of a public set")
    options = parser.parse_args(arguments)
    options.examples.mkdir(parents=True, exist_ok=True)
    like, words, _ = read_bundled_sources()
    base.write(options.examples, like, words)
    maker = Maker(Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER)), random.Random(0))
    with tempfile.TemporaryDirectory() as folder:
        for asked in sources(options.data, options.rows, Path(folder), options.most):
            pack(maker, asked, Path(folder), options.examples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
