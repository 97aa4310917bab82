"""Milvus as a process of its own, asked over a socket: started, stopped, and started again over the same data."""

import base64
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from command_line import PATIENCE


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


class LiteServer:
    """`milvus-lite server`, which has everything but users and TLS; `guarded` puts these before it."""

    def __init__(self, folder: Path) -> None:
        """Start one whose data is in `folder`."""
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def uri(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "milvus_lite", "server", "--host", "127.0.0.1", "--port", str(self.port),
             "--data-dir", str(self._folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(self.port, self._process)

    def stop(self) -> None:
        """Kill it, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)
            self._process = None

    def lose_everything(self) -> None:
        """Start it anew, with nothing in it."""
        self.stop()
        shutil.rmtree(self._folder)
        self.start()


@contextmanager
def guarded(server: LiteServer, token: str, identity: tuple[bytes, bytes] | None = None) -> Iterator[str]:
    """An address at which a server is reached by one user only; others are refused in the words of Milvus. With an
    identity (key and certificate) it speaks TLS."""
    import grpc

    expected = base64.b64encode(token.encode()).decode()

    class Guard(grpc.GenericRpcHandler):  # type: ignore[misc]
        """Passes calls on as they are."""

        def service(self, details: Any) -> Any:
            shown = dict(details.invocation_metadata).get("authorization")
            pass_on = behind.unary_unary(details.method)

            def answer(request: bytes, context: Any) -> Any:
                if shown != expected:
                    context.abort(
                        grpc.StatusCode.UNAUTHENTICATED,
                        "auth check failure, please check username and password are correct",
                    )
                return pass_on(request)

            return grpc.unary_unary_rpc_method_handler(answer)

    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as behind, ThreadPoolExecutor(4) as pool:
        guard = grpc.server(pool, [Guard()])
        if identity is None:
            uri = f"http://127.0.0.1:{guard.add_insecure_port('127.0.0.1:0')}"
        else:
            credentials = grpc.ssl_server_credentials([identity])
            uri = f"https://127.0.0.1:{guard.add_secure_port('127.0.0.1:0', credentials)}"
        guard.start()
        try:
            yield uri
        finally:
            guard.stop(None).wait(PATIENCE)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a process listens on a port. Raises RuntimeError when it ends first, or takes too long."""
    given_up = time.monotonic() + PATIENCE
    while time.monotonic() < given_up:
        if process.poll() is not None:
            raise RuntimeError(f"Milvus ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("Milvus does not listen")
