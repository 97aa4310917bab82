"""The bytes of a source, from its path alone: a file, a member of an archive, the pictures of a document."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from retrieval.errors import DamagedDocument, DocumentTooLarge
from retrieval.sources.directory_walk import check_regular
from retrieval.sources.file_names import pages_of, printable_name
from retrieval.sources.zip_archive import Archive, opened_at_once, stamp

LARGEST_RUN_TIMES = 4
"""How many times the limit for one file all pictures of a document may have: they are read one by one."""


def sha256(parts: Sequence[bytes]) -> str:
    """What identifies a document: the hash of its bytes, or of the hashes of its pictures' bytes."""
    if len(parts) == 1:
        return hashlib.sha256(parts[0]).hexdigest()
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


class SourceReader:
    """Reads sources. It keeps the archive it read from last open: use it as a context manager, or `close` it."""

    def __init__(self, largest: int) -> None:
        """`largest` is the limit for one file, in bytes."""
        self._largest = largest
        self._archive: Archive | None = None

    def __enter__(self) -> "SourceReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive."""
        if self._archive is not None:
            self._archive.close()
        self._archive = None

    def of(self, path: Path) -> list[bytes]:
        """The bytes of the source at `path`; of each picture, when it is several.

        Raises OSError when it cannot be opened, DocumentTooLarge when it is over the limit, DamagedDocument when it
        changes while it is read, and what is raised for archives that are broken.
        """
        try:
            return [self._one(path)]
        except OSError:
            pictures = pages_of(path.name)
            if not pictures:
                raise
        parts: list[bytes] = []
        for name in pictures:
            parts.append(self._one(path.with_name(name)))
            if sum(map(len, parts)) > LARGEST_RUN_TIMES * self._largest:
                raise _too_large(path, LARGEST_RUN_TIMES * self._largest)
        return parts

    def stamp(self, path: Path) -> str:
        """What changes when the source at `path` does: size, time and place of its file, of its archive, or of each
        picture, when it is several. Raises OSError when there is none."""
        archive = _archive_above(path)
        if archive is not None:
            return _written(archive)
        try:
            return _written(path)
        except OSError:
            if not (pictures := pages_of(path.name)):
                raise
        return " ".join(_written(path.with_name(name)) for name in pictures)

    def _one(self, path: Path) -> bytes:
        archive = _archive_above(path)
        for _ in range(2):
            data = self._file(path) if archive is None else self._member(archive, path)
            if data is not None:
                return data
        raise DamagedDocument(
            f"{printable_name(path.name)}: it changes while it is read. Index it when it is finished."
        )

    def _file(self, path: Path) -> bytes | None:
        """The bytes of a file, None when it changed meanwhile."""
        with open(path, "rb", opener=opened_at_once) as file:
            before = os.fstat(file.fileno())
            check_regular(before)
            if before.st_size > self._largest:
                raise _too_large(path, self._largest)
            data = file.read(before.st_size + 1)
            unchanged = len(data) == before.st_size and stamp(before) == stamp(os.fstat(file.fileno()))
        return data if unchanged else None

    def _member(self, archive: Path, path: Path) -> bytes | None:
        """The bytes of a member of an archive, None when the archive changed meanwhile."""
        before = stamp(archive.stat())
        if self._archive is None or (self._archive.path, self._archive.stamp) != (archive, before):
            self.close()
            self._archive = Archive(archive, self._largest)
        data = self._archive.read(path.relative_to(archive).as_posix())
        return data if self._archive.stamp == stamp(archive.stat()) else None


def _archive_above(path: Path) -> Path | None:
    return next((above for above in path.parents if above.suffix.lower() == ".zip" and above.is_file()), None)


def _written(path: Path) -> str:
    return ".".join(map(str, stamp(path.stat())))


def _too_large(path: Path, most: int) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"{printable_name(path.name)}: it is over the limit of {most / 1e6:.0f} MB. "
        "Split it, or raise reading.largest_file_mb in the settings."
    )
