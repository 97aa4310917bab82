"""Putting a data directory into one file while it is in use."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.backup.manifest import DATABASES, FORMAT, MANIFEST, Manifest, Stored
from bot.telegram.storage.database import forget_secrets
from bot.version import VERSION
from retrieval.errors import LibraryError, PathNotFound, UsageError
from retrieval.storage.engines import sqlite
from retrieval.storage.files.private import close_to_others, write_private

PIECE = 1 << 20


def back_up(data_dir: Path, file: Path, words: Mapping[str, str]) -> int:
    """Write the library and the bot's memory in `data_dir` to `file`, whole or not at all, for its owner alone; gives
    how many bytes that are. Whoever uses them goes on. No token stands in it: that of the bot is in no file of the data
    directory, and the webhook's secret, if it was made up, is left out. `words` are those of the reader's language.

    Raises:
        UsageError: there is no library, or something stands at `file` already.
        PathNotFound: the folder of `file` is not there.
        LibraryError: a database is damaged, so that no backup of it could be restored, or the file cannot be written.
    """
    if not (data_dir / "library.sqlite").is_file():
        raise UsageError(words["backup_nothing"].format(folder=data_dir))
    if file.exists():
        raise UsageError(words["backup_exists"].format(file=file))
    if not file.absolute().parent.is_dir():
        raise PathNotFound(words["backup_no_folder"].format(folder=file.absolute().parent))
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        write_private(unfinished, b"")
        with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".yuanwen-") as copies:
            _write(data_dir, Path(copies), unfinished, words)
        unfinished.replace(file)
    except (OSError, sqlite.DriverError) as error:
        unfinished.unlink(missing_ok=True)
        raise LibraryError(words["backup_failed"].format(file=file, reason=error)) from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return file.stat().st_size


def _write(data_dir: Path, copies: Path, unfinished: Path, words: Mapping[str, str]) -> None:
    schemas = {}
    for name in DATABASES:
        if (data_dir / name).is_file():
            if sqlite.damage(data_dir / name):
                raise LibraryError(words["backup_damaged"].format(file=data_dir / name))
            sqlite.copy(data_dir / name, copies / name)
            close_to_others(copies / name)
            if name == "telegram.sqlite":
                forget_secrets(copies / name)
            schemas[name] = sqlite.version_of(copies / name)
    files = {}
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in schemas:
            files[name] = _put(archive, copies / name, name)
        for path in _uploaded(data_dir / "uploads"):
            name = f"uploads/{path.parent.name}/{path.name}"
            with suppress(FileNotFoundError):  # removed meanwhile
                files[name] = _put(archive, path, name)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(FORMAT, VERSION, made, str(data_dir.resolve()), schemas, files)
        archive.writestr(MANIFEST, json.dumps(manifest.to_json(), ensure_ascii=False))
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())


def _uploaded(folder: Path) -> Iterator[Path]:
    """The files that were sent to the bot; those that are just coming in stand in folders with a dot."""
    for path in sorted(folder.glob("*/*")):
        if not path.parent.name.startswith(".") and path.is_file() and not path.is_symlink():
            yield path


def _put(archive: zipfile.ZipFile, path: Path, name: str) -> Stored:
    size, digest = 0, hashlib.sha256()
    with closing(path.open("rb")) as source, archive.open(name, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            size += len(piece)
            digest.update(piece)
            target.write(piece)
    return Stored(size, digest.hexdigest())
