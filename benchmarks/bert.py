"""A BERT as it is learned: its layers over frozen word embeddings, begun with weights that there are, and written."""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from embeddings.export.weights import LAYER_NAMES, BertWeights, Floats

LARGEST_PART = 15_000_000
"""Bytes of a file of weights at most."""


class Layer(nn.Module):
    """A layer, its parts by the short names of `embeddings.export.weights`."""

    def __init__(self, size: int, inner: int, heads: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        for name in ("q", "k", "v", "ao"):
            self.add_module(name, nn.Linear(size, size))
        self.fi, self.fo = nn.Linear(size, inner), nn.Linear(inner, size)
        self.aln, self.oln = nn.LayerNorm(size, epsilon), nn.LayerNorm(size, epsilon)

    def forward(self, states: Tensor, seen: Tensor) -> Tensor:
        """States (texts, tokens, size) after the layer; `seen` is false for padding."""
        count, tokens, size = states.shape
        shape = count, tokens, self.heads, size // self.heads
        parts = [getattr(self, name)(states).view(shape).transpose(1, 2) for name in ("q", "k", "v")]
        left_out = self.dropout if self.training else 0.0
        context = functional.scaled_dot_product_attention(*parts, attn_mask=seen, dropout_p=left_out).transpose(1, 2)
        states = self.aln(states + self._some(self.ao(context.reshape(count, tokens, size))))
        return self.oln(states + self._some(self.fo(functional.gelu(self.fi(states)))))

    def _some(self, values: Tensor) -> Tensor:
        return functional.dropout(values, self.dropout, self.training)


class Layers(nn.Module):
    """Layers, one after another."""

    def __init__(self, start: BertWeights, layers: Sequence[int], dropout: float = 0.0) -> None:
        """As many as there are numbers of layers of `start`, with which `begin_with` begins them; `dropout` is the
        share of a layer's values left out while it learns."""
        super().__init__()
        size, inner = start.dimension, start.tensors["l0.fi.b"].size
        self.layers = nn.ModuleList(Layer(size, inner, start.heads, start.epsilon, dropout) for _ in layers)

    def begin_with(self, start: BertWeights, layers: Sequence[int]) -> None:
        """Take what there is of the weights."""
        for name, own in self.weights().items():
            known = start.tensors.get(_source(name, layers))
            if known is not None:
                own.data.copy_(torch.from_numpy(np.array(known)).reshape(own.shape))

    def weights(self) -> dict[str, nn.Parameter]:
        """All weights that are learned, by name."""
        return dict(self.named_parameters())

    def after(self, states: Tensor, real: Tensor) -> list[Tensor]:
        """The states after each layer; `real` (texts, tokens) is false for padding."""
        found: list[Tensor] = []
        for layer in self.layers:
            states = layer(states, real[:, None, None, :])
            found.append(states)
        return found

    def write(self, folder: Path, name: str, bits: int) -> None:
        """Write what is learned to `NAME-0.npz` and so on in `folder`, made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        values = {name: own.detach().float().cpu().numpy() for name, own in self.weights().items()}
        stored = coded(values, bits)
        count = math.ceil(sum(array.nbytes for array in stored.values()) / LARGEST_PART)
        parts: list[dict[str, NDArray[np.generic]]] = [{} for _ in range(count)]
        for key in sorted(stored, key=lambda key: -stored[key].nbytes):
            min(parts, key=lambda part: sum(array.nbytes for array in part.values()))[key] = stored[key]
        for number, part in enumerate(parts):
            np.savez(folder / f"{name}-{number}.npz", **part)  # type: ignore[arg-type]


class Bert(Layers):
    """Embedded words with their positions, and layers."""

    def __init__(self, start: BertWeights, layers: Sequence[int], words: Floats, dropout: float = 0.0) -> None:
        """As `Layers`, begun with the weights; `words` are the word embeddings."""
        super().__init__(start, layers, dropout)
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=True)
        self.pos = nn.Parameter(torch.empty(len(start.tensors["emb.pos"]), start.dimension))
        self.ln = nn.LayerNorm(start.dimension, start.epsilon)
        self.begin_with(start, layers)

    def weights(self) -> dict[str, nn.Parameter]:
        """All weights but the words', by name."""
        return {name: own for name, own in self.named_parameters() if own is not self.words.weight}

    def embedded(self, ids: Tensor) -> Tensor:
        """The states (texts, tokens, size) of token ids before the first layer."""
        states: Tensor = self.ln(self.words(ids) + self.pos[: ids.shape[1]])
        return states


def coded(values: Mapping[str, Floats], bits: int) -> dict[str, NDArray[np.generic]]:
    """Weights as `embeddings.export.weights.read_layers` has them: matrices in codes of so many bits with a scale a
    row, all else, and the few rows of hints and head, in 16 bits."""
    stored: dict[str, NDArray[np.generic]] = {}
    for name, array in values.items():
        if array.ndim < 2 or name.startswith(("hint.", "head.")):
            stored[name] = array.astype(np.float16)
            continue
        middle = 1 << (bits - 1)
        scales = np.maximum(np.abs(array).max(axis=1), np.finfo(np.float32).tiny) / (middle - 1)
        codes = (np.rint(array / scales[:, None]).astype(np.int64) + middle).ravel()
        stored[f"p:{name}"] = np.packbits((codes[:, None] >> np.arange(bits - 1, -1, -1)) & 1)
        stored[f"s:{name}"], stored[f"d:{name}"] = scales.astype(np.float32), np.array(array.shape)
    return stored


def _source(name: str, layers: Sequence[int]) -> str:
    """The short name of a parameter in the weights that it begins with."""
    found = re.match(rf"layers\.(\d+)\.({'|'.join(LAYER_NAMES)})\.(\w)", name)
    if found:
        return f"l{layers[int(found[1])]}.{found[2]}.{found[3]}"
    name = name.replace(".weight", ".w").replace(".bias", ".b")
    return name if name.startswith(("hint.", "head.", "claim.", "verdict.")) else f"emb.{name}"
