"""The small file in a library's data directory by which `ask` finds the service that keeps it warm."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

from bot.service.surroundings import Surroundings
from bot.version import VERSION

FILE_NAME = "service.json"

INSTANCE_HEADER = "yuanwen-service"
"""In which every response names the run of the service that it is from, so that no other program on its port is taken
for it."""

PROGRAM = str(Path(__file__).resolve().parents[1])
"""Where this program's code is: another installation may answer otherwise."""


class Announcement(NamedTuple):
    """A service that is up: the `host` and `port` it is reached at, its process, its `program` and `version`, a name
    for this run of it (`instance`), the data directory (resolved: a copy of the directory has a copy of the file, too),
    and whence its settings are; `usual` is whether those that answers depend on are the defaults."""

    host: str
    port: int
    pid: int
    program: str
    version: str
    instance: str
    library: str
    config: str | None
    variables: str | None
    usual: bool

    @property
    def url(self) -> str:
        """The address as a person types it."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def answers_for(self, surrounded: Surroundings) -> bool:
        """Whether a run with these surroundings has the same settings as the service, as far as answers go."""
        return surrounded == Surroundings(self.config, self.variables) or (self.usual and surrounded.bare)


def announce(data_dir: Path, announcement: Announcement) -> None:
    """Write the file, whole or not at all. Raises OSError."""
    from retrieval.storage.files.private import write_private

    unfinished = data_dir / f"{FILE_NAME}.unfinished"
    write_private(unfinished, json.dumps(announcement._asdict()).encode())
    unfinished.replace(data_dir / FILE_NAME)


def withdraw(data_dir: Path, instance: str) -> None:
    """Remove the file if it is still that of this run."""
    found = read_announcement(data_dir)
    if found is not None and found.instance == instance:
        (data_dir / FILE_NAME).unlink(missing_ok=True)


def read_announcement(data_dir: Path) -> Announcement | None:
    """The service that the file names, up or not; None where there is no file, or none that can be understood."""
    try:
        stated: Any = json.loads((data_dir / FILE_NAME).read_bytes())
        found = Announcement(**stated)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    texts = (found.host, found.program, found.version, found.instance, found.library)
    known = all(isinstance(text, str) for text in texts) and type(found.port) is int and type(found.pid) is int
    return found if known and found.pid > 0 and 0 < found.port < 65536 else None


def running_service(data_dir: Path, surrounded: Surroundings) -> Announcement | None:
    """The service over exactly this data directory that answers as this program would with these surroundings; None
    where there is none, or its process has ended."""
    found = read_announcement(data_dir)
    if found is None or (found.program, found.version, found.library) != (
        PROGRAM, VERSION, str(data_dir.resolve()),
    ):  # fmt: skip
        return None
    return found if found.answers_for(surrounded) and _alive(found.pid) else None


def _alive(pid: int) -> bool:
    """Whether a process runs. Windows cannot be asked without harm: signal 0 would end it there."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
