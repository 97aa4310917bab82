"""Taking a document out of the library, so that nothing of it is left.

Only this erases: a file that has changed or vanished keeps its citations. The order makes a kill at any moment
harmless: who remembers things of the document elsewhere forgets them first, then one transaction takes the document
out, and what that leaves in free pages, the log and replaced files goes behind it, with the next change at the latest.

Every function that changes anything wants its caller to hold the writer's lock.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from retrieval.errors import UnknownId, UsageError
from retrieval.indexes.engine import Engine
from retrieval.ingestion import indexing
from retrieval.ingestion.report import Removed
from retrieval.storage import changes
from retrieval.storage.citations import (
    Removable,
    erase,
    hashes_of,
    ids_beginning,
    kept_citation,
    quotes_of,
    removables,
    sharing,
)
from retrieval.storage.database import Database
from retrieval.storage.store import UNCLEAN, generation_of, set_meta
from retrieval.text.suggestions import did_you_mean

SHORTEST_ID = 6
"""Characters of a citation id that name a document to remove, as long as no other begins so."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What may be remembered elsewhere of a document that is about to be erased: its quotes, by citation id."""

    quotes: dict[str, str]


Forget = Callable[[Traces], None]
"""Forgets elsewhere what is about to be erased here."""


def nothing_elsewhere(traces: Traces) -> None:
    """Nothing is remembered elsewhere."""


def fitting(db: Connection, wanted: str) -> list[Removable]:
    """The documents that a path, a name or the id of a citation stands for, by name and path: those of the library or,
    where it has none, those that are gone and left citations. Raises UnknownId."""
    known = removables(db)
    by_path = [one for one in known if one.path == wanted]
    if by_path:
        return by_path
    here = os.path.realpath(wanted) if wanted and "\0" not in wanted else wanted
    found = [one for one in known if wanted == one.name or here == one.path] or _cited(db, known, wanted)
    if not found:
        names = (one.name for one in known if one.now)
        raise UnknownId(
            f"There is no document {wanted!r} in the library. `yuanwen documents` lists what there is."
            f"{did_you_mean(wanted, names)}"
        )
    return [one for one in found if one.now] or found


def _cited(db: Connection, known: list[Removable], wanted: str) -> list[Removable]:
    """The documents that a citation is of: those that hold the very version it was taken from, if there are any."""
    kept = kept_citation(db, wanted)
    if kept is None and len(wanted) >= SHORTEST_ID and len(ids := ids_beginning(db, wanted, 2)) == 1:
        kept = kept_citation(db, ids[0])
    if kept is None:
        return []
    return [one for one in known if one.now == kept.sha256] or [one for one in known if kept.sha256 in one.hashes]


def the_one(found: list[Removable], wanted: str) -> Removable:
    """The only document that fits. Raises UsageError where several do, and names them."""
    if len(found) > 1:
        raise UsageError(
            f"Several documents fit {wanted!r}: {', '.join(one.path for one in found)}. "
            "Name one by its path, or by the id of a citation of it."
        )
    return found[0]


def remove(
    store: Database,
    engine: Engine,
    wanted: str,
    *,
    keep_citations: bool,
    forget: Forget,
) -> Removed:
    """Take the document of this path, name or citation id out of the library and, unless `keep_citations`, erase its
    citations and what is left of it in the files; `forget` is told before. Of a version that another source has had,
    too, nothing is erased. Raises UnknownId, UsageError where several documents fit, and LibraryError, also where the
    document is out but what was erased cannot go from the database's file yet."""
    with store.reading() as db:
        chosen = the_one(fitting(db, wanted), wanted)
        hashes = hashes_of(db, chosen.path)
        traces = Traces(quotes_of(db, hashes))
        also = sharing(db, chosen.path)
    erasing = bool(hashes) and not keep_citations
    if not keep_citations:
        forget(traces)
    with store.writing(durable=True) as db:
        generation = generation_of(db) + 1
        changes.forget_readings(db)
        if not keep_citations:
            erase(db, chosen.path, hashes)
        changes.drop_sources(db, {chosen.path})
        if erasing:
            set_meta(db, generation=generation, **{UNCLEAN: 1})
            engine.rebuild(db, None, generation)
        elif chosen.now:
            set_meta(db, generation=generation)
            engine.add_generation(db, generation)
    indexing.tidy(store, engine, cleans=erasing)
    return Removed(chosen.name, Path(chosen.folder) if chosen.folder else None, tuple(also))
