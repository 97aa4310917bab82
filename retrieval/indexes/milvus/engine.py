"""The engine that keeps both indexes in Milvus, for libraries that outgrow one machine.

SQLite stays the truth, and the moment of commit: rows are written inside its transaction under numbers that readers of
the generation before leave out, for a passage's number is never given twice. Rows of what is gone are left out by
readers of the new generation, and removed when it has been committed. What is to be made anew, by another model, after
damage, or with a document erased, goes into new collections (`retrieval.indexes.milvus.builds`).
"""

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from retrieval.errors import EngineError, IndexesReplaced
from retrieval.indexes.engine import Damage, Indexes
from retrieval.indexes.generations import FORMAT
from retrieval.indexes.lexical import FIELDS
from retrieval.indexes.milvus import builds, dense, sparse
from retrieval.indexes.milvus.collection import Collection
from retrieval.indexes.milvus.narrowing import condition
from retrieval.indexes.milvus.server import Server
from retrieval.settings import Guided
from retrieval.storage import segments
from retrieval.storage.contents import terms
from retrieval.storage.database import Database
from retrieval.storage.passages import extent, indexed_passages
from retrieval.storage.store import State, set_meta, state

_logger = logging.getLogger(__name__)

VECTORS = 4096
"""Vectors that are written together: some six megabytes."""


@dataclass(frozen=True)
class MilvusEngine:
    """The indexes of the library `store`, in the data directory `folder`, on a server. From so many vectors on as
    `guided` says a build searches them by a graph, of whichever kind that is; never where it is None."""

    store: Database
    folder: Path
    server: Server
    guided: Guided | None

    def open(self, db: Connection) -> Indexes | Damage:
        """As `Engine.open`."""
        held = state(db)
        number, last = extent(db)
        if held.generation and (why := self._unfit(held)):
            return Damage(held.generation, why, why)
        vectors, entries = builds.legs(self.server, held.build or "")
        if number and (lost := self._lost(db, held, vectors, entries)):
            return Damage(held.generation, *lost)
        return Indexes(
            held,
            sparse.MilvusLexical(entries, number, last, held.gone, self._look_up),
            dense.MilvusVectors(vectors, last, held.gone),
        )

    def add_generation(self, db: Connection, generation: int) -> None:
        """As `Engine.add_generation`."""
        held = state(db)
        if self._unfit(held):
            self.rebuild(db, None, generation)
        else:
            self._write(db, held.build or "", generation)

    def rebuild(self, db: Connection, damage: Damage | None, generation: int) -> None:
        """As `Engine.rebuild`: both, always."""
        names = self._names(state(db).library or builds.new_library())
        self.server.check_recent()
        builds.check_free(self.server, names)
        segments.forget_segments(db, 0)
        build = names.build(state(db).encoder or "", generation)
        set_meta(db, library=names.library, build=build, index_format=FORMAT)
        terms.begin_counting(db)
        self._write(db, build, 0)
        terms.end_counting(db)

    def clean(self, db: Connection) -> None:
        """As `Engine.clean`. What cannot be removed now is removed with the next change; only where something was
        erased that is an error."""
        held = state(db)
        for name in ("lexical", "vectors"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        if not held.build or not held.library:
            return
        try:
            number, _ = extent(db)
            if not number:
                builds.withdraw(self.server, self._names(held.library))
                terms.begin_counting(db)
                terms.end_counting(db)
            else:
                self._remove(db, held.gone, *builds.legs(self.server, held.build))
                builds.publish(self.server, self._names(held.library), held.build)
            segments.forget_gone(db)
        except EngineError as error:
            if held.unclean:
                raise
            _logger.warning("What was replaced in Milvus is removed with a later change: %s", error)

    def faults(self, db: Connection) -> list[str]:
        """As `Engine.faults`: there are no files."""
        return []

    def close(self) -> None:
        """As `Engine.close`."""
        self.server.close()

    def _names(self, library: str) -> builds.Names:
        return builds.Names(self.server.settings.collection, library)

    def _unfit(self, held: State) -> str | None:
        """Why what the library has in Milvus cannot be used, whatever stands there."""
        if not held.build or not held.library:
            return "not kept in Milvus until now"
        if held.index_format != FORMAT:
            return f"written in format {held.index_format}, which is not today's"
        if not self._names(held.library).is_of(held.build, held.encoder or ""):
            return f"{held.build} in Milvus is by another model, or under another name than milvus.collection says"
        return None

    def _lost(
        self, db: Connection, held: State, vectors: Collection, entries: Collection
    ) -> tuple[str | None, str | None] | None:
        """What is not in Milvus of what was written there: of the terms, of the vectors."""
        number, last = extent(db)
        expected = (entries, number), (vectors, segments.number_of_stored_windows(db))
        said = [_missing(collection, rows, condition(last, held.gone)) for collection, rows in expected]
        return (said[0], said[1]) if any(said) else None

    def _write(self, db: Connection, build: str, generation: int) -> None:
        """Write what came with `generation`, all of the library for 0."""
        vectors, entries = builds.legs(self.server, build)
        after = segments.last_before(db, generation)
        first = next(segments.vectors_since(db, generation, 1), None)
        if first is None:
            return
        count = segments.number_of_stored_windows(db)
        graph = self.guided is not None and count >= self.guided.least
        vectors.create(dense.index_of(graph), len(first[0][1]) // 2)
        entries.create({"index_type": "SPARSE_INVERTED_INDEX"})
        halves = segments.vectors_since(db, generation, VECTORS)
        vectors.bring_up((after + 1) * dense.WINDOWS - 1, dense.rows(halves))
        missing = indexed_passages(db, generation or None)
        entries.bring_up(after, sparse.rows(missing, lambda more: terms.count_more(db, more)))

    def _remove(self, db: Connection, gone: Sequence[int], vectors: Collection, entries: Collection) -> None:
        """Remove the rows of passages that are gone, and take their tokens from what is counted: after the last of the
        rows, for as long as they are there it is all done again."""
        if not gone:
            return
        lengths = {number for number, _ in terms.counted(db, [sparse.key_of(name) for name in FIELDS]).values()}
        lost = sparse.tokens_lost(entries.vectors(gone), lengths)
        vectors.remove(gone)
        entries.remove(gone)
        terms.count_fewer(db, lost)

    def _look_up(self, tokens: Sequence[str]) -> sparse.Counted:
        with self.store.reading() as db:
            return terms.counted(db, tokens)


def _missing(collection: Collection, rows: int, within: str) -> str | None:
    try:
        there = collection.count(within)
    except IndexesReplaced:
        return f"{collection.name} is not in Milvus"
    return None if there == rows else f"{collection.name} in Milvus has {there} rows, not {rows}"
