"""A Milvus server: how it is reached, how long it is waited for, and what its failures are called.

The connection is made when it is first needed, and anew after each failure to reach the server: an outage ends for us
when it ends. pymilvus logs failures with their tracebacks, and retries for minutes; here each is said once, as an error
of ours, after PATIENCE.
"""

import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retrieval.errors import EngineError, EngineUnavailable, IndexesReplaced, SettingsError
from retrieval.indexes.milvus import certificates
from retrieval.settings import MilvusSettings

PATIENCE = 5.0
"""Seconds that a question waits for Milvus to be reached: it may be just being started anew, and a person waits."""

SLOWEST = 30.0
"""Seconds that one call may take of a server that is reached: one that was just started reads its collections first."""

WRITING_PATIENCE = 120.0
"""Seconds that a change waits for it, batch by batch: what a run has encoded and written is worth that."""

PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds between the first two tries, and between later ones at most; each pause is twice the one before."""

OLDEST = (2, 4)
"""The first version with sparse vectors."""

_NOT_FOUND, _NOT_LOADED, _CONNECT_FAILED, _RATE_LIMITED = 100, 101, 2, 8
_REFUSED = ("UNAUTHENTICATED", "PERMISSION_DENIED")
_PASSING = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED", "RESOURCE_EXHAUSTED")
_NOT_YET = ("not ready", "not healthy", "service unavailable", "closed channel", "Retry timeout", "is closing")
_LOADING = "loading collection"

_logger = logging.getLogger(__name__)

Client = Any
"""A `pymilvus.MilvusClient`, which has no types."""


class NotLoaded(EngineError):
    """A collection is there, but not in the server's memory: the server was started anew."""


def driver() -> Any:
    """The driver. Raises SettingsError where it is not installed."""
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # gRPC would write to standard error, past any log
    try:
        import pymilvus
    except ImportError:
        raise SettingsError(
            "engine: milvus needs the driver of Milvus, which is not installed: pip install 'yuanwen[milvus]'"
        ) from None
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)
    return pymilvus


@dataclass
class Server:
    """The server of the settings. Safe for several threads."""

    settings: MilvusSettings
    folder: Path
    """The data directory whose indexes it holds, which errors name."""
    patience: float = PATIENCE
    writing_patience: float = WRITING_PATIENCE
    _client: Client | None = None
    _failed: tuple[float, Exception] | None = None
    """When the last try to connect failed, and with what."""
    _connecting: threading.Lock = field(default_factory=threading.Lock)

    def call(self, method: str, *values: Any, writes: bool = False, **named: Any) -> Any:
        """What a method of pymilvus' client gives. It is repeated while the server cannot be reached, as long as there
        is patience, for longer where it `writes`; so it must come to the same when it is done twice.

        Raises EngineUnavailable when the server cannot be reached, IndexesReplaced when a collection is not there any
        more, and EngineError when it refuses.
        """
        patience = self.writing_patience if writes else self.patience
        given_up, pause = time.monotonic() + patience, PAUSE
        while True:
            client = None
            try:
                client = self._connected()
                return getattr(client, method)(*values, timeout=SLOWEST, **named)
            except SettingsError:
                raise
            except Exception as error:
                self._judge(error, client)
                if time.monotonic() + pause > given_up:
                    raise self._unavailable(error) from error
                if writes and pause == PAUSE:
                    _logger.warning(
                        "Milvus at %s cannot be reached (%s); waiting for it, %d seconds at most",
                        self.settings.uri, _reason(error), patience,
                    )  # fmt: skip
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def close(self) -> None:
        """Let go of the connection."""
        self._let_go(self._client)

    def version(self) -> str:
        """What the server says it is."""
        return str(self.call("get_server_version"))

    def check_recent(self) -> str:
        """What it says it is. Raises EngineError when that is too old."""
        version = self.version()
        found = re.match(r"v?(\d+)\.(\d+)", version)
        if found is not None and tuple(map(int, found.groups())) < OLDEST:
            raise EngineError(
                f"Milvus at {self.settings.uri} is {version}, which has no sparse vectors. Take 2.4 or later."
            )
        return version

    def _connected(self) -> Client:
        """The connection, made where there is none. Who has waited while another tried in vain has failed with that: if
        each tried in turn, the last of many questions would wait for all."""
        asked = time.monotonic()
        with self._connecting:
            if self._client is None:
                if self._failed is not None and self._failed[0] > asked:
                    raise self._failed[1]
                try:
                    self._client = self._connection()
                except Exception as error:
                    self._failed = time.monotonic(), error
                    raise
            return self._client

    def _connection(self) -> Client:
        token, certificate = self.settings.token, self.settings.certificate
        return driver().MilvusClient(
            uri=self.settings.uri,
            token=token.get_secret_value() if token else "",
            timeout=self.patience,
            dedicated=True,
            **({"server_pem_path": str(certificate)} if certificate else {}),
        )

    def _let_go(self, client: Client | None) -> None:
        """Close a connection, unless that has been done and another may stand in its place."""
        if client is None or self._client is not client:
            return
        with self._connecting:
            if self._client is not client:
                return
            self._client = None
        client.close()

    def _judge(self, error: Exception, client: Client | None) -> None:
        """Raise what no waiting mends; for what may pass, see that a new connection is made in place of this one."""
        code, text = _code(error), str(error)
        if code == _NOT_LOADED:
            raise NotLoaded(
                f"Milvus at {self.settings.uri} has not loaded a collection of the library. Try again."
            ) from error
        if code == _NOT_FOUND:
            raise IndexesReplaced("A collection in Milvus is not there any more.") from error
        for cause in _with_causes(error):
            if _code(cause) in _REFUSED or "auth check failure" in str(cause):
                raise EngineError(
                    f"Milvus at {self.settings.uri} refuses this user ({_reason(cause)}). Set YUANWEN_MILVUS__TOKEN, "
                    "or milvus.token_file, to a name and password (name:password) or a token with the privileges that "
                    "docs/milvus.md names."
                ) from error
            if refused := certificates.refused(str(cause), self.settings):
                raise refused from error
        if isinstance(error, OSError) and self.settings.certificate is not None:
            raise SettingsError(
                f"milvus.certificate: {self.settings.certificate}: the file cannot be read: {error.strerror}"
            ) from error
        passing = code in (*_PASSING, _CONNECT_FAILED, _RATE_LIMITED) or any(part in text for part in _NOT_YET)
        if not passing:
            raise EngineError(
                f"Milvus at {self.settings.uri} cannot do what it is asked ({_reason(error)})."
            ) from error
        if code != _RATE_LIMITED:
            self._let_go(client)

    def _unavailable(self, error: Exception) -> EngineUnavailable:
        if _LOADING in str(error):
            return EngineUnavailable(
                f"Milvus at {self.settings.uri} is there, but has not yet read the indexes of the library in "
                f"{self.folder} into its memory. Nothing is lost: after a crash that may take it a minute, and "
                "questions are answered again as soon as it has."
            )
        return EngineUnavailable(
            f"Milvus at {self.settings.uri} cannot be reached ({_reason(error)}), and it holds the indexes of the "
            f"library in {self.folder}. Nothing is lost: see that it runs, and that milvus.uri names it (https:// "
            "where it wants TLS). Questions are answered again as soon as it is there."
        )


def _code(error: BaseException) -> int | str | None:
    """The number that Milvus gives a failure, or gRPC's name of it."""
    found = getattr(error, "code", None)
    found = found() if callable(found) else found
    return found if isinstance(found, int) else getattr(found, "name", None)


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that led to it: pymilvus says of every failure to connect that it could not."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:  # pymilvus raises errors from themselves
        seen.add(id(error))
        yield error
        error = error.__cause__ if error.__cause__ not in (None, error) else error.__context__


def _reason(error: BaseException) -> str:
    """The first line of what an error says, without its wrapping; for a failure to connect what gRPC says of it."""
    causes = _with_causes(error) if _code(error) == _CONNECT_FAILED else iter([error])
    details = (getattr(cause, "details", None) for cause in causes)
    said = next((one() for one in details if callable(one)), None) or getattr(error, "message", None) or error
    return str(said).strip().partition("\n")[0][:200]
