"""The units and the image of the docs: they are what systemd and Docker take, and what they start works."""

import re
import shlex
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from api_server import TOKEN, BotApi
from bot_process import BotProcess
from command_line import PATIENCE, process

PROJECT = Path(__file__).parents[1]
UNIT = re.compile(r"`/etc/systemd/system/([\w.-]+)`[^`]*\n\n```ini\n(.*?)^```$", re.DOTALL | re.MULTILINE)
UNITS = {
    name: text
    for page in ("operations.md", "serve.md", "telegram.md")
    for name, text in UNIT.findall((PROJECT / "docs" / page).read_text(encoding="utf-8"))
}
DOCKERFILE = re.search(
    r"^```dockerfile\n(.*?)^```$", (PROJECT / "docs/telegram.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
)


def values(unit: str, key: str) -> list[str]:
    """What a unit says of a key."""
    return [line.partition("=")[2] for line in UNITS[unit].splitlines() if line.startswith(f"{key}=")]


def test_the_docs_have_a_unit_for_each():
    assert set(UNITS) == {
        "yuanwen-bot.service",
        "yuanwen-serve.service",
        "yuanwen-doctor.service",
        "yuanwen-doctor.timer",
    }


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here to check units")
def test_systemd_takes_the_units(tmp_path):
    program = shutil.which("true")
    for name, text in UNITS.items():
        (tmp_path / name).write_text(re.sub(r"(?<=^ExecStart=)\S+", str(program), text, flags=re.MULTILINE))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True, encoding="utf-8", env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    said = [line for line in checked.stderr.splitlines() if "yuanwen" in line]
    assert said == []
    assert checked.returncode == 0


@pytest.fixture(scope="module")
def api():
    with BotApi() as server:
        yield server


@pytest.fixture
def started(data_dir, tmp_path, api):
    """What a unit starts, with its environment: the verb with its arguments, and the variables."""
    data = shutil.copytree(data_dir, tmp_path / "state")
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")

    def of(unit: str) -> tuple[list[str], dict[str, str]]:
        (line,) = values(unit, "ExecStart")
        program, *arguments = shlex.split(line)
        assert program == "/opt/yuanwen/.venv/bin/yuanwen"
        variables = dict(stated.split("=", 1) for stated in values(unit, "Environment"))
        assert variables["YUANWEN_DATA_DIR"] == "/var/lib/yuanwen"
        assert values(unit, "StateDirectory") == ["yuanwen"]
        variables["YUANWEN_DATA_DIR"] = str(data)
        if "YUANWEN_TELEGRAM__TOKEN_FILE" in variables:
            assert variables["YUANWEN_TELEGRAM__TOKEN_FILE"] == "%d/token"
            assert values(unit, "LoadCredential") == ["token:/etc/yuanwen/token"]
            variables["YUANWEN_TELEGRAM__TOKEN_FILE"] = str(tmp_path / "token")
        here = {
            "YUANWEN_TELEGRAM__BASE_URL": f"{api.url}/bot",
            "YUANWEN_TELEGRAM__BASE_FILE_URL": f"{api.url}/file/bot",
            "YUANWEN_SERVICE__PORT": "0",
            "YUANWEN_SERVICE__WORKERS": "1",
        }
        return arguments, {**variables, **here}

    return of


@pytest.mark.parametrize(
    ("unit", "words"), [("yuanwen-bot.service", "Answering as @"), ("yuanwen-serve.service", "Answering at http")]
)
def test_what_a_unit_starts_answers_and_ends_in_good_order(started, tmp_path, unit, words):
    arguments, variables = started(unit)
    running = BotProcess(tmp_path / "said", arguments, variables)
    try:
        running.says(words)
        running.signal(signal.SIGTERM)
        assert running.ends() == 0
    finally:
        running.signal(signal.SIGKILL)


def test_what_the_unit_of_doctor_starts_finds_nothing_wrong(started):
    arguments, variables = started("yuanwen-doctor.service")
    ran = process(*arguments, **variables)
    assert ran.returncode == 0, ran.stdout
    assert "@yuanwen_test_bot" in ran.stdout


def test_the_image_copies_what_is_there():
    assert DOCKERFILE is not None
    copied = [word for line in re.findall(r"^COPY (.*) \S+$", DOCKERFILE[1], re.MULTILINE) for word in line.split()]
    assert {"bot", "embeddings", "retrieval", "pyproject.toml", "constraints.txt"} <= set(copied)
    assert not [name for name in copied if not (PROJECT / name).exists()]
    (torch,) = re.findall(r"\btorch==[\d.]+", DOCKERFILE[1])
    assert torch in (PROJECT / "constraints.txt").read_text("utf-8").split()
    assert process(*re.findall(r'^CMD \["(\w+)"\]', DOCKERFILE[1], re.MULTILINE), "--help").returncode == 0


def docker_runs() -> bool:
    """Whether there is Docker, with its daemon."""
    return bool(shutil.which("docker")) and subprocess.run(["docker", "info"], capture_output=True).returncode == 0


@pytest.mark.skipif(not docker_runs(), reason="Docker, with its daemon, is not here to build the image")
@pytest.mark.timeout(3600)
def test_the_image_is_built_and_runs():
    assert DOCKERFILE is not None
    name = "yuanwen-test"
    build = ["docker", "build", "--tag", name, "--file", "-", "."]
    subprocess.run(build, input=DOCKERFILE[1], cwd=PROJECT, encoding="utf-8", check=True)
    for verb in (("doctor",), ("serve", "--help"), ("bot", "--help")):
        ran = subprocess.run(["docker", "run", "--rm", name, *verb], capture_output=True, timeout=PATIENCE)
        assert ran.returncode == 0, ran.stderr
