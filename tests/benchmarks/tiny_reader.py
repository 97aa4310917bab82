"""A small reader without a tokenizer, and questions for it that are soon learned: a text answers where the word asked
for stands in it, with that word."""

import numpy as np

from benchmarks.reader.packing import ANSWERS, BEGINS, ENDS, Example, Group
from embeddings.export.weights import BertWeights
from retrieval.extraction.hints import KINDS

WORDS, SIZE = 60, 32
NONE, PADDING, PARTING = 0, 1, 2


def example(draw: np.random.Generator, asked: int, answers: bool) -> Example:
    """A text of two sentences of eight words; the hint tells where the word asked for stands."""
    text = draw.choice(np.arange(40, WORDS), 16)
    place = int(draw.integers(0, 16))
    if answers:
        text[place] = asked
    ids = np.concatenate([[NONE, asked, PARTING], text]).astype(np.int64)
    sentences = np.repeat([0, 1, 2], [3, 8, 8]).astype(np.int64)
    marks = np.zeros(len(ids), np.int64)
    if answers:
        marks[3 + place] = BEGINS | ENDS
        marks[sentences == sentences[3 + place]] |= ANSWERS
    hints = np.zeros((len(ids), len(KINDS)), np.float32)
    hints[3:, 0] = text == asked
    return Example(ids, hints, sentences, marks, "right" if answers else "wrong")


def groups(count: int, source: str = "tiny", seed: int = 0) -> list[Group]:
    """Questions with two texts each; nothing answers one in four."""
    draw = np.random.default_rng(seed)
    found = []
    for number in range(count):
        asked = int(draw.integers(3, 40))
        found.append(Group(source, (example(draw, asked, number % 4 > 0), example(draw, asked, False))))
    return found


def weights(layers: int) -> BertWeights:
    """A BERT that knows nothing yet."""
    draw = np.random.default_rng(1)
    tensors = {"emb.pos": 0.1 * draw.standard_normal((32, SIZE)), "emb.ln.w": np.ones(SIZE), "emb.ln.b": np.zeros(SIZE)}
    for layer in range(layers):
        for part, out, taken in (
            ("q", SIZE, SIZE), ("k", SIZE, SIZE), ("v", SIZE, SIZE), ("ao", SIZE, SIZE),
            ("fi", 2 * SIZE, SIZE), ("fo", SIZE, 2 * SIZE),
        ):  # fmt: skip
            tensors[f"l{layer}.{part}.w"] = draw.standard_normal((out, taken)) / np.sqrt(taken)
            tensors[f"l{layer}.{part}.b"] = np.zeros(out)
        for part in ("aln", "oln"):
            tensors |= {f"l{layer}.{part}.w": np.ones(SIZE), f"l{layer}.{part}.b": np.zeros(SIZE)}
    return BertWeights(2, 1e-12, {name: value.astype(np.float32) for name, value in tensors.items()})


def words() -> np.ndarray:
    """The word embeddings."""
    return np.random.default_rng(2).standard_normal((WORDS, SIZE)).astype(np.float32)
