"""Learn a verifier over a reader from packed examples, and say on examples held out what it is worth.

    python -m benchmarks.verifier EXAMPLES DATA ROWS
    python -m benchmarks.train_verifier EXAMPLES OUT --reader READER.npz... --minutes 60 [--start OUT/verifier-*.npz]

The first packs the examples. The second learns the verifier; it begins with the upper half of the reader's layers, or
with a verifier that was learned before, such as the one in `benchmarks/verifier/learned`. The reader's lower half stays
as it is, so what it gives is computed once, and held in memory (a gigabyte for a million tokens). What ships was
learned so: docs/benchmarks.md says how well.

The rate grows over the first steps and falls to nothing by the end of the time, however many steps there were. Where a
GPU is at hand it is used, and minutes do; two processors learn a thousand tokens a second. What is learned is written
to OUT/verifier-*.npz every so often. With `--minutes 0` the examples held out alone are read.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from benchmarks import course
from benchmarks.course import Course
from benchmarks.reader import base
from benchmarks.reader.figures import area, read
from benchmarks.reader.network import Given, given
from benchmarks.reader.packing import Batch, Packed
from benchmarks.verifier.network import Lower, Verifier, loss_of, place_loss
from embeddings.errors import EncoderError
from embeddings.export.weights import read_layers

NAME, BITS = "verifier", 10
"""What the files of what is learned are called, and the bits of a weight in them."""
RATE, NEW_RATE = 1.5e-4, 5e-4
"""The greatest learning rates of AdamW: of layers, and of mark and heads where they are new. Where layers were
learned before, half as much does better: more undoes for a while what they have learned."""
PLACES = 0.5
"""What the loss for begin and end counts beside that for the verdict."""
DROPOUT = 0.1
"""The share of values left out while it learns."""


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """A batch as the verifier is given it: states in half precision (examples, tokens, size), which tokens are claimed
    and which are real (examples, tokens), which examples answer (examples,), and which tokens an answer begins and ends
    with (examples, tokens, 2)."""

    states: Tensor
    claimed: Tensor
    real: Tensor
    answers: Tensor
    right: Tensor


def claims(batch: Batch, lower: Lower, device: str) -> Claims:
    """A batch with the states that a reader's lower half gives."""
    tensors: Given = given(batch, device)
    answers = torch.from_numpy(batch.marks.any(axis=1)).to(device)
    return Claims(lower.states(tensors).half(), tensors.allowed.float(), tensors.real, answers, tensors.right)


def scored(net: Verifier, batch: Claims) -> tuple[Tensor, Tensor]:
    """What the verifier makes of a batch."""
    found: tuple[Tensor, Tensor] = net(batch.states.float(), batch.claimed, batch.real)
    return found


def loss_of_batch(net: Verifier, batch: Claims) -> Tensor:
    """What is wrong with what the verifier makes of a batch."""
    verdicts, places = scored(net, batch)
    return loss_of(verdicts, batch.answers) + PLACES * place_loss(places, batch.claimed, batch.right)


def learn(net: Verifier, batches: Sequence[Claims], rates: tuple[float, float], learning: Course, out: Path) -> int:
    """Learn from the batches at rates for the layers and for mark and heads; write the network to the folder `out` on
    the way and at the end. Gives the number of steps."""
    net.train()
    new = [*net.claim.parameters(), *net.verdict.parameters(), *net.head.parameters()]
    rest = [own for own in net.weights().values() if not any(own is one for one in new)]
    return course.learn(
        list(zip((rest, new), rates, strict=True)),
        _forever(batches),
        lambda batch: loss_of_batch(net, batch),
        learning,
        lambda: net.write(out, NAME, BITS),
    )


def _forever(batches: Sequence[Claims]) -> Iterator[Claims]:
    draw = np.random.default_rng(0)
    while True:
        yield from (batches[place] for place in draw.permutation(len(batches)))


@dataclass(frozen=True, slots=True)
class Worth:
    """How often what answers has the greater log-odds than what does not (area under the curve), and of how many of the
    answers whose place is known it is found exactly."""

    area: float
    exact: float


def worth(net: Verifier, batches: Sequence[Claims]) -> Worth:
    """What the verifier is worth on batches."""
    net.eval()
    verdicts, answers, exact = [], [], []
    for batch in batches:
        with torch.inference_mode():
            told, places = scored(net, batch)
        verdicts.append(told.cpu().numpy())
        answers.append(batch.answers.cpu().numpy())
        for scores, claimed, right in zip(places, batch.claimed, batch.right, strict=True):
            if right.any():
                found = read(scores.cpu().numpy(), claimed.cpu().numpy().astype(np.int64))
                exact.append(bool(right[found.begin, 0] and right[found.end, 1]))
    every, wanted = np.concatenate(verdicts), np.concatenate(answers)
    return Worth(area(every[wanted], every[~wanted]), float(np.mean(exact)) if exact else float("nan"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives 0, or 3 with a line on standard error where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_verifier", description="Learn a verifier.")
    parser.add_argument("examples", type=Path, help="the folder of packed examples")
    parser.add_argument("out", type=Path, help="the folder that takes what is learned")
    parser.add_argument("--reader", type=Path, nargs="+", required=True, help="the reader's weights, in their parts")
    parser.add_argument("--start", type=Path, nargs="+", help="a verifier's weights to begin with, in their parts")
    parser.add_argument("--minutes", type=float, required=True, help="the time there is")
    parser.add_argument("--rate", type=float, default=RATE, help="the greatest learning rate of the layers")
    options = parser.parse_args(arguments)
    return course.exit_status(lambda: run(options))


def run(options: argparse.Namespace) -> None:
    """Read what the options name, learn, write, print. Raises EncoderError for a file that cannot be used."""
    torch.manual_seed(0)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    like, words = base.read(options.examples)
    reader = read_layers(options.reader, like)
    files = [Packed(path) for path in sorted(options.examples.glob("*.npz")) if path.name != base.FILE]
    lower = Lower(reader, words, files[0].kinds, device)

    def batches(*of: Packed) -> list[Claims]:
        return [claims(batch, lower, device) for file in of for batch in file.batches()]

    start = read_layers(options.start, like) if options.start else reader
    first = 0 if options.start else reader.layers // 2
    net = Verifier(start, range(first, start.layers), DROPOUT).to(device)
    if options.minutes > 0:
        rates = options.rate, 2 * options.rate if options.start else NEW_RATE
        learned = batches(*(file for file in files if not file.held_out))
        if not learned:
            raise EncoderError(f"{options.examples} has no examples to learn from. Make them with benchmarks.verifier.")
        steps = learn(net, learned, rates, Course(60 * options.minutes), options.out)
        print(f"learned for {steps} steps")
    for file in files:
        if file.held_out:
            found = worth(net, batches(file))
            print(f"{file.name}: the area is {found.area:.3f}, of the answers {found.exact:.3f} are found exactly")


if __name__ == "__main__":
    sys.exit(main())
