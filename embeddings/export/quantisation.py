"""Linear layers in int8, whose outputs stay as near to those of the floats as eight bits allow.

What a layer is given decides how it is rounded: `observe` runs a model over texts and keeps what its layers are given,
`quantise` rounds by that. All of it is computed in float64, in which sums differ so little from one processor to the
next that the codes come out the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from embeddings.export.weights import BertWeights, Floats

Matrix = NDArray[np.float64]

ORDINARY = 1.5
"""How many times the 99th percentile of the channels' ranges a channel may reach before it counts as an outlier. From
.5 to 3 the mean cosine of the vectors to float32 moves by .001."""

LARGEST_CODE = 100
"""The largest code of a weight. On x86 without VNNI, sums of two products saturate at 16 bits, which codes up to 127
do: then the mean cosine of the vectors to float32 is .9965, at 90 to 105 it is .998 with and without VNNI (60 passages
and 60 questions of made-up reports, others than those that decide)."""

DAMPING = 0.01
"""Share of the mean of a layer's second moments that is added to each, as in GPTQ's published program."""

BLOCK = 64
"""Input channels that are rounded before the rest is corrected for them; it changes the time alone."""


@dataclass(slots=True)
class LayerInput:
    """What a linear layer is given: each channel's largest magnitude, and the sum of the channels' products (in,
    in)."""

    ranges: Matrix
    products: Matrix


@dataclass(frozen=True, slots=True)
class Int8Linear:
    """A linear layer: weight (out, in) = `codes` times each row's `scales`, over inputs divided by `divisors` (in,)."""

    codes: NDArray[np.int8]
    scales: Floats
    divisors: Floats


def joined(weights: BertWeights) -> dict[str, list[str]]:
    """The linear layers by name, with the matrices that each is made of: the three of an attention's input are one."""
    found: dict[str, list[str]] = {}
    for layer in range(weights.layers):
        found[f"l{layer}.qkv"] = [f"l{layer}.{part}" for part in ("q", "k", "v")]
        found |= {f"l{layer}.{part}": [f"l{layer}.{part}"] for part in ("ao", "fi", "fo")}
    return found


def quantise(weights: BertWeights, given: Mapping[str, LayerInput]) -> dict[str, Int8Linear]:
    """The linear layers of a model by name, rounded by what they are given."""
    return {
        name: _quantised(
            np.concatenate([weights.tensors[f"{part}.w"] for part in parts]).astype(np.float64), given[name]
        )
        for name, parts in joined(weights).items()
    }


def _quantised(weight: Matrix, given: LayerInput) -> Int8Linear:
    divisors = _divisors(given.ranges)
    weight = weight * divisors
    largest = np.abs(weight).max(axis=1)
    scales = (np.where(largest > 0, largest, 1.0) / LARGEST_CODE).astype(np.float32)
    codes = _rounded(weight / scales[:, None], given.products / np.outer(divisors, divisors))
    return Int8Linear(codes, scales, divisors.astype(np.float32))


def _divisors(ranges: Matrix) -> Matrix:
    """What to divide input channels by so that one scale a text can serve all of them.

    <s> and </s> carry a few activations ten times as large as all others, which would leave the others few of the 256
    levels. Moving the excess into the weights is SmoothQuant's idea (Xiao et al., arXiv:2211.10438), here for outliers
    only, in powers of two.
    """
    excess = ranges / (ORDINARY * np.percentile(ranges, 99))
    divisors: Matrix = np.exp2(np.rint(np.log2(np.maximum(excess, 1))))
    return divisors


def _rounded(weight: Matrix, products: Matrix) -> NDArray[np.int8]:
    """The weights (out, in) as whole numbers, one input channel after another, each one's error made up for by those
    that are still to come (GPTQ; Frantar et al., arXiv:2210.17323)."""
    channels = len(products)
    products = products + DAMPING * np.diag(products).mean() * np.eye(channels)
    upper = np.linalg.cholesky(np.linalg.inv(products)).T
    weight, codes = weight.copy(), np.zeros(weight.shape, np.int8)
    for first in range(0, channels, BLOCK):
        last = min(channels, first + BLOCK)
        errors = np.empty((len(weight), last - first))
        for channel in range(first, last):
            rounded = np.clip(np.rint(weight[:, channel]), -LARGEST_CODE, LARGEST_CODE)
            codes[:, channel] = rounded
            error = (weight[:, channel] - rounded) / upper[channel, channel]
            weight[:, channel:last] -= np.outer(error, upper[channel, channel:last])
            errors[:, channel - first] = error
        weight[:, last:] -= errors @ upper[first:last, last:]
    return codes


def observe(weights: BertWeights, texts: Iterable[tuple[Floats, Floats | None]]) -> dict[str, LayerInput]:
    """What the linear layers of a model are given over texts, each its word embeddings (tokens, dimension) and, for a
    reader, its hints (tokens, kinds)."""
    net = _Net(weights)
    return _observed(net, (net.embedded(*text) for text in texts))


def observe_verifier(
    weights: BertWeights, reader: BertWeights, texts: Iterable[tuple[Floats, Floats, Floats]]
) -> dict[str, LayerInput]:
    """What those of a verifier over the lower half of a reader are given over texts, each its word embeddings, its
    hints, and which of its tokens are claimed to answer (tokens, 1)."""
    lower = _Net(reader)
    net = _Net(weights)

    def begun(words: Floats, hints: Floats, claimed: Floats) -> Matrix:
        states = lower.embedded(words, hints)
        for layer in range(reader.layers // 2):
            states = lower.after(layer, states)
        marked: Matrix = states + claimed @ net.tensors["claim.w"].T
        return marked

    return _observed(net, (begun(*text) for text in texts))


def _observed(net: "_Net", begun: Iterable[Matrix]) -> dict[str, LayerInput]:
    """What the layers are given over the states of texts before the first of them."""
    given: dict[str, LayerInput] = {}

    def keep(name: str, inputs: Matrix) -> None:
        largest, products = np.abs(inputs).max(axis=0), inputs.T @ inputs
        before = given.setdefault(name, LayerInput(largest, np.zeros_like(products)))
        before.ranges = np.maximum(before.ranges, largest)
        before.products += products

    for states in begun:
        for layer in range(net.layers):
            states = net.after(layer, states, keep)
    return given


class _Net:
    """The parts of a BERT in float64, over the states of one text's tokens."""

    def __init__(self, weights: BertWeights) -> None:
        self.heads, self.epsilon, self.layers = weights.heads, weights.epsilon, weights.layers
        self.tensors = {name: tensor.astype(np.float64) for name, tensor in weights.tensors.items()}

    def embedded(self, words: Floats, hints: Floats | None) -> Matrix:
        """The states before the first layer."""
        states = self.norm("emb.ln", words + self.tensors["emb.pos"][: len(words)])
        return states if hints is None else states + hints @ self.tensors["hint.w"].T

    def after(self, layer: int, states: Matrix, keep: Callable[[str, Matrix], None] = lambda *_: None) -> Matrix:
        """The states after a layer; `keep` is told what each of its linear layers is given."""
        keep(f"l{layer}.qkv", states)
        context = self.attention(layer, states)
        keep(f"l{layer}.ao", context)
        states = self.norm(f"l{layer}.aln", states + self.linear(f"l{layer}.ao", context))
        keep(f"l{layer}.fi", states)
        inner = self.linear(f"l{layer}.fi", states)
        inner = inner * (1 + erf(inner / np.sqrt(2))) / 2
        keep(f"l{layer}.fo", inner)
        return self.norm(f"l{layer}.oln", states + self.linear(f"l{layer}.fo", inner))

    def linear(self, name: str, states: Matrix) -> Matrix:
        product: Matrix = states @ self.tensors[f"{name}.w"].T + self.tensors[f"{name}.b"]
        return product

    def norm(self, name: str, states: Matrix) -> Matrix:
        centred = states - states.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.epsilon)
        normal: Matrix = centred / deviation * self.tensors[f"{name}.w"] + self.tensors[f"{name}.b"]
        return normal

    def attention(self, layer: int, states: Matrix) -> Matrix:
        """What the heads of a layer give, side by side (tokens, dimension)."""
        queries, keys, values = (
            self.linear(f"l{layer}.{part}", states).reshape(len(states), self.heads, -1).swapaxes(0, 1)
            for part in ("q", "k", "v")
        )
        scores = queries @ keys.swapaxes(1, 2) / np.sqrt(queries.shape[-1])
        likely = np.exp(scores - scores.max(axis=-1, keepdims=True))
        seen = likely / likely.sum(axis=-1, keepdims=True) @ values
        together: Matrix = seen.swapaxes(0, 1).reshape(len(states), -1)
        return together
