"""Pack examples for the verifier.

    python -m benchmarks.verifier EXAMPLES [DATA ROWS]

EXAMPLES takes the packed files, those held out in `held-*.npz`: the near misses, and where DATA and ROWS are named
(`benchmarks.rows`), the questions that were written on their pages and reports, and a share of their public sets. The
libraries that they are made with go to the system's temporary folder. It takes forty minutes of a processor.
"""

import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.reader import base
from benchmarks.reader.packing import HELD_OUT, in_batches, write
from benchmarks.sets import QuestionSet
from benchmarks.verifier.examples import Maker
from benchmarks.verifier.rows import Source, near_misses, public, written_by_hand
from embeddings.export.__main__ import read_bundled_sources
from embeddings.model_files import ENCODER_DIR, TOKENIZER
from retrieval.library import Library
from retrieval.settings import Settings

TOKENS = 2048
"""Tokens of a batch, padding included."""
MOST = 600
"""Questions taken of a public set."""


def pack(given: Iterable[Source], out: Path) -> None:
    """Make the examples of questions and their documents, and write them to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    like, words, _ = read_bundled_sources()
    base.write(out, like, words)
    maker = Maker(Tokenizer.from_file(str(ENCODER_DIR / TOKENIZER)), random.Random(0))
    for source in given:
        with tempfile.TemporaryDirectory() as work, Library.open(Settings(data_dir=Path(work))) as library:
            library.index([source.documents])
            bench = Bench(QuestionSet(source.name, source.documents, ()), library)
            for prefix, held in (("", False), (HELD_OUT, True)):
                chosen = [row for row in source.rows if row.held_out is held]
                found = list(maker.groups(bench, chosen, source.name))
                if not found:
                    continue
                write(out / f"{prefix}{source.name}.npz", in_batches(found, TOKENS, np.random.default_rng(0)))
                tokens = sum(len(example.ids) for group in found for example in group.examples)
                print(f"{prefix}{source.name}: {len(chosen)} questions, {len(found)} examples, {tokens} tokens")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) not in (1, 3):
        print("usage: python -m benchmarks.verifier EXAMPLES [DATA ROWS]", file=sys.stderr)
        return 2
    folders = [Path(folder) for folder in given]
    with tempfile.TemporaryDirectory() as work:
        pack([near_misses(), *_others(folders[1:], Path(work))], folders[0])
    return 0


def _others(folders: Sequence[Path], work: Path) -> Iterator[Source]:
    if folders:
        data, rows = folders
        yield from written_by_hand(data, rows)
        yield from public(data, rows, work, MOST)


if __name__ == "__main__":
    sys.exit(main())
