"""Pairs of a question and a text that answers it, for the encoder to learn from.

    python -m benchmarks.encoder_pairs DATA ROWS PAIRS.npz

DATA and ROWS are folders as `benchmarks.rows` describes them. A question is paired with the passage that answers it, as
it is encoded in a library, and often with the window in which the answer stands; with each pair go texts that look
right and are not, the best of our ranking that do not hold the evidence (hard negatives; Karpukhin et al.,
arXiv:2004.04906). Sentences in English and Chinese that say the same are pairs without them.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from benchmarks.bench import Bench
from benchmarks.rows import AskedOf, Row, sources, translations
from benchmarks.sets import QuestionSet, bare
from embeddings.errors import EncoderError
from embeddings.model_files import ENCODER_DIR, read_model
from retrieval.library import Library
from retrieval.passages.windows import windows
from retrieval.ranking.ranker import rank
from retrieval.settings import Settings

LOOKED_AT = 20
"""Candidates among which wrong passages are looked for."""
WRONG = 2
"""Texts that look right, a pair."""
WINDOWS = 0.6
"""Share of the questions paired with a window beside the passage."""
MOST = 3000
"""Questions taken of a public set."""
TRANSLATIONS = 11_000
"""Sentences taken in two languages."""
LONGEST = 320
"""Tokens of a text at most."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a text that answers it, both as they are encoded, prompts included, and texts that do not."""

    question: str
    text: str
    wrong: tuple[str, ...] = ()
    held_out: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs by number: `questions` and `texts` as token ids; `right` (pairs, 2) the question and the text of a pair,
    `wrong` (pairs, WRONG) texts that do not answer, -1 where there are fewer, `held_out` (pairs,)."""

    questions: list[Ids]
    texts: list[Ids]
    right: Ids
    wrong: Ids
    held_out: NDArray[np.bool_]


def pairs_of(bench: Bench, row: Row, prompts: tuple[str, str], draw: random.Random) -> Iterator[Pair]:
    """The pairs of a question; none where nothing answers it."""
    encoder = bench.library.encoder()
    marks = [bare(piece) for piece in row.evidence]

    def holds(text: str) -> bool:
        return any(mark in bare(text) for mark in marks)

    own = [passage for passage in bench.passages if passage.document_name == row.document and holds(passage.text)]
    if not own:
        return
    query, _, found = bench.gather(row.question)
    ranked = [candidate.passage for candidate in rank(found.passages, query, found.scores, LOOKED_AT)]
    others = [p for p in ranked if not holds(p.text)][:WRONG]
    wrong = tuple(prompts[1] + windows(p.text, p.sentences, p.context, encoder)[0].encoded for p in others)
    whole, *parts = windows(own[0].text, own[0].sentences, own[0].context, encoder)
    texts = [whole.encoded]
    answering = [part.encoded for part in parts if holds(part.encoded)]
    if answering and draw.random() < WINDOWS:
        texts.append(answering[0])
    for text in texts:
        yield Pair(prompts[0] + query.question.text, prompts[1] + text, wrong, row.held_out)


def write(path: Path, pairs: Sequence[Pair], tokenizer: Tokenizer) -> None:
    """Write pairs to an .npz file, each text once."""
    questions = {text: number for number, text in enumerate(dict.fromkeys(pair.question for pair in pairs))}
    every = (text for pair in pairs for text in (pair.text, *pair.wrong))
    texts = {text: number for number, text in enumerate(dict.fromkeys(every))}
    stored: dict[str, NDArray[np.generic]] = {}
    for name, known in (("questions", questions), ("texts", texts)):
        ids = [tokenizer.encode(text).ids[:LONGEST] for text in known]
        stored[name] = np.concatenate([np.array(row, np.int32) for row in ids])
        stored[f"{name}_sizes"] = np.array([len(row) for row in ids], np.int32)
    wrong = [[texts[text] for text in pair.wrong] + [-1] * (WRONG - len(pair.wrong)) for pair in pairs]
    stored["right"] = np.array([(questions[pair.question], texts[pair.text]) for pair in pairs], np.int32)
    stored["wrong"], stored["held_out"] = np.array(wrong, np.int32), np.array([pair.held_out for pair in pairs])
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


def read(path: Path) -> Pairs:
    """The pairs in a file. Raises EncoderError where it holds none."""
    try:
        with np.load(path) as stored:
            rows = {
                name: np.split(stored[name].astype(np.int64), np.cumsum(stored[f"{name}_sizes"])[:-1])
                for name in ("questions", "texts")
            }
            right, wrong = stored["right"].astype(np.int64), stored["wrong"].astype(np.int64)
            return Pairs(rows["questions"], rows["texts"], right, wrong, stored["held_out"])
    except (OSError, KeyError, ValueError) as error:
        raise EncoderError(f"{path} holds no pairs ({error}). Make it with benchmarks.encoder_pairs.") from error


def of_source(asked: AskedOf, prompts: tuple[str, str], work: Path, draw: random.Random) -> Iterator[Pair]:
    """The pairs of the questions on one collection of documents."""
    with Library.open(Settings(data_dir=work / "libraries" / asked.name)) as library:
        library.index([asked.documents])
        bench = Bench(QuestionSet(asked.name, asked.documents, ()), library)
        for row in asked.rows:
            yield from pairs_of(bench, row, prompts, draw)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encoder_pairs", description="Make pairs to learn from.")
    for name in ("data", "rows", "pairs"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args(arguments)
    files, draw = read_model(ENCODER_DIR), random.Random(0)
    prompts = files.query_prompt, files.passage_prompt
    found: list[Pair] = []
    with tempfile.TemporaryDirectory() as folder:
        for asked in sources(options.data, options.rows, Path(folder), MOST):
            found += of_source(asked, prompts, Path(folder), draw)
    lines = list(translations(options.rows))
    for english, chinese in islice(draw.sample(lines, len(lines)), TRANSLATIONS):
        found.append(Pair(prompts[0] + english, prompts[1] + chinese))
    write(options.pairs, found, Tokenizer.from_buffer(files.tokenizer))
    print(f"{len(found)} pairs, {sum(pair.held_out for pair in found)} of them held out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
