"""What an engine does: it holds both indexes of a library, derived from the database, and is asked for what they find.

There are three, `retrieval.indexes.embedded`, `retrieval.indexes.following` and `retrieval.indexes.milvus`;
`retrieval.indexes.choosing` has the choice.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from retrieval.indexes.lexical import Term
from retrieval.storage.store import State


class LexicalLeg(Protocol):
    """The full-text index as it stands at a generation. Safe for concurrent searches."""

    @property
    def size(self) -> int:
        """How many passages there are."""

    def frequency(self, field: str, token: str) -> int:
        """In how many passages `token` occurs in `field`."""

    def search(self, terms: Sequence[Sequence[Term]], k: int, among: Collection[int] | None = None) -> dict[int, float]:
        """The `k` passages with the highest sum over `terms` of the best-scoring alternative's BM25, with that sum.
        `among` narrows the search to these passage ids."""


class DenseLeg(Protocol):
    """The vectors as they stand at a generation. Safe for concurrent searches."""

    def search(self, vector: NDArray[np.float32], k: int, among: Collection[int] | None = None) -> dict[int, float]:
        """The `k` passages whose vectors have the largest inner product with `vector`, with that of the nearest, where
        a passage has several. Best first. `among` narrows the search to these passage ids."""


@dataclass(frozen=True, slots=True)
class Indexes:
    """Both indexes as they stand at a generation, and what the library holds then."""

    state: State
    lexical: LexicalLeg
    vectors: DenseLeg


@dataclass(frozen=True, slots=True)
class Damage:
    """Why indexes of a generation cannot be used and have to be made anew: each None where it is whole."""

    generation: int
    lexical: str | None
    vectors: str | None

    def __str__(self) -> str:
        said = ("the full-text index", self.lexical), ("the vector index", self.vectors)
        return "; ".join(f"{index}: {why}" for index, why in said if why)


@dataclass(frozen=True, slots=True)
class Behind:
    """Why indexes that are a machine's own do not stand for what the library holds, and what brings them there: it
    changes nothing but them, and raises LibraryError when they cannot be written."""

    why: str
    catch_up: Callable[[], None]

    def __str__(self) -> str:
        return self.why


class Engine(Protocol):
    """Both indexes of one library. Who changes anything holds the writer's lock.

    A change is written inside the transaction of the database that it belongs to, beside what is in use, and counts
    when that commits. What it replaced is removed by `clean`, afterwards.
    """

    def open(self, db: Connection) -> Indexes | Damage | Behind:
        """The indexes of the generation that `db` sees, or what keeps them from being used, so that they have to be
        made anew, or caught up with. Raises LibraryError when they cannot be reached for another reason."""

    def add_generation(self, db: Connection, generation: int) -> None:
        """Make the indexes of what `db` is about to commit as `generation`, out of those of the generation before.
        Raises LibraryError when they cannot be written."""

    def rebuild(self, db: Connection, damage: Damage | None, generation: int) -> None:
        """Make the indexes anew out of what `db` is about to commit as `generation`: both, or what of them has taken
        `damage`. Raises LibraryError when they cannot be written."""

    def clean(self, db: Connection) -> None:
        """Remove what the generation that `db` sees does not use: what a change replaced, or left when interrupted."""

    def faults(self, db: Connection) -> list[str]:
        """What is wrong with the files of the generation that `db` sees, a line each; nothing is made anew."""

    def close(self) -> None:
        """Let go of files and connections; what is used afterwards is opened anew."""
