"""A server of PostgreSQL's of our own: started in a folder, stopped as a crash stops it, started again."""

import atexit
import os
import secrets
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

STOPPED_WITHIN = 30.0
"""Seconds."""


class PostgresqlServer:
    """PostgreSQL on a socket in a folder that goes with it; as root it runs as another user, of `pgserver`'s making.
    Raises ImportError where that package is not installed."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="yuanwen-postgresql-"))
        with mock.patch.dict(os.environ, {"XDG_RUNTIME_DIR": str(self._folder)}):  # where it keeps a lock
            import pgserver
        self._server: Any = pgserver.get_server(self._folder / "data")
        self.run("ALTER SYSTEM SET fsync = off")
        self.run("SELECT pg_reload_conf()")

    @property
    def data(self) -> Path:
        """The folder of its files."""
        return self._folder / "data"

    def address(self, database: str = "postgres", user: str = "postgres") -> str:
        """How to reach one of its databases."""
        return f"postgresql://{user}@/{database}?host={self._folder / 'data'}"

    def new_database(self, template: str = "template1") -> str:
        """The address of a database that nobody has used, a copy of the one with the name `template`."""
        name = f"d{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def user_with_password(self, password: str) -> str:
        """The name of a new user, who may do anything but has to show a password."""
        name = f"u{secrets.token_hex(6)}"
        self.run(f"CREATE ROLE {name} SUPERUSER LOGIN PASSWORD '{password}'")
        rules = self._folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {name} scram-sha-256\n{rules.read_text()}")
        self.run("SELECT pg_reload_conf()")
        return name

    def run(self, statement: str, address: str | None = None) -> list[Any]:
        """What a statement gives."""
        import psycopg

        with psycopg.connect(address or self.address(), autocommit=True) as db:
            done = db.execute(statement.encode())
            return done.fetchall() if done.description else []

    def stop(self) -> None:
        """Stop it at once, as a crash would: connections are cut off."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        deadline = time.monotonic() + STOPPED_WITHIN
        while (self._folder / "data" / "postmaster.pid").exists():
            assert time.monotonic() < deadline, "PostgreSQL did not stop"
            time.sleep(0.02)

    def start(self) -> None:
        """Start it again."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Stop it, and delete its folder."""
        self.stop()
        atexit.unregister(self._server._cleanup)  # what the package does at the end would make the folder again
        shutil.rmtree(self._folder, ignore_errors=True)
