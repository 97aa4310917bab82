"""Examples for the answer reader in files: one after another, in batches that are settled beforehand, so that learning
only has to cut slices. Knows nothing of how they are made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EncoderError

LIKE_LENGTH = 96
"""Questions among which those of like length go into one batch: enough to leave little padding, few enough for the
batches to stay mixed."""

HELD_OUT = "held-"
"""What the names of files begin with that are measured on and not learned from."""

BEGINS, ENDS, ANSWERS = 1, 2, 4
"""What is marked of a token: an answer begins with it, ends with it, it stands in a sentence that answers."""

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question and a text as tokens.

    `ids` (tokens,) and `hints` (tokens, kinds; 0 to 1) are what the reader is given, `sentences` (tokens,) the number
    of the sentence of the passage that a token stands in, from 1, and 0 for all else; `marks` (tokens,) the sum of what
    is marked, nothing at all where the text does not answer. `role` says what the text is to the question.
    """

    ids: Ints
    hints: NDArray[np.float32]
    sentences: Ints
    marks: Ints
    role: str

    @property
    def answers(self) -> bool:
        """Whether the text answers."""
        return bool(self.marks.any())


@dataclass(frozen=True, slots=True)
class Group:
    """A question with its texts: the passages that are read for one question. `source` is the set that it is of, by
    which figures are told."""

    source: str
    examples: tuple[Example, ...]

    @property
    def kinds(self) -> int:
        """The kinds of hints."""
        return int(self._parts["hints"].shape[1])

    @property
    def longest(self) -> int:
        """The tokens of its longest text."""
        return max(len(example.ids) for example in self.examples)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples side by side, padded: `ids`, `sentences` and `marks` (examples, tokens), `hints` (examples, tokens,
    kinds), `sizes` (examples,) tokens without padding, `groups` (examples,) numbers of their questions from 0 on;
    `sources` is told by question."""

    ids: Ints
    hints: NDArray[np.float32]
    sentences: Ints
    marks: Ints
    sizes: Ints
    groups: Ints
    sources: tuple[str, ...]


PADDING = 1
"""The id of <pad> in the vocabulary."""


def in_batches(groups: Sequence[Group], tokens: int, draw: np.random.Generator) -> list[list[Group]]:
    """The questions in any order, as many together as make `tokens` tokens with their padding, of like length."""
    order = [groups[place] for place in draw.permutation(len(groups))]
    batches: list[list[Group]] = []
    for first in range(0, len(order), LIKE_LENGTH):
        batch: list[Group] = []
        count = 0
        for group in sorted(order[first : first + LIKE_LENGTH], key=lambda group: group.longest):
            if batch and (count + len(group.examples)) * group.longest > tokens:
                batches.append(batch)
                batch, count = [], 0
            batch.append(group)
            count += len(group.examples)
        batches.append(batch)
    return [batches[place] for place in draw.permutation(len(batches))]


def write(path: Path, batches: Sequence[Sequence[Group]]) -> None:
    """Write batches to an .npz file."""
    numbered = [(number, group) for number, batch in enumerate(batches) for group in batch]
    rows = [(number, at, example) for at, (number, group) in enumerate(numbered) for example in group.examples]
    found = [example for _, _, example in rows]
    np.savez_compressed(
        path,
        ids=np.concatenate([example.ids for example in found]).astype(np.int32),
        hints=np.rint(np.concatenate([example.hints for example in found]) * 255).astype(np.uint8),
        sentences=np.concatenate([example.sentences for example in found]).astype(np.uint8),
        marks=np.concatenate([example.marks for example in found]).astype(np.uint8),
        sizes=np.array([len(example.ids) for example in found], np.int32),
        groups=np.array([at for _, at, _ in rows], np.int32),
        batches=np.array([number for number, _, _ in rows], np.int32),
        roles=np.array([example.role for example in found]),
        sources=np.array([group.source for _, group in numbered]),
    )


class Packed:
    """Batches in a file."""

    def __init__(self, path: Path) -> None:
        """Reads the file. Raises EncoderError where it holds no batches."""
        self.held_out = path.name.startswith(HELD_OUT)
        self.name = path.stem.removeprefix(HELD_OUT)
        try:
            with np.load(path) as stored:
                self._parts = {name: stored[name] for name in stored.files}
            self._ends = np.cumsum(self._parts["sizes"], dtype=np.int64)
            self._first = np.searchsorted(self._parts["batches"], np.arange(self._parts["batches"].max() + 2))
        except (OSError, KeyError, ValueError) as error:
            raise EncoderError(f"{path} holds no packed examples ({error}). Make it with benchmarks.reader.") from error

    def __len__(self) -> int:
        return len(self._first) - 1

    @property
    def kinds(self) -> int:
        """The kinds of hints."""
        return int(self._parts["hints"].shape[1])

    @property
    def longest(self) -> Ints:
        """The tokens of each batch's longest text."""
        return np.maximum.reduceat(self._parts["sizes"], self._first[:-1])

    def batch(self, number: int) -> Batch:
        """A batch by its number from 0 on."""
        parts, first, last = self._parts, int(self._first[number]), int(self._first[number + 1])
        sizes = parts["sizes"][first:last].astype(np.int64)
        longest, kinds = int(sizes.max()), parts["hints"].shape[1]
        inside = np.arange(longest) < sizes[:, None]
        tokens = slice(int(self._ends[first] - parts["sizes"][first]), int(self._ends[last - 1]))

        def padded(name: str, value: int = 0) -> Ints:
            rows = np.full((len(sizes), longest), value, np.int64)
            rows[inside] = parts[name][tokens]
            return rows

        hints = np.zeros((len(sizes), longest, kinds), np.float32)
        hints[inside] = parts["hints"][tokens] / np.float32(255)
        groups = parts["groups"][first:last].astype(np.int64)
        sources = tuple(str(name) for name in parts["sources"][groups[0] : groups[-1] + 1])
        ids, sentences, marks = padded("ids", PADDING), padded("sentences"), padded("marks")
        return Batch(ids, hints, sentences, marks, sizes, groups - groups[0], sources)

    def batches(self) -> Iterator[Batch]:
        """All of them, in their order."""
        return (self.batch(number) for number in range(len(self)))


def joined(batches: Sequence[Batch]) -> Batch:
    """Several batches as one, padded to the longest text of all."""
    longest = max(batch.ids.shape[1] for batch in batches)
    first = np.cumsum([0, *(len(batch.sources) for batch in batches[:-1])])

    def wide(name: str, value: int = 0) -> NDArray[np.generic]:
        rows = [getattr(batch, name) for batch in batches]
        missing = [((0, 0), (0, longest - row.shape[1]), *((0, 0),) * (row.ndim - 2)) for row in rows]
        return np.concatenate([np.pad(row, w, constant_values=value) for row, w in zip(rows, missing, strict=True)])

    return Batch(
        cast(Ints, wide("ids", PADDING)),
        cast(NDArray[np.float32], wide("hints")),
        cast(Ints, wide("sentences")),
        cast(Ints, wide("marks")),
        np.concatenate([batch.sizes for batch in batches]),
        np.concatenate([batch.groups + start for batch, start in zip(batches, first, strict=True)]),
        tuple(source for batch in batches for source in batch.sources),
    )
