"""Which bots run over a data directory: each holds a lock in it while it does, and a restore takes them all."""

from itertools import count
from pathlib import Path

import filelock

from retrieval.storage.files.private import private_lock

ALONE = "telegram.lock"
"""Held by a bot that must be the only one."""

_BESIDE = "telegram.[0-9]*.lock"


def bot_locks(data_dir: Path) -> list[str]:
    """The names of the files by which bots hold a data directory."""
    return [ALONE, *sorted(path.name for path in data_dir.glob(_BESIDE))]


def lock_of_one(data_dir: Path) -> filelock.FileLock:
    """The lock of a bot that must be alone, to be acquired; filelock.Timeout at once while another has it."""
    return private_lock(data_dir / ALONE, timeout=0)


def lock_beside_others(data_dir: Path) -> filelock.FileLock:
    """A lock, acquired, of a bot that shares its work with others: the first that none of them has."""
    numbers = count(1)
    while True:
        lock = private_lock(data_dir / f"telegram.{next(numbers)}.lock", timeout=0)
        try:
            lock.acquire()
            return lock
        except filelock.Timeout:
            continue
