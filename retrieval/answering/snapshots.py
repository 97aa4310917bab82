"""What questions are put to: the latest generation, opened once for all who ask."""

import threading
import time

from sqlalchemy import Connection

from retrieval.errors import LibraryError
from retrieval.indexes.engine import Behind, Damage, Engine
from retrieval.question.organization_index import OrganizationIndex
from retrieval.search.candidates import Snapshot
from retrieval.search.filters import titles
from retrieval.storage.owners import owners
from retrieval.storage.store import generation_of, user_aliases, user_words
from retrieval.text.field_words import with_given


class Snapshots:
    """The snapshot of the latest generation, kept until there is a later one. Safe for several threads."""

    def __init__(self, engine: Engine) -> None:
        """Nothing is opened yet."""
        self._engine = engine
        self._opening = threading.Lock()
        self._kept: Snapshot | None = None
        self._failed: tuple[float, LibraryError] | None = None
        """When the indexes last could not be opened, and why."""

    def forget(self) -> None:
        """Open the indexes anew for the next question."""
        self._kept = None

    def current(self, db: Connection) -> Snapshot | Damage | Behind:
        """The snapshot of the generation that `db` sees, or why there is none. Who has waited while another tried in
        vain to open the indexes has failed with that: if each tried in turn, with a server that says nothing the last
        of many questions would wait for all. Raises LibraryError."""
        asked = time.monotonic()
        with self._opening:
            kept = self._kept
            if kept is None or kept.indexes.state.generation != generation_of(db):
                if self._failed is not None and self._failed[0] > asked:
                    raise self._failed[1]
                try:
                    indexes = self._engine.open(db)
                except LibraryError as error:
                    self._failed = time.monotonic(), error
                    raise
                if isinstance(indexes, Damage | Behind):
                    return indexes
                names = OrganizationIndex(whose := owners(db), user_aliases(db))
                kept = Snapshot(indexes, whose, names, titles(db), with_given(user_words(db)))
                self._kept, self._failed = kept, None
            return kept
