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
from benchmarks.reader.figures import area
from benchmarks.reader.network import Given, given
from benchmarks.reader.packing import Batch, Packed
from benchmarks.verifier.network import Lower, Verifier, loss_of
from embeddings.errors import EncoderError
from embeddings.export.weights import read_layers

NAME, BITS = "verifier", 10
"""What the files of what is learned are called, and the bits of a weight in them."""
RATE, NEW_RATE = 1.5e-4, 5e-4
"""The greatest learning rates of AdamW: of layers, and of mark and verdict where they are new. Where layers were
learned before, half as much does better: more undoes for a while what they have learned."""
DROPOUT = 0.1
"""The share of values left out while it learns."""


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """A batch as the verifier is given it: states in half precision (examples, tokens, size), which tokens are claimed
    and which are real (examples, tokens), which examples answer (examples,)."""

    states: Tensor
    claimed: Tensor
    real: Tensor
    answers: Tensor


def claims(batch: Batch, lower: Lower, device: str) -> Claims:
    """A batch with the states that a reader's lower half gives."""
    tensors: Given = given(batch, device)
    answers = torch.from_numpy(batch.marks.any(axis=1)).to(device)
    return Claims(lower.states(tensors).half(), tensors.allowed.float(), tensors.real, answers)


def scored(net: Verifier, batch: Claims) -> Tensor:
    """The log-odds (examples,) of a batch."""
    scores: Tensor = net(batch.states.float(), batch.claimed, batch.real)
    return scores


def learn(net: Verifier, batches: Sequence[Claims], rates: tuple[float, float], learning: Course, out: Path) -> int:
    """Learn from the batches at rates for the layers and for mark and verdict; write the network to the folder `out` on
    the way and at the end. Gives the number of steps."""
    net.train()
    new = [*net.claim.parameters(), *net.verdict.parameters()]
    rest = [own for own in net.weights().values() if not any(own is one for one in new)]
    return course.learn(
        list(zip((rest, new), rates, strict=True)),
        _forever(batches),
        lambda batch: loss_of(scored(net, batch), batch.answers),
        learning,
        lambda: net.write(out, NAME, BITS),
    )


def _forever(batches: Sequence[Claims]) -> Iterator[Claims]:
    draw = np.random.default_rng(0)
    while True:
        yield from (batches[place] for place in draw.permutation(len(batches)))


def worth(net: Verifier, batches: Sequence[Claims]) -> float:
    """How often what answers has the greater log-odds than what does not (area under the curve)."""
    net.eval()
    with torch.inference_mode():
        scores = torch.cat([scored(net, batch) for batch in batches]).cpu().numpy()
    answers = torch.cat([batch.answers for batch in batches]).cpu().numpy()
    return area(scores[answers], scores[~answers])


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
            print(f"{file.name}: the area is {worth(net, batches(file)):.3f}")


if __name__ == "__main__":
    sys.exit(main())
