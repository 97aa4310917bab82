"""Learn the encoder from pairs of a question and a text that answers it.

    python -m benchmarks.encoder_pairs DATA ROWS PAIRS.npz
    python -m benchmarks.train_encoder PAIRS.npz OUT --minutes 10 [--start ENCODER.npz...]
    python -m embeddings.export OUT/encoder-*.npz

All layers are learned, the word embeddings stay as they are, so that vocabulary and tokenizer do. A question's vector
shall be nearer to that of its text than to those of all other texts of the batch (InfoNCE; van den Oord et al.,
arXiv:1807.03748), the more so the more texts there are: on a GPU minutes do with batches of 256 pairs, on processors
take 32 and a night. The rate grows over the first steps and falls to nothing by the end of the time, however many steps
there were; what is learned is written to OUT/encoder-*.npz every so often, and a later run may --start with it.
"""

import argparse
import itertools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from benchmarks import course
from benchmarks.bert import Bert
from benchmarks.course import Course
from benchmarks.encoder_pairs import Ids, Pairs, read
from embeddings.export.__main__ import read_bundled_sources
from embeddings.export.weights import read_layers

NAME, BITS = "encoder", 10
"""What the files of what is learned are called, and the bits of a weight in them."""
RATE = 3e-5
"""The greatest learning rate of AdamW."""
WARMING = 40
"""Steps over which the rate grows."""
TEMPERATURE = 0.02
"""What cosines are divided by before the softmax."""
BACK = 0.3
"""What it counts that a text finds its question, beside that the question finds its text."""
PADDING = 1
"""The id of <pad> in the vocabulary."""


class Encoder(Bert):
    """The network: the mean of the states after the last layer, at unit length."""

    def forward(self, rows: Sequence[Ids]) -> Tensor:
        """The vectors (texts, size) of token ids."""
        device = self.pos.device
        sizes = torch.tensor([len(row) for row in rows], device=device)
        ids = torch.full((len(rows), int(sizes.max())), PADDING, device=device)
        real = torch.arange(ids.shape[1], device=device) < sizes[:, None]
        ids[real] = torch.from_numpy(np.concatenate(rows)).to(device)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type != "cpu"):
            states = self.after(self.embedded(ids), real)[-1].float()
        return functional.normalize((states * real[..., None]).sum(1) / sizes[:, None], dim=-1)


def loss_of(net: Encoder, pairs: Pairs, batch: Ids) -> Tensor:
    """What is wrong with the cosines of a batch of pairs, by number. Other texts of the same question are no wrong
    ones."""
    wrong = pairs.wrong[batch]
    asked, answering = pairs.right[batch].T
    texts, places = np.unique(np.concatenate([answering, wrong[wrong >= 0]]), return_inverse=True)
    own = places[: len(batch)]
    questions, found = net([pairs.questions[q] for q in asked]), net([pairs.texts[t] for t in texts])
    same = asked[:, None] == asked[None]
    left_out = np.zeros((len(batch), len(texts)), bool)
    for row in range(len(batch)):
        left_out[row, own[same[row]]] = True
        left_out[row, own[row]] = False
    back_out = (same | (own[:, None] == own[None])) & ~np.eye(len(batch), dtype=bool)
    device = questions.device
    forth = (questions @ found.T / TEMPERATURE).masked_fill(torch.from_numpy(left_out).to(device), -torch.inf)
    back = (found[own] @ questions.T / TEMPERATURE).masked_fill(torch.from_numpy(back_out).to(device), -torch.inf)
    target = torch.from_numpy(own).to(device)
    straight = torch.arange(len(batch), device=device)
    return functional.cross_entropy(forth, target) + BACK * functional.cross_entropy(back, straight)


def drawn(numbers: Ids, count: int) -> Iterator[Ids]:
    """Batches of pairs in any order, over and over."""
    draw = np.random.default_rng(0)
    count = min(count, len(numbers))
    for _ in itertools.count():
        order = draw.permutation(numbers)
        yield from (order[first : first + count] for first in range(0, len(order) - count + 1, count))


def learn(net: Encoder, pairs: Pairs, count: int, learning: Course, out: Path) -> None:
    """Learn from batches of so many of the pairs not held out; write the network to the folder `out` on the way and at
    the end."""
    net.train()
    batches = drawn(np.flatnonzero(~pairs.held_out), count)
    rated = [(list(net.weights().values()), RATE)]
    course.learn(rated, batches, lambda batch: loss_of(net, pairs, batch), learning, lambda: net.write(out, NAME, BITS))


@torch.inference_mode()
def found_first(net: Encoder, pairs: Pairs, within: int = 1) -> float:
    """The share of the questions held out one of whose texts is among the nearest `within` of all texts."""
    net.eval()
    chunks = range(0, len(pairs.texts), 64)
    texts = torch.cat([net(pairs.texts[first : first + 64]) for first in chunks])
    hits = []
    for question in np.unique(pairs.right[pairs.held_out, 0]):
        right = pairs.right[pairs.right[:, 0] == question, 1]
        nearest = (net([pairs.questions[question]]) @ texts.T)[0].topk(within).indices
        hits.append(np.isin(nearest.cpu().numpy(), right).any())
    return float(np.mean(hits)) if hits else float("nan")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives 0, or 3 with a line on standard error where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_encoder", description="Learn the encoder.")
    parser.add_argument("pairs", type=Path, help="the file of pairs")
    parser.add_argument("out", type=Path, help="the folder that takes what is learned")
    parser.add_argument("--start", type=Path, nargs="+", help="the weights to begin with (multilingual-e5-small's)")
    parser.add_argument("--minutes", type=float, required=True, help="the time there is")
    parser.add_argument("--batch", type=int, default=256, help="pairs a batch")
    options = parser.parse_args(arguments)
    return course.exit_status(lambda: run(options))


def run(options: argparse.Namespace) -> None:
    """Read what the options name, learn, write, print. Raises EncoderError for a file that cannot be used."""
    torch.manual_seed(0)
    like, words, _ = read_bundled_sources()
    start = read_layers(options.start, like) if options.start else like
    pairs = read(options.pairs)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = Encoder(start, range(start.layers), words.floats()).to(device)
    if options.minutes > 0:
        learn(net, pairs, options.batch, Course(60 * options.minutes, warming=WARMING), options.out)
    shares = ", ".join(f"hit@{within} {found_first(net, pairs, within):.3f}" for within in (1, 5))
    print(f"questions held out, among {len(pairs.texts)} texts: {shares}")


if __name__ == "__main__":
    sys.exit(main())
