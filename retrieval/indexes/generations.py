"""The two indexes that are derived from SQLite: how a change reaches them, and how they are opened.

The full-text index of generation 7 is the folder `lexical/7`. The files of the vector index are in the folder
`vectors`, each named for the generations whose passages it holds (`3-7`); which of them count stands in SQLite. Nothing
that a committed generation uses is ever changed: a change writes its own, and what it replaced is removed when it has
been committed.
"""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from retrieval.errors import LibraryError
from retrieval.indexes.dense import VectorIndex, Vectors, write_segment
from retrieval.indexes.lexical import LexicalIndex, LexicalWriter, copy_index
from retrieval.storage import segments
from retrieval.storage.passages import StoredPassage, all_passages, passages_of_generation
from retrieval.storage.store import State, set_meta, state

MERGE_FACTOR = 2
"""A new segment takes in an older one that is less than this many times as large as all after it, so that there are
never more segments than the logarithm of the number of vectors."""

BATCH = 8192

FORMAT = 2
"""Of what stands in both indexes: it goes up with whatever changes the terms of a passage or the files. Indexes of
another format are made anew out of SQLite."""

_NOT_DAMAGED = tuple(map(os.strerror, (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EACCES, errno.EPERM)))


@dataclass(frozen=True, slots=True)
class Indexes:
    """Both indexes as they stand at a generation."""

    generation: int
    lexical: LexicalIndex
    vectors: VectorIndex


def _lexical(folder: Path, generation: int) -> Path:
    return folder / "lexical" / str(generation)


def _vectors(folder: Path) -> Path:
    return folder / "vectors"


def open_indexes(folder: Path, state: State) -> Indexes | None:
    """The indexes of `state` in the data directory `folder`, or None when they are missing, damaged or of another
    format. Raises LibraryError when they cannot be opened for another reason."""
    if state.generation and state.index_format != FORMAT:
        return None
    try:
        lexical = LexicalIndex(_lexical(folder, state.generation) if state.generation else None)
        return Indexes(state.generation, lexical, VectorIndex(_vectors(folder), state.segments, state.gone))
    except (OSError, RuntimeError, ValueError) as error:
        _check_openable(folder, error)
        return None


def _check_openable(folder: Path, error: Exception) -> None:
    """Tell files that cannot be opened now, which tantivy and FAISS say in the system's words, from damaged ones."""
    reason = next((reason for reason in _NOT_DAMAGED if reason in str(error)), None)
    if reason is not None:
        raise LibraryError(
            f"The indexes in {folder} cannot be opened ({reason}). They are not damaged: see that you may read them, "
            "that there is memory, and that fewer files are open (ulimit -n), then try again."
        ) from error


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what writing fails with (OSError, tantivy's ValueError, FAISS's RuntimeError) into LibraryError."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise LibraryError(
            f"The indexes in {folder} could not be written. See that its disk has room and that you may write to it. "
            "Nothing was changed: what was indexed before still answers."
        ) from error


def add_generation(folder: Path, db: Connection, generation: int) -> None:
    """Make the indexes of what `db` is about to commit as `generation`, out of those of the generation before. Raises
    LibraryError when they cannot be written."""
    with _explained(folder):
        _add_generation(folder, db, generation)


def _add_generation(folder: Path, db: Connection, generation: int) -> None:
    if state(db).index_format not in (None, FORMAT):
        _rebuild(folder, db, generation)
        return
    set_meta(db, index_format=FORMAT)
    if _continue_lexical(_lexical(folder, generation - 1), _lexical(folder, generation)):
        _write_lexical(folder, db, generation, passages_of_generation(db, generation))
    else:
        _write_lexical(folder, db, generation, all_passages(db))
    _write_vectors(folder, db, _first_to_merge(db, generation), generation)


def rebuild(folder: Path, db: Connection, generation: int) -> None:
    """Make both indexes anew out of what `db` is about to commit as `generation`. Raises LibraryError when they cannot
    be written."""
    with _explained(folder):
        _rebuild(folder, db, generation)


def _rebuild(folder: Path, db: Connection, generation: int) -> None:
    shutil.rmtree(_lexical(folder, generation), ignore_errors=True)
    _write_lexical(folder, db, generation, all_passages(db))
    _write_vectors(folder, db, 0, generation)
    set_meta(db, index_format=FORMAT)


def _continue_lexical(old: Path, new: Path) -> bool:
    """Begin the folder `new` with the index in `old`, and say whether that is there and whole."""
    shutil.rmtree(new, ignore_errors=True)
    try:
        LexicalIndex(old)
        copy_index(old, new)
    except (OSError, ValueError):
        shutil.rmtree(new, ignore_errors=True)
        return False
    return True


def _write_lexical(folder: Path, db: Connection, generation: int, missing: Iterable[StoredPassage]) -> None:
    """Bring the full-text index of a generation up to date, in which these passages are missing."""
    writer = LexicalWriter(_lexical(folder, generation))
    writer.remove(segments.gone_passages(db))
    for passage in missing:
        writer.add(passage.id, passage.text, passage.context)
    writer.commit()


def _first_to_merge(db: Connection, generation: int) -> int:
    """The first generation whose vectors the segment of `generation` takes in. It goes back to the oldest segment that
    is small beside what came after it, or of which more than half is gone."""
    first = after = generation
    newer = segments.vectors_of_generation(db, generation)
    for start, count in segments.segment_sizes(db):
        gone = segments.vectors_gone(db, start, after)
        if count - gone < MERGE_FACTOR * newer or 2 * gone > count:
            first = start
        newer, after = newer + count - gone, start
    return first


def _write_vectors(folder: Path, db: Connection, first: int, last: int) -> None:
    """Write the vectors of the generations `first` to `last` as one segment, in place of the segments that had them."""
    segments.forget_segments(db, first)
    name = f"{first}-{last}"
    count = write_segment(_vectors(folder), name, _vector_batches(db, first))
    if count:
        segments.record_segment(db, name, first, count)


def _vector_batches(db: Connection, first: int) -> Iterator[tuple[list[int], Vectors]]:
    for batch in segments.vectors_since(db, first, BATCH):
        halves = np.stack([np.frombuffer(blob, dtype=np.float16) for _, blob in batch])
        yield [number for number, _ in batch], halves.astype(np.float32)


def clean(folder: Path, db: Connection) -> None:
    """Remove what the generation that `db` sees does not use: what a change has replaced, or left when interrupted."""
    held = state(db)
    current = _lexical(folder, held.generation)
    for path in current.parent.glob("*"):
        if path != current:
            shutil.rmtree(path, ignore_errors=True)
    for path in _vectors(folder).glob("*"):
        if path.name not in held.segments:
            path.unlink(missing_ok=True)
