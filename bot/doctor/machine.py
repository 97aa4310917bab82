"""The machine: the data directory and its disk, the clock, what is installed, and the databases as files."""

import platform
import re
import shlex
import shutil
import sqlite3
import tempfile
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import bot.version
from bot.backup.restoring import unfinished_restores
from bot.check_result import CheckResult
from bot.doctor.examined import some
from bot.settings import Settings
from retrieval.storage.engines.sqlite import damage
from retrieval.storage.files.private import files_kept, make_private_folder, open_to_others

LEAST_FREE = 200_000_000
"""Bytes of a disk below which nothing of any size can be indexed: a report takes up to 1 MB, a segment that is written
anew as much again as it holds."""

AHEAD = timedelta(hours=1)
"""By which a file may seem to have been written later than now: clocks are set, by an hour where they keep
local time."""

_REQUIRED = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)$")


def data_directory(settings: Settings) -> CheckResult:
    """Whether it can be written."""
    folder = settings.data_dir
    try:
        make_private_folder(folder)
        with tempfile.TemporaryFile(dir=folder):
            return CheckResult("data directory", "ok", f"{folder} can be written.")
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}."
        return CheckResult("data directory", "error", message, "Name another with --data-dir or data_dir.")


def permissions(settings: Settings) -> CheckResult:
    """Whether what is in the data directory is its owner's alone."""
    folder = settings.data_dir
    found = open_to_others(folder)
    if not found:
        return CheckResult("permissions", "ok", "Nobody but its owner can read the data directory.")
    message = f"Other users of this machine may read or change: {some(found)}"
    return CheckResult("permissions", "warning", message, f"Run `chmod -R go= {shlex.quote(str(folder))}`.")


def disk(settings: Settings) -> CheckResult | None:
    """Whether the disk has room to write the library anew, as removing and compacting do."""
    folder = settings.data_dir
    if not folder.is_dir():
        return None
    free = shutil.disk_usage(folder).free
    held = sum(status.st_size for _, status in files_kept(folder))
    message = f"Free: {_megabytes(free)} MB; the data directory holds {_megabytes(held)} MB."
    if free >= max(held, LEAST_FREE):
        return CheckResult("disk", "ok", message)
    remedy = "Make room: to remove a document or to compact takes as much again as the library holds."
    return CheckResult("disk", "error" if free < LEAST_FREE / 10 else "warning", message, remedy)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}"


def clock(settings: Settings) -> CheckResult:
    """Whether it is later than when the program and the data directory were last written."""
    program = Path(bot.version.__file__)
    times = {path: status.st_mtime for path, status in ((program, program.stat()), *files_kept(settings.data_dir))}
    newest = max(times, key=times.__getitem__)
    now, written = datetime.now(), datetime.fromtimestamp(times[newest])
    if written <= now + AHEAD:
        return CheckResult("clock", "ok", f"It is {now:%Y-%m-%d %H:%M} by this machine.")
    message = f"It is {now:%Y-%m-%d %H:%M} by this machine, but {newest} was written at {written:%Y-%m-%d %H:%M}."
    return CheckResult("clock", "warning", message, "Set the clock: the age of questions is told by it.")


def broken_off(settings: Settings) -> CheckResult | None:
    """Whether a restore was killed before it had ended."""
    left = unfinished_restores(settings.data_dir)
    if not left:
        return None
    message = f"A restore was broken off, unless one is running now: {some(left)} is left of it."
    remedy = (
        "Run `yuanwen restore FILE --force` again, which clears it away. What the library held before stands in its "
        "place, or in a folder library.before-… beside it."
    )
    return CheckResult("restore", "warning", message, remedy)


def versions(settings: Settings) -> CheckResult:
    """Whether what the program needs is installed, in the versions that it needs."""
    said = f"Yuanwen {bot.version.VERSION}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    wrong = [fault for line in _required() if (fault := _unmet(line))]
    if not wrong:
        return CheckResult("versions", "ok", said)
    remedy = "Install the program again: `pip install -c constraints.txt .`"
    return CheckResult("versions", "warning", f"{said} Not as needed: {'; '.join(wrong)}.", remedy)


def _required() -> list[str]:
    try:
        return [line for line in requires("yuanwen") or () if ";" not in line]
    except PackageNotFoundError:
        return []  # run from its source


def _unmet(requirement: str) -> str | None:
    found = _REQUIRED.match(requirement)
    if found is None:
        return None
    name, least = found.groups()
    try:
        installed = version(name)
    except PackageNotFoundError:
        return f"{name} is not installed"
    return f"{name} is {installed}, not {least} or later" if _numbers(installed) < _numbers(least) else None


def _numbers(stated: str) -> list[int]:
    return [int(part) for part in re.findall(r"[0-9]+", stated.split("+")[0])]


def databases(settings: Settings) -> CheckResult | None:
    """Whether the files of SQLite are whole."""
    paths = [path for name in ("library", "telegram") if (path := settings.data_dir / f"{name}.sqlite").is_file()]
    if not paths:
        return None
    found = [f"{path.name}: {fault}" for path in paths for fault in damage(path)]
    if not found:
        return CheckResult("databases", "ok", f"{', '.join(path.name for path in paths)}: whole.")
    remedy = (
        "Bring a backup back with `yuanwen restore FILE --force`, which keeps what is there, or index into a new data "
        "directory. A backup made now would hold the damage: keep those that you have."
    )
    return CheckResult("databases", "error", f"Damaged: {some(found)}", remedy)
