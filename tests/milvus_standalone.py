"""Milvus 2.3 as PyPI's `milvus` brings it, the whole server with etcd in one process: with TLS and users, killed, and
started again over the same data. It stands in an environment of its own, which the variable WHERE names:

    python -m venv ENVIRONMENT && ENVIRONMENT/bin/pip install milvus==2.3.5
"""

import os
import subprocess
from pathlib import Path

from milvus_servers import free_port, wait_for
from pydantic import SecretStr

from retrieval.settings import MilvusSettings

WHERE = "STANDALONE_MILVUS"
ROOT = "root:Milvus"
"""Who may do anything, as Milvus is delivered."""

_PREPARE = """
import sys
from milvus import MilvusServerConfig, _initialize_data_files
folder, *chosen = sys.argv[1:]
config = MilvusServerConfig(data_dir=folder)
for name, value in (one.split("=", 1) for one in chosen):
    config.set(name, config.get_type(name)(value) if name in config.configurable_items else value)
config.resolve()
_initialize_data_files(folder)
"""
"""Writes the server's configuration, and unpacks its programs where that has not been done."""

SESSION = 10
"""Seconds until what ran before a crash is taken for dead; 30 by default, which a start then waits for."""


class StandaloneServer:
    """A server with TLS and users, whose data are in `folder`, with its key, its certificate (`server.key`,
    `server.pem`) and that of who signed it (`authority.pem`)."""

    def __init__(self, environment: Path, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        unpacked = environment / "unpacked"
        unpacked.mkdir(exist_ok=True)
        (folder / "bin").symlink_to(unpacked)
        chosen = {
            "proxy_port": self.port, "authorization_enabled": 1, "tls_mode": 1, "common.session.ttl": SESSION,
            "server_pem_path": folder / "server.pem", "server_key_path": folder / "server.key",
        }  # fmt: skip
        settings = [f"{name}={value}" for name, value in chosen.items()]
        subprocess.run([environment / "bin" / "python", "-c", _PREPARE, folder, *settings], check=True)

    @property
    def uri(self) -> str:
        """Its address."""
        return f"https://127.0.0.1:{self.port}"

    def settings(self, token: str = ROOT) -> MilvusSettings:
        """How it is reached by a user."""
        certificate = self._folder / "authority.pem"
        return MilvusSettings(uri=self.uri, token=SecretStr(token), certificate=certificate)

    def start(self) -> None:
        """Start it, and wait until it listens."""
        surroundings = {
            "DEPLOY_MODE": "STANDALONE", "METRICS_PORT": str(free_port()), "MILVUS_RUN_DIR": str(self._folder / "run"),
            "LD_LIBRARY_PATH": str(self._folder / "bin"),
        }  # fmt: skip
        with (self._folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [self._folder / "bin" / "milvus", "run", "standalone"],
                cwd=self._folder, env={**os.environ, **surroundings}, stdout=output, stderr=output,
            )  # fmt: skip
        wait_for(self.port, self._process)

    def stop(self) -> None:
        """Kill it, if it runs: asked to end, it takes minutes."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
