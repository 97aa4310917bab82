"""What a child of the crash program does to a library, and how its state is looked at afterwards."""

import json
import os
import re
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

from embeddings import Encoder, load_encoder, load_reader
from retrieval import library as library_module
from retrieval.document import Document
from retrieval.errors import YuanwenError
from retrieval.library import Library
from retrieval.readers import read_document
from retrieval.readers.process.client import Limits
from retrieval.settings import EmbeddingSettings, Settings

State = dict[str, int]
"""The version of each document, by name."""

EXPLAINED, FAULTY = 3, 70
"""Exit codes of a child that could not make its change: with an error of ours, and with any other."""

ZONES = ("青岚", "白鹭", "望潮", "松泉", "云台", "金沙")
SUBJECT = "经济开发区审批时限压减"
_STATED = re.compile(rf"({'|'.join(ZONES)}){SUBJECT} (\d+)%")


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a library: what the folder becomes, and the verb that brings the library there."""

    folder: State
    verb: str
    removed: str = ""


class _ReadHere:
    """Reads files in this process: the one that reads them writes nothing, and only takes time here."""

    limits = Limits()

    def read(self, name: str, parts: list[bytes]) -> Document:
        """The document of a file."""
        return read_document(Path(name), parts[0])


def prepare() -> None:
    """Load the models once, before any child is forked: with one thread each, they come along."""
    library_module.load_encoder = cache(load_encoder)
    loaded: Encoder = library_module.load_encoder(
        "bundled", **EmbeddingSettings(threads=1).model_dump(exclude={"model"})
    )
    library_module.load_reader = cache(load_reader)
    library_module.load_reader(loaded)
    library_module.ReaderProcess = lambda limits: nullcontext(_ReadHere())


def text_of(name: str, version: int) -> str:
    """The document of a name in a version."""
    zone = ZONES[int(name[0])]
    lines = (
        f"{zone}经济开发区简报",
        "",
        f"今年{zone}{SUBJECT} {version}%，企业少跑一趟。",
        f"{zone}新建厂房 {version + 3} 幢。",
    )
    return "\n".join(lines)


def write_folder(folder: Path, state: State) -> None:
    """Make a folder hold these versions and nothing else."""
    for path in folder.iterdir():
        if path.name not in state:
            path.unlink()
    for name, version in state.items():
        (folder / name).write_text(text_of(name, version), encoding="utf-8")


def open_library(data: Path) -> Library:
    """The library in a data directory."""
    return Library.open(Settings(data_dir=data, embeddings=EmbeddingSettings(threads=1)))


def forked(do: Callable[[], None]) -> int:
    """The id of a child that does something, and ends: with 0, with EXPLAINED behind an error of ours, with FAULTY and
    a traceback behind another."""
    child = os.fork()
    if child:
        return child
    try:
        do()
        _end(0)
    except YuanwenError:
        _end(EXPLAINED)
    except BaseException:
        traceback.print_exc()
        _end(FAULTY)


def _end(code: int) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def change(data: Path, folder: Path, wanted: Change, go: int, done: int) -> None:
    """Wait for a byte on `go`, make a change, acknowledge it on `done`, then ask."""
    os.read(go, 1)
    with open_library(data) as library:
        if wanted.verb == "remove":
            library.remove(wanted.removed)
        elif wanted.verb == "rebuild":
            library.rebuild()
        else:
            library.index([folder])
        os.write(done, b"1")
        for zone in ZONES:
            library.ask(f"{zone}{SUBJECT}多少？")


def leave_room(room: int) -> None:
    """From now on, no file of this process can grow beyond `room` bytes: a write there is short, then fails."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))


def look(data: Path, result: int) -> None:
    """Write to `result`, as JSON, the state of a library and what is wrong with it."""
    try:
        found = _found(data)
    except YuanwenError as error:
        found = {}, [f"it cannot be looked at: {type(error).__name__}: {error}"]
    os.write(result, json.dumps(found).encode())


def _found(data: Path) -> tuple[State, list[str]]:
    wrong: list[str] = []
    with open_library(data) as library:
        state = _state(library)
        wrong += [f"{one.document} is {one.finding}" for one in library.verify() if one.finding == "damaged"]
        said = {zone: version for name, version in state.items() for zone in [ZONES[int(name[0])]]}
        for zone in ZONES:
            answer = library.ask(f"{zone}{SUBJECT}多少？")
            shown = {found for passage in answer.passages for found in _STATED.findall(passage.text)}
            if strange := [found for found in shown if said.get(found[0]) != int(found[1])]:
                wrong.append(f"{zone}: {strange} is shown, {said} is held")
            if zone in said and (not answer.answered or (zone, str(said[zone])) not in shown):
                wrong.append(f"{zone}: {said[zone]}% is held and not found")
    return state, wrong


def _state(library: Library) -> State:
    numbers = {
        ZONES.index(zone): int(version) for text in library.texts(100) for zone, version in _STATED.findall(text)
    }
    return {summary.name: numbers[int(summary.name[0])] for summary in library.documents()}
