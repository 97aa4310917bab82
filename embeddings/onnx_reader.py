"""Where in a text the answer to a question begins and ends, and whether it stands there at all.

Extractive reading: question and text go through a BERT as one sequence, which scores every token as the beginning and
as the end of the answer; the first token, <s>, stands for "no answer here" (Devlin et al., arXiv:1810.04805, section
4.3). *Hints* say of every character what is known of it without the model, such as that a word of the question stands
there in another language; they are added to the embedded words. `benchmarks.train_reader` learns the layers.

Whether what was found is an answer, or only looks like one, is for a *verifier* to say (Hu et al., arXiv:1808.05759),
and where in the sentence that was found it stands: upper layers of its own over the reader's lower half, learned from
near misses (`benchmarks.train_verifier`).
"""

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from embeddings.answer_reader import Floats, SpanScores, Verdict
from embeddings.encoder import Encoder
from embeddings.errors import EncoderError
from embeddings.model_files import ENCODER_DIR, LOWER, READER_DIR, UPPER, VERIFIER, read_model, read_reader
from embeddings.onnx_encoder import OnnxEncoder
from embeddings.words import WordEmbeddings, open_session


class OnnxReader:
    """The answer reader that ships with the package, over the word embeddings of the bundled encoder."""

    def __init__(self, words: WordEmbeddings, folder: Path = READER_DIR) -> None:
        """Loads it. Raises EncoderError naming the file that is missing, damaged or made for other word embeddings."""
        files = read_reader(folder)
        if files.words_checksum != words.checksum:
            raise EncoderError(f"The reader in {folder} was made for other word embeddings. Export it anew.")
        self._words = words
        self._lower = open_session(files.lower, folder / LOWER)
        self._upper = open_session(files.upper, folder / UPPER)
        self._verifier = open_session(files.verifier, folder / VERIFIER)
        self.kinds: int = self._lower.get_inputs()[1].shape[2]

    def read(self, question: str, text: str, hints: Floats, first: int = 0) -> SpanScores:
        """As `AnswerReader` has it."""
        tokens = self._words.tokens(question, text)
        places, hinted = on_tokens(tokens, hints)
        covering = np.flatnonzero(places[:, 1] > places[:, 0])
        scores = self._upper.run(None, {"states": self._states(tokens, hinted)})[0][0]
        allowed = covering[places[covering, 0] >= first]
        likely = _log_softmax(scores[np.concatenate([[0], allowed])])
        return SpanScores(places[allowed], likely[1:, 0], likely[1:, 1], float(likely[0].sum()))

    def verify(self, question: str, text: str, hints: Floats, claimed: tuple[int, int]) -> Verdict | None:
        """As `AnswerReader` has it."""
        tokens = self._words.tokens(question, text)
        places, hinted = on_tokens(tokens, hints)
        marked = claimed_on_tokens(places, claimed)
        if not marked.any():
            return None
        fed = {"states": self._states(tokens, hinted), "claimed": marked[None, :, None]}
        log_odds, scores = self._verifier.run(None, fed)
        inside = np.flatnonzero(marked)
        likely = _log_softmax(scores[0][inside])
        return Verdict(float(log_odds.item()), SpanScores(places[inside], likely[:, 0], likely[:, 1], -math.inf))

    def _states(self, tokens: Encoding, hinted: Floats) -> Floats:
        fed = {"words": self._words.embedded(tokens), "hints": hinted[None]}
        states: Floats = self._lower.run(None, fed)[0]
        return states


def claimed_on_tokens(places: NDArray[np.int64], claimed: tuple[int, int]) -> Floats:
    """Of tokens that cover these characters (tokens, 2), which share one with `claimed` (tokens,)."""
    start, end = claimed
    inside = (places[:, 1] > places[:, 0]) & (places[:, 1] > start) & (places[:, 0] < end)
    return inside.astype(np.float32)


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


def beside(encoder: Encoder) -> OnnxReader:
    """The reader, over the word embeddings of `encoder` where it has the same, so that they are in memory once. Raises
    EncoderError."""
    if isinstance(encoder, OnnxEncoder) and encoder.words.checksum == read_reader(READER_DIR).words_checksum:
        return OnnxReader(encoder.words)
    return OnnxReader(WordEmbeddings(read_model(ENCODER_DIR), ENCODER_DIR))


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=0)
    found: Floats = shifted - np.log(np.exp(shifted).sum(axis=0))
    return found
