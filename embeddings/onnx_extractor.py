"""Where in a text the answer to a question begins and ends, and whether it stands there at all.

Extractive reading over a shared encoder: question and text go through the trunk of the bundled model as one sequence,
and three more layers of its kind score every token as the beginning and as the end of the answer; the first token, <s>,
stands for "no answer here" (Devlin et al., arXiv:1810.04805, section 4.3). *Hints* say of every character what is known
of it without the model, such as that a word of the question stands there in another language; they are added to the
states. `benchmarks.train_extractor` makes the files.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from embeddings.encoder import Encoder
from embeddings.extractor import Extraction, Floats
from embeddings.model_files import EXTRACTOR, read_extractor, read_model
from embeddings.onnx_encoder import MODEL_DIR, OnnxEncoder
from embeddings.trunk import Trunk, open_session

EXTRACTOR_DIR = Path(__file__).parent / "models" / "extractor"


class OnnxExtractor:
    """The extractor that ships with the package, over the trunk of the bundled model."""

    def __init__(self, trunk: Trunk, folder: Path = EXTRACTOR_DIR) -> None:
        """Loads it. Raises EncoderError naming the file that is missing or damaged."""
        self._trunk = trunk
        self._session = open_session(read_extractor(folder), folder / EXTRACTOR)
        self.kinds: int = self._session.get_inputs()[1].shape[2]

    def extract(self, question: str, text: str, hints: Floats, first: int = 0) -> Extraction:
        """As `Extractor` has it."""
        tokens = self._trunk.tokens(question, text)
        places, hinted = on_tokens(tokens, hints)
        covering = np.flatnonzero(places[:, 1] > places[:, 0])
        scores = self._session.run(None, {"states": self._trunk.states(tokens), "hints": hinted[None]})[0][0]
        allowed = covering[places[covering, 0] >= first]
        likely = _log_softmax(scores[np.concatenate([[0], allowed])])
        return Extraction(places[allowed], likely[1:, 0], likely[1:, 1], float(likely[0].sum()))


def on_tokens(tokens: Encoding, hints: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Of a question and a text as tokens: which characters of the text each covers (tokens, 2), none where the two are
    equal, and the most that is told of any of them (tokens, kinds)."""
    places = np.array(
        [covered if own == 1 else (0, 0) for own, covered in zip(tokens.sequence_ids, tokens.offsets, strict=True)]
    )
    hinted = np.zeros((len(places), hints.shape[1]), np.float32)
    for token in np.flatnonzero(places[:, 1] > places[:, 0]):
        hinted[token] = hints[slice(*places[token])].max(axis=0)
    return places, hinted


def beside(encoder: Encoder) -> OnnxExtractor:
    """The extractor, over the trunk of `encoder` where that is the bundled one, so that it is in memory once. Raises
    EncoderError."""
    if isinstance(encoder, OnnxEncoder) and encoder.folder == MODEL_DIR:
        return OnnxExtractor(encoder.trunk)
    return OnnxExtractor(Trunk(read_model(MODEL_DIR), MODEL_DIR))


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=0)
    found: Floats = shifted - np.log(np.exp(shifted).sum(axis=0))
    return found
