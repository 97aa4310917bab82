"""Builds: what the collections of a library in Milvus are called, and which of them an alias stands for.

A build is a pair of collections, one a leg: `yuanwen_1f0c9a3b_77ab3e01_12_vectors` is that of the library `1f0c9a3b`,
by the model `77ab3e01`, made as its generation 12. Which build is in use stands in the library's database, so that it
changes in the moment of commit. The aliases `yuanwen_vectors` and `yuanwen_terms` follow at once: by them people and
other programs know the collections in use, and two libraries cannot take the same name.
"""

import hashlib
import secrets
from dataclasses import dataclass

from retrieval.errors import EngineError, IndexesReplaced
from retrieval.indexes.milvus.collection import Collection
from retrieval.indexes.milvus.server import Server

LEGS = ("vectors", "terms")


def new_library() -> str:
    """What a library is called among others in the same Milvus."""
    return secrets.token_hex(4)


def of_model(encoder: str) -> str:
    """What an encoder's identity is called in a name."""
    return hashlib.sha256(encoder.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one library: `collection` is what all begin with."""

    collection: str
    library: str

    def build(self, encoder: str, generation: int) -> str:
        """The build that is made as a generation."""
        return f"{self.collection}_{self.library}_{of_model(encoder)}_{generation}"

    def owns(self, name: str) -> bool:
        """Whether a collection is one of this library's."""
        return name.startswith(f"{self.collection}_{self.library}_")

    def is_of(self, build: str, encoder: str) -> bool:
        """Whether a build is of this library and its vectors of this model."""
        return build.startswith(f"{self.collection}_{self.library}_{of_model(encoder)}_")

    def alias(self, leg: str) -> str:
        """The name by which the collection in use is known."""
        return f"{self.collection}_{leg}"


def legs(server: Server, build: str) -> tuple[Collection, Collection]:
    """The collections of a build: that of the vectors, that of the terms."""
    return (
        Collection(server, f"{build}_vectors", "FLOAT_VECTOR"),
        Collection(server, f"{build}_terms", "SPARSE_FLOAT_VECTOR"),
    )


def check_free(server: Server, names: Names) -> None:
    """Raises EngineError when the names are another's: nothing of theirs is touched."""
    for leg in LEGS:
        held = _behind(server, names.alias(leg))
        if held is not None and not names.owns(held):
            raise EngineError(
                f"In Milvus at {server.settings.uri} the name {names.alias(leg)} belongs to another library or program "
                f"(it stands for {held}, with vectors that are not of this library). Name another under "
                "milvus.collection, or drop it in Milvus if nobody needs it. Nothing was changed there."
            )


def publish(server: Server, names: Names, build: str) -> None:
    """Let the aliases stand for a build, and drop the library's other builds."""
    for leg in LEGS:
        alias, name = names.alias(leg), f"{build}_{leg}"
        held = _behind(server, alias)
        if held is None:
            server.call("create_alias", name, alias)
        elif held != name:
            server.call("alter_alias", name, alias)
    _drop(server, names, build)


def withdraw(server: Server, names: Names) -> None:
    """Remove the aliases and all builds of the library."""
    for alias in map(names.alias, LEGS):
        if names.owns(_behind(server, alias) or ""):
            server.call("drop_alias", alias)
    _drop(server, names, None)


def _drop(server: Server, names: Names, kept: str | None) -> None:
    """Drop the builds of a library, but the one that is kept."""
    for name in server.call("list_collections"):
        if names.owns(name) and not (kept and name.startswith(f"{kept}_")):
            server.call("drop_collection", name, writes=True)


def _behind(server: Server, name: str) -> str | None:
    """The collection that a name stands for, its own where it is one, None for a free name."""
    if not server.call("has_collection", name):
        return None
    try:
        return str(server.call("describe_collection", name)["collection_name"])
    except IndexesReplaced:
        return None
