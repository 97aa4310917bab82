"""Making anew what is derived: vectors by another model, indexes that were damaged, files of which much is gone.

Each is a change of its own (as in `retrieval.ingestion.indexing`) and wants its caller to hold the writer's lock.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from embeddings import Encoder
from retrieval.errors import EncoderMismatch
from retrieval.indexes.engine import Damage, Engine
from retrieval.indexes.vector_cache import encode_missing
from retrieval.ingestion.indexing import tidy
from retrieval.ingestion.planning import Progress
from retrieval.passages.windows import Window, windows
from retrieval.storage import changes
from retrieval.storage.database import Database
from retrieval.storage.passages import StoredPassage, passages_after
from retrieval.storage.segments import number_of_stored_windows
from retrieval.storage.store import UNCLEAN, State, generation_of, set_meta, state

REBUILD = "yuanwen index --rebuild"

AT_ONCE = 1000
"""Passages that are in memory together."""


def rebuild(store: Database, engine: Engine, encoder: Encoder, progress: Progress) -> None:
    """Encode every passage with `encoder` (what the cache holds is not encoded again) and make both indexes anew. A
    library in which nothing was ever indexed stays so."""
    with store.reading() as db:
        if not generation_of(db):
            return
        number = number_of_stored_windows(db)
    encode_missing(store, encoder, _every_window(store, encoder), number, partial(progress, "encoding"))
    with store.writing(durable=True) as db:
        generation = generation_of(db) + 1
        set_meta(db, generation=generation, encoder=encoder.identity, model=encoder.name)
        changes.forget_windows(db)
        for some in _pages(db):
            changes.insert_windows(db, ((p.id, _windows(p, encoder)) for p in some))
        engine.rebuild(db, None, generation)
    tidy(store, engine)


def another_model(held: State, encoder: Encoder) -> EncoderMismatch:
    """The error of a library that was indexed with another model than this."""
    if held.model == encoder.name:
        return EncoderMismatch(
            f"This library was indexed with another version of the model {held.model!r}. Run `{REBUILD}` to encode it "
            "anew; the next `yuanwen index` does so, too."
        )
    return EncoderMismatch(
        f"This library was indexed with the model {held.model!r}, the settings name {encoder.name!r}. Set "
        f"embeddings.model back, or run `{REBUILD}`."
    )


def upgrade(store: Database, engine: Engine, encoder: Encoder, progress: Progress) -> None:
    """Encode the library anew where its vectors are by another version of this model."""
    with store.reading() as db:
        held = state(db)
    if held.model == encoder.name and held.encoder != encoder.identity:
        rebuild(store, engine, encoder, progress)


def remake(store: Database, engine: Engine, damage: Damage, progress: Progress) -> None:
    """Make the indexes anew that have taken `damage`, out of what the library holds, unless there is a later generation
    than theirs by now."""
    with store.reading() as db:
        if generation_of(db) != damage.generation:
            return
    _remake(store, engine, damage, progress)
    tidy(store, engine)


def _remake(store: Database, engine: Engine, damage: Damage | None, progress: Progress) -> None:
    progress("writing", 0, 1)
    with store.writing(durable=True) as db:
        generation = generation_of(db) + 1
        set_meta(db, generation=generation)
        engine.rebuild(db, damage, generation)
    progress("writing", 1, 1)


def compact(store: Database, folder: Path, engine: Engine, progress: Progress) -> int:
    """Give back what deletions left, in the indexes and in the database; gives how many bytes that were. A library in
    which nothing was ever indexed stays as it is. Raises LibraryError."""
    before = store.place.size() + _size(folder)
    with store.writing() as db:
        set_meta(db, **{UNCLEAN: 1})
        indexed = generation_of(db) > 0
    if indexed:
        _remake(store, engine, None, progress)
    tidy(store, engine, cleans=True)
    return before - store.place.size() - _size(folder)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _every_window(store: Database, encoder: Encoder) -> Iterator[Window]:
    last = 0
    while True:
        with store.reading() as db:
            some = passages_after(db, last, AT_ONCE)
        if not some:
            return
        last = some[-1].id
        for passage in some:
            yield from _windows(passage, encoder)


def _pages(db: Connection) -> Iterator[list[StoredPassage]]:
    last = 0
    while some := passages_after(db, last, AT_ONCE):
        last = some[-1].id
        yield some


def _windows(passage: StoredPassage, encoder: Encoder) -> list[Window]:
    return windows(passage.text, passage.sentences, passage.context, encoder)
