"""Whose the files of a data directory are: their owner's alone. Whatever is put there is made here, or put right.

A folder that is closed from the start keeps what libraries write into it (tantivy, FAISS) from others, whatever mode
that has until `tighten` comes by. Windows has other means, and keeps a user's data folder to that user itself.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import filelock

KEPT = ("library.*", "lexical", "vectors", "writer.lock", "telegram.*", "uploads", "service.*", "log", "jieba.cache")
"""What stands in a data directory, as patterns. Other things in it are somebody's own, and left alone."""

_FOLDER, _FILE, _OTHERS = 0o700, 0o600, 0o077


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it, where they are missing, for their owner alone. Raises OSError."""
    if not path.is_dir():
        if not path.parent.is_dir():
            make_private_folder(path.parent)
        path.mkdir(mode=_FOLDER, exist_ok=True)


def write_private(path: Path, data: bytes) -> None:
    """Write a file for its owner alone. Raises OSError."""
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, _FILE)) as file:
        close_to_others(path)
        file.write(data)


def private_lock(path: Path, timeout: float = -1) -> filelock.FileLock:
    """A lock between processes; `timeout` is how many seconds it is waited for, without end when negative."""
    return filelock.FileLock(path, timeout=timeout, mode=_FILE)


def close_to_others(path: Path) -> None:
    """Keep everybody but its owner from a file or folder, where that is not so already. One that belongs to another
    user, or is not there any more, stays as it is."""
    with suppress(FileNotFoundError, PermissionError):
        if _is_open(path):
            path.chmod(_FOLDER if path.is_dir() else _FILE)


def tighten(data_dir: Path) -> None:
    """Keep everybody but their owner from the files of a data directory."""
    for path in kept_in(data_dir):
        close_to_others(path)


def open_to_others(data_dir: Path) -> list[Path]:
    """The files and folders of a data directory that others than their owner may read or write."""
    return [path for path in kept_in(data_dir) if _is_open(path)]


def kept_in(data_dir: Path) -> Iterator[Path]:
    """The data directory itself, unless other things stand in it, and what is kept in it. Links are not followed."""
    if not data_dir.is_dir():
        return
    inside = sorted(data_dir.iterdir())
    ours = [path for path in inside if any(path.match(pattern) for pattern in KEPT)]
    if ours == inside:
        yield data_dir
    for path in ours:
        if not path.is_symlink():
            yield path
            for folder, folders, files in os.walk(path):
                yield from (below for name in (*folders, *files) if not (below := Path(folder, name)).is_symlink())


def files_kept(data_dir: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The files that are kept in a data directory, with what the system says of each; not those that vanish while they
    are looked at, as other processes go on working."""
    for path in kept_in(data_dir):
        with suppress(FileNotFoundError):
            found = path.stat()
            if stat.S_ISREG(found.st_mode):
                yield path, found


def _is_open(path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.name != "nt" and bool(stat.S_IMODE(path.stat().st_mode) & _OTHERS)
    return False
