"""A process that answers for the service, with a library and models of its own."""

import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection

from bot.faults import fault, keep_log
from bot.named import NamedLibrary
from bot.service.tasks import Reply, Task, failure, refused
from bot.settings import Settings
from bot.telegram.storage.sent_names import peek_at_names
from retrieval.errors import YuanwenError
from retrieval.library import Library

WARMING = "哪个开发区？"
"""Asked once, so that everything is loaded before the first question comes."""

PATIENCE = 10.0
"""Seconds that a question waits for indexes that are being repaired, so that it does not hold up others for long."""


def work(connection: Connection, settings: Settings) -> None:
    """Carry out the tasks that come, one after another, until there is no one to come from. First comes None, or why
    the library cannot be asked now."""
    ends = (signal.SIGINT, signal.SIGTERM)
    for number in ends:
        signal.signal(number, _leave_to_the_service)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ends)
    threading.Thread(target=_end_with_the_service, daemon=True).start()
    keep_log(settings.data_dir)
    library = _Current(settings)
    connection.send(library.complaint())
    while True:
        try:
            task: Task = connection.recv()
            connection.send(library.carry_out(task))
        except (EOFError, OSError):
            return


def _leave_to_the_service(number: int, frame: object) -> None:
    """The service says when it ends. A handler, for what is ignored would be ignored by its children, too."""


def _end_with_the_service() -> None:
    service = parent_process()
    assert service is not None
    service.join()
    os._exit(0)


class _Current:
    """The library as it is: opened anew where its file has been replaced by another."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._library: Library | None = None
        self._file: tuple[int, int] | None = None

    def complaint(self) -> str | None:
        """Load everything. Why no question can be answered now, None where one can."""
        try:
            library = self._opened()
            if not library.empty:
                library.ask(WARMING)
        except YuanwenError as error:
            return str(error)
        return None

    def carry_out(self, task: Task) -> Reply:
        """What comes of a task, whatever happens."""
        try:
            return task.of(NamedLibrary(self._opened(), peek_at_names(self._settings)))
        except YuanwenError as error:
            return refused(error, task)
        except Exception as error:
            return failure(500, fault(error))

    def _opened(self) -> Library:
        file = self._identity()
        if self._library is None or file != self._file:
            if self._library is not None:
                self._library.close()
            self._library = Library.open(self._settings, patience=PATIENCE)
            self._file = self._identity()
        return self._library

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = (self._settings.data_dir / "library.sqlite").stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
