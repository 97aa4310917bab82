"""The word embeddings that the bundled models share: text -> its tokens -> a vector for each, before any layer."""

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from embeddings.encoder import well_formed
from embeddings.errors import EncoderError
from embeddings.model_files import TOKENIZER, WORDS, ModelFiles

Embedded = NDArray[np.float32]
"""float32 of shape (1, tokens, dimension)."""


class WordEmbeddings:
    """A tokenizer and the table of its words, loaded once."""

    def __init__(self, files: ModelFiles, folder: Path) -> None:
        """`folder` is where the files are from. Raises EncoderError when they cannot be loaded."""
        self._session = open_session(files.words, folder / WORDS)
        self.checksum = files.words_checksum
        try:
            self.tokenizer = Tokenizer.from_buffer(files.tokenizer)
        except Exception as error:  # the library raises bare Exceptions
            raise _unusable(folder / TOKENIZER, error) from error
        self.unknown = self.tokenizer.token_to_id("<unk>")

    def tokens(self, text: str, second: str | None = None) -> Encoding:
        """The tokens of a text or of a pair of texts, the first 512; their offsets count in each text."""
        return self.tokenizer.encode(well_formed(text), None if second is None else well_formed(second))

    def embedded(self, tokens: Encoding) -> Embedded:
        """The word embeddings of the tokens."""
        words: Embedded = self._session.run(None, {"input_ids": np.array([tokens.ids], np.int64)})[0]
        return words


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
