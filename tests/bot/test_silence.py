"""Nothing is told to anybody: `yuanwen` with all its libraries asks for no network, and leaves nothing in the home."""

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import networkless
import pytest
from command_line import command, write_reports

PROJECT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in networkless.MACHINES,
    reason="the kernel's filter is written for Linux on two machines",
)


def _without_network(home: Path, *program: str) -> "subprocess.CompletedProcess[str]":
    """A program as a person starts it, with this home and without what these tests put in the environment."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    environment = kept | {"HOME": str(home), "PYTHONPATH": str(PROJECT)}
    started = [sys.executable, networkless.__file__, *program]
    return subprocess.run(started, env=environment, cwd=home, capture_output=True, text=True, check=False)


def test_the_filter_ends_what_asks_for_a_network(tmp_path: Path) -> None:
    asks = "import socket; socket.socket({})"
    for family, code in (("socket.AF_INET", -signal.SIGSYS), ("socket.AF_INET6", -signal.SIGSYS), ("", -signal.SIGSYS)):
        assert _without_network(tmp_path, sys.executable, "-c", asks.format(family)).returncode == code
    assert _without_network(tmp_path, sys.executable, "-c", asks.format("socket.AF_UNIX")).returncode == 0


def test_indexing_and_asking_ask_for_no_network_and_leave_nothing_in_the_home(tmp_path: Path) -> None:
    home, reports = tmp_path / "home", write_reports(tmp_path / "reports")
    home.mkdir()
    library = ("--data-dir", tmp_path / "library")
    done = _without_network(home, *command(*library, "index", reports))
    assert done.returncode == 0, done.stderr
    done = _without_network(home, *command(*library, "ask", "哪个开发区把审批时限压缩了37.5%？"))
    assert done.returncode == 0, done.stderr
    assert "青河经济开发区" in done.stdout
    assert sorted(home.rglob("*")) == []
