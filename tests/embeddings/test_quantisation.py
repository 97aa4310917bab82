"""Rounding linear layers by what they are given."""

import numpy as np
import pytest

from embeddings.export.quantisation import LARGEST_CODE, Int8Linear, observe, quantise
from embeddings.export.weights import BertWeights

SIZE, INNER, TOKENS = 128, 160, 40


@pytest.fixture(scope="module")
def weights() -> BertWeights:
    """A BERT of one layer, drawn at random."""
    draw = np.random.default_rng(1)
    shapes = {"q": (SIZE, SIZE), "k": (SIZE, SIZE), "v": (SIZE, SIZE), "ao": (SIZE, SIZE), "fi": (INNER, SIZE)}
    tensors = {f"l0.{part}.w": draw.normal(size=shape) for part, shape in (shapes | {"fo": (SIZE, INNER)}).items()}
    tensors |= {f"l0.{part}.b": np.zeros(INNER if part == "fi" else SIZE) for part in (*shapes, "fo")}
    for norm in ("emb.ln", "l0.aln", "l0.oln"):
        tensors |= {f"{norm}.w": np.ones(SIZE), f"{norm}.b": np.zeros(SIZE)}
    tensors |= {"emb.pos": np.zeros((TOKENS, SIZE)), "hint.w": draw.normal(size=(SIZE, 2))}
    return BertWeights(2, 1e-12, {name: tensor.astype(np.float32) for name, tensor in tensors.items()})


def texts(mixing: np.ndarray) -> list[tuple[np.ndarray, None]]:
    """Texts whose words lie near a few directions, as those of a language do."""
    draw = np.random.default_rng(2)
    return [(draw.normal(size=(TOKENS, 3)) @ mixing + 0.05 * draw.normal(size=(TOKENS, SIZE)), None) for _ in range(20)]


def rebuilt(layer: Int8Linear) -> np.ndarray:
    return layer.codes * layer.scales[:, None] / layer.divisors


def test_codes_stay_in_their_range_and_near_the_weights(weights: BertWeights) -> None:
    mixing = np.random.default_rng(3).normal(size=(3, SIZE))
    rounded = quantise(weights, observe(weights, texts(mixing)))
    assert sorted(rounded) == ["l0.ao", "l0.fi", "l0.fo", "l0.qkv"]
    assert all(np.abs(layer.codes.astype(int)).max() <= LARGEST_CODE for layer in rounded.values())
    assert np.allclose(rebuilt(rounded["l0.fi"]), weights.tensors["l0.fi.w"], atol=0.3)


def test_outputs_are_nearer_than_with_the_nearest_codes(weights: BertWeights) -> None:
    mixing = np.random.default_rng(3).normal(size=(3, SIZE))
    seen = observe(weights, texts(mixing))
    layer, weight = quantise(weights, seen)["l0.fi"], weights.tensors["l0.fi.w"].astype(float)
    steps = layer.scales[:, None] / layer.divisors
    nearest = np.rint(weight / steps) * steps

    def error(of: np.ndarray) -> float:
        """The squared error over the texts: what is lost, through the products of the inputs."""
        lost = of - weight
        return float(np.einsum("oi,ij,oj", lost, seen["l0.fi"].products, lost))

    assert error(rebuilt(layer)) < error(nearest) / 2


def test_a_channel_that_stands_out_is_divided_by_a_power_of_two(weights: BertWeights) -> None:
    seen = observe(weights, texts(np.eye(3, SIZE)))
    seen["l0.fi"].ranges[5] = 64 * np.percentile(np.delete(seen["l0.fi"].ranges, 5), 99)
    divisors = quantise(weights, seen)["l0.fi"].divisors
    assert divisors[5] >= 2
    assert np.array_equal(np.log2(divisors), np.rint(np.log2(divisors)))


def test_hints_are_seen_by_the_layers(weights: BertWeights) -> None:
    words = np.ones((TOKENS, SIZE), np.float32) * np.arange(SIZE)
    without = observe(weights, [(words, np.zeros((TOKENS, 2), np.float32))])
    hinted = observe(weights, [(words, np.ones((TOKENS, 2), np.float32))])
    assert not np.allclose(without["l0.qkv"].products, hinted["l0.qkv"].products)
