"""The process that reads files: `python -m retrieval.readers.process.worker LIMITS`, started by `client`.

It takes frames on standard input and answers on standard output (`protocol`). What libraries print goes to standard
error. It ends with its standard input, so that it never outlives the process that started it. The first frame says what
this system could not take from it (`confinement`).
"""

import json
import os
import queue
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from retrieval.errors import DamagedDocument, DocumentError, DocumentTooLarge
from retrieval.readers import read_document, read_pages
from retrieval.readers.process.client import Limits
from retrieval.readers.process.confinement import confine
from retrieval.readers.process.failures import says_no_memory
from retrieval.readers.process.heartbeat import listen
from retrieval.readers.process.protocol import (
    ALIVE,
    DOCUMENT,
    DRAW,
    ERROR,
    NAME,
    NO_MEMORY,
    PART,
    PICTURE,
    document_to_json,
    receive,
    send,
)
from retrieval.readers.rendering import marked_pages

_LONGEST_MESSAGE = 500

_Request = tuple[str, list[bytes], bytes, bytes]
"""The file's name, its parts, what to do (READ or DRAW), and how."""


def main(limits: Limits) -> None:
    """Read files until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions, answers = _own_streams()
    free = confine(limits.memory)
    requests: queue.SimpleQueue[_Request] = queue.SimpleQueue()
    threading.Thread(target=_take_requests, args=(questions, requests), daemon=True).start()

    def alive() -> None:
        _allow_processor_time(limits.seconds)
        send(answers, ALIVE)

    listen(alive)
    send(answers, ALIVE, json.dumps(free).encode())
    while True:
        request = requests.get()
        alive()
        send(answers, *_answer(request, limits))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for the frames alone: to everybody else they are empty, and standard error."""
    questions, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return os.fdopen(questions, "rb"), os.fdopen(answers, "wb")


def _take_requests(questions: BinaryIO, requests: "queue.SimpleQueue[_Request]") -> None:
    """Queue each request when it is whole, and end the process when no more can come, whatever it is doing."""
    name, parts = "", list[bytes]()
    try:
        while True:
            kind, payload = receive(questions)
            if kind == NAME:
                name, parts = payload.decode("utf-8", "surrogatepass"), []
            elif kind == PART:
                parts.append(payload)
            else:
                requests.put((name, parts, kind, payload))
    except MemoryError:
        os.write(2, b"out of memory")
    finally:
        os._exit(0)


def _allow_processor_time(seconds: float) -> None:
    """Let the kernel end this process when from now on it computes for so long on every processor: one that is stuck in
    a library does not notice that nobody waits for it any more."""
    if sys.platform == "win32":
        return
    import resource

    until = int(time.process_time() + seconds * (os.cpu_count() or 1)) + 2
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(request: _Request, limits: Limits) -> tuple[bytes, bytes]:
    name, parts, wanted, how = request
    try:
        if wanted == DRAW:
            reader, marks = json.loads(how)
            return PICTURE, marked_pages(reader, parts, name, marks)
        is_one = len(parts) == 1
        document = read_document(Path(name), parts[0], limits.pictures) if is_one else read_pages(parts, name)
        answer = document_to_json(document).encode()
        if len(answer) > limits.answer:
            most = f"{limits.answer / 2**20:.3g} MB"
            raise DocumentTooLarge(f"{name}: what stands in it takes more than {most}; left alone. Split it.")
        return DOCUMENT, answer
    except Exception as error:
        if _for_want_of_memory(error):
            return NO_MEMORY, b""
        return ERROR, json.dumps(_explained(error, name)).encode()


def _explained(error: Exception, name: str) -> tuple[str, str]:
    """The name of an error's class in our tree, and its message."""
    if not isinstance(error, DocumentError):
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        error = DamagedDocument(
            f"{name}: its reader failed on it ({type(error).__name__}). "
            "Open it in the program that made it and save it again."
        )
    return type(error).__name__, str(error)[:_LONGEST_MESSAGE]


def _for_want_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or one that it came of, is that there was no memory."""
    while error is not None:
        if isinstance(error, MemoryError) or (not isinstance(error, DocumentError) and says_no_memory(str(error))):
            return True
        error = error.__cause__ or error.__context__
    return False


if __name__ == "__main__":
    main(Limits(**json.loads(sys.argv[1])))
