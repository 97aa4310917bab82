"""Whether the files of the indexes are what was written: by tantivy's checksums, and by the database.

What opens may still have rotted: vectors and graphs are mapped, not read, when their file is opened. A graph that has
rotted gives nothing wrong, as hits are compared with the vectors as they are, but may miss what is there.
"""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from retrieval.indexes.dense import GUIDE
from retrieval.indexes.generations import Files
from retrieval.indexes.vector_segment import Segment, rotten
from retrieval.storage.segments import vectors_since
from retrieval.storage.store import state

BATCH = 8192

_END = struct.Struct("<II")
"""The end of a file of tantivy's: how long the footer before it is, and a number that stands for it
(directory/footer.rs in tantivy). The footer is JSON with the CRC-32 of all before it."""
_MARK = 1337
_WITHOUT = (".json", ".lock")


def faults(files: Files) -> list[str]:
    """What is wrong with index files for the generation that they are recorded as, each fault in a line that names the
    file. Nothing is made anew."""
    folder, held = files.folder, state(files.record)
    if not held.generation:
        return []
    lexical = folder / "lexical" / str(held.generation)
    if not (lexical / "meta.json").is_file():
        found = [f"lexical/{held.generation} is not there"]
    else:
        changed = (path.name for path in sorted(lexical.iterdir()) if path.suffix not in _WITHOUT and _changed(path))
        found = [f"lexical/{held.generation}/{name} does not have its checksum" for name in changed]
    names = [one.name for one in held.segments]
    missing = [name for name in names if not (folder / "vectors" / name).is_file()]
    if missing:
        return [*found, *(f"vectors/{name} is not there" for name in missing)]
    try:
        stored = _digest(_stored(folder / "vectors", names, np.asarray(held.gone, np.int64)))
    except (OSError, RuntimeError, ValueError) as error:
        return [*found, f"vectors cannot be opened ({str(error).splitlines()[0]})"]
    if stored != _digest(_true(files.db)):
        found.append(f"vectors/{', '.join(names)}: they are not those of the database")
    guides = [f"{one.name}{GUIDE}" for one in held.segments if one.width is not None]
    return [*found, *(fault for name in guides if (fault := _guide_fault(folder / "vectors", name)))]


def _guide_fault(folder: Path, name: str) -> str | None:
    try:
        return f"vectors/{name} does not have its checksum" if rotten(folder / name) else None
    except OSError as error:
        return f"vectors/{name} cannot be read ({error.strerror})"


def _changed(path: Path) -> bool:
    """Whether a file of tantivy's is not as it was written. Raises OSError."""
    content = path.read_bytes()
    try:
        length, mark = _END.unpack(content[-_END.size :])
        begin = len(content) - _END.size - length
        footer = json.loads(content[begin : -_END.size])
        return bool(mark != _MARK or zlib.crc32(content[:begin]) != footer["crc"])
    except (struct.error, ValueError, KeyError, TypeError):
        return True


_Rows = tuple[NDArray[np.int64], NDArray[np.float16]]


def _stored(folder: Path, names: Iterable[str], gone: NDArray[np.int64]) -> Iterator[_Rows]:
    """The passages and vectors in the files, without those that are gone. Raises RuntimeError (FAISS's)."""
    for name in names:
        segment = Segment(folder / name)
        for first in range(0, segment.size, BATCH):
            count = min(BATCH, segment.size - first)
            ids = segment.ids[first : first + count]
            present = ~np.isin(ids, gone)
            yield ids[present], segment.at(first, count)[present].astype(np.float16)


def _true(db: Connection) -> Iterator[_Rows]:
    """The passages and vectors of the database."""
    for batch in vectors_since(db, 0, BATCH):
        halves = np.frombuffer(b"".join(vector for _, vector in batch), np.float16)
        yield np.asarray([passage for passage, _ in batch], np.int64), halves.reshape(len(batch), -1)


def _digest(rows: Iterable[_Rows]) -> tuple[int, int]:
    """How many rows there are, and the sum of what each hashes to, in whatever order they come."""
    count = total = 0
    for some, of_some in rows:
        count += len(some)
        for number, vector in zip(some.tolist(), of_some, strict=True):
            row = hashlib.blake2b(vector.tobytes(), digest_size=16, key=str(number).encode())
            total += int.from_bytes(row.digest())
    return count, total
