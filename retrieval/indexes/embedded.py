"""The engine that needs nothing but the data directory: tantivy and FAISS, as `retrieval.indexes.generations` keeps
their files."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from retrieval.indexes import checksums, generations
from retrieval.indexes.engine import Damage, Indexes
from retrieval.settings import Guided
from retrieval.storage.store import state


@dataclass(frozen=True, slots=True)
class EmbeddedEngine:
    """The indexes in the data directory `folder`; `guided` says which files of vectors get what leads to the
    nearest."""

    folder: Path
    guided: Guided | None

    def open(self, db: Connection) -> Indexes | Damage:
        """As `Engine.open`."""
        return generations.open_indexes(self.folder, state(db), self.guided is not None)

    def add_generation(self, db: Connection, generation: int) -> None:
        """As `Engine.add_generation`."""
        generations.add_generation(self._files(db), generation)

    def rebuild(self, db: Connection, damage: Damage | None, generation: int) -> None:
        """As `Engine.rebuild`."""
        generations.rebuild(self._files(db), damage, generation)

    def clean(self, db: Connection) -> None:
        """As `Engine.clean`."""
        generations.clean(self.folder, db)

    def faults(self, db: Connection) -> list[str]:
        """As `Engine.faults`."""
        return checksums.faults(self._files(db))

    def close(self) -> None:
        """Nothing is held open but what an `Indexes` maps."""

    def _files(self, db: Connection) -> generations.Files:
        return generations.Files(self.folder, self.guided, db, db)
