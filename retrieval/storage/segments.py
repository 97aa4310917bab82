"""What stands in SQLite of the vector index: its files, the passages that are gone from them, and the vectors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, select

from retrieval.storage.passages import FIRST_OF_GENERATION
from retrieval.storage.schema import passages, segments, tombstones, vectors, windows
from retrieval.storage.statements import absent, insert, insert_new, upsert

_FIRST: BindParameter[int] = bindparam("first")
_SEGMENTS = select(*segments.c["first", "windows"]).order_by(segments.c.first.desc())
_STORED = select(*segments.c["name", "width", "recall"]).order_by(segments.c.first)
_GONE = select(tombstones.c.passage)
_COUNTED = (
    select(func.count())
    .select_from(passages.join(windows, windows.c.passage == passages.c.id))
    .where(passages.c.generation >= bindparam("generation"))
)
_LOST = select(func.coalesce(func.sum(tombstones.c.windows), 0)).where(
    tombstones.c.generation >= _FIRST, tombstones.c.generation < bindparam("after")
)
_FORGET_SEGMENTS = delete(segments).where(segments.c.first >= _FIRST)
_FORGET_GONE = delete(tombstones).where(tombstones.c.generation >= _FIRST)
_LAST_HELD = select(func.max(passages.c.id)).where(passages.c.generation < bindparam("after"))
_LAST_GONE = select(func.max(tombstones.c.passage)).where(tombstones.c.generation < bindparam("after"))
_VECTORS = (
    select(windows.c.passage, vectors.c.vector)
    .join(vectors, vectors.c.key == windows.c.vector)
    .where(windows.c.passage >= bindparam("oldest"))
    .order_by(windows.c.passage)
    .execution_options(stream_results=True)
)
_WINDOWS: Select[Any] = (
    select(*windows.c["passage", "start", "end"], vectors.c.vector)
    .join(vectors, vectors.c.key == windows.c.vector)
    .where(windows.c.passage.in_(bindparam("passages", expanding=True, literal_execute=True)))
    .order_by(windows.c.passage, windows.c.start, windows.c.end.desc())
)
_NUMBER = select(func.count()).select_from(windows)
_KNOWN = select(vectors.c.key).where(vectors.c.key.in_(bindparam("keys", expanding=True)))

KEYS_AT_ONCE = 500
"""Keys of vectors that are looked up with one statement: fewer than the 999 parameters that any SQLite takes."""


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A file of the vector index. `width` is how many vectors its guide leads to for a question, None where it has
    none and is searched exactly; `recall` is the share of the nearest that the guide found when it was made, None where
    none was made."""

    name: str
    width: int | None = None
    recall: float | None = None


def stored_segments(db: Connection) -> tuple[StoredSegment, ...]:
    """The files of the vector index that are in use, the oldest first."""
    return tuple(StoredSegment(*row) for row in db.execute(_STORED))


def segment_sizes(db: Connection) -> list[tuple[int, int]]:
    """The first generation of each file and how many vectors it holds, the newest first."""
    return [(first, count) for first, count in db.execute(_SEGMENTS)]


def gone_passages(db: Connection) -> tuple[int, ...]:
    """The ids of passages that are gone, whose vectors still stand in a file."""
    return tuple(db.scalars(_GONE))


def vectors_from(db: Connection, generation: int) -> int:
    """How many vectors the passages have that came with a generation or a later one."""
    return int(db.execute(_COUNTED, {"generation": generation}).scalar_one())


def vectors_gone(db: Connection, first: int, after: int) -> int:
    """How many vectors of the generations from `first` to before `after` belong to passages that are gone."""
    return int(db.execute(_LOST, {"first": first, "after": after}).scalar_one())


def record_gone(db: Connection, gone: Iterable[tuple[int, int, int]]) -> None:
    """Record that passages are gone: of each its id, a generation that stands for the file with its vectors, and how
    many those are. What is recorded stays as it is."""
    rows = [{"passage": passage, "generation": generation, "windows": number} for passage, generation, number in gone]
    insert_new(db, tombstones, rows)


def forget_gone(db: Connection) -> None:
    """Forget what was gone: it is nowhere to be found any more."""
    db.execute(_FORGET_GONE, {"first": 0})


def forget_segments(db: Connection, first: int) -> None:
    """Forget the files that begin with the generation `first` or a later one, and what was gone from them."""
    db.execute(_FORGET_SEGMENTS, {"first": first})
    db.execute(_FORGET_GONE, {"first": first})


def record_segment(db: Connection, segment: StoredSegment, first: int, count: int) -> None:
    """Record a file of the vector index, the first generation in it and how many vectors it holds."""
    insert(db, segments, **asdict(segment), first=first, windows=count)


def last_before(db: Connection, generation: int) -> int:
    """The highest id of a passage that came before `generation`, gone or not; 0 without any."""
    held, gone = (db.scalar(one, {"after": generation}) for one in (_LAST_HELD, _LAST_GONE))
    return max(held or 0, gone or 0)


def vectors_since(db: Connection, first: int, batch: int) -> Iterator[Sequence[tuple[int, bytes]]]:
    """The vectors (float16) of all passages that came with the generation `first` or later, each with its passage's id,
    `batch` at a time."""
    # By id, of which SQLite has an order: with a generation in the condition it would begin with every window.
    oldest = db.scalar(FIRST_OF_GENERATION, {"generation": first})
    for found in db.execute(_VECTORS, {"oldest": oldest}).partitions(batch):
        yield [(passage, vector) for passage, vector in found]


def number_of_stored_windows(db: Connection) -> int:
    """How many windows all passages have."""
    return int(db.execute(_NUMBER).scalar_one())


def windows_of(db: Connection, of_passages: Iterable[int]) -> list[tuple[int, int, int, bytes]]:
    """The windows of passages: passage, start and end in its text, vector (float16)."""
    rows = db.execute(_WINDOWS, {"passages": list(of_passages)})
    return [(passage, start, end, vector) for passage, start, end, vector in rows]


def known_vectors(db: Connection, keys: Sequence[bytes]) -> set[bytes]:
    """Those of the keys whose vectors are kept."""
    found: set[bytes] = set()
    for first in range(0, len(keys), KEYS_AT_ONCE):
        found.update(db.scalars(_KNOWN, {"keys": keys[first : first + KEYS_AT_ONCE]}))
    return found


def keep_vectors(db: Connection, found: Iterable[tuple[bytes, bytes]]) -> None:
    """Keep vectors (float16) by their keys."""
    upsert(db, vectors, [{"key": key, "vector": vector} for key, vector in found])


def forget_vectors(db: Connection) -> None:
    """Forget the vectors that no passage has."""
    db.execute(delete(vectors).where(absent(db, vectors.c.key, windows.c.vector)))
