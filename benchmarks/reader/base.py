"""What a reader begins with beside its layers, in a file: word embeddings, heads, epsilon. Who learns one then needs no
package that carries them."""

from pathlib import Path

import numpy as np

from embeddings.errors import EncoderError
from embeddings.export.weights import BertWeights, BlockRows, Floats

FILE = "base.npz"
"""Its name in a folder of examples."""


def write(folder: Path, like: BertWeights, words: BlockRows) -> None:
    """Write the word embeddings, and of `like` what its layers do not say."""
    np.savez_compressed(
        folder / FILE,
        codes=words.codes,
        scales=words.scales,
        bits=np.array(words.bits),
        heads=np.array(like.heads),
        epsilon=np.array(like.epsilon),
    )


def read(folder: Path) -> tuple[BertWeights, Floats]:
    """A model without tensors, and the word embeddings (words, size). Raises EncoderError where they are not there."""
    try:
        with np.load(folder / FILE) as stored:
            words = BlockRows(stored["codes"], stored["scales"], int(stored["bits"]))
            return BertWeights(int(stored["heads"]), float(stored["epsilon"]), {}), words.floats()
    except (OSError, KeyError, ValueError) as error:
        raise EncoderError(f"{folder / FILE} holds no words ({error}). Make it with benchmarks.reader.") from error
