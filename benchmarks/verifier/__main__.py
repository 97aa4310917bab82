"""Pack examples for the verifier.

    python -m benchmarks.verifier EXAMPLES

EXAMPLES takes the packed files, those held out in `held-*.npz`; the library that they are made with goes to the
system's temporary folder. It takes three minutes of a processor.
"""

import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.reader import base
from benchmarks.reader.packing import HELD_OUT, in_batches, write
from benchmarks.sets import QuestionSet
from benchmarks.verifier.examples import Maker
from benchmarks.verifier.rows import FOLDER, rows
from embeddings.export.__main__ import read_bundled_sources
from embeddings.model_files import ENCODER_DIR, TOKENIZER
from retrieval.library import Library
from retrieval.settings import Settings

TOKENS = 2048
"""Tokens of a batch, padding included."""
NAME = "near-misses"


def pack(folder: Path, out: Path) -> None:
    """Make the examples of the documents and questions in `folder`, and write them to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    like, words, _ = read_bundled_sources()
    base.write(out, like, words)
    maker = Maker(Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER)), random.Random(0))
    with tempfile.TemporaryDirectory() as work, Library.open(Settings(data_dir=Path(work))) as library:
        library.index([folder])
        bench = Bench(QuestionSet(NAME, folder, ()), library)
        for prefix, held in (("", False), (HELD_OUT, True)):
            chosen = [row for row in rows(folder) if row.held_out is held]
            found = list(maker.groups(bench, chosen, NAME))
            write(out / f"{prefix}{NAME}.npz", in_batches(found, TOKENS, np.random.default_rng(0)))
            tokens = sum(len(example.ids) for group in found for example in group.examples)
            print(f"{prefix}{NAME}: {len(chosen)} questions, {len(found)} examples, {tokens} tokens")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 1:
        print("usage: python -m benchmarks.verifier EXAMPLES", file=sys.stderr)
        return 2
    pack(FOLDER, Path(given[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
