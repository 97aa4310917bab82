"""What every encoder looks like from outside, and what every one does to a text first."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""float32 of shape (n, dimension), every row of unit length."""


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their cosine.

    Vectors of two encoders may stand in one index only where their `identity` is the same.
    """

    @property
    def name(self) -> str:
        """The name that `load_encoder` was given."""
        ...

    @property
    def dimension(self) -> int:
        """The number of components of a vector."""
        ...

    @property
    def identity(self) -> str:
        """Sixteen hexadecimal digits, a hash of weights, tokenizer, prompts and arithmetic."""
        ...

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions in the form the model wants them: float32 (len(texts), dimension), rows of unit length."""
        ...

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Passages in the form the model wants them: float32 (len(texts), dimension), rows of unit length."""
        ...

    def unknown_share(self, texts: list[str]) -> float:
        """The share, 0 to 1, of the texts' characters or tokens that the model's vocabulary has no piece for."""
        ...


def well_formed(text: str) -> str:
    """The text with surrogate pairs joined, and U+FFFD for each lone surrogate, which is no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
