"""Builds the encoder's ONNX graph from BERT weights. For development; nothing at run time imports it.

Token ids go in, unit vectors come out: embeddings, transformer layers, the mean over the tokens, the L2 norm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from embeddings.export_weights import BLOCK, BertWeights, BlockRows, Floats

INPUT, OUTPUT = "input_ids", "embedding"
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

    def model(self, dimension: int, watched: list[str]) -> ModelProto:
        """The finished model: its outputs are the vectors and, after them, the `watched` values."""
        ids = helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["batch", "tokens"])
        outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", dimension])]
        outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in watched]
        graph = helper.make_graph(self.nodes, "encoder", [ids], outputs, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="embeddings.export")


def float_graph(weights: BertWeights) -> tuple[ModelProto, dict[str, str]]:
    """The graph with its linear layers in float32, which also gives their inputs; and those outputs' names by layer."""
    builder = _Builder(weights, None)
    dimension = builder.build()
    return builder.graph.model(dimension, list(builder.linear_inputs.values())), builder.linear_inputs


def int8_graph(weights: BertWeights, divisors: Divisors) -> ModelProto:
    """The graph with its linear layers in int8: weights scaled per output channel, inputs per run, as they come.

    On x86 without VNNI, sums of two products saturate at 16 bits: for the bundled model the mean cosine to float32 is
    then .9992, with VNNI .9995 (measured on an emulated Haswell).
    """
    builder = _Builder(weights, divisors)
    return builder.graph.model(builder.build(), [])


class _Builder:
    """Lays out a BERT encoder's nodes one after another; without divisors its linear layers are float32."""

    def __init__(self, weights: BertWeights, divisors: Divisors | None) -> None:
        self.weights = weights
        self.divisors = divisors
        self.graph = _Graph()
        self.linear_inputs: dict[str, str] = {}

    def build(self) -> int:
        """Adds every node of the encoder; gives the number of components of its vectors."""
        graph = self.graph
        self._position_slices()
        hidden = self._norm("emb.ln", graph.node("Add", [self._words(), "positions"], "embedded"))
        for layer in range(self.weights.layers):
            hidden = self._feed_forward(layer, self._attention(layer, hidden))
        mean = graph.node("ReduceMean", [hidden, graph.constant("token_axis", np.array([1]))], "mean", keepdims=0)
        graph.node("LpNormalization", [mean], OUTPUT, axis=-1, p=2)
        return self.weights.tensors["emb.ln.w"].size

    def _words(self) -> str:
        words = self.weights.words
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

    def _position_slices(self) -> None:
        """As much of the positions, of a row of ones and of a row of zeros as there are tokens."""
        table = self.weights.tensors["emb.pos"]
        rows = {"positions": table, "ones": np.ones(len(table), np.float32), "zeros": np.zeros(len(table), np.float32)}
        count = self.graph.node("Shape", [INPUT], "token_count", start=1, end=2)
        start = self.graph.constant("start", np.array([0]))
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
