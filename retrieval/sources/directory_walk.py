"""What lies in a folder and below it: files that can be opened, and what cannot."""

import errno
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.sources.file_names import left_alone, printable_name


@dataclass(slots=True)
class Walk:
    """The files in and below a folder, in order of their paths; and each path at which something went wrong, with what
    did."""

    files: list[Path] = field(default_factory=list)
    problems: list[tuple[Path, OSError]] = field(default_factory=list)


def walk(folder: Path) -> Walk:
    """Go through a folder.

    Left alone are hidden files, those that say something about documents, and the folder that a browser puts beside a
    web page it saves. A link counts as the file that it points to, when that lies in the folder. Nothing is opened. A
    folder that cannot be gone through is a problem, and the rest goes on.
    """
    found = Walk()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat() if path == folder else _status(path, folder)
            if status is None:
                continue
            if stat.S_ISDIR(status.st_mode):
                waiting.extend(path / name for name in sorted(_names(path), reverse=True))
            else:
                check_regular(status)
                found.files.append(path)
        except OSError as error:
            found.problems.append((path, error))
    return found


def check_regular(status: os.stat_result) -> None:
    """Raises OSError for a pipe, a socket or a device, which may never end, or wait for ever."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "a pipe, a socket or a device")


def problem(path: Path, error: OSError) -> str:
    """What to say of a path at which this happened."""
    return f"{printable_name(path.name)}: it cannot be opened ({error.strerror})."


def _status(path: Path, folder: Path) -> os.stat_result | None:
    """What is at a path, None for a link that is not followed. Raises OSError, for a link to nothing too."""
    status = path.lstat()
    if not stat.S_ISLNK(status.st_mode):
        return status
    status = path.stat()
    inside = Path(os.path.realpath(path)).is_relative_to(folder)
    return status if inside and not stat.S_ISDIR(status.st_mode) else None


def _names(folder: Path) -> list[str]:
    names = os.listdir(folder)  # noqa: PTH208
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".htm", ".html"))}
    beside = {page + ending for page in pages for ending in ("_files", ".files")}
    return [name for name in names if not left_alone(name) and name not in beside]
