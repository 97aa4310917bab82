"""Builds the ONNX graphs of the models out of BERT weights.

The *words* graph takes token ids to the embedded words. From there the *encoder* goes on to the unit vector of the text
(its layers, the mean over the tokens, the L2 norm), and the *reader*, with layers of its own, to two scores a token:
how well an answer could begin there, and end there. The *verifier* goes on from the states that the lower half of the
reader's layers gives, with an upper half of its own, to how likely it is that a stretch of the text answers,
and to two scores a token of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from embeddings.export.quantisation import Int8Linear, joined
from embeddings.export.vocabulary import MAX_TOKENS
from embeddings.export.weights import BLOCK, BertWeights, BlockRows

INPUT, WORDS, HINTS, CLAIMED = "input_ids", "words", "hints", "claimed"
OUTPUT, SCORES, STATES, VERDICT = "embedding", "scores", "states", "verdict"

OPSET, IR_VERSION = 21, 10
MICROSOFT = "com.microsoft"
"""ONNX Runtime's own operators (its ContribOperators.md documents them)."""


@dataclass
class _Graph:
    """A graph under construction. Every value goes by the name of the node or constant that makes it."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], output, domain=domain, **attributes))
        return output

    def model(self, inputs: Mapping[str, tuple[int, list[str | int]]], *outputs: str) -> ModelProto:
        """The finished model: its inputs by name with type and shape, and the values that it gives."""
        taken = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()]
        given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph(self.nodes, "graph", taken, given, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="embeddings.export")


def words_graph(words: BlockRows) -> ModelProto:
    """The graph from token ids (batch, tokens) to word embeddings (batch, tokens, dimension)."""
    graph = _Graph()
    inputs = [graph.constant("word_codes", _packed(words)), INPUT, graph.constant("word_scales", words.scales)]
    of = {"bits": words.bits, "block_size": BLOCK, "gather_axis": 0, "quantize_axis": 1}
    rows = graph.node("GatherBlockQuantized", inputs, "word_rows", MICROSOFT, **of)
    graph.node("Cast", [rows], WORDS, to=TensorProto.FLOAT)
    return graph.model({INPUT: (TensorProto.INT64, ["batch", "tokens"])}, WORDS)


def encoder_graph(weights: BertWeights, linear: Mapping[str, Int8Linear]) -> ModelProto:
    """The graph from word embeddings (batch, tokens, dimension) to the vector, its linear layers as `linear` has
    them."""
    builder = _Builder(weights, linear)
    hidden = builder.layers(builder.embedded(), range(weights.layers))
    axis = builder.graph.constant("token_axis", np.array([1]))
    mean = builder.graph.node("ReduceMean", [hidden, axis], "mean", keepdims=0)
    builder.graph.node("LpNormalization", [mean], OUTPUT, axis=-1, p=2)
    return builder.model({WORDS: weights.dimension}, OUTPUT)


def lower_graph(weights: BertWeights, linear: Mapping[str, Int8Linear]) -> ModelProto:
    """The graph of the lower half of a reader's layers: from word embeddings and hints (batch, tokens, kinds), which
    are added once the embeddings are normalised, to the states (batch, tokens, dimension)."""
    builder = _Builder(weights, linear)
    graph, tensors = builder.graph, weights.tensors
    hinted = graph.node("MatMul", [HINTS, graph.constant("hint.w", tensors["hint.w"].T)], "hinted")
    seen = graph.node("Add", [builder.embedded(), hinted], "seen")
    graph.node("Identity", [builder.layers(seen, range(weights.layers // 2))], STATES)
    return builder.model({WORDS: weights.dimension, HINTS: tensors["hint.w"].shape[1]}, STATES)


def upper_graph(weights: BertWeights, linear: Mapping[str, Int8Linear]) -> ModelProto:
    """The graph of the upper half of a reader's layers: from the states to the scores (batch, tokens, 2)."""
    builder = _Builder(weights, linear)
    builder.rows_of(STATES)
    hidden = builder.layers(STATES, range(weights.layers // 2, weights.layers))
    builder.scores(hidden, "head", SCORES)
    return builder.model({STATES: weights.dimension}, SCORES)


def verifier_graph(weights: BertWeights, linear: Mapping[str, Int8Linear]) -> ModelProto:
    """The graph from a reader's states (batch, tokens, dimension), and which tokens are claimed to answer (batch,
    tokens, 1), to the log-odds (batch, 1, 1) that they do, which the state of the first token tells, and the scores
    (batch, tokens, 2) of an answer's beginning and ending with each."""
    builder = _Builder(weights, linear)
    graph = builder.graph
    builder.rows_of(STATES)
    marked = graph.node("MatMul", [CLAIMED, graph.constant("claim.w", weights.tensors["claim.w"].T)], "marked")
    hidden = builder.layers(graph.node("Add", [STATES, marked], "seen"), range(weights.layers))
    bounds = [graph.constant(name, np.array([place])) for name, place in (("from", 0), ("to", 1), ("axis", 1))]
    builder.scores(graph.node("Slice", [hidden, *bounds], "first"), "verdict", VERDICT)
    builder.scores(hidden, "head", SCORES)
    return builder.model({STATES: weights.dimension, CLAIMED: 1}, VERDICT, SCORES)


class _Builder:
    """Lays out a BERT's nodes one after another."""

    def __init__(self, weights: BertWeights, linear: Mapping[str, Int8Linear]) -> None:
        self.weights = weights
        self.linear = linear
        self.parts = joined(weights)
        self.graph = _Graph()

    def rows_of(self, tokens: str, **tables: NDArray[np.float32]) -> None:
        """Of these tables, and of ones and zeros, as many rows as there are `tokens`."""
        rows = {"ones": np.ones(MAX_TOKENS, np.float32), "zeros": np.zeros(MAX_TOKENS, np.float32), **tables}
        count = self.graph.node("Shape", [tokens], "token_count", start=1, end=2)
        start = self.graph.constant("start", np.array([0]))
        for name, constant in rows.items():
            self.graph.node("Slice", [self.graph.constant(f"{name}_table", constant), start, count], name)

    def embedded(self) -> str:
        """The words and their positions, normalised."""
        self.rows_of(WORDS, positions=self.weights.tensors["emb.pos"])
        return self._norm("emb.ln", self.graph.node("Add", [WORDS, "positions"], "embedded"))

    def layers(self, hidden: str, numbers: range) -> str:
        """The states after the layers of these numbers."""
        for layer in numbers:
            hidden = self._feed_forward(layer, self._attention(layer, hidden))
        return hidden

    def scores(self, hidden: str, head: str, output: str) -> None:
        """The scores that a head gives of each state."""
        graph, tensors = self.graph, self.weights.tensors
        matrix = graph.constant(f"{head}.w", tensors[f"{head}.w"].T)
        product = graph.node("MatMul", [hidden, matrix], f"{head}.product")
        graph.node("Add", [product, graph.constant(f"{head}.b", tensors[f"{head}.b"])], output)

    def model(self, columns: Mapping[str, int], *outputs: str) -> ModelProto:
        """The finished model over inputs by name with the number of their columns, and what it gives."""
        inputs: dict[str, tuple[int, list[str | int]]] = {
            name: (TensorProto.FLOAT, ["batch", "tokens", size]) for name, size in columns.items()
        }
        return self.graph.model(inputs, *outputs)

    def _attention(self, layer: int, hidden: str) -> str:
        parts = [f"l{layer}.{part}" for part in ("q", "k", "v")]
        joined = self._linear(f"l{layer}.qkv", hidden)
        split = helper.make_node("Split", [joined], parts, f"l{layer}.split", axis=-1, num_outputs=3)
        self.graph.nodes.append(split)
        context = self.graph.node(
            "MultiHeadAttention", parts, f"l{layer}.context", MICROSOFT, num_heads=self.weights.heads
        )
        output = self._linear(f"l{layer}.ao", context)
        return self._norm(f"l{layer}.aln", self.graph.node("Add", [output, hidden], f"l{layer}.attended"))

    def _feed_forward(self, layer: int, hidden: str) -> str:
        inner = self._linear(f"l{layer}.fi", hidden)
        active = self.graph.node("Gelu", [inner], f"l{layer}.gelu", MICROSOFT)
        output = self._linear(f"l{layer}.fo", active)
        return self._norm(f"l{layer}.oln", self.graph.node("Add", [output, hidden], f"l{layer}.fed"))

    def _norm(self, name: str, value: str) -> str:
        """Layer normalisation, as instance normalisation with every token a channel of its own.

        ONNX Runtime 1.32 computes LayerNormalization one element at a time, InstanceNormalization in vector
        instructions: 295 against 40 microseconds for 170 tokens of 384 components.
        """
        tensors = self.weights.tensors
        inputs = [value, "ones", "zeros"]
        normal = self.graph.node("InstanceNormalization", inputs, f"{name}.normal", epsilon=self.weights.epsilon)
        scaled = self.graph.node("Mul", [normal, self.graph.constant(f"{name}.w", tensors[f"{name}.w"])], f"{name}.mul")
        return self.graph.node("Add", [scaled, self.graph.constant(f"{name}.b", tensors[f"{name}.b"])], name)

    def _linear(self, name: str, value: str) -> str:
        """A linear layer applied to `value`, whose scale is taken from all of a run."""
        layer, tensors = self.linear[name], self.weights.tensors
        bias = self.graph.constant(f"{name}.b", np.concatenate([tensors[f"{part}.b"] for part in self.parts[name]]))
        if np.any(layer.divisors != 1):
            inverse = self.graph.constant(f"{name}.inverse", 1 / layer.divisors)
            value = self.graph.node("Mul", [value, inverse], f"{name}.even")
        codes = self.graph.constant(f"{name}.w", layer.codes.T)
        inputs = [value, codes, self.graph.constant(f"{name}.s", layer.scales), "", bias]
        return self.graph.node("DynamicQuantizeMatMul", inputs, f"{name}.out", MICROSOFT)


def _packed(rows: BlockRows) -> NDArray[np.uint8]:
    """The codes as GatherBlockQuantized reads them: unsigned, and of four bits two a byte, the first one low."""
    codes = (rows.codes.astype(np.int16) + (1 << (rows.bits - 1))).astype(np.uint8)
    return codes if rows.bits == 8 else codes[:, 0::2] | np.left_shift(codes[:, 1::2], 4)
