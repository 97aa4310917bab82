"""The lower layers of a bundled model, which encoder and extractor share: text -> the states of its tokens."""

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from embeddings.encoder import well_formed
from embeddings.errors import EncoderError
from embeddings.model_files import TOKENIZER, TRUNK, ModelFiles

States = NDArray[np.float32]
"""float32 of shape (1, tokens, dimension)."""


class Trunk:
    """A tokenizer and the layers above it, loaded once."""

    def __init__(self, files: ModelFiles, folder: Path) -> None:
        """`folder` is where the files are from. Raises EncoderError when they cannot be loaded."""
        self._session = open_session(files.trunk, folder / TRUNK)
        try:
            self.tokenizer = Tokenizer.from_buffer(files.tokenizer)
        except Exception as error:  # the library raises bare Exceptions
            raise _unusable(folder / TOKENIZER, error) from error
        self.unknown = self.tokenizer.token_to_id("<unk>")

    def tokens(self, text: str, second: str | None = None) -> Encoding:
        """The tokens of a text or of a pair of texts, the first 512; their offsets count in each text."""
        return self.tokenizer.encode(well_formed(text), None if second is None else well_formed(second))

    def states(self, tokens: Encoding) -> States:
        """The states of the tokens after these layers."""
        states: States = self._session.run(None, {"input_ids": np.array([tokens.ids], np.int64)})[0]
        return states


def open_session(graph: bytes, path: Path) -> onnxruntime.InferenceSession:
    """A session over an ONNX graph that was read from `path`, on the calling thread alone. Raises EncoderError."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises bare Exceptions
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> EncoderError:
    return EncoderError(f"{path.name} in {path.parent} cannot be loaded: {error}")
