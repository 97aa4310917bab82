"""Bringing a backup back into a data directory.

Everything is unpacked and checked in a folder inside the data directory first. Then what stands there is moved, by
renaming (the databases with what stood in their logs), into a folder that is kept, and what was unpacked takes its
place, the library last: a process that is killed in between leaves no library rather than parts of two, and both
folders.
"""

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import filelock

from bot.backup.manifest import DATABASES, FORMAT, LONGEST_MANIFEST, MANIFEST, BadManifest, Manifest, Stored
from bot.telegram.storage.running import bot_locks
from retrieval.errors import DamagedDocument, LibraryError, LibraryLocked, PathNotFound, SchemaMismatch, UsageError
from retrieval.storage.engines import sqlite
from retrieval.storage.files.private import KEPT, make_private_folder, private_lock, tighten, write_private
from retrieval.storage.files.writing import LOCK
from retrieval.storage.store import move_sources

PIECE = 1 << 20

STAGED = "library.restoring-"
"""What the folder in which a backup is unpacked is named for, with the time behind it."""

LOCKS = ("service.lock", LOCK, "library.opening.lock", "telegram.opening.lock")
"""Held by the service, who writes, and who opens a database, beside those of bots; they stay where they are."""

_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, BadManifest, ValueError,
)  # fmt: skip
"""What an archive that is none of ours, is damaged, encrypted, or packed in another way is met with."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`version` of the program that made the backup and when (`made`); `kept` is the folder to which what stood in the
    data directory before was moved, None where there was nothing."""

    version: str
    made: str
    kept: Path | None


def restore(data_dir: Path, file: Path, words: Mapping[str, str], force: bool = False) -> Restored:
    """Bring the backup in `file` into `data_dir`, in place of what is there if `force`, which is kept. `words` are
    those of the reader's language.

    Raises:
        PathNotFound: the file is not there.
        UsageError: there is something in the directory, and no `force`.
        LibraryLocked: the bot, the service or another process uses the directory.
        DamagedDocument: the file is no backup, or it is damaged; nothing was changed.
        SchemaMismatch: a later version of the program made it; nothing was changed.
        LibraryError: there is no room, or the directory cannot be written.
    """
    if not file.is_file():
        raise PathNotFound(words["restore_no_file"].format(file=file))
    try:
        make_private_folder(data_dir)
        with _alone(data_dir, words):
            if _present(data_dir) and not force:
                raise UsageError(words["restore_not_empty"].format(folder=data_dir))
            for path in unfinished_restores(data_dir):
                shutil.rmtree(path)
            staged = data_dir / f"{STAGED}{datetime.now():%Y%m%d-%H%M%S-%f}"
            make_private_folder(staged)
            try:
                manifest = _unpack(file, staged, words)
                move_sources(staged / "library.sqlite", manifest.data_dir, str(data_dir.resolve()))
                kept = _swap(data_dir, staged)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
            tighten(data_dir)
    except (OSError, sqlite.DriverError) as error:
        raise LibraryError(words["restore_failed"].format(folder=data_dir, reason=error)) from error
    return Restored(manifest.version, manifest.made, kept)


@contextmanager
def _alone(data_dir: Path, words: Mapping[str, str]) -> Iterator[None]:
    with ExitStack() as held:
        for name in (*bot_locks(data_dir), *LOCKS):
            try:
                held.enter_context(private_lock(data_dir / name, timeout=0))
            except filelock.Timeout:
                raise LibraryLocked(words["restore_in_use"].format(folder=data_dir, lock=name)) from None
        yield


def unfinished_restores(data_dir: Path) -> list[Path]:
    """Folders that a restore left when it was killed: no other process needs what is in them."""
    return sorted(path for path in data_dir.glob(f"{STAGED}*") if path.is_dir())


def _present(data_dir: Path) -> list[Path]:
    """What is to make way, the library first: all that is kept in a data directory but locks and earlier restores."""
    inside = sorted(data_dir.iterdir(), key=lambda path: (not path.name.startswith("library."), path.name))
    found = [path for path in inside if any(path.match(pattern) for pattern in KEPT)]
    moved = [path for path in found if path.suffix != ".lock"]
    moved = [path for path in moved if not path.name.startswith((STAGED, "library.before-"))]
    return [path for path in moved if path.name != "log"]


def _unpack(file: Path, staged: Path, words: Mapping[str, str]) -> Manifest:
    """What is in the archive, checked, in the folder `staged`."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, words)
            free = shutil.disk_usage(staged).free
            if sum(stored.size for stored in manifest.files.values()) > free:
                raise LibraryError(words["restore_no_room"].format(folder=staged.parent, free=free // 1_000_000))
            for name, stored in manifest.files.items():
                _take(archive, name, stored, staged / name)
    except _UNREADABLE as error:
        raise DamagedDocument(words["restore_damaged"].format(file=file)) from error
    for name, version in manifest.schemas.items():
        if sqlite.damage(staged / name) or sqlite.version_of(staged / name) != version:
            raise DamagedDocument(words["restore_damaged"].format(file=file))
    return manifest


def _manifest(archive: zipfile.ZipFile, words: Mapping[str, str]) -> Manifest:
    info = archive.getinfo(MANIFEST)
    names = archive.namelist()
    packed = {one.compress_type for one in archive.infolist()}
    if info.file_size > LONGEST_MANIFEST or not packed <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BadManifest
    with archive.open(info) as source:
        stated = json.loads(source.read(LONGEST_MANIFEST))
    if isinstance(stated, dict) and isinstance(stated.get("format"), int) and stated["format"] > FORMAT:
        raise SchemaMismatch(words["restore_newer"].format(version=stated.get("version")))
    manifest = Manifest.of(stated)
    if sorted(names) != sorted([MANIFEST, *manifest.files]):
        raise BadManifest
    if any(version > DATABASES[name] for name, version in manifest.schemas.items()):
        raise SchemaMismatch(words["restore_newer"].format(version=manifest.version))
    return manifest


def _take(archive: zipfile.ZipFile, name: str, stored: Stored, path: Path) -> None:
    """Unpack a file to `path`, no further than it should be long. Raises BadManifest where it is not what was put in,
    OSError."""
    make_private_folder(path.parent)
    write_private(path, b"")
    left, digest = stored.size, hashlib.sha256()
    with archive.open(name) as source, path.open("r+b") as target:
        while piece := source.read(min(PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise BadManifest
            digest.update(piece)
            target.write(piece)
    if left or digest.hexdigest() != stored.sha256:
        raise BadManifest


def _swap(data_dir: Path, staged: Path) -> Path | None:
    for name in DATABASES:
        with suppress(sqlite.DriverError):  # one that is damaged is kept as it is
            if (data_dir / name).is_file():
                sqlite.settle(data_dir / name)
    old = _present(data_dir)
    kept = data_dir / staged.name.replace("restoring", "before") if old else None
    if kept is not None:
        make_private_folder(kept)
        for path in old:
            path.rename(kept / path.name)
    for path in sorted(staged.iterdir(), reverse=True):
        path.rename(data_dir / path.name)
    return kept
