"""Changes to a library that kill their own process on the way."""

import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from retrieval.errors import LibraryError
from retrieval.indexes import following, generations, lexical, vector_segment
from retrieval.ingestion import indexing
from retrieval.ingestion.planning import Progress
from retrieval.library import Library
from retrieval.settings import Settings


def die(*arguments: object) -> NoReturn:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process went on")


def die_before(owner: Any, name: str, when: int = 1) -> None:
    """Die when the function `name` of a module or class is called the `when`-th time."""
    whole, calls = getattr(owner, name), []

    def call(*arguments: Any, **named: Any) -> Any:
        calls.append(name)
        return die() if len(calls) == when else whole(*arguments, **named)

    setattr(owner, name, call)


def die_behind(owner: Any, name: str) -> None:
    """Die when the function `name` of a module has done its work."""
    whole = getattr(owner, name)
    setattr(owner, name, lambda *arguments: die(whole(*arguments)))


def place(where: str) -> Progress:
    """Make ready to die `where`; gives what a change is to tell its progress."""
    match where:
        case "documents written":
            die_before(generations, "add_generation")
            die_before(generations, "rebuild")
        case "lexical begun":
            die_before(generations, "LexicalWriter")
        case "lexical half written":
            die_before(lexical.LexicalWriter, "add", 2)
        case "lexical not committed":
            die_before(lexical.LexicalWriter, "commit")
        case "lexical written":
            die_before(generations, "_write_vectors")
        case "vectors unfinished":
            die_before(vector_segment.os, "fsync")
        case "not committed":
            die_behind(generations, "_write_vectors")
        case "mark not committed":
            die_behind(following, "_leave_mark")
        case "committed":
            die_before(indexing, "tidy")
        case "half tidied":
            die_before(Path, "unlink")
        case "encoded":
            return lambda step, done, total: die() if step == "encoding" and done == total else None
        case step:
            return lambda now, done, total: die() if now == step else None
    return lambda step, done, total: None


def change(where: str, data: Path, folder: Path, verb: str, address: str | None = None) -> None:
    """Index a folder, remove a document or rebuild, and die `where`."""
    progress = place(where)
    with Library.open(Settings(data_dir=data, database=address)) as opened:
        if verb == "index":
            opened.index([folder], progress)
        elif verb == "remove":
            opened.remove("河湾.txt")
        else:
            opened.rebuild(progress)


def change_on_a_full_disk(room: int, data: Path, folder: Path) -> None:
    """Index a folder where no file can grow beyond `room` bytes; ends with 3 when that was explained, else with 1."""
    with Library.open(Settings(data_dir=data)) as opened:
        opened.encoder()
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            opened.index([folder])
        except LibraryError as error:
            sys.exit(3 if "room" in str(error) else 1)
