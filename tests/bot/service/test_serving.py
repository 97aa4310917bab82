"""How the service starts and ends, and what it survives."""

import json
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from command_line import PATIENCE
from service_process import JSON, Service

from bot.service.announcement import read_announcement
from bot.service.serving import doors_of, is_usual
from bot.service.token import read_token
from bot.settings import ServiceSettings, Settings
from retrieval.errors import SettingsError

TOKEN = "a-token-of-some-length"


def children(pid: int) -> set[int]:
    """The processes below a process, at any depth."""
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found |= {int(stat.parent.name)} | children(int(stat.parent.name))
    return found


def gone(pid: int) -> bool:
    """Whether a process has ended within our patience."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_one_service_a_library_a_token_for_other_machines_and_a_death_costs_no_answer(start):
    first = start("--host", "0.0.0.0", fresh=True, YUANWEN_SERVICE__TOKEN=TOKEN)
    found = first.up()
    assert (found.host, f":{found.port}" in first.said) == ("127.0.0.1", True)
    second = start()
    assert second.ends() == 3
    said = f"Another service is up over the library in {first.data} at {found.url}, process {found.pid}"
    assert said in " ".join(second.said.split())
    assert first.ask("GET", "/documents", Host="reports.example")[0] == 401
    assert first.ask("GET", "/documents", Host="reports.example", Authorization=f"Bearer {TOKEN}")[0] == 200
    workers = [pid for pid in children(found.pid) if b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(max(workers), signal.SIGKILL)
    asked = json.dumps({"question": "Which zone cut approval time by 37.5%?"}).encode()
    status, answer = first.ask("POST", "/ask", asked, **JSON, Authorization=f"Bearer {TOKEN}")
    assert (status, answer["answered"]) == (200, True)
    assert "has died (-9)" in first.said
    assert TOKEN not in first.said + (first.data / "service.json").read_text()
    below = children(found.pid)
    first.signal(signal.SIGKILL)
    first.ends()
    assert all(map(gone, below))
    assert read_announcement(first.data) == found


def test_a_port_that_is_taken_is_said_and_that_nothing_is_indexed(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        service = Service(tmp_path / "new", tmp_path / "log", "--port", str(taken.getsockname()[1]))
        assert service.ends() == 2
        assert "need not be started again" in service.said
        assert f"port {taken.getsockname()[1]} of 127.0.0.1 cannot be listened on" in " ".join(service.said.split())


@pytest.mark.parametrize(
    ("stated", "usual"),
    [
        ({}, True), ({"data_dir": "lib", "documents": ["a.txt"], "service": {"workers": 3}}, True),
        ({"indexes": {"vectors": "flat"}}, False), ({"embeddings": {"model": "other"}}, False),
        ({"reading": {"pictures": False}}, False),
    ],
)  # fmt: skip
def test_all_that_answers_depend_on_is_compared_with_the_defaults(stated, usual):
    assert is_usual(Settings.model_validate(stated)) is usual


def test_other_machines_are_not_answered_without_a_token():
    with pytest.raises(SettingsError, match="YUANWEN_SERVICE__TOKEN"):
        doors_of(ServiceSettings(host="0.0.0.0"))


@pytest.mark.parametrize("token", ["short", "", " ", "with a space in it", "ünicode-ünicode-ü"])
def test_a_token_that_is_none_is_refused(tmp_path, token):
    file = tmp_path / "token"
    file.write_text(token, encoding="utf-8")
    with pytest.raises(SettingsError, match="token_file"):
        read_token(ServiceSettings(token_file=file))
    with pytest.raises(SettingsError) as refused:
        read_token(ServiceSettings(token=token))
    assert "YUANWEN_SERVICE__TOKEN" in str(refused.value)


def test_a_token_may_stand_in_a_file(tmp_path):
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert doors_of(ServiceSettings(host="0.0.0.0", token_file=tmp_path / "token")).token == TOKEN
    with pytest.raises(SettingsError, match="cannot be read"):
        read_token(ServiceSettings(token_file=tmp_path / "none"))
