"""Builds the ONNX graphs of a model from BERT weights. For development; nothing at run time imports it.

The *trunk* takes token ids to the states of the tokens after the lower layers; from there the *encoder* goes on to the
unit vector of the text (further layers, the mean over the tokens, the L2 norm), and the *extractor* to two scores a
token: how well an answer could begin there, and end there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from embeddings.export_vocabulary import MAX_TOKENS
from embeddings.export_weights import BLOCK, BertWeights, BlockRows, Floats

INPUT, STATES, HINTS = "input_ids", "states", "hints"
OUTPUT, SCORES = "embedding", "scores"
TRUNK_LAYERS = 6
"""Layers of the trunk, or half of a model's where that is fewer: what encoder and extractor share."""

OPSET, IR_VERSION = 21, 10
MICROSOFT = "com.microsoft"
"""ONNX Runtime's own operators (its ContribOperators.md documents them)."""

Divisors = Mapping[str, Floats]
"""By linear layer (`l0.fi`): what each of its input channels is divided by before it is quantised."""


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

    def model(self, inputs: Mapping[str, tuple[int, list[str | int]]], outputs: list[str]) -> ModelProto:
        """The finished model: its inputs by name with type and shape, and the values that it gives."""
        taken = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()]
        given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph(self.nodes, "graph", taken, given, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="embeddings.export")


@dataclass(frozen=True, slots=True)
class Graphs:
    """A model in two graphs: the encoder goes on where the trunk ends."""

    trunk: ModelProto
    encoder: ModelProto


def float_graph(weights: BertWeights) -> tuple[ModelProto, dict[str, str]]:
    """Trunk and encoder in one, the linear layers in float32; it gives their inputs, whose names are told by layer."""
    builder = _Builder(weights, None)
    builder.vector(builder.layers(builder.words(), 0, weights.layers))
    watched = list(builder.linear_inputs.values())
    return builder.graph.model({INPUT: (TensorProto.INT64, ["batch", "tokens"])}, watched), builder.linear_inputs


def int8_graphs(weights: BertWeights, divisors: Divisors) -> Graphs:
    """The graphs with their linear layers in int8: weights scaled per output channel, inputs per run, as they come.

    On x86 without VNNI, sums of two products saturate at 16 bits: for the bundled model the mean cosine to float32 is
    then .9992, with VNNI .9995 (measured on an emulated Haswell).
    """
    shared = min(TRUNK_LAYERS, weights.layers // 2)
    trunk = _Builder(weights, divisors)
    trunk.named(trunk.layers(trunk.words(), 0, shared), STATES)
    encoder = _Builder(weights, divisors)
    encoder.vector(encoder.layers(encoder.states(), shared, weights.layers))
    dimension = weights.dimension
    return Graphs(
        trunk.graph.model({INPUT: (TensorProto.INT64, ["batch", "tokens"])}, [STATES]),
        encoder.graph.model({STATES: (TensorProto.FLOAT, ["batch", "tokens", dimension])}, [OUTPUT]),
    )


def extractor_graph(weights: BertWeights, divisors: Divisors | None) -> tuple[ModelProto, dict[str, str]]:
    """The graph over the trunk's states and the hints (batch, tokens, kinds), with the inputs of its linear layers by
    name; in float32, and giving those inputs too, without divisors. Beside its layers `weights` holds `hint.w` (kinds,
    dimension), `head.w` (dimension, 2) and `head.b`."""
    builder = _Builder(weights, divisors)
    graph, tensors = builder.graph, weights.tensors
    kinds = len(tensors["hint.w"])
    states = builder.states()
    hinted = graph.node("MatMul", [HINTS, graph.constant("hint.w", tensors["hint.w"])], "hinted")
    states = builder.layers(graph.node("Add", [states, hinted], "seen"), 0, weights.layers)
    product = graph.node("MatMul", [states, graph.constant("head.w", tensors["head.w"])], "product")
    graph.node("Add", [product, graph.constant("head.b", tensors["head.b"])], SCORES)
    inputs: dict[str, tuple[int, list[str | int]]] = {
        STATES: (TensorProto.FLOAT, ["batch", "tokens", weights.dimension]),
        HINTS: (TensorProto.FLOAT, ["batch", "tokens", kinds]),
    }
    watched = list(builder.linear_inputs.values()) if divisors is None else []
    return graph.model(inputs, [SCORES, *watched]), builder.linear_inputs


class _Builder:
    """Lays out a BERT's nodes one after another; without divisors its linear layers are float32."""

    def __init__(self, weights: BertWeights, divisors: Divisors | None) -> None:
        self.weights = weights
        self.divisors = divisors
        self.graph = _Graph()
        self.linear_inputs: dict[str, str] = {}

    def words(self) -> str:
        """The embedded words and positions of the token ids, normalised."""
        self._rows(INPUT)
        return self._norm("emb.ln", self.graph.node("Add", [self._words(), "positions"], "embedded"))

    def states(self) -> str:
        """The states of the tokens as they come from a trunk."""
        self._rows(STATES)
        return STATES

    def layers(self, hidden: str, first: int, last: int) -> str:
        """The states after the layers `[first, last)`."""
        for layer in range(first, last):
            hidden = self._feed_forward(layer, self._attention(layer, hidden))
        return hidden

    def vector(self, hidden: str) -> None:
        """The unit vector of a text: its tokens' mean, scaled."""
        mean = self.graph.node(
            "ReduceMean", [hidden, self.graph.constant("token_axis", np.array([1]))], "mean", keepdims=0
        )
        self.graph.node("LpNormalization", [mean], OUTPUT, axis=-1, p=2)

    def named(self, value: str, name: str) -> None:
        """Give a value by another name."""
        self.graph.node("Identity", [value], name)

    def _words(self) -> str:
        words = self.weights.words
        assert words is not None
        inputs = [self.graph.constant("word_codes", _packed(words)), INPUT]
        inputs.append(self.graph.constant("word_scales", words.scales))
        rows = self.graph.node(
            "GatherBlockQuantized",
            inputs,
            "word_rows",
            MICROSOFT,
            bits=words.bits,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        return self.graph.node("Cast", [rows], "words", to=TensorProto.FLOAT)

    def _rows(self, source: str) -> None:
        """As much of a row of ones, of a row of zeros and, for token ids, of the positions as there are tokens."""
        positions = self.weights.tensors.get("emb.pos")
        count = self.graph.node("Shape", [source], "token_count", start=1, end=2)
        start = self.graph.constant("start", np.array([0]))
        rows = {"ones": np.ones(MAX_TOKENS, np.float32), "zeros": np.zeros(MAX_TOKENS, np.float32)}
        if source == INPUT and positions is not None:
            rows["positions"] = positions
        for name, constant in rows.items():
            self.graph.node("Slice", [self.graph.constant(f"{name}_table", constant), start, count], name)

    def _attention(self, layer: int, hidden: str) -> str:
        parts = [f"l{layer}.{part}" for part in ("q", "k", "v")]
        joined = self._linear(f"l{layer}.qkv", parts, hidden)
        split = helper.make_node("Split", [joined], parts, f"l{layer}.split", axis=-1, num_outputs=3)
        self.graph.nodes.append(split)
        context = self.graph.node(
            "MultiHeadAttention", parts, f"l{layer}.context", MICROSOFT, num_heads=self.weights.heads
        )
        output = self._linear(f"l{layer}.ao", [f"l{layer}.ao"], context)
        return self._norm(f"l{layer}.aln", self.graph.node("Add", [output, hidden], f"l{layer}.attended"))

    def _feed_forward(self, layer: int, hidden: str) -> str:
        inner = self._linear(f"l{layer}.fi", [f"l{layer}.fi"], hidden)
        active = self.graph.node("Gelu", [inner], f"l{layer}.gelu", MICROSOFT)
        output = self._linear(f"l{layer}.fo", [f"l{layer}.fo"], active)
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

    def _linear(self, name: str, parts: list[str], value: str) -> str:
        """The layers `parts` applied to `value`, their outputs side by side."""
        self.linear_inputs[name] = value
        weight = np.concatenate([self._matrix(part) for part in parts])
        bias = self.graph.constant(f"{name}.b", np.concatenate([self.weights.tensors[f"{part}.b"] for part in parts]))
        output = f"{name}.out"
        if self.divisors is None:
            product = self.graph.node("MatMul", [value, self.graph.constant(f"{name}.w", weight.T)], f"{name}.product")
            return self.graph.node("Add", [product, bias], output)
        divisor = self.divisors[name]
        if np.any(divisor != 1):
            value = self.graph.node("Mul", [value, self.graph.constant(f"{name}.inverse", 1 / divisor)], f"{name}.even")
            weight = weight * divisor
        largest = np.abs(weight).max(axis=1)
        scales = np.where(largest > 0, largest, np.float32(1)) / np.float32(127)
        codes = np.rint(weight / scales[:, None]).astype(np.int8)
        inputs = [value, self.graph.constant(f"{name}.w", codes.T), self.graph.constant(f"{name}.s", scales), "", bias]
        return self.graph.node("DynamicQuantizeMatMul", inputs, output, MICROSOFT)

    def _matrix(self, part: str) -> Floats:
        out = self.weights.tensors[f"{part}.b"].size
        return self.weights.tensors[f"{part}.w"].reshape(out, -1)


def _packed(rows: BlockRows) -> NDArray[np.uint8]:
    """The codes as GatherBlockQuantized reads them: unsigned, and of four bits two a byte, the first one low."""
    codes = (rows.codes.astype(np.int16) + (1 << (rows.bits - 1))).astype(np.uint8)
    return codes if rows.bits == 8 else codes[:, 0::2] | np.left_shift(codes[:, 1::2], 4)
