"""`ask` by way of a service: the same in every respect, or left to the command line."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from hypothesis import given
from hypothesis import strategies as st

from bot.main import app, settings_first
from bot.named import PASSAGES
from bot.service.announcement import read_announcement, running_service
from bot.service.shortcut import ask_line, ask_service
from bot.service.surroundings import data_directory, surroundings
from bot.settings import load_settings

ZONE = "Which zone cut approval time by 37.5%?"


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch, tmp_path):
    """No configuration file in reach."""
    monkeypatch.chdir(tmp_path)


def through(capsys, service, *arguments: object) -> tuple[int | None, str]:
    """The exit code and what is printed by way of the service."""
    code = ask_service(["--data-dir", str(service.data), "ask", *map(str, arguments)])
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, printed.out


@pytest.mark.parametrize(
    "arguments",
    [
        (ZONE,),
        ("哪个开发区把审批时限压缩了91.3%？", "-v"),
        ("你好",),
        ("",),
        ("哪个开发区把审批时限压缩了37.5%？", "-k", 2, "--explain"),
        ("审批时限", "压缩多少", "--explain", "-vv", "--organization=青河开发区"),
    ],
)
def test_what_is_printed_is_the_same(cli, capsys, served, arguments):
    local = cli("--data-dir", served.data, "ask", *arguments)
    assert through(capsys, served, *arguments) == (local.exit_code, local.stdout)


def test_json_is_the_same_line(cli, capsys, served):
    code, line = through(capsys, served, ZONE, "--json")
    assert code == 0
    assert untimed(line) == untimed(cli("--data-dir", served.data, "ask", ZONE, "--json").stdout)


def untimed(line: str) -> str:
    return re.sub(r'"milliseconds": \{[^}]*\}', "", line)


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1", "COLUMNS": "50"}])
def test_a_terminal_shows_the_same(monkeypatch, served, variables):
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    arguments = ["--data-dir", str(served.data), "ask", ZONE]

    def locally() -> None:
        app(arguments, standalone_mode=False)

    def served_line() -> None:
        assert ask_service(arguments) == 0

    assert on_terminal(monkeypatch, served_line) == on_terminal(monkeypatch, locally) != ""


def on_terminal(monkeypatch, act) -> str:
    """What a terminal shows of an act of this process."""
    outside, inside = pty.openpty()
    with os.fdopen(inside, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        act()
        stream.write("\0")
        stream.flush()
        shown = b""
        while not shown.endswith(b"\0"):
            shown += os.read(outside, 1 << 16)
    os.close(outside)
    return shown.decode()


def test_the_command_takes_the_way_of_the_service_and_loads_next_to_nothing(served):
    program = "from bot.launch import main; main()"
    asking = [sys.executable, "-X", "importtime", "-c", program, "--data-dir", str(served.data), "ask", ZONE, "--json"]
    result = subprocess.run(asking, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(result.stdout)["answered"]
    loaded = set(re.findall(r"\| +([\w.]+)$", result.stderr, re.MULTILINE))
    assert "bot.launch" in loaded
    assert not {"typer", "rich", "pydantic", "sqlalchemy", "numpy", "bot.main", "retrieval", "http.client"} & loaded


def test_where_there_is_no_service_nothing_is_printed(capsys, served, tmp_path, monkeypatch):
    copy = shutil.copytree(served.data, tmp_path / "copy")
    assert ask_service(["--data-dir", str(copy), "ask", ZONE]) is None
    (tmp_path / "config.yaml").write_text("embeddings: {threads: 2}\n")
    assert through(capsys, served, ZONE)[0] is None
    (tmp_path / "config.yaml").unlink()
    monkeypatch.setenv("YUANWEN_READING__PICTURES", "false")
    assert through(capsys, served, ZONE)[0] is None
    monkeypatch.delenv("YUANWEN_READING__PICTURES")
    for refused in (("--organization", "没有的"), ("--since", "昨天"), ("--document", "没有")):
        assert through(capsys, served, ZONE, *refused) == (None, "")
    assert through(capsys, served, ZONE)[0] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"pid": 2**22 + 1}, {"port": 1}, {"instance": "another"}, {"program": "/elsewhere"}, {"version": "0"},
        {"library": "/elsewhere"}, {"pid": "1"}, {"host": "no.such.host.invalid"}, {"odd": 1},
    ],
)  # fmt: skip
def test_a_stale_or_foreign_announcement_is_passed_over(served, tmp_path, changes):
    (data := tmp_path / "data").mkdir()
    found = read_announcement(served.data)
    assert found is not None
    stated = {**found._asdict(), "library": str(data.resolve())}
    (data / "service.json").write_text(json.dumps(stated))
    assert running_service(data, surroundings(None)) is not None
    (data / "service.json").write_text(json.dumps(stated | changes))
    assert ask_service(["--data-dir", str(data), "ask", ZONE]) is None


@given(st.binary(max_size=60) | st.sampled_from([b"[]", b"null", b"1", b"{}", b"[" * 10**5, b"\xff"]))
def test_whatever_stands_in_the_file_is_no_error(tmp_path_factory, content):
    data = tmp_path_factory.getbasetemp() / "odd"
    data.mkdir(exist_ok=True)
    (data / "service.json").write_bytes(content)
    assert read_announcement(data) is None


WORDS = st.sampled_from(
    [
        "ask", "what", "37.5%？", "", " ", "-", "--", "-k", "5", "-k5", "51", "0", "-k=5", "-v", "-vv", "-vx",
        "--json", "--explain", "--organization", "--organization=x", "--document=", "--since", "2024", "--until=2025",
        "--csv", "--csv=x", "--chart", "--data-dir", "--data-dir=x", "--config", "-h", "--help", "--version", "--jso",
        "documents", "\udcff", "a=b", "--no",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=7).map(lambda words: ["ask", *words]) | st.lists(WORDS, max_size=7))
def test_a_line_that_is_taken_is_read_as_the_command_line_reads_it(arguments):
    line = ask_line(arguments)
    if line is None:
        return
    seen: list[tuple] = []
    group = typer.main.get_command(app)
    group.commands["ask"].invoke = lambda context: seen.append((context.obj, context.params))
    group.main(settings_first(arguments), standalone_mode=False)
    ((session, read),) = seen
    assert line.question == " ".join(read["question"])
    assert line.values.get("--data-dir") == (None if session.data_dir is None else str(session.data_dir))
    assert line.values.get("--config") == (None if session.config is None else str(session.config))
    assert int(line.values.get("-k", PASSAGES)) == (read["k"] or PASSAGES)
    assert ("-k" in line.values) == (read["k"] is not None)
    assert (line.verbose, "--json" in line.flags, "--explain" in line.flags) == (
        read["verbose"], read["as_json"], read["explain"],
    )  # fmt: skip
    for name in ("organization", "document", "since", "until"):
        assert line.values.get(f"--{name}") == read[name]
    assert read["csv"] is None
    assert read["chart"] is None


@pytest.mark.parametrize(
    ("config", "variables", "flag"),
    [
        (None, {}, None),
        (None, {}, "named"),
        (None, {"YUANWEN_DATA_DIR": "~/lib"}, None),
        ("data_dir: lib\n", {}, None),
        ("data_dir: ~/lib\n", {}, None),
        ("data_dir: null\n", {}, None),
        ("# nothing\n", {}, None),
        ("data_dir: lib\n", {"YUANWEN_DATA_DIR": "other"}, None),
        ("data_dir: lib\n", {"YUANWEN_DATA_DIR": "other"}, "named"),
    ],
)
def test_the_data_directory_is_that_of_the_settings(monkeypatch, tmp_path, config, variables, flag):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    file = None if config is None else tmp_path / "etc" / "config.yaml"
    if file is not None:
        file.parent.mkdir()
        file.write_text(config)
    settings = load_settings(file, {"data_dir": None if flag is None else Path(flag)})
    assert data_directory(file, flag) == settings.data_dir


@pytest.mark.parametrize("config", ["data_dir: [1]\n", "- 1\n", "a: [\n", "data_dir: 7\n"])
def test_settings_that_are_none_are_left_to_the_command_line(tmp_path, config):
    file = tmp_path / "config.yaml"
    file.write_text(config)
    assert data_directory(file, None) is None
    assert ask_service(["ask", ZONE]) is None
    assert ask_service(["--config", str(tmp_path / "none.yaml"), "ask", ZONE]) is None


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("YUANWEN_TELEGRAM__TOKEN", False), ("YUANWEN_TELEGRAM__WEBHOOK__SECRET_FILE", False),
        ("yuanwen_service__workers", False), ("YUANWEN_SERVICE", False), ("YUANWEN_REAL_DATA", False),
        ("YUANWEN_DATA_DIR", False), ("YUANWENISH", False), ("YUANWEN_EMBEDDINGS__THREADS", True),
        ("yuanwen_indexes__vectors", True), ("YUANWEN_SERVICES", True), ("YUANWEN_MODEL_TOKEN", True),
    ],
)  # fmt: skip
def test_variables_count_that_may_bear_on_answers(monkeypatch, name, counts):
    monkeypatch.setenv(name, "1")
    assert surroundings(None).bare != counts
