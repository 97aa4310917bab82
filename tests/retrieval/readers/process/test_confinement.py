"""What the process that reads files is kept from: the environment, the network, other programs, writing."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.process.client import ReaderProcess
from retrieval.readers.process.confinement import NETWORK, passed_on

PROJECT = Path(__file__).parents[4]

ATTEMPTS = """
import ctypes, json, os, socket, subprocess, sys, threading, time
from retrieval.readers.process.confinement import confine

target, result = sys.argv[1], {}
ready, begin = threading.Event(), threading.Event()

def attempt(name, what):
    try:
        what()
        result[name] = "done"
    except OSError as error:
        result[name] = type(error).__name__

def in_a_thread():
    ready.set()
    begin.wait()
    attempt("socket of a thread that was there", socket.socket)

def write():
    with open(target, "wb", buffering=0) as file:
        file.write(b"x")

def ptrace():
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.ptrace(16, os.getppid(), 0, 0):
        raise OSError(ctypes.get_errno(), "ptrace")

other = threading.Thread(target=in_a_thread)
other.start()
ready.wait()
free = confine(2**31)
begin.set()
other.join()
attempt("socket", socket.socket)
attempt("a pair of sockets", socket.socketpair)
attempt("a program", lambda: subprocess.run(["/bin/true"]))
attempt("another's memory", ptrace)
attempt("write", write)
print(json.dumps([free, result]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has a way to confine")
def test_neither_network_nor_programs_nor_writing(tmp_path: Path) -> None:
    target = tmp_path / "written"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", ATTEMPTS, target]
    free, result = json.loads(subprocess.check_output(command, env=environment, timeout=60))
    assert result.pop("write") == "OSError"
    assert target.read_bytes() == b""
    assert free or set(result.values()) == {"PermissionError"}, result
    assert free in ([], [NETWORK])


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="environments are looked at in /proc")
def test_the_token_stays_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUANWEN_TELEGRAM__TOKEN", "1:secret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    here = Path(f"/proc/self/task/{os.getpid()}/children")
    before = here.read_text().split()
    with ReaderProcess() as reader:
        assert reader.free() in ([], [NETWORK])
        (child,) = set(here.read_text().split()) - set(before)
        environment = Path(f"/proc/{child}/environ").read_bytes()
    assert b"PYTHONHASHSEED=0" in environment
    assert b"secret" not in environment


@given(st.dictionaries(st.text() | st.sampled_from(["PATH", "Path", "LC_ALL", "HOME", "HTTPS_PROXY"]), st.text()))
def test_only_what_is_known_to_be_harmless_is_passed_on(environment: Mapping[str, str]) -> None:
    kept = passed_on(environment)
    assert kept.items() <= environment.items()
    assert not {name.upper() for name in kept} & {"HOME", "HTTPS_PROXY", "PYTHONPATH", "LD_PRELOAD"}
    assert all(name in kept for name in environment if name in ("PATH", "Path", "LC_ALL"))
