"""Reading files in a process of its own, so that no file can take down or hold up the one that indexes it."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import BinaryIO, cast

from embeddings import SILENCE
from retrieval.document import Box, Document
from retrieval.errors import DocumentError, LibraryError
from retrieval.readers.process.confinement import passed_on
from retrieval.readers.process.failures import crashed, document_error, out_of_memory, says_no_memory, too_long
from retrieval.readers.process.protocol import (
    ALIVE,
    DOCUMENT,
    DRAW,
    NAME,
    NO_MEMORY,
    PART,
    PICTURE,
    READ,
    document_from_json,
    receive,
    send,
)

_logger = logging.getLogger(__name__)

_LAST_WORDS = 2000
"""Bytes that are kept of what a reading process says on standard error."""

_FIRST_WORDS = 1000
"""Bytes of the first frame at most."""

_SLOWEST_START = 120
"""Seconds; half a second is usual."""

Marks = Sequence[tuple[int, Sequence[Box]]]
"""Pages, counted from 1, each with the boxes on it that are to be marked."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    `memory` is the bytes of data that the process may hold (`RLIMIT_DATA` of setrlimit(2); Linux only): recognising a
    page of A4 took up to 0.7 GB at 150 dpi and 1.2 GB at 600 dpi, the largest picture that is read (80 megapixels) 1.7
    GB. `seconds` is the time until a page is done, or the whole file where its format has no pages; `total_seconds` the
    time for all pages. `answer` is the bytes of the document as JSON. `pictures` says whether pictures inside documents
    may be recognised, which takes seconds for each.
    """

    memory: int = 3 * 2**30
    seconds: float = 300
    total_seconds: float = 4 * 3600
    answer: int = 256 * 2**20
    pictures: bool = True


class ReaderProcess:
    """Reads files in a child process, which is started for the first file and kept for the next ones.

    A child that dies or has to be ended costs the file that it was reading; the next file gets a new one. Several
    threads may use it: they take turns.
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        """Nothing is started yet; `limits` are what it reads with. Use it as a context manager, or `close` it."""
        self.limits = limits
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> "ReaderProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, if there is one. Another `read` starts a new one."""
        with self._lock:
            self._end()

    def free(self) -> list[str]:
        """What the child could do beyond reading, because this system has no way to keep it from it (see
        `confinement.confine`). Raises LibraryError when no process can be started."""
        with self._lock:
            self._child = self._child or _Child(self.limits)
            return self._child.free

    def read(self, name: str, parts: Sequence[bytes]) -> Document:
        """The Document of the file `name` (its name alone, for its suffix and for messages).

        `parts` are the bytes of the file, or of each of several pictures that are the pages of one document. Raises
        what `read_document` raises, DocumentTooLarge when it takes more memory or time than the limits allow, and
        DamagedDocument when its reader crashes; LibraryError when no process can be started.
        """
        try:
            return document_from_json(self._asked(name, parts, READ))
        except ValueError as error:
            self.close()
            raise crashed(name, "an answer that is none") from error

    def draw(self, name: str, parts: Sequence[bytes], reader: str, marks: Marks) -> bytes:
        """A PNG of pages of a file with boxes marked, as `retrieval.readers.rendering.marked_pages` makes it. Raises as
        `read` does."""
        return self._asked(name, parts, DRAW, json.dumps([reader, marks]).encode())

    def _asked(self, name: str, parts: Sequence[bytes], wanted: bytes, how: bytes = b"") -> bytes:
        with self._lock:
            used = self._child is not None
            try:
                return self._once(name, parts, wanted, how)
            except _Spent as spent:
                if not used or spent.in_time:
                    raise spent.error from None
            # It may have been what the child still held of files before: only a fresh one can tell.
            try:
                return self._once(name, parts, wanted, how)
            except _Spent as spent:
                raise spent.error from None

    def _once(self, name: str, parts: Sequence[bytes], wanted: bytes, how: bytes) -> bytes:
        self._child = self._child or _Child(self.limits)
        try:
            kind, payload = self._child.answer(name, parts, (wanted, how), self.limits)
            if kind == NO_MEMORY:
                raise _Spent(out_of_memory(name, self.limits.memory))
            if kind in (DOCUMENT, PICTURE):
                return payload
            label, message = json.loads(payload)
        except BaseException as error:  # Ctrl-C in the middle of an answer, too: what comes after would not fit
            self._end()
            if isinstance(error, ValueError | OverflowError):
                raise _Spent(crashed(name, "an answer that is none")) from error
            raise
        raise document_error(label)(message)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


class _Spent(Exception):
    """A child that is of no use any more: the error of the file that it was reading, and whether it was ended for the
    time that this took."""

    def __init__(self, error: DocumentError, in_time: bool = False) -> None:
        super().__init__(str(error))
        self.error = error
        self.in_time = in_time


class _Child:
    """A running `retrieval.readers.process.worker`."""

    def __init__(self, limits: Limits) -> None:
        command = [
            sys.executable,
            "-P",
            "-W",
            "ignore",
            "-m",
            "retrieval.readers.process.worker",
            json.dumps(asdict(limits)),
        ]
        # It finds the modules that this process finds, and goes through a set in the same order every time.
        modules = os.pathsep.join(os.path.abspath(path) for path in sys.path)  # noqa: PTH100
        environment = {**passed_on(os.environ), **SILENCE, "PYTHONPATH": modules, "PYTHONHASHSEED": "0"}
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        except OSError as error:
            raise LibraryError(f"No file can be read: {sys.executable} does not start ({error.strerror}).") from error
        self._questions = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self._overran = False
        self._words = b""
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        try:
            with self._ended_after(_SLOWEST_START):
                _, free = receive(self._answers, _FIRST_WORDS)
            self.free: list[str] = json.loads(free)
        except (EOFError, OverflowError, ValueError) as error:
            self.end()
            raise LibraryError(f"No file can be read: the process for it does not start ({self._said()}).") from error
        except BaseException:
            self.end()
            raise

    def answer(
        self, name: str, parts: Sequence[bytes], wanted: tuple[bytes, bytes], limits: Limits
    ) -> tuple[bytes, bytes]:
        """Its answer on a file; `wanted` is the last frame of the request. Raises _Spent when it dies over it or is
        ended for taking too long."""
        started = time.monotonic()
        kind = ALIVE
        try:
            with self._ended_after(limits.seconds):
                send(self._questions, NAME, name.encode("utf-8", "surrogatepass"))
                for part in parts:
                    send(self._questions, PART, part)
                send(self._questions, *wanted)
            while kind == ALIVE:
                left = limits.total_seconds - (time.monotonic() - started)
                with self._ended_after(min(limits.seconds, left)):
                    kind, payload = receive(self._answers, limits.answer)
        except (EOFError, OSError):
            self.end()
            overall = time.monotonic() - started >= limits.total_seconds
            raise self._cause(name, limits, limits.total_seconds if overall else limits.seconds) from None
        return kind, payload

    def end(self) -> None:
        """End the process and wait for its end."""
        self._process.kill()
        self._process.wait()
        self._listening.join()
        for stream in (self._questions, self._answers):
            with suppress(OSError):
                stream.close()

    def _cause(self, name: str, limits: Limits, seconds: float) -> _Spent:
        """What the process died of, when it has."""
        status = self._process.returncode
        _logger.info("%s: the reading process ended with %s: %s", name, status, self._said())
        if self._overran or status == -getattr(signal, "SIGXCPU", 0):
            return _Spent(too_long(name, seconds), in_time=True)
        if status == -getattr(signal, "SIGKILL", 0) or says_no_memory(self._words.decode("utf-8", "replace")):
            return _Spent(out_of_memory(name, limits.memory))
        return _Spent(crashed(name, f"exit status {status}"))

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[None]:
        """End the process when the block takes longer."""
        timer = threading.Timer(max(seconds, 0), self._overrun)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _overrun(self) -> None:
        self._overran = True
        self._process.kill()

    def _listen(self) -> None:
        """Keep the last of what the process writes to standard error."""
        with cast(BinaryIO, self._process.stderr) as words:
            while more := words.read1(_LAST_WORDS):  # type: ignore[attr-defined]
                self._words = (self._words + more)[-_LAST_WORDS:]

    def _said(self) -> str:
        lines = self._words.decode("utf-8", "replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "without a word")
        return "".join(filter(str.isprintable, last))
