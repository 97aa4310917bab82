"""The engine of a library that several machines share: its database is everyone's, its indexes are each machine's own.

In the data directory stand, in a folder of its own, the files of `retrieval.indexes.generations` and a small database
that records of which generation they are. What moves the library on writes no files: it leaves a mark, and every
machine brings its own to what the database holds before it answers from it, one process of the machine at a time. It
adds the passages that came since and masks those that are gone; where it cannot tell what has become of its generation
(another model, something erased, a database that was brought back from a backup), it makes them anew.
"""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, MetaData

from retrieval.indexes import checksums, generations
from retrieval.indexes.engine import Behind, Damage, Indexes
from retrieval.indexes.vector_segment import Segment
from retrieval.settings import Guided
from retrieval.storage import segments
from retrieval.storage.database import Database, Schema
from retrieval.storage.engines.sqlite import SqliteFile
from retrieval.storage.files.private import make_private_folder, private_lock, tighten
from retrieval.storage.passages import passage_ids
from retrieval.storage.schema import meta, tombstones
from retrieval.storage.schema import segments as segment_table
from retrieval.storage.store import State, set_meta, state

FOLDER = "library.postgresql"
"""Below the data directory. All in it is derived: it may be deleted while nobody uses it."""

REMEMBERED = 256
"""Generations that a machine may have stayed away for without having to make its indexes anew."""

_TABLES = MetaData()
for _table in (meta, segment_table, tombstones):
    _table.to_metadata(_TABLES)

RECORD = Schema(_TABLES, first=1, steps=(), advice="delete its folder: it is made anew out of the library's database")
"""What is recorded of a machine's files."""


@dataclass(frozen=True, slots=True)
class FollowingEngine:
    """The indexes of the library `store` in a `folder` of this machine's, as `record` has them. `guided` says
    which files of vectors get what leads to the nearest."""

    folder: Path
    guided: Guided | None
    store: Database
    record: Database

    @classmethod
    def below(cls, data_dir: Path, guided: Guided | None, store: Database) -> "FollowingEngine":
        """The indexes of a library in a data directory."""
        folder = data_dir / FOLDER
        make_private_folder(folder)
        return cls(folder, guided, store, Database(SqliteFile(folder / "record.sqlite"), RECORD))

    def open(self, db: Connection) -> Indexes | Behind:
        """As `Engine.open`: they are not this generation's until `catch_up` has been called."""
        held = state(db)
        with self.record.reading() as record:
            own = state(record)
        if not _stands_for(own, held):
            return Behind(f"generation {held.generation} is not that of this machine's indexes", self.catch_up)
        found = self._opened(own, held)
        return Behind(str(found), self.catch_up) if isinstance(found, Damage) else found

    def add_generation(self, db: Connection, generation: int) -> None:
        """As `Engine.add_generation`: machines go on from the generation before."""
        known = state(db).history
        goes_on = bool(known) and known[-1].startswith(f"{generation - 1}=")
        _leave_mark(db, (*(known if goes_on else ()), _mark(generation)))

    def rebuild(self, db: Connection, damage: Damage | None, generation: int) -> None:
        """As `Engine.rebuild`: no machine goes on from what it has."""
        _leave_mark(db, (_mark(generation),))

    def clean(self, db: Connection) -> None:
        """As `Engine.clean`, and bring this machine's indexes to what was committed."""
        segments.forget_gone(db)
        self.catch_up()

    def faults(self, db: Connection) -> list[str]:
        """As `Engine.faults`."""
        with self.record.reading() as record:
            if not _stands_for(state(record), state(db)):
                return ["they are of another generation; the next question brings them to this one"]
            return checksums.faults(self._files(db, record))

    def close(self) -> None:
        """Let go of the record."""
        self.record.close()

    def catch_up(self) -> None:
        """Bring this machine's indexes to what the database holds, one process at a time: what another has done
        meanwhile is not done again. Raises LibraryError when they cannot be written."""
        with private_lock(self.folder / "following.lock"):
            with self.store.reading() as db, self.record.writing(durable=True) as record:
                own, held = state(record), state(db)
                files = self._files(db, record)
                if not _stands_for(own, held):
                    self._follow(files, own, held)
                elif isinstance(damage := self._opened(own, held), Damage):
                    generations.rebuild(files, damage, held.generation)
            with self.record.reading() as record:
                generations.clean(self.folder, record)
            tighten(self.folder.parent)

    def _follow(self, files: generations.Files, own: State, held: State) -> None:
        goes_on = _mark_of(held) and _mark_of(own) in held.history and own.encoder == held.encoder
        if goes_on and isinstance(self._opened(own, own), Indexes):
            _mask_gone(files, own)
            generations.add_generation(files, held.generation, since=own.generation + 1)
        else:
            generations.rebuild(files, None, held.generation)
        mark = _mark_of(held)
        set_meta(files.record, generation=held.generation, encoder=held.encoder or "", history=mark)

    def _opened(self, own: State, held: State) -> Indexes | Damage:
        """The files that this machine has, as the indexes of what the library holds."""
        here = replace(held, segments=own.segments, gone=own.gone, index_format=own.index_format, build=None)
        return generations.open_indexes(self.folder, here, self.guided is not None)

    def _files(self, db: Connection, record: Connection) -> generations.Files:
        return generations.Files(self.folder, self.guided, db, record)


def _mark(generation: int) -> str:
    """A generation by a name that no other has, in whatever database it was committed."""
    return f"{generation}={secrets.token_hex(6)}"


def _mark_of(held: State) -> str:
    """The mark of a generation; nothing where another engine has committed it."""
    last = "".join(held.history[-1:])
    return last if last.startswith(f"{held.generation}=") else ""


def _leave_mark(db: Connection, marks: tuple[str, ...]) -> None:
    set_meta(db, build="", history=" ".join(marks[-REMEMBERED:]))


def _stands_for(own: State, held: State) -> bool:
    """Whether a machine's files are those of what the library holds."""
    return own.generation == held.generation and _mark_of(own) == _mark_of(held)


def _mask_gone(files: generations.Files, own: State) -> None:
    """Record which passages in this machine's files the library does not hold any more."""
    here = np.asarray(passage_ids(files.db), np.int64)
    for stored in own.segments:
        numbers, vectors = np.unique(Segment(files.folder / "vectors" / stored.name).ids, return_counts=True)
        gone = ~np.isin(numbers, here)
        first = int(stored.name.partition("-")[0])
        rows = zip(numbers[gone].tolist(), vectors[gone].tolist(), strict=True)
        segments.record_gone(files.record, [(number, first, count) for number, count in rows])
