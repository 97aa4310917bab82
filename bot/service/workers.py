"""The workers of the service: as many processes as questions are answered at the same time."""

import asyncio
import logging
import multiprocessing
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from bot.service.tasks import Reply, Task, failure
from bot.service.worker import work
from bot.settings import Settings
from retrieval.errors import LibraryError

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

MOST_WAITING = 256
"""Tasks that wait for a worker; more are refused at once, before what waits can grow without end."""

ENDING = 5.0
"""Seconds for a process to end that has let go of its pipe."""

TRIES = 2
"""Of a task whose process dies: that may have had another reason, but no task may end one process after another."""

FORKS = "forkserver" in multiprocessing.get_all_start_methods()
"""Whether processes can be forked from one that has loaded everything; on Windows each loads it anew."""

PROCESSES: "ForkServerContext | SpawnContext" = (
    multiprocessing.get_context("forkserver") if FORKS else multiprocessing.get_context("spawn")
)
if FORKS:
    PROCESSES.set_forkserver_preload(["bot.service.worker"])

log = logging.getLogger(__name__)


class _Worker:
    """A process and the pipe to it. Everything here waits, so it is called from threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: BaseProcess | None = None
        self._ended = False

    def start(self) -> str | None:
        """Start the process, and wait until it has loaded everything: why its library cannot be asked now, None where
        it can. Raises EOFError when it ends, or is ended, before that."""
        self._connection, others = PROCESSES.Pipe()
        process = PROCESSES.Process(target=work, args=(others, self._settings))
        # What ends the service at a terminal reaches its children, too, which are not ready for it yet.
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        process.start()
        self._process = process
        if self._ended:  # by another thread, which saw no process
            self.end()
        others.close()
        complaint: str | None = self._connection.recv()
        return complaint

    def do(self, task: Task) -> Reply:
        """What comes of a task. A process that has died is replaced."""
        for _ in range(TRIES):
            try:
                if self._process is None:
                    self.start()
                self._connection.send(task)
                reply: Reply = self._connection.recv()
                return reply
            except (EOFError, OSError):
                if self._ended:
                    break
                log.warning("A process that answers has died (%s); another takes its place", self._bury())
        return failure(500, "The process that was to answer has died. The log of the service says more.")

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._ended = True
        if self._process is not None:
            self._process.kill()
            self._process.join()

    def _bury(self) -> int | None:
        """Let go of a process that has died; gives what it ended with, negative for a signal."""
        self._connection.close()
        process, self._process = self._process, None
        if process is None:
            return None
        process.join(ENDING)
        code = process.exitcode
        process.kill()
        process.join()
        return code


class Workers:
    """A number of workers, each of which does one task at a time."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._workers = [_Worker(settings) for _ in range(count)]
        self._threads = ThreadPoolExecutor(count)
        self._tasks: asyncio.Queue[tuple[Task, asyncio.Future[Reply]]] = asyncio.Queue(MOST_WAITING)
        self._lives: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start all; done when each has loaded everything. A library that cannot be asked now is remarked on. Raises
        LibraryError when one cannot be started."""
        loop = asyncio.get_running_loop()
        try:
            complaints = await asyncio.gather(
                *(loop.run_in_executor(self._threads, one.start) for one in self._workers)
            )
        except (EOFError, OSError):
            raise LibraryError(
                "The processes that answer cannot be started. See whether there is memory for them, or ask for fewer: "
                "service.workers."
            ) from None
        for complaint in {complaint for complaint in complaints if complaint}:
            log.warning("The library cannot be asked now: %s", complaint)
        self._lives = [asyncio.create_task(self._live(worker)) for worker in self._workers]

    async def do(self, task: Task) -> Reply:
        """What comes of a task, as soon as a worker is free."""
        done: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        try:
            self._tasks.put_nowait((task, done))
        except asyncio.QueueFull:
            return failure(503, "Too many questions are waiting. Ask again in a moment.")
        return await done

    def stop(self) -> None:
        """End all, whatever they are doing."""
        for life in self._lives:
            life.cancel()
        for worker in self._workers:
            worker.end()
        self._threads.shutdown()

    async def _live(self, worker: _Worker) -> None:
        while True:
            task, done = await self._tasks.get()
            if not done.cancelled():
                reply = await asyncio.get_running_loop().run_in_executor(self._threads, worker.do, task)
                if not done.done():
                    done.set_result(reply)
