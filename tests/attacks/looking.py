"""What is made of a folder of files until it would be written to a library, and what that takes."""

import json
import os
import resource
import signal
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.ingestion.planning import plan
from retrieval.ingestion.spool import Spool
from retrieval.readers.process.client import Limits, ReaderProcess
from retrieval.sources.content import SourceReader
from retrieval.sources.discovery import find_files
from retrieval.sources.sidecar_files import read_sidecars

LARGEST_MB = 100
"""The size over which a file is not looked at: the default of reading.largest_file_mb."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file may take: seconds of a processor in this process, seconds for its reader, MB of memory for each."""

    own: float = 60
    reader: float = 60
    memory: int = 3072


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a folder: how many documents and passages it gave, what was said of which file, what it took in
    processor seconds and MB, here and in the process of the readers; `wrong` is what may not be."""

    documents: int = 0
    passages: int = 0
    said: tuple[tuple[str, str], ...] = ()
    own_seconds: float = 0.0
    reader_seconds: float = 0.0
    own_memory: int = 0
    reader_memory: int = 0
    wrong: str = ""


class _NothingKept:
    """No reading is kept from run to run."""

    def kept(self, sha256: str) -> str | None:
        return None

    def keep(self, sha256: str, document: str) -> None:
        pass

    def flush(self) -> None:
        pass


class TooMuch(BaseException):
    """This process took more of the processor than it may: nothing on the way out may take it for a fault of a file."""


def outcome(folder: Path, bounds: Bounds) -> Outcome:
    """What comes of a folder, looked at in a process of its own."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            found = _look(folder, bounds)
        except TooMuch:
            found = Outcome(wrong=f"took over {bounds.own:.0f} s of a processor outside the reader's process")
        except BaseException as error:
            found = Outcome(wrong=f"ended the run: {type(error).__name__}: {error}"[:500])
        os.write(write, json.dumps(asdict(found)).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        content = said.read()
    _, status = os.waitpid(child, 0)
    if not content:
        return Outcome(wrong=f"ended the process with {os.waitstatus_to_exitcode(status)}")
    fields = json.loads(content)
    return Outcome(**fields | {"said": tuple(map(tuple, fields["said"]))})


def _look(folder: Path, bounds: Bounds) -> Outcome:
    resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory * 2**20,) * 2)
    signal.signal(signal.SIGPROF, _too_much)
    began = _seconds(resource.RUSAGE_SELF)
    signal.setitimer(signal.ITIMER_PROF, bounds.own)
    limits = Limits(memory=bounds.memory * 2**20, seconds=bounds.reader, total_seconds=bounds.reader)
    found = find_files([folder], [], LARGEST_MB * 10**6)
    sidecars = read_sidecars([folder])
    with ReaderProcess(limits) as reader, SourceReader(LARGEST_MB * 10**6) as contents, closing(Spool()) as spool:
        planned = plan(
            found,
            {},
            sidecars,
            contents,
            elsewhere=set(),
            reader=reader,
            readings=_NothingKept(),
            progress=lambda *_: None,
            spool=spool,
        )
        passages = sum(outline.passages for outline in spool.outlines.values())
    signal.setitimer(signal.ITIMER_PROF, 0)
    usual = [message for _, message in planned.skipped if "a fault of this program" in message]
    return Outcome(
        documents=len(planned.placed),
        passages=passages,
        said=tuple((name, message) for name, message in planned.skipped),
        own_seconds=_seconds(resource.RUSAGE_SELF) - began,
        reader_seconds=_seconds(resource.RUSAGE_CHILDREN),
        own_memory=_megabytes(resource.RUSAGE_SELF),
        reader_memory=_megabytes(resource.RUSAGE_CHILDREN),
        wrong=usual[0] if usual else "",
    )


def _too_much(*_: object) -> None:
    raise TooMuch


def _seconds(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def _megabytes(whose: int) -> int:
    """The most memory that was held at a time: kilobytes on Linux, bytes on macOS (getrusage(2))."""
    return resource.getrusage(whose).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
