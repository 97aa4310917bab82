"""The two indexes that are derived from the database: how a change reaches them, and how they are opened.

The full-text index of generation 7 is the folder `lexical/7`. The files of the vector index are in the folder
`vectors`, each named for the generations whose passages it holds (`3-7`); which of them count stands in SQLite. Nothing
that a committed generation uses is ever changed: a change writes its own, and what it replaced is removed when it has
been committed.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection

from retrieval.errors import LibraryError
from retrieval.indexes.dense import GUIDE, VectorIndex, write_guide
from retrieval.indexes.engine import Damage, Indexes
from retrieval.indexes.lexical import LexicalIndex, LexicalWriter, copy_index
from retrieval.indexes.vector_guide import Measured
from retrieval.indexes.vector_segment import Vectors, write_segment
from retrieval.settings import Guided
from retrieval.storage import segments
from retrieval.storage.passages import indexed_passages
from retrieval.storage.store import State, set_meta, state

MERGE_FACTOR = 2
"""A new segment takes in an older one that is less than this many times as large as all after it, so that there are
never more segments than the logarithm of the number of vectors."""

BATCH = 8192

MOST_GONE = 3
"""A segment is written anew when more than one in so many of its vectors is gone."""


FORMAT = 2
"""Of what stands in both indexes: it goes up with whatever changes the terms of a passage or the files. Indexes of
another format are made anew out of SQLite."""

_PASSING = (
    errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EACCES, errno.EPERM, errno.EIO, errno.EAGAIN, errno.EBUSY,
    errno.EINTR, errno.ESTALE, errno.ENOLCK, errno.ENODEV,
)  # fmt: skip
_NOT_DAMAGED = (*map(os.strerror, _PASSING), "bad_alloc")


Opened = TypeVar("Opened", LexicalIndex, VectorIndex)


@dataclass(frozen=True, slots=True)
class Files:
    """Index files in a `folder`: `db` is the database that they are derived from, and `record` the one in which stands
    which of them count and what is gone from them; of a library in SQLite it is the same. `guided` says
    which files of vectors get what leads to the nearest."""

    folder: Path
    guided: Guided | None
    db: Connection
    record: Connection


def _lexical(folder: Path, generation: int) -> Path:
    return folder / "lexical" / str(generation)


def _vectors(folder: Path) -> Path:
    return folder / "vectors"


def open_indexes(folder: Path, state: State, guides: bool = True) -> Indexes | Damage:
    """The indexes of `state` in the data directory `folder`, or what keeps them from being used: they are missing,
    damaged or of another format. Without `guides` vectors are searched exactly. Raises LibraryError when they cannot be
    opened for another reason."""
    generation = state.generation
    if generation and state.index_format != FORMAT:
        return Damage(generation, *[f"written in format {state.index_format}, which is not today's"] * 2)
    if state.build:
        return Damage(generation, *["kept by another engine until now"] * 2)
    stored = [one if guides else replace(one, width=None) for one in state.segments]
    lexical = _opened(folder, lambda: LexicalIndex(_lexical(folder, generation) if generation else None))
    vectors = _opened(folder, lambda: VectorIndex(_vectors(folder), stored, state.gone))
    if isinstance(lexical, LexicalIndex) and isinstance(vectors, VectorIndex):
        return Indexes(state, lexical, vectors)
    damaged = [str(one) if isinstance(one, Exception) else None for one in (lexical, vectors)]
    return Damage(generation, *damaged)


def _opened(folder: Path, opening: Callable[[], Opened]) -> Opened | Exception:
    """What an index is opened as, or the error that says that it is missing or damaged."""
    try:
        return opening()
    except MemoryError as error:
        _check_openable(folder, OSError(os.strerror(errno.ENOMEM)))
        return error
    except (OSError, RuntimeError, ValueError) as error:
        _check_openable(folder, error)
        return error


def _check_openable(folder: Path, error: Exception) -> None:
    """Tell files that cannot be opened now, which tantivy and FAISS say in the system's words, from damaged ones."""
    reason = next((reason for reason in _NOT_DAMAGED if reason in str(error)), None)
    if reason is not None:
        raise LibraryError(
            f"The indexes in {folder} cannot be opened ({reason}). They are not damaged: see that you may read them, "
            "that there is memory, and that fewer files are open (ulimit -n), then try again."
        ) from error


@contextmanager
def _explained(files: Files) -> Iterator[None]:
    """Turn what writing fails with (OSError, tantivy's ValueError, FAISS's RuntimeError) into LibraryError."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        left = "Nothing was changed: what was indexed before still answers."
        if files.record is not files.db:
            left = "The library's database is whole, and this machine answers from it once they can be."
        raise LibraryError(
            f"The indexes in {files.folder} could not be written. See that its disk has room and that you may write to "
            f"it. {left}"
        ) from error


def add_generation(files: Files, generation: int, since: int | None = None) -> None:
    """Make the indexes of the `generation` that the database holds or is about to commit, out of those of the
    generation before it, or before `since`. Raises LibraryError when they cannot be written."""
    folder, db = files.folder, files.db
    first = generation if since is None else since
    with _explained(files):
        held = state(files.record)
        set_meta(files.record, index_format=FORMAT, build="")
        if held.index_format not in (None, FORMAT) or held.build:
            _write_vectors(files, 0, generation)
            _rebuild_lexical(folder, db, generation)
            return
        # Vectors first: a graph wants most memory, and tantivy's is not given back when it is done.
        _write_vectors(files, _first_to_merge(files, first), generation)
        if _continue_lexical(_lexical(folder, first - 1), _lexical(folder, generation)):
            _write_lexical(folder, generation, indexed_passages(db, first), held.gone)
        else:
            _write_lexical(folder, generation, indexed_passages(db))


def rebuild(files: Files, damage: Damage | None, generation: int) -> None:
    """Make the indexes anew out of the `generation` that the database holds or is about to commit: both, or what of
    them has taken `damage`. Raises LibraryError when they cannot be written."""
    folder, db = files.folder, files.db
    with _explained(files):
        if damage is None or damage.vectors is not None:
            _write_vectors(files, 0, generation)
        if damage is None or damage.lexical is not None or not _moved_on(folder, damage.generation, generation):
            _rebuild_lexical(folder, db, generation)
        set_meta(files.record, index_format=FORMAT, build="")


def _moved_on(folder: Path, old: int, new: int) -> bool:
    """Let the full-text index of a generation stand for another, and say whether it is whole."""
    return old == new or _continue_lexical(_lexical(folder, old), _lexical(folder, new))


def _rebuild_lexical(folder: Path, db: Connection, generation: int) -> None:
    shutil.rmtree(_lexical(folder, generation), ignore_errors=True)
    _write_lexical(folder, generation, indexed_passages(db))


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


def _write_lexical(
    folder: Path, generation: int, missing: Iterable[tuple[int, str, str]], gone: Iterable[int] = ()
) -> None:
    """Bring the full-text index of a generation up to date, in which these passages are missing, or too many."""
    writer = LexicalWriter(_lexical(folder, generation))
    writer.remove(gone)
    for number, text, context in missing:
        writer.add(number, text, context)
    writer.commit()


def _first_to_merge(files: Files, generation: int) -> int:
    """The first generation whose vectors the segment from `generation` on takes in. It goes back to the oldest segment
    that is small beside what came after it, or of which more than a third is gone."""
    first = after = generation
    newer = segments.vectors_from(files.db, generation)
    for start, count in segments.segment_sizes(files.record):
        gone = segments.vectors_gone(files.record, start, after)
        if count - gone < MERGE_FACTOR * newer or MOST_GONE * gone > count:
            first = start
        newer, after = newer + count - gone, start
    return first


def _write_vectors(files: Files, first: int, last: int) -> None:
    """Write the vectors of the generations `first` to `last` as one segment, in place of the segments that had them."""
    segments.forget_segments(files.record, first)
    name, folder = f"{first}-{last}", _vectors(files.folder)
    count = write_segment(folder, name, _vector_batches(files.db, first))
    if count:
        guided = files.guided if files.guided is not None and count >= files.guided.least else None
        measured = Measured(None, None) if guided is None else write_guide(folder, name, guided.kind)
        stored = segments.StoredSegment(name, measured.width, measured.recall)
        segments.record_segment(files.record, stored, first, count)


def _vector_batches(db: Connection, first: int) -> Iterator[tuple[list[int], Vectors]]:
    for batch in segments.vectors_since(db, first, BATCH):
        halves = np.frombuffer(b"".join(blob for _, blob in batch), dtype=np.float16).reshape(len(batch), -1)
        yield [number for number, _ in batch], halves.astype(np.float32)


def clean(folder: Path, record: Connection) -> None:
    """Remove what the generation that `record` has does not use: what a change has replaced, or left when
    interrupted."""
    held = state(record)
    current = _lexical(folder, held.generation)
    for path in current.parent.glob("*"):
        if path != current:
            shutil.rmtree(path, ignore_errors=True)
    used = {one.name for one in held.segments} | {f"{one.name}{GUIDE}" for one in held.segments if one.width}
    for path in _vectors(folder).glob("*"):
        if path.name not in used:
            path.unlink(missing_ok=True)
