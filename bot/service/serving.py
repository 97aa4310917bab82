"""The service as a process: one a library, on a port of its own, until it is told to end."""

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable, Iterator

import filelock
import uvicorn
from starlette.types import ASGIApp

from bot.service.announcement import PROGRAM, Announcement, announce, read_announcement, withdraw
from bot.service.application import application
from bot.service.guard import Doors, guarded, is_loopback
from bot.service.surroundings import Surroundings
from bot.service.token import read_token
from bot.service.workers import Workers
from bot.settings import ServiceSettings, Settings
from bot.version import VERSION
from embeddings.processors import processors
from retrieval import settings as library
from retrieval.errors import LibraryError, SettingsError
from retrieval.storage.files.private import private_lock

LOCK = "service.lock"

FINISH = 20
"""Seconds for questions that have been begun, when the service ends."""

NOT_IN_ANSWERS = {"data_dir", "documents"}
"""Settings of the library that say where it is and what is put into it, not how questions are answered."""

REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Addresses that stand for all of a machine's, and the one that an asker on it takes."""

log = logging.getLogger(__name__)


def serve(settings: Settings, surrounded: Surroundings) -> None:
    """Answer over HTTP until SIGTERM, finishing what has been begun. `surrounded` is whence the settings are.

    Raises:
        SettingsError: the port is taken or the address none of this machine, or a token is lacking.
        LibraryError: another service is up over this library, or the processes that answer cannot be started.
        KeyboardInterrupt: after an orderly end, when it was Ctrl-C that ended it.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", force=True)
    log.setLevel(logging.INFO)
    doors_of(settings.service)
    with _alone(settings), _listening(settings.service) as listening:
        if asyncio.run(_live(settings, surrounded, listening)) == signal.SIGINT:
            raise KeyboardInterrupt


def doors_of(settings: ServiceSettings) -> Doors:
    """How the service may be reached. Raises SettingsError where that would be by other machines without a token."""
    doors = Doors(is_loopback(settings.host), read_token(settings))
    if not doors.local and doors.token is None:
        raise SettingsError(
            f"service.host: other machines can reach {settings.host}, so that askers have to show a token: set "
            "YUANWEN_SERVICE__TOKEN, or name a file that holds it in service.token_file"
        )
    return doors


def is_usual(settings: Settings) -> bool:
    """Whether all settings that answers depend on are the defaults."""
    weighed = set(library.Settings.model_fields) - NOT_IN_ANSWERS
    return settings.model_dump(include=weighed) == type(settings).model_construct().model_dump(include=weighed)


async def _live(settings: Settings, surrounded: Surroundings, listening: socket.socket) -> signal.Signals:
    """The service's life; gives the signal that ended it."""
    told: asyncio.Future[signal.Signals] = asyncio.get_running_loop().create_future()
    for number in (signal.SIGINT, signal.SIGTERM):
        _heed(number, told)
    workers = Workers(settings, settings.service.workers or processors())
    try:
        starting = asyncio.create_task(workers.start())
        await asyncio.wait((starting, told), return_when=asyncio.FIRST_COMPLETED)
        if not told.done():
            await starting
            await _answer(settings, surrounded, listening, workers, told)
        return await told
    finally:
        workers.stop()


def _heed(number: signal.Signals, told: "asyncio.Future[signal.Signals]") -> None:
    """Have a signal end the service."""
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(number, _tell, told, number)
    except NotImplementedError:  # on Windows
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(_tell, told, number))


def _tell(told: "asyncio.Future[signal.Signals]", number: signal.Signals) -> None:
    if not told.done():
        told.set_result(number)


async def _answer(
    settings: Settings,
    surrounded: Surroundings,
    listening: socket.socket,
    workers: Workers,
    told: "asyncio.Future[signal.Signals]",
) -> None:
    """Let askers in, until a signal has come."""
    host, port = listening.getsockname()[:2]
    announcement = Announcement(
        host=REACHED_AT.get(host, host),
        port=port,
        pid=os.getpid(),
        program=PROGRAM,
        version=VERSION,
        instance=secrets.token_urlsafe(16),
        library=str(settings.data_dir.resolve()),
        config=surrounded.config,
        variables=surrounded.variables,
        usual=is_usual(settings),
    )
    app = guarded(application(workers), doors_of(settings.service), announcement.instance)
    server = _Server(app, lambda: _announce(settings, announcement))
    told.add_done_callback(lambda _: server.end())
    try:
        await server.serve(sockets=[listening])
    finally:
        withdraw(settings.data_dir, announcement.instance)
        log.info("Stopped")


def _announce(settings: Settings, announcement: Announcement) -> None:
    try:
        announce(settings.data_dir, announcement)
    except OSError as error:
        log.warning("`yuanwen ask` will not find this service: %s: %s", error.filename, error.strerror)
    log.info("Answering at %s", announcement.url)


class _Server(uvicorn.Server):
    """A server that leaves signals to its caller, and says when it is up."""

    def __init__(self, app: ASGIApp, up: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app, loop="asyncio", http="h11", ws="none", lifespan="off", log_config=None, access_log=False,
                server_header=False, proxy_headers=False, timeout_graceful_shutdown=FINISH,
            )
        )  # fmt: skip
        self._up = up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._up()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield

    def end(self) -> None:
        """Finish what has been begun, then end."""
        self.should_exit = True


@contextlib.contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """No other service over the same library, while the block runs. Raises LibraryError where there is one."""
    try:
        with private_lock(settings.data_dir / LOCK, timeout=0):
            yield
    except filelock.Timeout:
        other = read_announcement(settings.data_dir)
        where = f" at {other.url}, process {other.pid}" if other is not None else ""
        raise LibraryError(
            f"Another service is up over the library in {settings.data_dir}{where}. One is enough: it answers several "
            "questions at once."
        ) from None


@contextlib.contextmanager
def _listening(settings: ServiceSettings) -> Iterator[socket.socket]:
    """A socket bound to the address of the settings, which no one else has. Raises SettingsError."""
    with contextlib.ExitStack() as stack:
        try:
            family, kind, _, _, address = socket.getaddrinfo(
                settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            bound = stack.enter_context(socket.socket(family, kind))
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
        except (OSError, UnicodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "this is no name of a machine"
            raise SettingsError(
                f"service.port: port {settings.port} of {settings.host} cannot be listened on: {reason}. Name another "
                "with --port; --port 0 takes one that is free."
            ) from None
        yield bound
