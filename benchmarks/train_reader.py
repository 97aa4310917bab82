"""Learn an answer reader from packed examples, and say on examples held out what it is worth.

    python -m benchmarks.reader DATA ROWS EXAMPLES
    python -m benchmarks.train_reader EXAMPLES WHOLE --start ENCODER.npz... --minutes 5 --batches 8 --dropout 0.1
    python -m benchmarks.train_reader EXAMPLES OUT --start WHOLE/reader-*.npz --layers 1,3,5,7,9,11 --taught --minutes 4
    python -m embeddings.export --reader OUT/reader-*.npz

The first packs the examples (`benchmarks.reader`). The second learns a reader that begins with the encoder's layers,
all of them unless some are named. The third makes a smaller one of some of its layers, and it is taught by the whole:
the larger reader's probabilities and states are learned beside what is right. Where a GPU is at hand it is used, and
minutes do; one core learns some 600 tokens a second of six layers and wants a night. The second and third need PyTorch,
the folders `benchmarks` and `embeddings`, EXAMPLES (all files under 16 MB) and the weights: nothing is fetched.

The rate grows over the first steps and falls to nothing by the end of the time, however many steps there were. What is
learned is written to OUT/reader-*.npz every so often, so that a run cut short is not lost; a later run may --start with
it. With --kept the lowest layers, and what is under them, stay as they are: half of twelve cost a core a third less a
token. Files of EXAMPLES named `held-*.npz` are not learned from; with `--minutes 0` they alone are read.
"""

import argparse
import collections
import itertools
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch

from benchmarks import course
from benchmarks.course import Course
from benchmarks.reader import base
from benchmarks.reader.figures import figures
from benchmarks.reader.network import Given, Reader, given, label_loss, states_loss, taught_loss
from benchmarks.reader.packing import Batch, Packed, joined
from embeddings.export.weights import read_layers

NAME, BITS = "reader", 10
"""What the files of what is learned are called, and the bits of a weight in them."""
RATE, NEW_RATE = 1e-4, 5e-4
"""The greatest learning rates of AdamW: of layers, and of hints and head where they are new. Six layers taught by
twelve were learned at twice the first."""
WARMING = 40
"""Steps over which the rates grow."""
LABELS, STATES = 0.5, 3.0
"""What the losses for what is right and for a teacher's states count beside that for its probabilities."""
LIKE_LENGTH = 16
"""Steps among whose batches those of like length are joined."""
AHEAD = 6
"""Batches made beforehand."""

T = TypeVar("T")


def forever(files: Sequence[Packed], together: int, draw: np.random.Generator) -> Iterator[Batch]:
    """The batches of all files in any order, over and over, so many of like length joined."""
    numbers = [(file, number, longest) for file in files for number, longest in enumerate(file.longest.tolist())]
    for _ in itertools.count():
        order = [numbers[place] for place in draw.permutation(len(numbers))]
        pieces = [
            piece
            for part in _cut(order, LIKE_LENGTH * together)
            for piece in _cut(sorted(part, key=itemgetter(2)), together)
        ]
        for place in draw.permutation(len(pieces)):
            yield joined([file.batch(number) for file, number, _ in pieces[place]])


def _cut(items: list[T], size: int) -> list[list[T]]:
    return [items[first : first + size] for first in range(0, len(items), size)]


def ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The batches, made beside what is done with them."""
    with ThreadPoolExecutor(1) as pool:
        made = collections.deque(pool.submit(next, batches) for _ in range(AHEAD))
        while True:
            made.append(pool.submit(next, batches))
            yield made.popleft().result()


def learn(
    net: Reader,
    teacher: Reader | None,
    batches: Iterator[Batch],
    rates: tuple[float, float],
    learning: Course,
    out: Path,
) -> int:
    """Learn from batches, taught by a reader where there is one, at rates for the layers and for hints and head; write
    the network to the folder `out` on the way and at the end. Gives the number of steps."""
    net.train()
    device = net.pos.device.type
    new = [own for own in (*net.hint.parameters(), *net.head.parameters()) if own.requires_grad]
    rest = [own for own in net.weights().values() if own.requires_grad and not any(own is one for one in new)]
    return course.learn(
        list(zip((rest, new), rates, strict=True)),
        ahead(batches),
        lambda batch: loss_of(net, teacher, given(batch, device)),
        learning,
        lambda: net.write(out, NAME, BITS),
    )


def loss_of(net: Reader, teacher: Reader | None, batch: Given) -> torch.Tensor:
    """What is wrong with what the network makes of a batch, beside what a teacher makes of it."""
    device = batch.ids.device.type
    with torch.autocast(device, torch.bfloat16, enabled=device != "cpu"):
        scores, states = net(batch)
    if teacher is None:
        return label_loss(scores, batch)
    with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=device != "cpu"):
        theirs, their_states = teacher(batch)
    told = taught_loss(scores, theirs, batch) + STATES * states_loss(states, their_states, batch)
    return told + LABELS * label_loss(scores, batch)


def say(net: Reader, files: Sequence[Packed]) -> None:
    """Print the figures of each set held out."""
    net.eval()
    device = net.pos.device.type

    def scored(batch: Batch) -> np.ndarray:
        with torch.inference_mode():
            return net(given(batch, device))[0].cpu().numpy()

    for source, found in figures((batch for file in files for batch in file.batches()), scored).items():
        print(
            f"{source}: {found.answerable} answerable, {found.unanswerable} not; first {found.first:.3f}, "
            f"sentence {found.sentence:.3f}, exact {found.exact:.3f}, area {found.area:.3f}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives 0, or 3 with a line on standard error where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_reader", description="Learn an answer reader.")
    parser.add_argument("examples", type=Path, help="the folder of packed examples")
    parser.add_argument("out", type=Path, help="the folder that takes what is learned")
    parser.add_argument(
        "--start", type=Path, nargs="+", required=True, help="the weights to begin with, in their parts"
    )
    parser.add_argument("--layers", help="the numbers of the layers to begin with (all unless named)")
    parser.add_argument("--kept", type=int, default=0, help="how many of the lowest layers stay as they are")
    parser.add_argument("--taught", action="store_true", help="learn from what the whole reader makes of the examples")
    parser.add_argument("--minutes", type=float, required=True, help="the time there is")
    parser.add_argument("--dropout", type=float, default=0.0, help="the share of values left out while it learns")
    parser.add_argument("--batches", type=int, default=1, help="packed batches a step (8 on a GPU)")
    parser.add_argument("--rate", type=float, default=RATE, help="the greatest learning rate of the layers")
    options = parser.parse_args(arguments)
    return course.exit_status(lambda: run(options))


def run(options: argparse.Namespace) -> None:
    """Read what the options name, learn, write, print. Raises EncoderError for a file that cannot be used."""
    torch.manual_seed(0)
    like, words = base.read(options.examples)
    start = read_layers(options.start, like)
    every = range(start.layers)
    layers = [int(number) for number in options.layers.split(",")] if options.layers else list(every)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    files = [Packed(path) for path in sorted(options.examples.glob("*.npz")) if path.name != base.FILE]
    learned, held_out = ([file for file in files if file.held_out is held] for held in (False, True))
    net = Reader(start, layers, words, files[0].kinds, options.dropout).to(device)
    if options.kept:
        net.keep(options.kept)
    teacher = Reader(start, every, words, files[0].kinds).to(device).eval() if options.taught else None
    if options.minutes > 0:
        rates = options.rate, 2 * options.rate if "head.w" in start.tensors else NEW_RATE
        drawn = forever(learned, options.batches, np.random.default_rng(0))
        steps = learn(net, teacher, drawn, rates, Course(60 * options.minutes, warming=WARMING), options.out)
        print(f"learned for {steps} steps")
    say(net, held_out)


if __name__ == "__main__":
    sys.exit(main())
