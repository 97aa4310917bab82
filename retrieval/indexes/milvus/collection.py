"""One collection in Milvus: rows by number, with a digest of each, a vector and what narrows a search."""

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from retrieval.indexes.milvus.server import NotLoaded, Server, driver

Kind = Literal["FLOAT_VECTOR", "SPARSE_FLOAT_VECTOR"]
Hits = list[tuple[int, float]]
"""Numbers of rows with their inner products, the largest first."""

MOST_HITS = 16_384
"""Of one search; Milvus gives no more."""

SETTLED = 10.0
"""Seconds after which what was written is seen by a search with bounded staleness: twice what Milvus lets that be late
(`common.gracefulTime`, five seconds)."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands under a number: the passage that it is of, a vector (dense: float32; sparse: values by dimension),
    and a digest by which it is known whether that very vector is there already."""

    number: int
    passage: int
    vector: Any
    digest: int


def digest_of(content: bytes) -> int:
    """A number that fits Milvus' INT64, another for other content."""
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), signed=True)


@dataclass(frozen=True, slots=True)
class Collection:
    """The collection of a name, as it is seen from now on. Safe for concurrent searches.

    How sure Milvus is to see the last change is chosen on purpose. A generation is written once and then never changes,
    so a search asks for `Strong` consistency for SETTLED seconds, and for `Bounded` from there on: by then nothing of
    the generation is younger than what `Bounded` may overlook, and it does not wait for the next tick of Milvus' clock
    (some 200 ms), as `Strong` would with every question.
    """

    server: Server
    name: str
    kind: Kind
    opened: float = field(default_factory=time.monotonic)

    def create(self, index: Mapping[str, Any], dimension: int | None = None) -> None:
        """Make it, with the index of its vectors (`index_type` and its parameters), unless it is there. That takes
        Milvus several steps: one whose making was broken off has no index yet, and is made anew."""
        if self.server.call("has_collection", self.name, writes=True):
            if self.server.call("list_indexes", self.name, writes=True):
                return
            self._change("drop_collection")
        pymilvus = driver()
        types, client = pymilvus.DataType, pymilvus.MilvusClient
        schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", types.INT64, is_primary=True)
        schema.add_field("passage", types.INT64)
        schema.add_field("digest", types.INT64)
        schema.add_field("vector", getattr(types, self.kind), **({"dim": dimension} if dimension else {}))
        indexes = client.prepare_index_params()
        indexes.add_index("vector", metric_type="IP", **index)
        self._change("create_collection", schema=schema, index_params=indexes, consistency_level="Bounded")

    def bring_up(self, after: int, batches: Iterable[Sequence[Row]]) -> None:
        """See that exactly the rows of `batches`, in order of their numbers, stand above the number `after`. What an
        interrupted change has written already is not sent again; what it left is removed."""
        low = after
        for batch in batches:
            high = batch[-1].number
            there = self._digests(low, high)
            if left := there.keys() - {row.number for row in batch}:
                self._change("delete", ids=list(left))
            if missing := [_as_entity(row) for row in batch if there.get(row.number) != row.digest]:
                self._change("upsert", missing)
            low = high
        self._change("delete", filter=f"id > {low}")
        self._change("flush")

    def remove(self, passages: Sequence[int]) -> None:
        """Remove the rows of passages."""
        self._change("delete", filter=f"passage in {list(passages)}")

    def count(self, condition: str) -> int:
        """How many rows fulfil a condition, of all that have been written."""
        rows = self._query(condition, ["count(*)"])
        return int(rows[0]["count(*)"])

    def vectors(self, passages: Sequence[int]) -> list[Any]:
        """The vectors of passages, of all that have been written."""
        return [row["vector"] for row in self._query(f"passage in {list(passages)}", ["vector"])]

    def search(self, vectors: Sequence[Any], most: int, condition: str) -> list[Hits]:
        """For each vector the rows that fulfil `condition` with the largest inner product, `most` of them."""
        level = "Strong" if time.monotonic() < self.opened + SETTLED else "Bounded"
        found = self._loaded(
            "search", list(vectors), anns_field="vector", filter=condition, limit=min(most, MOST_HITS),
            output_fields=["id"], consistency_level=level,
        )  # fmt: skip
        return [list(zip(hits.ids, hits.distances, strict=True)) for hits in found]

    def _digests(self, low: int, high: int) -> dict[int, int]:
        rows = self._query(f"id > {low} and id <= {high}", ["id", "digest"], writes=True)
        return {row["id"]: row["digest"] for row in rows}

    def _query(self, condition: str, fields: Sequence[str], writes: bool = False) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self._loaded(
            "query", filter=condition, output_fields=list(fields), consistency_level="Strong", writes=writes
        )
        return found

    def _loaded(self, method: str, *values: Any, writes: bool = False, **named: Any) -> Any:
        """What a method gives; the collection is put into the server's memory first where that was started anew."""
        try:
            return self.server.call(method, self.name, *values, writes=writes, **named)
        except NotLoaded:
            self.server.call("load_collection", self.name, writes=writes)
        return self.server.call(method, self.name, *values, writes=writes, **named)

    def _change(self, method: str, *values: Any, **named: Any) -> None:
        self.server.call(method, self.name, *values, writes=True, **named)


def _as_entity(row: Row) -> dict[str, Any]:
    return {"id": row.number, "passage": row.passage, "digest": row.digest, "vector": row.vector}
