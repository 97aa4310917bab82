"""What passes between the driver and the process of each system: a corpus in a folder, and what was found and spent.

It is imported in the environments of the peers, so it needs nothing but numpy.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

RETRIEVED = 10
"""Passages that each leg of a peer finds, and that it gives at most: Haystack's own number. txtai looks at ten times as
many."""

PLAIN, READ = "plain", "read"
"""The two ways to ask: as found, and with the best read."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is searched: the texts of passages, each behind its context; where in each the passage itself begins; the
    vector of each (passages, dimension); the questions; how many passages are read at most; the folder of the encoder
    that the vectors are of; and the library that all of it is from."""

    texts: list[str]
    begins: list[int]
    vectors: NDArray[np.float32]
    questions: list[str]
    most_read: int
    model: str
    library: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a system gives for a question: passages by number, the best first, no sentence where it marks none, and
    whether it answers at all."""

    numbers: list[int]
    sentence: str | None = None
    answered: bool = True


Ask = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to ask: what was found, CPU seconds of each question, and the most memory held until then, in MB."""

    found: list[Found]
    seconds: list[float]
    memory: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One system over one corpus: CPU seconds to load its model and to index the passages with given vectors, and each
    way to ask."""

    loading: float
    indexing: float
    ways: dict[str, Asked]


class System(Protocol):
    """One toolkit. Each adapter module has a class of this name."""

    def __init__(self, corpus: Corpus) -> None:
        """Loads the encoder of questions."""

    def index(self) -> None:
        """Index the passages of the corpus, with their vectors."""

    def asking(self, reads: bool) -> Ask:
        """How it is asked, with or without reading the best passages."""


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """Write a corpus to a folder, made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    stated: dict[str, Any] = {
        name: getattr(corpus, name) for name in ("texts", "begins", "questions", "most_read", "model", "library")
    }
    (folder / "corpus.json").write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    np.save(folder / "vectors.npy", corpus.vectors)


def read_corpus(folder: Path) -> Corpus:
    """The corpus in a folder."""
    stated = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))
    return Corpus(vectors=np.load(folder / "vectors.npy"), **stated)


def write_measured(measured: Measured, path: Path) -> None:
    """Write what was measured to a file."""
    path.write_text(json.dumps(asdict(measured), ensure_ascii=False), encoding="utf-8")


def read_measured(path: Path) -> Measured:
    """What was measured, from a file."""
    stated = json.loads(path.read_text(encoding="utf-8"))
    ways = {
        name: Asked([Found(**one) for one in way["found"]], way["seconds"], way["memory"])
        for name, way in stated["ways"].items()
    }
    return Measured(stated["loading"], stated["indexing"], ways)
